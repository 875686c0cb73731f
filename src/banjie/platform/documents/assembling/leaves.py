"""What is bound together: PDFs as they are, pictures on a page each."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

# Told what was done and how much there is, in pages; done is at most the whole.
type Progress = Callable[[int, int], None]
# What is bound in the place of a leaf that cannot be: a PDF that says so.
type Instead = Callable[["Leaf", "LeafFault"], bytes]


class LeafFault(StrEnum):
    PROTECTED = "protected"  # opens only with a password
    DAMAGED = "damaged"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    KIND = "kind"  # neither a PDF nor a picture


class CannotAssemble(Exception):
    """A file that cannot be bound in; `key` says which."""

    def __init__(self, code: LeafFault, key: str) -> None:
        self.code, self.key = code, key
        super().__init__(f"{code}: {key}")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file to be bound: a PDF or a picture. `key` is the caller's name for it, `title` stands in the outline."""

    key: str
    content: bytes
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageRange:
    """The pages on which a leaf stands, counted from 1 over all leaves."""

    key: str
    first: int
    last: int
