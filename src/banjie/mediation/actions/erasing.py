"""Forgetting what people said, when the time for keeping it is over. That something was agreed, and when, stays."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from banjie.mediation.models import Agreement, Evidence, EvidenceAnswer, Obligation, Offer, Point, Signature


@transaction.atomic
def erase_words(case_ids: Iterable[int], *, at: datetime) -> int:
    """Erases the words of agreements, offers, points and evidence in these disputes. Returns how many rows.

    Files that evidence names are let go of; the store sweeps up what nothing names.
    """
    chosen = list(case_ids)
    gone: dict[str, Any] = {"sealed": None, "erased_at": at}
    erased = 0
    for model in (Point, Offer):
        erased += model.objects.filter(dispute_id__in=chosen, erased_at=None).update(**gone)
    erased += Evidence.objects.filter(dispute_id__in=chosen, erased_at=None).update(**gone, digest="", receipt="")
    answers = EvidenceAnswer.objects.filter(evidence__dispute_id__in=chosen, sealed__isnull=False)
    erased += answers.update(sealed=None)
    strokes = Signature.objects.filter(agreement__dispute_id__in=chosen, sealed__isnull=False)
    erased += strokes.update(sealed=None)
    erased += Obligation.objects.filter(agreement__dispute_id__in=chosen, erased_at=None).update(**gone)
    agreements = Agreement.objects.filter(dispute_id__in=chosen, erased_at=None)
    return erased + agreements.update(**gone, sealed_text=None)
