"""What the page of the mediators of a dispute shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from banjie.mediation import wording
from banjie.mediation.models import ConsentAnswer
from banjie.mediation.queries import DisputeFile, PartyLine, SeatLine, SuggestedLine, committees, suggestions
from banjie.organisations.permissions import Viewer
from banjie.web.mediation.seats import words
from banjie.web.mediation.seats.words import Spoken

# So many are shown with a key each; the rest is folded.
FIRST = 3


@dataclass(frozen=True, slots=True)
class Offered:
    """A suggestion with its reasons in words. `key` is the key that seats, "" where there is none."""

    line: SuggestedLine
    reasons: Sequence[Spoken]
    may_seat: bool
    key: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a party said to a mediator: `tone` is of its lamp, `words` are empty where it said nothing yet."""

    party: PartyLine
    tone: str
    words: str
    how: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SeatShown:
    """`own` is the reader's own seat; `why_left` and `tie` in words."""

    line: SeatLine
    own: bool
    reason: str
    objections: Sequence[Mapping[str, Any]]
    said: Sequence["Said"] = ()


def seats(file: DisputeFile, viewer: Viewer) -> dict[str, Any]:
    """Those who sit, those who left, with what parties said to it."""
    names = {party.id: party for party in file.parties}
    shown = [_seat(each, viewer, names) for each in file.seats]
    return {
        "sitting": [each for each in shown if each.line.left_at is None],
        "left": [each for each in shown if each.line.left_at is not None],
        "own": next((each for each in shown if each.own and each.line.left_at is None), None),
    }


def offered(file: DisputeFile, viewer: Viewer, *, at: datetime, beside: int | None, why: str) -> dict[str, Any]:
    """Suggestions and committees that could join, for whoever seats mediators; nothing for others."""
    if not file.sees_names or file.ended_at is not None:
        return {"seats_people": False}
    found = suggestions(file, at=at, beside=beside, why=why)
    all_of_them = [_offered(each, file, viewer) for each in found.suggested]
    panel = [each for each in all_of_them if each.line.in_panel]
    return {
        "seats_people": any(each.may_seat for each in all_of_them) or file.leads,
        "suggested": all_of_them[:FIRST],
        "further": all_of_them[FIRST:],
        "panel": sorted(panel, key=lambda each: (not each.line.chairs, each.line.number)) if file.leads else [],
        "wants_panel": found.wants_panel,
        "kinds_in_panel": found.kinds_in_panel,
        "barred": [{"name": each.name, "why": words.kept_out(each.code)} for each in found.barred],
        "joint": [
            {
                "line": each,
                "why": wording.CHOICES["why_joined"].get(each.why, each.why),
                "suggested": [_offered(one, file, viewer) for one in each.suggested[:FIRST]],
                "barred": [{"name": one.name, "why": words.kept_out(one.code)} for one in each.barred],
            }
            for each in found.joint
        ],
        "others": _others(viewer, file, {each.unit_id for each in found.joint}) if file.leads else [],
        "whys": wording.CHOICES["why_joined"].items(),
        "formula": words.formula(),
    }


def rung_facts(file: DisputeFile) -> dict[str, Any]:
    rung = file.ladder.at(file.rung)
    return {
        "rung_name": rung.named(get_language() or ""),
        "rung_sits": [wording.CHOICES["mediator_kind"][kind] for kind in sorted(rung.sits)],
        "rung_panel": rung.panel,
    }


def _seat(line: SeatLine, viewer: Viewer, parties: Mapping[int, PartyLine]) -> SeatShown:
    reasons = {**wording.CHOICES["tie"], **wording.CHOICES["handed_over"]}
    return SeatShown(
        line,
        line.staff_id == viewer.staff_id,
        str(reasons.get(line.reason, line.reason)),
        [{"line": each, "party": parties.get(each.party_id)} for each in line.objections],
        _said(line, parties),
    )


def _said(line: SeatLine, parties: Mapping[int, PartyLine]) -> Sequence[Said]:
    """Every party, whether it said something or not; nothing for whoever may not see what parties say."""
    known = {each.party_id: each for each in line.consents}
    found = []
    for party in parties.values():
        said = known.get(party.id)
        if said is None:
            found.append(Said(party, "neutral", "", "", None))
            continue
        tone = "good" if said.answer == ConsentAnswer.GIVEN else "warn"
        words_of = wording.CHOICES["answer"][said.answer]
        found.append(Said(party, tone, str(words_of), str(wording.CHOICES["how"][said.how]), said.said_at))
    return found


def _offered(line: SuggestedLine, file: DisputeFile, viewer: Viewer) -> Offered:
    own = line.staff_id == viewer.staff_id and file.case.handler_id == viewer.staff_id
    may = file.leads or own
    return Offered(line, words.spoken(line.reasons), may, str(line.number) if may and line.number <= FIRST else "")


def _others(viewer: Viewer, file: DisputeFile, shown: set[int]) -> list[Any]:
    """Committees that the head may think of themselves, besides those that are suggested."""
    return [
        each.unit
        for each in committees(viewer)
        if each.active and each.unit.id not in shown and each.unit.id != file.case.lead_unit_id
    ]
