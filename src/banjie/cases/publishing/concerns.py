"""A stranger says that what is shown should not be: it goes back to whoever reads for the public.

What may give somebody away is hidden at once and read afterwards; everything else stays until it was read. Words that
were read again and kept are not hidden a second time by saying the same of them, so that nobody can talk a matter away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from banjie.cases import recording
from banjie.cases.models import Case
from banjie.cases.models.publishing import Concern, Publication
from banjie.cases.publishing import rules, showing
from banjie.cases.publishing.payloads import Objection
from banjie.cases.publishing.rules import Act, ConcernKind, Standing
from banjie.platform.actors import SYSTEM

# Waiting for one case; more say nothing new to whoever reads it.
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class ConcernLine:
    kind: ConcernKind
    note: str
    at: datetime


@transaction.atomic
def raise_concern(number: str, *, said: Objection, at: datetime) -> bool:
    """Returns whether the case is hidden now. Raises CaseNotFound for what is not shown.

    Nothing is kept of who said it.
    """
    case = Case.objects.select_for_update(of=("self",)).get(id=showing.public_case_id(number))
    row = Publication.objects.get(case_id=case.id)
    waiting = Concern.objects.filter(case_id=case.id, settled_at=None).order_by()
    if len(waiting.values_list("id")[:MOST]) < MOST:
        Concern.objects.create(case=case, kind=said.kind, note=said.note, at=at)
    if not rules.hides(said.kind, upheld=row.upheld_at is not None):
        return False
    row.standing, row.changed_at, row.changed_by = Standing.WITHHELD, at, None
    row.save(update_fields=["standing", "changed_at", "changed_by"])
    recording.append(case, Act.WITHHOLD, by=SYSTEM, at=at, resident_sees=True, data={})
    case.save(update_fields=["entries", "head"])
    return True


def concerns(case_id: int) -> Sequence[ConcernLine]:
    """Those that nobody has settled, the first said first."""
    rows = Concern.objects.filter(case_id=case_id, settled_at=None).order_by("at", "id")
    return [ConcernLine(ConcernKind(row.kind), row.note, row.at) for row in rows]


def settle(case_id: int, *, at: datetime) -> bool:
    """Somebody has read it again. What was noted goes; that it was said stays. Returns whether anything waited."""
    return bool(Concern.objects.filter(case_id=case_id, settled_at=None).update(settled_at=at, note=""))
