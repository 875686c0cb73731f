"""Handing a set to the court: as a package to take along, or through the court's own system."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from banjie.cases.acting import AS_SYSTEM, Acting
from banjie.cases.reference import reference
from banjie.mediation.actions import confirming
from banjie.mediation.confirmation.court_adapter import (
    Answer,
    CourtSystem,
    Request,
    Trouble,
    court_system,
)
from banjie.mediation.confirmation.package import Package, Sheet, pack
from banjie.mediation.confirmation.standing import signed, stands
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.holding import Held, held
from banjie.mediation.models import Confirmation, Handover, HandoverState, HandoverWay, Party
from banjie.mediation.performance.keepers import capacities
from banjie.mediation.processes.deciding import decided
from banjie.platform import files

logger = logging.getLogger(__name__)

_KEYS: Final = UUID("5f0c2a52-7a5e-4c43-9a4d-6f3a5b0c9d11")
# After so many tries, days of them, somebody must look; until then a court that is away is waited for.
MOST_TRIES: Final = 60
_LONGEST_WAIT: Final = timedelta(hours=2)


def package_of(asked: Confirmation) -> Package:
    """The set as one file; the same papers make the same bytes."""
    places = _places(asked)
    sheets = []
    order = {"application": 0, "agreement": 1, "certificate": 2}
    papers = asked.papers.filter(removed_at=None)
    for paper in sorted(
        papers, key=lambda each: (order.get(each.kind, 9), places.get(each.party_id or 0, ""), each.kind)
    ):
        with files.open(paper.digest) as content:
            sheets.append(Sheet(paper.kind, places.get(paper.party_id or 0, ""), paper.name, bytes(content.read())))
    return pack(sheets, about=_about(asked))


def export_package(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> Package:
    """The package to take along, with its taking on record. The same conditions hold as for handing it over, but for
    the parties' wish and the day: it may be made to be looked through. An application that nobody signed goes into
    none. Raises BadEntry.
    """
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = _asked(found, by)
        unsigned, signs_at_court = signed(asked)
        if unsigned and not signs_at_court:
            raise BadEntry("application_signed", "confirmation")
        made = package_of(asked)
        Handover.objects.update_or_create(
            key=_key(asked, made),
            defaults={
                "confirmation": asked,
                "way": HandoverWay.PACKAGE,
                "state": HandoverState.SENT,
                "package": made.digest,
                "made_at": at,
                "made_by": by.actor.id,
                "sent_at": at,
            },
        )
        return made


def send_to_court(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> int:
    """Has the set sent through the court's system. It counts as asked for once the court has it. Returns the handover.

    Raises BadEntry: no system is set up, or a condition does not hold yet.
    """
    if court_system() is None:
        raise BadEntry("no_court_system", "way")
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = _asked(found, by)
        holds = stands(found.dispute, asked.agreement, asked, at=at).holds
        decided(asked.process, asked.state, "submit", capacities=capacities(by, found), holds=holds)
        if asked.handovers.filter(state=HandoverState.WAITING).exists():
            raise BadEntry("handover_waits", "confirmation")
        made = package_of(asked)
        # The same set has the same key, however often it is sent: a court that has it already says so.
        handover, _ = Handover.objects.update_or_create(
            key=_key(asked, made, HandoverWay.API),
            defaults={
                "confirmation": asked,
                "way": HandoverWay.API,
                "state": HandoverState.WAITING,
                "tries": 0,
                "problem": "",
                "package": made.digest,
                "made_at": at,
                "made_by": by.actor.id,
                "sent_at": None,
            },
        )
        return handover.id


def call_off_sending(case_id: int, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """No further tries: the set goes by hand, or is changed first."""
    with held(case_id, by=by, at=at, expected=expected) as found:
        asked = _asked(found, by)
        if not asked.handovers.filter(state=HandoverState.WAITING).update(
            state=HandoverState.FAILED, problem="called_off"
        ):
            raise BadEntry("nothing_waits", "confirmation")


def try_handover(handover_id: int, *, at: datetime, system: CourtSystem | None = None) -> bool:
    """One try. Returns whether the court has it. Safe to repeat, and to be killed in: the key stays the same."""
    court = system or court_system()
    waiting = Handover.objects.select_related("confirmation__agreement").filter(
        id=handover_id, state=HandoverState.WAITING
    )
    handover = waiting.first()
    if court is None or handover is None:
        return False
    asked = handover.confirmation
    made = package_of(asked)
    if problem := _stopped_by(asked, made, handover, at):
        return _failed(handover, problem)
    request = Request(str(handover.key), asked.court_code, _about(asked), made.content, made.digest)
    try:
        answer = court.submit(request)
    except Trouble as trouble:
        logger.warning("handover %s: %s", handover.id, trouble)
        return _tried(handover, trouble)
    return _has_it(handover, asked, answer, at)


def _stopped_by(asked: Confirmation, made: Package, handover: Handover, at: datetime) -> str:
    """What has come between since it was asked for: another paper, the last day, a party that no longer wishes it."""
    if made.digest != handover.package:
        return "changed"
    if asked.last_day < reference().calendar.date_of(at):
        return "too_late"
    holds = stands(asked.agreement.dispute, asked.agreement, asked, at=at).holds
    return "" if {"asked_by_all", "eligible", "set_whole", "application_signed"} <= holds else "no_longer_ready"


def _has_it(handover: Handover, asked: Confirmation, answer: Answer, at: datetime) -> bool:
    with held(asked.agreement.dispute_id, by=AS_SYSTEM, at=at) as found:
        fresh = Handover.objects.select_for_update().get(id=handover.id)
        if fresh.state == HandoverState.SENT:
            return True
        fresh.state, fresh.reference, fresh.sent_at = HandoverState.SENT, answer.reference, at
        fresh.tries, fresh.problem = fresh.tries + 1, ""
        try:
            confirming.submit_held(found, Confirmation.objects.get(id=asked.id), by=AS_SYSTEM, at=at)
        except BadEntry as error:
            # The court has it, and a party has taken its wish back meanwhile: somebody must look.
            fresh.problem = error.code[:20]
        fresh.save()
    return True


def waiting_handovers(*, at: datetime) -> Sequence[int]:
    """Those whose turn has come: every ten minutes at first, then less and less often."""
    found = Handover.objects.filter(state=HandoverState.WAITING).values_list("id", "tries", "made_at")
    return [id for id, tries, made_at in found if tries == 0 or at >= made_at + _wait(tries)]


def _wait(tries: int) -> timedelta:
    """Since the first try: ten minutes, then thirty, an hour … at most two hours between two."""
    step = timedelta(minutes=10)
    return sum((min(step * 2**n, _LONGEST_WAIT) for n in range(tries)), timedelta())


def _tried(handover: Handover, trouble: Trouble) -> bool:
    tries = handover.tries + 1
    over = not trouble.kind.passes or tries >= MOST_TRIES
    Handover.objects.filter(id=handover.id, state=HandoverState.WAITING).update(
        tries=tries, problem=str(trouble.kind), state=HandoverState.FAILED if over else HandoverState.WAITING
    )
    return False


def _failed(handover: Handover, problem: str) -> bool:
    Handover.objects.filter(id=handover.id, state=HandoverState.WAITING).update(
        state=HandoverState.FAILED, problem=problem
    )
    return False


def _key(asked: Confirmation, made: Package, way: str = HandoverWay.PACKAGE) -> UUID:
    return uuid5(_KEYS, f"{way}:{asked.id}:{made.digest}")


def _asked(found: Held, by: Acting) -> Confirmation:
    asked = (
        Confirmation.objects.select_for_update()
        .filter(agreement__dispute=found.dispute, agreement__state="binding")
        .exclude(state__in=("refused", "withdrawn", "lapsed"))
        .first()
    )
    if asked is None:
        raise BadEntry("confirmation_unknown", "confirmation")
    if not capacities(by, found):
        raise DisputeNotFound(found.case.id)
    return asked


def _about(asked: Confirmation) -> dict[str, object]:
    agreement = asked.agreement
    return {
        "court": asked.court,
        "court_code": asked.court_code,
        "ground": asked.ground,
        "agreement": {
            "number": agreement.number,
            "sha256": agreement.digest,
            "binding_at": agreement.binding_at.isoformat() if agreement.binding_at else None,
            "amount": str(agreement.total) if agreement.total is not None else None,
            "currency": agreement.currency,
        },
        "last_day": asked.last_day.isoformat(),
        "parties": len(_places(asked)),
    }


def _places(asked: Confirmation) -> dict[int, str]:
    """The parties by their places, which stand for their names in lists."""
    places: dict[int, str] = {}
    counts: dict[str, int] = {}
    parties = Party.objects.filter(dispute_id=asked.agreement.dispute_id, left_at=None).select_related("side")
    for party in parties.order_by("side__letter", "number"):
        counts[party.side.letter] = counts.get(party.side.letter, 0) + 1
        places[party.id] = f"{party.side.letter}{counts[party.side.letter]}"
    return places
