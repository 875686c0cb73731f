"""The figures of one mediator: for themselves and the head of their committee, one person at a time."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from banjie.mediation.actions.figures import comment_binding
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.models import Ending, FigureComment, HowEnded, Mediator, RungStay, Seat
from banjie.mediation.outcomes import Figures, Tally, figures
from banjie.mediation.queries.committees import heads
from banjie.organisations import queries as organisations
from banjie.organisations.permissions import Viewer
from banjie.platform import crypto

# A dispute that left its rung for these reasons ended there; one given back or moved did not.
_ENDED = (HowEnded.AGREED, HowEnded.WITHOUT, HowEnded.UP)


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """`comment` is the mediator's; it goes wherever the figures go."""

    year: int
    figures: Figures
    comment: str
    commented_at: datetime | None


def mediator_figures(mediator_id: int, viewer: Viewer, *, year: int) -> FiguresPage:
    """What became, in a calendar year, of the disputes in which somebody sat. Raises DisputeNotFound for all others.

    A dispute counts where it had begun and somebody sat when it ended on a rung: with an agreement, without one,
    or by being taken up. One that turned out not to be mediable does not count.
    """
    mediator = Mediator.objects.filter(id=mediator_id).first()
    unit = organisations.units_index().get(mediator.committee_id) if mediator is not None else None
    if mediator is None or unit is None or not (mediator.staff_id == viewer.staff_id or heads(viewer, unit)):
        raise DisputeNotFound(mediator_id)
    ended = RungStay.objects.filter(ended_at__year=year, how__in=_ENDED, dispute__begun_at__isnull=False).exclude(
        dispute__ending=Ending.NOT_MEDIABLE
    )
    own, committee = _sat(mediator_id=mediator.id), _sat(mediator__committee_id=mediator.committee_id)
    remark = FigureComment.objects.filter(mediator=mediator, year=year).first()
    return FiguresPage(
        year,
        figures(_tallies(ended.filter(own)), _tallies(ended.filter(committee).exclude(own))),
        crypto.decrypt(bytes(remark.sealed), bound_to=comment_binding(mediator.id, year)) if remark else "",
        remark.written_at if remark else None,
    )


def _sat(**who: int) -> Exists:
    """Somebody who sat on the rung when the dispute left it."""
    seats = Seat.objects.filter(
        dispute_id=OuterRef("dispute_id"),
        seated_at__gte=OuterRef("began_at"),
        seated_at__lte=OuterRef("ended_at"),
        **who,
    )
    return Exists(seats.filter(Q(left_at=None) | Q(left_at__gte=OuterRef("ended_at"))))


def _tallies(stays: QuerySet[RungStay]) -> dict[str, Tally]:
    rows = stays.values("dispute__kind").annotate(n=Count("id"), agreed=Count("id", Q(how=HowEnded.AGREED))).order_by()
    return {row["dispute__kind"]: Tally(row["n"], row["agreed"]) for row in rows}
