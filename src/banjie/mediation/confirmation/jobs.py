"""What goes to and comes from courts by itself. Thin; one set in trouble does not keep the others waiting."""

import logging

from banjie.platform import clock
from banjie.platform.jobs import job

logger = logging.getLogger(__name__)


@job("mediation.hand_over", every="*/10 * * * *")
def hand_over() -> None:
    from banjie.mediation.actions import handing_over

    at = clock.now()
    for handover_id in handing_over.waiting_handovers(at=at):
        try:
            handing_over.try_handover(handover_id, at=at)
        except Exception:
            logger.exception("handover %s", handover_id)


@job("mediation.follow_courts", every="37 * * * *")
def follow_courts() -> None:
    from banjie.mediation.actions import following_court
    from banjie.mediation.confirmation.court_adapter import Trouble

    at = clock.now()
    for handover_id in following_court.followed_handovers():
        try:
            following_court.follow_court(handover_id, at=at)
        except Trouble as trouble:
            logger.warning("handover %s: %s", handover_id, trouble)


@job("mediation.lapse_confirmations", every="47 16 * * *")
def lapse_confirmations() -> None:
    from banjie.mediation.actions import lapsing

    lapsing.lapse_due(at=clock.now())
