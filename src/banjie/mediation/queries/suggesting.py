"""Who could sit in a dispute, for whoever seats mediators."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from banjie.mediation.candidates import asked_of, with_candidates
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.models import Committee, Dispute, JointCommittee, Mediator, Referral, ReferralBody
from banjie.mediation.queries.file_lines import DisputeFile
from banjie.mediation.suggesting import Asked, Barred, Body, Candidate, Reason, Suggested, joint, panel, rank, weights
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import inside, same_jurisdiction
from banjie.organisations.tree import UnitRef
from banjie.places import queries as places


@dataclass(frozen=True, slots=True)
class SuggestedLine:
    """A mediator who could sit. `number` is the place in the order, from 1; `in_panel` and `chairs` the proposal."""

    mediator_id: int
    staff_id: int
    name: str
    kind: str
    hours: str
    unit_name: str
    points: int
    reasons: Sequence[Reason]
    number: int
    in_panel: bool = False
    chairs: bool = False


@dataclass(frozen=True, slots=True)
class BarredLine:
    mediator_id: int
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class JointLine:
    """A committee that could sit beside one's own, or does; `why` is a key of `models.WhyJoined`."""

    unit_id: int
    unit_name: str
    why: str
    joined: bool
    suggested: Sequence[SuggestedLine]
    barred: Sequence[BarredLine]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The committee's own mediators in order, those who cannot sit, and committees that could join."""

    suggested: Sequence[SuggestedLine]
    barred: Sequence[BarredLine]
    wants_panel: bool
    kinds_in_panel: int
    joint: Sequence[JointLine]


def suggestions(file: DisputeFile, *, at: datetime, beside: int | None = None, why: str = "") -> Suggestions:
    """For a dispute that the viewer has been given with its names. `beside` is a committee they think of themselves.

    Raises DisputeNotFound for a file without names: ties are looked for by them.
    """
    if not file.sees_names:
        raise DisputeNotFound(file.case.id)
    dispute = Dispute.objects.filter(case_id=file.case.id).first() or _unwritten(file)
    asked = asked_of(dispute, file.case, at=at)
    units = organisations.units_index()
    bodies = {
        each.unit_id: each for each in Committee.objects.filter(active=True) if _of_jurisdiction(file, each.unit_id)
    }
    own = [each for each in bodies if _has_it(asked, units.get(each))]
    joined = _joined(dispute)
    proposed = _proposed(asked, dispute, bodies.values(), file.track)
    if beside is not None and beside in bodies and beside not in own:
        proposed |= {beside: proposed.get(beside, why or "jurisdiction")}
    wanted = [*own, *joined, *proposed]
    people = with_candidates(Mediator.objects.filter(committee_id__in=wanted), dispute, on=asked.on)
    lines, barred, kinds = _ordered(asked, people, own, propose_panel=asked.wants_panel)
    return Suggestions(
        lines,
        barred,
        asked.wants_panel,
        kinds,
        [
            JointLine(
                unit_id, _name(units.get(unit_id)), why, unit_id in joined, *_ordered(asked, people, [unit_id])[:2]
            )
            for unit_id, why in {**joined, **{k: v for k, v in proposed.items() if k not in joined}}.items()
        ],
    )


def _of_jurisdiction(file: DisputeFile, unit_id: int) -> bool:
    """Whether a committee is of the jurisdiction with which the dispute lies: others are not named."""
    units = organisations.units_index()
    unit, lead = units.get(unit_id), units.get(file.case.lead_unit_id)
    there = lead.area_path if lead is not None else file.case.area_path
    return unit is not None and same_jurisdiction(unit.area_path, there)


def _unwritten(file: DisputeFile) -> Dispute:
    return Dispute(case_id=file.case.id, ladder=file.ladder.key, track=file.track, kind=file.kind, rung=file.rung)


def _has_it(asked: Asked, unit: UnitRef | None) -> bool:
    return unit is not None and bool(asked.lead_unit_path) and inside(asked.lead_unit_path, unit.path)


def _joined(dispute: Dispute) -> dict[int, str]:
    joined = JointCommittee.objects.filter(dispute_id=dispute.case_id)
    return {each.committee_id: each.why for each in joined}


def _proposed(asked: Asked, dispute: Dispute, committees: Iterable[Committee], track: str) -> dict[int, str]:
    units = organisations.units_index()
    bodies = [
        Body(unit.id, unit.path, unit.area_path, each.kind, each.trade)
        for each in committees
        if (unit := units.get(each.unit_id)) is not None and unit.active
    ]
    return {each.unit_id: each.why for each in joint(asked, bodies, track=track, letter_from=_letter_from(dispute))}


def _letter_from(dispute: Dispute) -> str:
    """The area of another jurisdiction that wrote, if its name is that of an area or unit known here; else ""."""
    letter = Referral.objects.filter(dispute_id=dispute.case_id, body=ReferralBody.JURISDICTION).last()
    if letter is None:
        return ""
    unit = next((each for each in organisations.units_index() if letter.body_name in {each.name, each.name_en}), None)
    if unit is not None:
        return unit.area_path
    return next((each.path for each in places.areas_tree() if letter.body_name == each.name), "")


def _ordered(
    asked: Asked,
    people: Sequence[tuple[Mediator, Candidate]],
    unit_ids: Sequence[int],
    *,
    propose_panel: bool = False,
) -> tuple[list[SuggestedLine], list[BarredLine], int]:
    here = {each.id: each for each, _ in people if each.committee_id in unit_ids}
    ranking = rank(asked, [candidate for each, candidate in people if each.id in here], weights())
    chosen = panel(asked, ranking.suggested, weights()) if propose_panel else None
    members = {each.candidate.id for each in chosen.members} if chosen is not None else set()
    chair = chosen.chair.candidate.id if chosen is not None else 0
    lines = [
        _line(here, each, number, each.candidate.id in members, each.candidate.id == chair)
        for number, each in enumerate(ranking.suggested, 1)
    ]
    return lines, [_kept_out(here, each) for each in ranking.barred], chosen.kinds if chosen is not None else 0


def _line(people: Mapping[int, Mediator], each: Suggested, number: int, in_panel: bool, chairs: bool) -> SuggestedLine:
    mediator = people[each.candidate.id]
    return SuggestedLine(
        mediator.id,
        mediator.staff_id,
        mediator.staff.name,
        mediator.kind,
        mediator.hours,
        _name(organisations.units_index().get(mediator.committee_id)),
        each.points,
        each.reasons,
        number,
        in_panel,
        chairs,
    )


def _kept_out(people: Mapping[int, Mediator], each: Barred) -> BarredLine:
    return BarredLine(each.candidate.id, people[each.candidate.id].staff.name, each.code)


def _name(unit: UnitRef | None) -> str:
    return unit.name if unit is not None else ""
