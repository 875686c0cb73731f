"""The frame of everything that is done on a party's own page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from banjie.cases.acting import Acting
from banjie.mediation.access.sessions import PartyGone, PartySession, as_party, still
from banjie.mediation.models import Dispute, PartyAct


class NotForYou(Exception):
    """A representative without special authority cannot decide this in the party's place."""


@contextmanager
def acting(session: PartySession, act: str, *, at: datetime, decides: bool = False) -> Iterator[Acting]:
    """One transaction in which the party acts, noted as `act`. `decides`: only the party itself, or whoever may settle
    for it. The dispute is locked before the code is looked at again, as when it is withdrawn.

    Raises PartyGone, NotForYou.
    """
    with transaction.atomic():
        if not Dispute.objects.select_for_update(of=("self",)).filter(case_id=session.case_id).exists():
            raise PartyGone(session.visit_id)
        still(session, at=at)
        if decides and not session.decides:
            raise NotForYou(act)
        yield as_party(session)
        PartyAct.objects.create(visit_id=session.visit_id, act=act, done_at=at)
