"""Writes what a case is besides when it is a dispute that is over: many by COPY, in the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

import psycopg
from django.db import connection

from banjie.mediation import details as particulars
from banjie.mediation.ladders import Ladder
from banjie.mediation.models import HowEnded, PartyKind, WhyLeft
from banjie.mediation.wishes import COLLECTIVE_FROM
from banjie.organisations.tree import UnitRef
from banjie.platform.database.copying import copy_text

from .drafting import moment
from .outcomes import AGREED
from .parties import NamedParty
from .records import Record

_LINES_AT_ONCE: Final = 500
_COPIES: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "disputes",
        "dispute",
        "case_id, kind, track, court_stage, brought_by, ladder, rung, collective, people, claimed, agreed, currency, "
        "ending, opened_at, begun_at, ended_at, filed_at, version",
    ),
    ("sides", "dispute_side", "id, dispute_id, letter"),
    (
        "parties",
        "dispute_party",
        "id, dispute_id, side_id, number, kind, sealed, minor, reads, stands_for, added_at, erased_at",
    ),
    (
        "stays",
        "dispute_rung_stay",
        "dispute_id, rung, key, track, court_stage, unit_id, began_at, ended_at, how, reason",
    ),
    (
        "seats",
        "dispute_seat",
        "dispute_id, mediator_id, rung, chair, chosen_by_parties, seated_at, left_at, why_left, reason",
    ),
    ("entries", "mediation_register_entry", "dispute_id, run_id, row, number, form, performed, confirmed"),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What records are written by: ladders by track, units by code, mediators by their unit and name."""

    run_id: int
    zone: ZoneInfo
    at: datetime
    kept: timedelta
    ladders: Mapping[str, Ladder]
    units: Mapping[str, UnitRef]
    mediators: Mapping[tuple[int, str], int]


@dataclass(slots=True)
class Rows:
    """Lines for each table; `forgotten` counts disputes whose parties are not kept any more."""

    disputes: list[tuple[Any, ...]] = field(default_factory=list)
    sides: list[tuple[Any, ...]] = field(default_factory=list)
    parties: list[tuple[Any, ...]] = field(default_factory=list)
    stays: list[tuple[Any, ...]] = field(default_factory=list)
    seats: list[tuple[Any, ...]] = field(default_factory=list)
    entries: list[tuple[Any, ...]] = field(default_factory=list)
    forgotten: int = 0
    without_mediator: int = 0


def write(records: Sequence[tuple[int, Record]], reference: Reference) -> Rows:
    """`records` with the ids of their cases, which are written already."""
    sides = sum(len({party.side for party in record.parties}) for _, record in records)
    parties = sum(len(record.parties) for _, record in records)
    planned = planned_rows(records, reference, iter(_ids("dispute_side", sides)), iter(_ids("dispute_party", parties)))
    connection.ensure_connection()
    raw = cast("psycopg.Connection[Any]", connection.connection)
    with raw.cursor() as cursor:
        for name, table, columns in _COPIES:
            lines: list[tuple[Any, ...]] = getattr(planned, name)
            if lines:
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for lot in batched(lines, _LINES_AT_ONCE):
                        copy.write(copy_text(lot))
    return planned


def planned_rows(
    records: Iterable[tuple[int, Record]], reference: Reference, side_ids: Iterable[int], party_ids: Iterable[int]
) -> Rows:
    """The lines of all tables. Nothing of one record enters into another's."""
    rows = Rows()
    planning = _Planning(rows, reference, iter(side_ids), iter(party_ids))
    for case_id, record in records:
        planning.add(case_id, record)
    return rows


class _Planning:
    def __init__(self, rows: Rows, reference: Reference, side_ids: Any, party_ids: Any) -> None:
        self._rows = rows
        self._reference = reference
        self._side_ids = side_ids
        self._party_ids = party_ids

    def add(self, case_id: int, record: Record) -> None:
        reference, rows = self._reference, self._rows
        received_at, ended_at = moment(record.received, reference.zone), moment(record.ended, reference.zone)
        unit = reference.units.get(record.unit) if record.unit else None
        ladder = reference.ladders[record.track]
        rung = _rung(ladder, unit)
        people = record.people or _people(record.parties)
        collective = people is not None and people >= COLLECTIVE_FROM
        agreed = record.outcome.ending == AGREED
        rows.disputes.append(
            (
                case_id, record.kind, record.track, record.court_stage, record.brought_by, ladder.key, rung, collective,
                people, record.claimed, record.agreed, record.currency, record.outcome.ending, received_at, received_at,
                ended_at, ended_at, 0,
            )
        )  # fmt: skip
        how = HowEnded.AGREED if agreed else HowEnded.WITHOUT
        key = ladder.at(rung).key
        unit_id = unit.id if unit is not None else None
        rows.stays.append(
            (case_id, rung, key, record.track, record.court_stage, unit_id, received_at, ended_at, str(how), "")
        )
        told = record.outcome
        rows.entries.append(
            (case_id, reference.run_id, record.row, record.number, told.form, told.performed, told.confirmed)
        )
        self._seats(case_id, record, unit, rung, received_at, ended_at)
        self._parties(case_id, record, received_at, ended_at)

    def _seats(
        self, case_id: int, record: Record, unit: UnitRef | None, rung: int, received_at: datetime, ended_at: datetime
    ) -> None:
        """Mediators whom the committee has under that name; others stay with the register."""
        seated = [
            found
            for name in record.mediators
            if unit is not None and (found := self._reference.mediators.get((unit.id, name))) is not None
        ]
        self._rows.without_mediator += not seated and bool(record.mediators)
        for place, mediator_id in enumerate(seated):
            self._rows.seats.append(
                (case_id, mediator_id, rung, not place, False, received_at, ended_at, str(WhyLeft.RUNG_LEFT), "")
            )

    def _parties(self, case_id: int, record: Record, received_at: datetime, ended_at: datetime) -> None:
        """Sealed each in its own row; of a dispute whose time is up only that there were such parties."""
        reference = self._reference
        forgotten = ended_at + reference.kept <= reference.at
        self._rows.forgotten += forgotten and bool(record.parties)
        sides: dict[str, int] = {}
        for number, party in enumerate(record.parties, 1):
            if party.side not in sides:
                sides[party.side] = next(self._side_ids)
                self._rows.sides.append((sides[party.side], case_id, party.side))
            party_id = next(self._party_ids)
            sealed = None if forgotten else _sealed(party, party_id)
            kind = PartyKind.ORGANISATION if party.organisation else PartyKind.PERSON
            self._rows.parties.append(
                (
                    party_id, case_id, sides[party.side], number, str(kind), sealed, False, "zh-hans", party.stands_for,
                    received_at, reference.at if forgotten else None,
                )
            )  # fmt: skip


def _sealed(party: NamedParty, party_id: int) -> bytes:
    return particulars.seal_name(party.name, bound_to=particulars.party_binding(party_id))


def _people(parties: Sequence[NamedParty]) -> int | None:
    """How many people there were, where the register says so of a side (等12人)."""
    if not any(party.stands_for for party in parties):
        return None
    return sum(party.stands_for or 1 for party in parties)


def _rung(ladder: Ladder, unit: UnitRef | None) -> int:
    """The rung at which a unit of this level sits; the lowest where the ladder knows no such level."""
    levels = [rung.level for rung in ladder.rungs]
    return levels.index(unit.level) if unit is not None and unit.level in levels else 0


def _ids(table: str, count: int) -> Sequence[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [row[0] for row in cursor.fetchall()]
