"""What can be wrong with a template: codes and data, worded at the edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_BEGINNING: Final = 24


class FaultCode(StrEnum):
    """`what` of the fault is named after each."""

    NOT_A_DOCUMENT = "not_a_document"
    TOO_LARGE = "too_large"
    UNCLOSED_TAG = "unclosed_tag"  # as far as it goes
    STRAY_END = "stray_end"  # the braces
    FULL_WIDTH = "full_width"  # as far as it goes: braces of an input method
    SYNTAX = "syntax"  # the tag
    UNKNOWN_FIELD = "unknown_field"  # the field
    UNKNOWN_FILTER = "unknown_filter"  # the filter
    NOT_ALLOWED = "not_allowed"  # the tag
    NOT_A_LIST = "not_a_list"  # the field
    NEEDS_A_LOOP = "needs_a_loop"  # the field, a list that is printed as text
    UNCLOSED_BLOCK = "unclosed_block"  # the tag that opens it
    UNOPENED_BLOCK = "unopened_block"  # the tag that closes
    CROSSES_PARAGRAPHS = "crosses_paragraphs"  # the tag that opens it
    CROSSES_PLACES = "crosses_places"  # the tag that opens it: it is closed in another cell or table
    MIXED_TAGS = "mixed_tags"  # the tag that closes: opened by another sort of tag
    OUTSIDE_A_TABLE = "outside_a_table"  # the tag
    TEXT_BESIDE = "text_beside"  # the tag: what stands beside it would be lost
    OUTSIDE_THE_TEXT = "outside_the_text"  # the tag, in a title or another place that is not text
    FIELD_MISSING = "field_missing"  # the field, which the form must show
    VALUE_MISSING = "value_missing"  # the field, for which nothing was given
    CANNOT_FILL = "cannot_fill"  # what the machinery said


class Place(StrEnum):
    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    NOTES = "notes"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One fault: `paragraph` counts from 1 within `place` in the order of the file, 0 where none can be named;
    `beginning` is how that paragraph begins; `instead` a field that was probably meant, or ""."""

    code: FaultCode
    what: str
    place: Place = Place.FILE
    paragraph: int = 0
    beginning: str = ""
    instead: str = ""


class TemplateBroken(Exception):
    """A template that cannot be filled, with every fault that was found."""

    def __init__(self, faults: Sequence[TemplateFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{each.code} {each.what} ({each.place} {each.paragraph})" for each in faults))


def beginning(text: str) -> str:
    """The first signs of a paragraph, enough to find it by."""
    line = " ".join(text.split())
    return line if len(line) <= _BEGINNING else f"{line[:_BEGINNING]}…"
