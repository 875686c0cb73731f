"""What changed from one catalogue to another, entry by entry and field by field."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from banjie.catalogue.content import CatalogueContent, Entry


class Happened(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`before` and `after` are the values of the entry; None where there was no entry."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one entry. A rule or category that only changed its place in the order is `moved`."""

    sheet: str
    key: str
    happened: Happened
    fields: tuple[FieldChange, ...] = ()


def differences(old: CatalogueContent, new: CatalogueContent) -> tuple[Change, ...]:
    """By sheet, then in the order of the new catalogue, what is gone last."""
    return (
        *_sheet("categories", [(e.code, e) for e in old.categories], [(e.code, e) for e in new.categories]),
        *_sheet(
            "targets", [(e.key, e) for e in old.targets], [(e.key, e) for e in new.targets], ordered=False
        ),
        *_sheet("rules", [(e.id, e) for e in old.rules], [(e.id, e) for e in new.rules]),
    )


def _sheet(
    sheet: str, old: Sequence[tuple[str, Entry]], new: Sequence[tuple[str, Entry]], *, ordered: bool = True
) -> Iterator[Change]:
    before, after = dict(old), dict(new)
    moved = _moved([key for key in before if key in after], [key for key in after if key in before])
    for key, entry in after.items():
        if key not in before:
            yield Change(sheet, key, Happened.ADDED, tuple(_fields(None, entry)))
        elif fields := tuple(_fields(before[key], entry)):
            yield Change(sheet, key, Happened.CHANGED, fields)
        elif ordered and key in moved:
            yield Change(sheet, key, Happened.MOVED)
    for key, entry in before.items():
        if key not in after:
            yield Change(sheet, key, Happened.REMOVED, tuple(_fields(entry, None)))


def _fields(before: Entry | None, after: Entry | None) -> Iterator[FieldChange]:
    entry = after or before
    for name, info in type(entry).model_fields.items() if entry is not None else ():
        empty = info.get_default()
        was = getattr(before, name) if before is not None else empty
        now = getattr(after, name) if after is not None else empty
        if was != now:
            yield FieldChange(name, was if before is not None else None, now if after is not None else None)


def _moved(before: list[str], after: list[str]) -> frozenset[str]:
    """The fewest keys that, put elsewhere, turn one order into the other (or nearly the fewest)."""
    kept: set[str] = set()
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        kept.update(before[block.a : block.a + block.size])
    return frozenset(key for key in before if key not in kept)


def count(changes: Iterable[Change]) -> dict[str, int]:
    """How many entries changed in each sheet."""
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.sheet] = counts.get(change.sheet, 0) + 1
    return counts
