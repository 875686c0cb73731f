"""Reads a whole register: its records, and everything that is wrong with its rows. Writes nothing."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer
from banjie.places import queries as places
from banjie.platform.tables import Sheet

from .collecting import without_collecting
from .known import Known
from .mapping import RegisterMapping
from .records import FaultCode, Record, RefusedRow, RowFault
from .rows import RowReader

type Progress = Callable[[int], None]

_EVERY: Final = 2_000
_SHOWN: Final = 20
_WORDS: Final = 500
_LONGEST_WORD: Final = 20
# A register is of one office and a few years; more rows than this are another kind of file.
MOST_ROWS: Final = 200_000


class TooManyRows(Exception):
    """The sheet has more rows than a register."""


@dataclass(slots=True)
class Reading:
    """What reading a sheet gave. `seen` counts all rows, those left out included."""

    records: list[Record] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    cautions: Counter[tuple[str, str]] = field(default_factory=Counter)
    left_out: int = 0
    seen: int = 0

    def as_json(self) -> dict[str, Any]:
        """Counts, the words of the closed sets that nobody gave a meaning, the first records without their parties."""
        return {
            "ready": len(self.records),
            "faults": self._faults(),
            "unknown": self._unknown(),
            "cautions": [[*key, count] for key, count in self.cautions.most_common()],
            "first": [_shown(record) for record in self.records[:_SHOWN]],
        }

    def _faults(self) -> list[list[str | int]]:
        """Field, code, how many rows, the first of them; the most frequent first."""
        counts: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], int] = {}
        for row in self.refused:
            for fault in row.faults:
                key = str(fault.field), str(fault.code)
                counts[key] += 1
                first.setdefault(key, row.number)
        return [[*key, count, first[key]] for key, count in counts.most_common()]

    def _unknown(self) -> dict[str, list[tuple[str, int]]]:
        words: dict[str, Counter[str]] = {}
        for row in self.refused:
            for fault in row.faults:
                # A sentence is no word of a closed set, and may tell of people.
                if fault.code == FaultCode.VALUE_UNKNOWN and len(fault.detail) <= _LONGEST_WORD:
                    words.setdefault(str(fault.field), Counter())[fault.detail] += 1
        return {name: counted.most_common(_WORDS) for name, counted in words.items()}


def known_now(viewer: Viewer | None) -> Known:
    """What words of registers can mean just now: what lies in the jurisdictions of whoever brings one in; for the
    system itself, everything.
    """
    if viewer is None:
        return Known((unit for unit in organisations.units_index() if unit.active), places.areas_tree())
    areas = (area for area in places.areas_tree() if viewer.around(area.path))
    return Known(organisations.units_around(viewer), areas)


def read_all(
    sheet: Sheet,
    content: RegisterMapping,
    *,
    viewer: Viewer | None,
    at: datetime,
    progress: Progress = lambda done: None,
) -> Reading:
    """Every row once. A row that comes twice is at fault the second time. Raises TooManyRows, TableRefused."""
    zone = ZoneInfo(content.time_zone)
    reader = RowReader(content, sheet.table.headers, known_now(viewer), today=_day(at, zone))
    found = Reading(cautions=reader.cautions)
    marks: set[str] = set()
    with without_collecting():
        for row in sheet.rows():
            found.seen += 1
            if found.seen > MOST_ROWS:
                raise TooManyRows(found.seen)
            _sort_in(found, reader.read(row), marks)
            if found.seen % _EVERY == 0:
                progress(found.seen)
    return found


def _sort_in(found: Reading, read: Record | RefusedRow | None, marks: set[str]) -> None:
    if read is None:
        found.left_out += 1
    elif isinstance(read, RefusedRow):
        found.refused.append(read)
    elif read.mark in marks:
        found.refused.append(RefusedRow(read.row, (RowFault("number", FaultCode.ROW_REPEATED, read.number),)))
    else:
        marks.add(read.mark)
        found.records.append(read)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _shown(record: Record) -> dict[str, Any]:
    """A record as a person looks at it before it comes in; of its parties only how many stood on each side."""
    sides = Counter(party.side for party in record.parties)
    return {
        "row": record.row,
        "number": record.number,
        "kind": record.kind,
        "text": record.text[:200],
        "unit": record.unit or "",
        "received": record.received.isoformat(),
        "ended": record.ended.isoformat(),
        "ending": record.outcome.ending,
        "agreed": str(record.agreed) if record.agreed is not None else "",
        "sides": [sides[side] for side in sorted(sides)],
    }
