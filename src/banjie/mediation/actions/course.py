"""The course of a dispute: begun, prolonged, taken up or given back a rung, ended."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from banjie.cases import actions as cases
from banjie.cases.acting import Acting
from banjie.cases.reference import reference
from banjie.core.clocks import Target, Unit
from banjie.core.workflow import Capacity
from banjie.mediation.actions.sessions.leaving import leave_table
from banjie.mediation.errors import BadEntry
from banjie.mediation.holding import Held, held
from banjie.mediation.ladders import Ladder
from banjie.mediation.ladders.setting import in_force, ladder, on_offer
from banjie.mediation.models import CourtStage, Ending, HowEnded, RungStay, Seat, Track, WhyLeft
from banjie.mediation.sight import Sight, capacities_of
from banjie.mediation.standing import standing_of
from banjie.mediation.wishes import conditions

# What the parties may do instead, told to them whenever mediation ends without agreement (article 26).
OTHER_WAYS: Final = ("court", "arbitration", "administrative", "legal_aid")
_PARTY_MAY_END: Final = frozenset({Ending.CONSENT_WITHDRAWN, Ending.REFUSED, Ending.OTHER_WAY})


def begin(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Every party has agreed and a mediator sits: mediation begins, for the time of its rung."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        rung = ladder(found.dispute.ladder).at(found.dispute.rung)
        give(found, "begin", by=by, at=at, terms=cases.Terms(limits={"mediate": rung.time}))
        found.dispute.begun_at = found.dispute.begun_at or at
        found.dispute.ended_at, found.dispute.ending = None, ""


def prolong(case_id: int, *, until: date, by: Acting, at: datetime, expected: int | None = None) -> None:
    """More time, up to the end of a day to which every party has agreed."""
    with held(case_id, by=by, at=at, needs=Sight.PANEL, expected=expected) as found:
        due_at = found.case.step_due_at
        days = (until - reference().calendar.date_of(due_at)).days if due_at is not None else 0
        if days <= 0:
            raise BadEntry("until_not_later", "until")
        terms = cases.Terms(longer=Target(days, Unit.CALENDAR_DAYS), reason="parties_agreed")
        data = {"until": until}
        give(found, "prolong", by=by, at=at, terms=terms, data=data, until=until.isoformat())


def go_up(case_id: int, *, reason: str, by: Acting, at: datetime, expected: int | None = None) -> None:
    """To the next rung, with the committee that serves the place there. Raises BadEntry if there is none."""
    _step(case_id, +1, "go_up", HowEnded.UP, reason=reason, by=by, at=at, expected=expected)


def come_back(case_id: int, *, reason: str, by: Acting, at: datetime, expected: int | None = None) -> None:
    """To the rung below, which has not done what it could."""
    _step(case_id, -1, "come_back", HowEnded.BACK, reason=reason, by=by, at=at, expected=expected)


def move(
    case_id: int,
    *,
    unit_id: int,
    reason: str,
    by: Acting,
    at: datetime,
    ladder_key: str | None = None,
    court_stage: str = "",
    expected: int | None = None,
) -> None:
    """Before another committee, or on another track: a panel of the trade, an authority, the court's mediators."""
    with held(case_id, by=by, at=at, needs=Sight.PROCEDURE, expected=expected) as found:
        unit = reference().unit(unit_id)
        if by.viewer is not None and (unit is None or not by.viewer.around(unit.area_path)):
            raise BadEntry("unit_unknown", "unit_id")
        key = ladder_key or found.dispute.ladder
        chosen = in_force().get(key)
        if chosen is None:
            raise BadEntry("ladder_unknown", "ladder_key")
        if key not in on_offer(own=found.dispute.ladder):
            raise BadEntry("ladder_retired", "ladder_key")
        position = found.dispute.rung if chosen.key == found.dispute.ladder else 0
        if (court_stage != "") != (chosen.track == Track.JUDICIAL) and court_stage not in CourtStage.values:
            raise BadEntry("court_stage_needed", "court_stage")
        found.dispute.ladder, found.dispute.track = chosen.key, chosen.track
        found.dispute.court_stage = court_stage
        _place(found, chosen, position, unit_id, "move", HowEnded.MOVED, reason=reason, by=by, at=at)


def end_without(
    case_id: int,
    *,
    ending: str,
    by: Acting,
    at: datetime,
    reason: str = "",
    ways: Iterable[str] = OTHER_WAYS,
    expected: int | None = None,
) -> None:
    """Ends mediation without an agreement, and tells the parties what other lawful ways they have."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        end_held(found, ending=ending, by=by, at=at, reason=reason, ways=ways)


def end_held(
    found: Held,
    *,
    ending: str,
    by: Acting,
    at: datetime,
    reason: str = "",
    ways: Iterable[str] = OTHER_WAYS,
) -> None:
    """The same for a dispute that is held already."""
    if ending not in Ending.values or ending == Ending.AGREED:
        raise BadEntry("ending_unknown", "ending")
    if Capacity.PARTY in by.fixed and ending not in _PARTY_MAY_END:
        raise BadEntry("ending_unknown", "ending")
    give(found, "end_without", by=by, at=at, data={"ending": ending, "ways": list(ways)})
    found.dispute.ending, found.dispute.ended_at = ending, at
    leave_rung(found, HowEnded.WITHOUT, reason, at)


def give(
    found: Held,
    command: str,
    *,
    by: Acting,
    at: datetime,
    terms: cases.Terms = cases.NO_TERMS,
    fields: dict[str, object] | None = None,
    data: Mapping[str, object] | None = None,
    until: str = "",
) -> None:
    """Gives the case one of mediation's own commands. `data` goes on the timeline, which many can read: codes and
    days only, never a word of what was said.
    """
    holds = conditions(standing_of(found.dispute, at=at), until=until)
    beside = cases.Beside(
        "mediation",
        capacities_of(by.viewer, found.seated),
        holds,
        cases.Change(fields=fields or {}, data=dict(data or {})),
        terms,
    )
    cases.perform_beside(found.case.id, command, beside, by=by, at=at)


def _step(
    case_id: int,
    by_rungs: int,
    command: str,
    how: str,
    *,
    reason: str,
    by: Acting,
    at: datetime,
    expected: int | None,
) -> None:
    with held(case_id, by=by, at=at, expected=expected) as found:
        chosen = ladder(found.dispute.ladder)
        position = found.dispute.rung + by_rungs
        unit_id = None
        if 0 <= position < len(chosen.rungs):
            rung = chosen.at(position)
            unit = reference().units.unit_for_role(
                rung.unit_role, found.case.area_path, rung.level, excluding=_barred(found)
            )
            if unit is None:
                raise BadEntry("no_committee_on_rung", "rung")
            unit_id = unit.id
        _place(found, chosen, position, unit_id, command, how, reason=reason, by=by, at=at)


def _place(
    found: Held,
    chosen: Ladder,
    position: int,
    unit_id: int | None,
    command: str,
    how: str,
    *,
    reason: str,
    by: Acting,
    at: datetime,
) -> None:
    unit = reference().unit(unit_id) if unit_id is not None else None
    if unit_id is not None and unit is None:
        raise BadEntry("unit_unknown", "unit_id")
    if unit is not None and unit.id in _barred(found):
        raise BadEntry("unit_complained_of", "unit_id")
    rung = chosen.at(max(position, 0))
    fields: dict[str, object] = {"handler_id": None, "assigned_at": at}
    data: dict[str, object] = {"rung": rung.key}
    if unit is not None:
        fields |= {"lead_unit_id": unit.id, "lead_unit_path": unit.path}
        data |= {"lead": unit.id, "lead_name": unit.name}
    terms = cases.Terms(longer_whole=rung.time, reason="next_rung")
    give(found, command, by=by, at=at, terms=terms, fields=fields, data=data)
    leave_rung(found, how, reason, at)
    found.dispute.rung = position
    RungStay.objects.create(
        dispute=found.dispute,
        rung=position,
        key=rung.key,
        track=chosen.track,
        court_stage=found.dispute.court_stage,
        unit_id=unit_id,
        began_at=at,
    )


def stand_again(found: Held, at: datetime) -> None:
    """A dispute that had ended is open again, on the rung on which it was."""
    dispute = found.dispute
    dispute.ending, dispute.ended_at, dispute.filed_at = "", None, None
    if not dispute.stays.filter(ended_at=None).exists():
        RungStay.objects.create(
            dispute=dispute,
            rung=dispute.rung,
            key=ladder(dispute.ladder).at(dispute.rung).key,
            track=dispute.track,
            court_stage=dispute.court_stage,
            unit_id=found.case.lead_unit_id,
            began_at=at,
        )


def leave_rung(found: Held, how: str, reason: str, at: datetime) -> None:
    """Ends the stay on the rung where the dispute is."""
    leave_table(found.dispute, found.case, at=at)
    found.dispute.stays.filter(ended_at=None).update(ended_at=at, how=how, reason=reason[:400])
    seats = Seat.objects.filter(dispute=found.dispute, left_at=None)
    # Whoever mediated it sees it through: that the file is closed, or that the agreement is kept.
    if how not in {HowEnded.WITHOUT, HowEnded.AGREED}:
        seats.update(left_at=at, why_left=WhyLeft.RUNG_LEFT, chair=False)


def _barred(found: Held) -> tuple[int, ...]:
    """The units that the matter complains of, and none below them, may mediate it."""
    about = found.case.about_unit_path
    return tuple(unit.id for unit in reference().units.subtree(about)) if about else ()
