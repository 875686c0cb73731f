"""Judicial confirmation: begun, looked through, put together, handed to the court, and what the court does."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from banjie.cases.acting import Acting
from banjie.cases.reference import reference
from banjie.core.workflow import Capacity
from banjie.mediation.confirmation import eligibility
from banjie.mediation.confirmation.standing import Stands, binding_agreement, stands, window_of
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.holding import Held, held
from banjie.mediation.models import (
    Confirmation,
    ConfirmationEntry,
    ConfirmationPaper,
    CourtGround,
    Handover,
    HandoverState,
    PaperKind,
    Party,
)
from banjie.mediation.performance import notes
from banjie.mediation.performance.keepers import capacities
from banjie.mediation.processes import process
from banjie.mediation.processes.deciding import decided
from banjie.platform.tables.text import clean_text

_OF_A_PARTY = frozenset({PaperKind.IDENTITY, PaperKind.ADDRESS, PaperKind.AUTHORITY})


def begin_confirmation(
    case_id: int,
    *,
    court: str,
    ground: str,
    by: Acting,
    at: datetime,
    court_code: str = "",
    expected: int | None = None,
) -> int:
    """The parties wish to ask a court; their set is prepared. Returns the id of the confirmation.

    Raises BadEntry: no agreement binds, one is asked for already, or the thirty days are over, with what else can be
    done in its words.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        if Capacity.MEDIATOR not in capacities(by, found):
            raise DisputeNotFound(case_id)
        agreement = binding_agreement(found.dispute)
        if agreement is None:
            raise BadEntry("no_agreement_binds", "agreement")
        if not window_of(agreement).open_on(_today(at)):
            raise BadEntry("in_time", "agreement")
        if _going_on(found) is not None:
            raise BadEntry("confirmation_goes_on", "agreement")
        if ground not in CourtGround or not court.strip():
            raise BadEntry("court_unknown", "court")
        made = Confirmation.objects.create(
            agreement=agreement,
            last_day=window_of(agreement).last,
            court=clean_text(court, limit=80).text.strip(),
            court_code=court_code,
            ground=ground,
            began_at=at,
            began_by=by.actor.id,
        )
        _note(made, "begin", "", by, at)
        return made.id


def review(case_id: int, *, answers: Mapping[str, bool], by: Acting, at: datetime, expected: int | None = None) -> None:
    """What a mediator answers to the questions of eligibility, and whether papers on property go with the set."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = preparing(found)
        known = {*eligibility.QUESTIONS, "property_papers"}
        take(found, asked, "review", by, at, data={"answers": sorted(answers.keys() & known)})
        asked.review = {**asked.review, **{key: bool(value) for key, value in answers.items() if key in known}}
        asked.save()


def add_paper(
    case_id: int,
    *,
    kind: str,
    digest: str,
    name: str,
    by: Acting,
    at: datetime,
    party_id: int | None = None,
    expected: int | None = None,
) -> int:
    """A paper of the set, a file in the store. One of the same kind that was there before is taken out."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = preparing(found)
        if kind not in PaperKind or (kind in _OF_A_PARTY) != (party_id is not None):
            raise BadEntry("paper_unknown", "kind")
        if party_id is not None and not Party.objects.filter(dispute=found.dispute, id=party_id).exists():
            raise BadEntry("party_unknown", "party")
        take(found, asked, "add_paper", by, at, data={"kind": kind})
        asked.papers.filter(_of(party_id), kind=kind, removed_at=None).update(removed_at=at)
        made = ConfirmationPaper.objects.create(
            confirmation=asked,
            kind=kind,
            party_id=party_id,
            digest=digest,
            name=name,
            added_at=at,
            added_by=by.actor.id,
        )
        return made.id


def submit(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """The set was handed to the court, in person or by post, by both parties together.

    Raises BadEntry with the first condition that does not hold: asked by all, in time, eligible, whole.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        submit_held(found, preparing(found), by=by, at=at)


def submit_held(found: Held, asked: Confirmation, *, by: Acting, at: datetime) -> None:
    """The same for a dispute that is held already, as when the court's system has taken the set."""
    standing = _stands(found, asked, at)
    take(found, asked, "submit", by, at, holds=standing.holds, data={"on": standing.today.isoformat()})
    asked.asked_on, asked.handed_over_at = standing.today, at
    asked.save()


def court_received(
    case_id: int, *, number: str, on: date, by: Acting, at: datetime, expected: int | None = None
) -> None:
    """The court has taken it on under a number of its own."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = _asked(found)
        _day_holds(asked, on, at)
        if not number.strip():
            raise BadEntry("court_number_missing", "number")
        take(found, asked, "receive", by, at, data={"on": on.isoformat()})
        asked.received_on, asked.court_number = on, clean_text(number, limit=60).text.strip()
        asked.save()


def court_asks_correction(
    case_id: int, *, until: date, by: Acting, at: datetime, why: str = "", expected: int | None = None
) -> None:
    """The court wants something put right or added by a day."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = _asked(found)
        if until < _today(at):
            raise BadEntry("due_past", "until")
        take(found, asked, "ask_correction", by, at, data={"until": until.isoformat()})
        asked.correct_by = until
        asked.sealed = notes.seal(why, bound_to=notes.ruling_binding(asked.id)) or asked.sealed
        asked.save()


def corrected(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """What the court asked for has been handed in."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = _asked(found)
        take(found, asked, "correct", by, at, holds=_stands(found, asked, at).holds)
        asked.correct_by = None
        asked.save()


def court_rules(
    case_id: int,
    *,
    confirmed: bool,
    on: date,
    by: Acting,
    at: datetime,
    number: str = "",
    why: str = "",
    ruling: str = "",
    ruling_name: str = "",
    expected: int | None = None,
) -> None:
    """The court confirms the agreement, or refuses to, with its reasons. `ruling` is the digest of its paper."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = _asked(found)
        _day_holds(asked, on, at)
        if not confirmed and not why.strip():
            raise BadEntry("reason_missing", "why")
        take(found, asked, "confirm" if confirmed else "refuse", by, at, data={"on": on.isoformat()})
        asked.decided_on, asked.ruling_number = on, clean_text(number, limit=60).text.strip()
        asked.ruling, asked.ruling_name = ruling, ruling_name
        asked.sealed = notes.seal(why, bound_to=notes.ruling_binding(asked.id)) or asked.sealed
        asked.save()


def withdraw_confirmation(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """The parties, or one of them, no longer ask; until the court has ruled that is theirs to say."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = _asked(found)
        take(found, asked, "withdraw", by, at)
        asked.handovers.filter(state=HandoverState.WAITING).update(state=HandoverState.FAILED, problem="withdrawn")
        asked.save()


def lapse_confirmation(case_id: int, *, by: Acting, at: datetime) -> bool:
    """The thirty days are over and nothing was handed to the court. Returns whether that was so."""
    with held(case_id, by=by, at=at) as found:
        asked = _going_on(found)
        if asked is None or asked.state != process("confirmation").start:
            return False
        holds = {"window_closed"} if asked.last_day < _today(at) else set()
        take(found, asked, "lapse", by, at, holds=holds)
        asked.handovers.filter(state=HandoverState.WAITING).update(state=HandoverState.FAILED, problem="too_late")
        asked.save()
        return True


def _of(party_id: int | None) -> Q:
    return Q(party__isnull=True) if party_id is None else Q(party_id=party_id)


def _today(at: datetime) -> date:
    return reference().calendar.date_of(at)


def _going_on(found: Held) -> Confirmation | None:
    """The one that is not over, or that was confirmed: an agreement is confirmed once."""
    over = ("refused", "withdrawn", "lapsed")
    return (
        Confirmation.objects.select_for_update()
        .filter(agreement__dispute=found.dispute, agreement__state="binding")
        .exclude(state__in=over)
        .first()
    )


def _asked(found: Held) -> Confirmation:
    asked = _going_on(found)
    if asked is None:
        raise BadEntry("confirmation_unknown", "confirmation")
    return asked


def preparing(found: Held) -> Confirmation:
    """One whose set may be changed: not while it is on its way to the court."""
    asked = _asked(found)
    if Handover.objects.filter(confirmation=asked, state=HandoverState.WAITING).exists():
        raise BadEntry("handover_waits", "confirmation")
    return asked


def _stands(found: Held, asked: Confirmation, at: datetime) -> Stands:
    return stands(found.dispute, asked.agreement, asked, at=at)


def _day_holds(asked: Confirmation, on: date, at: datetime) -> None:
    if on > _today(at):
        raise BadEntry("in_future", "on")
    if asked.asked_on is not None and on < asked.asked_on:
        raise BadEntry("before_asked", "on")


def take(
    found: Held,
    asked: Confirmation,
    command: str,
    by: Acting,
    at: datetime,
    *,
    holds: frozenset[str] | set[str] = frozenset(),
    data: Mapping[str, Any] | None = None,
) -> None:
    acting = capacities(by, found)
    if not acting:
        raise DisputeNotFound(found.case.id)
    source = asked.state
    asked.state = decided(asked.process, source, command, capacities=acting, holds=holds).target
    _note(asked, command, source, by, at, data)


def _note(
    asked: Confirmation, command: str, source: str, by: Acting, at: datetime, data: Mapping[str, Any] | None = None
) -> None:
    ConfirmationEntry.objects.create(
        confirmation=asked,
        command=command,
        source=source,
        target=asked.state,
        data=dict(data or {}),
        recorded_at=at,
        recorded_by_kind=by.actor.kind,
        recorded_by=by.actor.id,
    )
