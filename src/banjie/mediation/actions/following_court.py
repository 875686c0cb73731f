"""What the court's system says it has done since it got a set, taken over step by step."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from banjie.cases.acting import AS_SYSTEM
from banjie.cases.reference import reference
from banjie.mediation.actions import confirming
from banjie.mediation.confirmation.court_adapter import CourtSystem, News, court_system
from banjie.mediation.confirmation.court_adapter.protocol import Step
from banjie.mediation.errors import BadEntry
from banjie.mediation.models import Confirmation, ConfirmationEntry, Handover, HandoverState, HandoverWay

logger = logging.getLogger(__name__)


def follow_court(handover_id: int, *, at: datetime, system: CourtSystem | None = None) -> int:
    """Asks what the court has done since, and puts it on record. Returns how many steps were new.

    Raises Trouble. What was taken over before is not taken over again.
    """
    court = system or court_system()
    handover = Handover.objects.select_related("confirmation__agreement").get(id=handover_id)
    if court is None or not handover.reference:
        return 0
    news = court.news(handover.reference)
    asked = handover.confirmation
    known = ConfirmationEntry.objects.filter(confirmation=asked, data__has_key="court_step").count()
    taken = 0
    for position, each in enumerate(news[known:], known):
        for act in _acts(asked.agreement.dispute_id, each, at):
            try:
                act()
            except BadEntry as error:
                # A mediator has entered it already, or the court said it twice: the record stays as it is.
                logger.info("handover %s: step %s is on record (%s)", handover.id, position, error.code)
        _mark(asked, position, each, at)
        taken += 1
    return taken


def followed_handovers() -> Sequence[int]:
    """Those sent through a system, of which the court may still do something."""
    open_states = ("submitted", "received", "correcting")
    found = Handover.objects.filter(way=HandoverWay.API, state=HandoverState.SENT, confirmation__state__in=open_states)
    return list(found.values_list("id", flat=True))


def _acts(case_id: int, news: News, at: datetime) -> Sequence[Callable[[], None]]:
    receive = partial(confirming.court_received, case_id, number=news.number or "-", on=news.on, by=AS_SYSTEM, at=at)
    match news.step:
        case Step.RECEIVED:
            return [receive]
        case Step.CORRECTION:
            until = max(news.until or _day(at), _day(at))
            return [partial(confirming.court_asks_correction, case_id, until=until, why=news.why, by=AS_SYSTEM, at=at)]
        case Step.CONFIRMED | Step.REFUSED:
            rules = partial(
                confirming.court_rules,
                case_id,
                confirmed=news.step is Step.CONFIRMED,
                on=news.on,
                number=news.number,
                why=news.why or ("-" if news.step is Step.REFUSED else ""),
                by=AS_SYSTEM,
                at=at,
            )
            return [receive, rules]
    return []


def _mark(asked: Confirmation, position: int, news: News, at: datetime) -> None:
    state = Confirmation.objects.values_list("state", flat=True).get(id=asked.id)
    ConfirmationEntry.objects.create(
        confirmation=asked,
        command="court_step",
        source=state,
        target=state,
        data={"court_step": position, "step": str(news.step), "on": news.on.isoformat()},
        recorded_at=at,
        recorded_by_kind=AS_SYSTEM.actor.kind,
    )


def _day(at: datetime) -> date:
    return reference().calendar.date_of(at)
