"""How long the particulars of parties are kept: never longer than asked for, and never shorter than somebody is owed.

A dispute whose file is closed is forgotten, as the contacts of any case are, BANJIE_CONTACT_KEPT_DAYS later. As long
as anything promised in its agreement is still to be done, or the court has not ruled on it, the parties must be found.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from itertools import batched
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from banjie.cases import queries as cases
from banjie.cases.reference import reference
from banjie.mediation.actions.erasing import erase_words
from banjie.mediation.actions.parties import erase_due as erase_particulars
from banjie.mediation.actions.sessions.signing import erase_words as erase_minutes
from banjie.mediation.models import Companion, Confirmation, Dispute, FollowUp, Keeping, Party
from banjie.mediation.performance.owing import owed_in_many
from banjie.mediation.processes import process

type Eraser = Callable[[Collection[int], datetime], int]

_AT_ONCE: Final = 500


def erase_due(*, at: datetime) -> int:
    """Erases what is due. Returns in how many disputes. Safe to repeat and to interrupt: each batch is whole."""
    before = at - timedelta(days=settings.BANJIE_CONTACT_KEPT_DAYS)
    erased = 0
    for batch in batched(_with_particulars(), _AT_ONCE):
        due = sorted(still_needed_by_nobody(batch, before=before, at=at))
        if due:
            _erase(due, at)
            erased += len(due)
    return erased


def still_needed_by_nobody(case_ids: Collection[int], *, before: datetime, at: datetime) -> frozenset[int]:
    """Of some disputes those that were closed before a moment and in which nothing is due."""
    over = cases.over_since_before(case_ids, before)
    kept = frozenset(Dispute.objects.filter(case_id__in=over, filed_at__gte=before).values_list("case_id", flat=True))
    return over - kept - _owing(over, at) - _before_a_court(over)


def _with_particulars() -> Sequence[int]:
    of_parties = Party.objects.filter(erased_at=None).values_list("dispute_id", flat=True)
    of_companions = Companion.objects.filter(erased_at=None).values_list("party__dispute_id", flat=True)
    return sorted({*of_parties, *of_companions})


def _owing(case_ids: Collection[int], at: datetime) -> frozenset[int]:
    """What only lasts, as not to do something, keeps nobody's particulars for ever: it is not due on a day."""
    owing = owed_in_many(list(case_ids), today=reference().calendar.date_of(at))
    return frozenset(each.case_id for each in owing if not each.settled and not each.lasting)


def _before_a_court(case_ids: Collection[int]) -> frozenset[int]:
    over = [state.key for state in process("confirmation").states.values() if state.final]
    asked = Confirmation.objects.filter(agreement__dispute_id__in=case_ids).exclude(state__in=over)
    return frozenset(asked.values_list("agreement__dispute_id", flat=True))


@transaction.atomic
def _erase(case_ids: Collection[int], at: datetime) -> None:
    # Held in order, so that nobody writes a name into a dispute while it is being forgotten.
    list(Dispute.objects.select_for_update().filter(case_id__in=case_ids).order_by("case_id"))
    for eraser in ERASERS:
        eraser(case_ids, at)


def _particulars(case_ids: Collection[int], at: datetime) -> int:
    return erase_particulars(case_ids, at=at)


def _words_of_agreements(case_ids: Collection[int], at: datetime) -> int:
    return erase_words(case_ids, at=at)


def _words_of_sessions(case_ids: Collection[int], at: datetime) -> int:
    return sum(erase_minutes(case_id, at=at) for case_id in case_ids)


def _words_of_performance(case_ids: Collection[int], at: datetime) -> int:
    within = Q(agreement__dispute_id__in=case_ids)
    visits = FollowUp.objects.filter(within, sealed__isnull=False).update(sealed=None, erased_at=at)
    rulings = Confirmation.objects.filter(within, sealed__isnull=False).update(sealed=None, erased_at=at)
    breaches = Keeping.objects.filter(obligation__agreement__dispute_id__in=case_ids, sealed__isnull=False).update(
        sealed=None
    )
    return visits + rulings + breaches


# What else tells of people and goes with them: each part of mediation adds its own.
ERASERS: tuple[Eraser, ...] = (_particulars, _words_of_agreements, _words_of_performance, _words_of_sessions)
