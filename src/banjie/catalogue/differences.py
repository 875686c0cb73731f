"""What changed from one catalogue to another, entry by entry and field by field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from banjie.catalogue.content import CatalogueContent, CategoryEntry, Entry


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
        *_sheet(
            "categories",
            {entry.code: entry for entry in old.categories},
            {entry.code: entry for entry in new.categories},
            _moved_siblings(old.categories, new.categories),
        ),
        *_sheet("targets", {entry.key: entry for entry in old.targets}, {entry.key: entry for entry in new.targets}),
        *_sheet(
            "rules",
            {entry.id: entry for entry in old.rules},
            {entry.id: entry for entry in new.rules},
            _moved([entry.id for entry in old.rules], [entry.id for entry in new.rules]),
        ),
    )


def _sheet(
    sheet: str,
    before: Mapping[str, Entry],
    after: Mapping[str, Entry],
    moved: frozenset[str] = frozenset(),
) -> Iterator[Change]:
    for key, entry in after.items():
        if key not in before:
            yield Change(sheet, key, Happened.ADDED, tuple(_fields(None, entry)))
        elif fields := tuple(_fields(before[key], entry)):
            yield Change(sheet, key, Happened.CHANGED, fields)
        elif key in moved:
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


def _moved_siblings(old: Iterable[CategoryEntry], new: Iterable[CategoryEntry]) -> frozenset[str]:
    """Categories that stand elsewhere among their siblings; the order of the document means nothing more."""
    before, after = _families(old), _families(new)
    moved = [_moved(codes, after[parent]) for parent, codes in before.items() if parent in after]
    return frozenset[str]().union(*moved)


def _families(entries: Iterable[CategoryEntry]) -> dict[str, list[str]]:
    families: dict[str, list[str]] = {}
    for entry in entries:
        families.setdefault(entry.parent, []).append(entry.code)
    return families


def _moved(before: list[str], after: list[str]) -> frozenset[str]:
    """The fewest keys of both that, put elsewhere, turn one order into the other (or nearly the fewest)."""
    both = set(before) & set(after)
    before, after = [key for key in before if key in both], [key for key in after if key in both]
    kept: set[str] = set()
    for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        kept.update(before[block.a : block.a + block.size])
    return frozenset(both - kept)


def count(changes: Iterable[Change]) -> dict[str, int]:
    """How many entries changed in each sheet."""
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.sheet] = counts.get(change.sheet, 0) + 1
    return counts
