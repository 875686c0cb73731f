"""Marks in a text: of what kind, from where to where. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """In the order of how grave it is. `OFFICIAL` is somebody in office by their title; the others are private."""

    IDENTITY = "identity"
    BANK = "bank"
    PASSPORT = "passport"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    LANDLINE = "landline"
    PLATE = "plate"
    DOOR = "door"
    NAME = "name"
    OFFICIAL = "official"


_RANK: Final = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Mark:
    """`start` until before `end`, in characters of the text as it was written."""

    kind: Kind
    start: int
    end: int


def apart(found: Iterable[Mark]) -> list[Mark]:
    """In the order of the text; of marks that overlap the longest, of those as long the gravest."""
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda each: (each.start, each.start - each.end, _RANK[each.kind])):
        last = kept[-1] if kept else None
        if last is None or mark.start >= last.end:
            kept.append(mark)
        elif mark.end - mark.start > last.end - last.start:
            kept[-1] = mark
    return kept
