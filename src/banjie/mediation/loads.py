"""How much mediators have in hand: read from what is going on, which stays small while what is over piles up."""

from collections.abc import Collection, Mapping

from django.db.models import Count

from banjie.mediation.models import Seat


def loads(mediator_ids: Collection[int]) -> Mapping[int, int]:
    """In how many disputes that have not ended each sits just now; those who sit in none are left out."""
    sitting = Seat.objects.filter(left_at=None, dispute__ended_at=None, mediator_id__in=mediator_ids)
    # A panel may have somebody sit once only, so that seats are disputes.
    counted = sitting.order_by().values("mediator_id").annotate(n=Count("id"))
    return dict(counted.values_list("mediator_id", "n"))
