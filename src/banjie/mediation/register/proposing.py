"""A first mapping for a register: the one remembered for such columns, or a guess by names and contents. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from banjie.platform.tables import Cell, Row, cell_text, fingerprint, header_key, parse_amount, parse_day
from banjie.platform.tables.amounts import Amount
from banjie.platform.tables.worded_dates import WordedDay

from .fields import DAYS_OF, HEADERS, PERSONAL, SUMS, Field
from .mapping import RegisterMapping, problems_of
from .sums import unit_of

_SURE, _LIKELY, _LEAST = 100, 60, 40
_YEAR_IN_NAME: Final = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")
_CALLED: Final = "register"


class Basis(StrEnum):
    """Where a proposal comes from."""

    REMEMBERED = "remembered"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Proposal:
    content: RegisterMapping
    basis: Basis


def propose(
    headers: Sequence[str],
    sample: Sequence[Row],
    *,
    file_name: str,
    time_zone: str,
    remembered: Iterable[RegisterMapping] = (),
) -> Proposal:
    """The mapping to show first. What is remembered goes before what is guessed, the latest first.

    The year is not remembered: next year's register has the same columns.
    """
    mark = fingerprint(headers)
    year = year_of(headers, sample, file_name, time_zone)
    for content in remembered:
        if content.fingerprint == mark and not problems_of(content, headers):
            return Proposal(content.model_copy(update={"year": year}), Basis.REMEMBERED)
    found = guess_columns(headers, sample, time_zone)
    content = RegisterMapping(
        source=_CALLED,
        headers=tuple(headers),
        fields={field: (headers[column],) for field, column in sorted(found.items())},
        units={field: unit for field in SUMS if field in found and (unit := unit_of(headers[found[field]])) > 1},
        year=year,
        time_zone=time_zone,
    )
    return Proposal(content, Basis.GUESSED)


def guess_columns(headers: Sequence[str], sample: Sequence[Row], time_zone: str) -> dict[Field, int]:
    """For each field the column that most likely holds it; each column for one field."""
    columns = [_Column(header, [row.cells[at] for row in sample], time_zone) for at, header in enumerate(headers)]
    scores = [
        (score, -order, -at, field)
        for order, field in enumerate(Field)
        for at, column in enumerate(columns)
        if (score := column.score(field)) >= _LEAST
    ]
    found: dict[Field, int] = {}
    for _score, _order, at, field in sorted(scores, reverse=True):
        if field not in found and -at not in found.values():
            found[field] = -at
    return _one_way_of_sides(found)


def _one_way_of_sides(found: Mapping[Field, int]) -> dict[Field, int]:
    """Both sides in columns of their own, or in one: a lone column of the applicant is the one cell for both."""
    both = {Field.SIDE_A, Field.SIDE_B}
    kept = dict(found)
    if both <= kept.keys():
        kept.pop(Field.PARTIES, None)
    elif (lone := both & kept.keys()) and Field.PARTIES not in kept:
        kept[Field.PARTIES] = kept.pop(lone.pop())
    else:
        for field in both:
            kept.pop(field, None)
    return kept


def year_of(headers: Sequence[str], sample: Sequence[Row], file_name: str, time_zone: str) -> int | None:
    """The year in which a register was kept: in the name of its file, or that of most of its whole days."""
    named = _YEAR_IN_NAME.findall(file_name)
    if len(set(named)) == 1:
        return int(named[0])
    zone = ZoneInfo(time_zone)
    years: Counter[int] = Counter()
    columns = guess_columns(headers, sample, time_zone)
    for row in sample:
        for field in DAYS_OF:
            found = parse_day(row.cells[columns[field]], zone=zone) if field in columns else None
            if isinstance(found, WordedDay):
                years[found.day.year] += 1
    if not years:
        return None
    year, count = years.most_common(1)[0]
    return year if 5 * count >= 4 * years.total() else None


class _Column:
    """One column as far as its name and its first cells tell."""

    def __init__(self, header: str, cells: Sequence[Cell], time_zone: str) -> None:
        self.key = header_key(header)
        told = [cell for cell in cells if cell is not None and cell_text(cell).strip()]
        zone = ZoneInfo(time_zone)
        self._told = len(told)
        self._days = sum(isinstance(parse_day(cell, zone=zone, year=2000), WordedDay) for cell in told)
        self._sums = sum(isinstance(parse_amount(cell), Amount) for cell in told)

    def score(self, field: Field) -> int:
        """How likely the column holds the field: by its name, unless its contents rule it out."""
        by_name = self._by_name(HEADERS[field])
        return by_name if by_name and self._can_hold(field) else 0

    def _by_name(self, names: Sequence[str]) -> int:
        for rank, name in enumerate(names):
            if self.key == name:
                return _SURE - rank
        within = [rank for rank, name in enumerate(names) if len(name) > 1 and name in self.key]
        return max(_LIKELY - min(within), _LEAST) if within and not self.key.isascii() else 0

    def _can_hold(self, field: Field) -> bool:
        if not self._told:
            return True
        if field in DAYS_OF:
            return 2 * self._days >= self._told
        if field in SUMS:
            return 2 * self._sums >= self._told
        if field in PERSONAL or field in {Field.SUMMARY, Field.OUTCOME, Field.KIND}:
            return 2 * self._days < self._told
        return True
