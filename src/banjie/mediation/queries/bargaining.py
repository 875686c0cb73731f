"""Points and offers, as far as somebody may know of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from banjie.cases.acting import Acting
from banjie.mediation.actions.bargaining import offer_binding, point_words
from banjie.mediation.errors import DisputeNotFound
from banjie.mediation.holding import brief_of, seated_staff, sight_in
from banjie.mediation.models import Dispute, Offer, Point, PointStanding
from banjie.mediation.sight import Sight
from banjie.mediation.table import open_to
from banjie.organisations.permissions import Viewer
from banjie.platform import crypto


@dataclass(frozen=True, slots=True)
class PointLine:
    id: int
    number: int
    standing: str
    text: str
    says: Mapping[str, str]
    raised_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReplyLine:
    side: str
    accepts: bool
    said_at: datetime


@dataclass(frozen=True, slots=True)
class OfferLine:
    """`side` is "" for a proposal of the mediators; `counter_to` is the number on the table that it answers.

    `shown_at` is when it was made, or put on the table: nobody is told that it had been confided before.
    """

    id: int
    side: str
    number: int
    confided: bool
    counter_to: int | None
    standing: str
    text: str
    amount: Decimal | None
    currency: str
    shown_at: datetime
    settled_at: datetime | None
    replies: Sequence[ReplyLine]


@dataclass(frozen=True, slots=True)
class Bargaining:
    """`offers` from the first on, those on the table and, for whoever may know of them, those in confidence."""

    points: Sequence[PointLine]
    offers: Sequence[OfferLine]

    @property
    def agreed(self) -> Sequence[PointLine]:
        return [each for each in self.points if each.standing == PointStanding.AGREED]

    @property
    def disputed(self) -> Sequence[PointLine]:
        return [each for each in self.points if each.standing == PointStanding.DISPUTED]

    @property
    def dropped(self) -> Sequence[PointLine]:
        return [each for each in self.points if each.standing == PointStanding.DROPPED]


def bargaining_of(case_id: int, viewer: Viewer, *, at: datetime) -> Bargaining:
    """For those who mediate alone: it is what was said. Raises DisputeNotFound for everybody else."""
    case = brief_of(case_id, Acting.staff(viewer))
    dispute = Dispute.objects.filter(case_id=case_id).first()
    if dispute is None:
        raise DisputeNotFound(case_id)
    sight = sight_in(dispute, case, viewer, seated_staff(case_id))
    if sight < Sight.PANEL:
        raise DisputeNotFound(case_id)
    return _bargaining(case_id, None, sight)


def bargaining_shown(case_id: int, side: str) -> Bargaining:
    """For a party of a side: what is on the table, and what its own side confided. It has been let in."""
    return _bargaining(case_id, side, Sight.FILE)


def _bargaining(case_id: int, own: str | None, sight: Sight) -> Bargaining:
    points = Point.objects.filter(dispute_id=case_id)
    offers = (
        Offer.objects.filter(open_to(own, sight), dispute_id=case_id)
        .select_related("side", "counter_to")
        .prefetch_related("replies__side")
    )
    lines = [_offer(each, own) for each in offers]
    return Bargaining([_point(each) for each in points], sorted(lines, key=lambda each: (each.shown_at, each.id)))


def _point(row: Point) -> PointLine:
    words = point_words(row)
    return PointLine(row.id, row.number, row.standing, words["text"], words["says"], row.raised_at, row.settled_at)


def _offer(row: Offer, own: str | None) -> OfferLine:
    words = crypto.decrypt_json(bytes(row.sealed), bound_to=offer_binding(row.id)) if row.sealed is not None else {}
    letter = row.side.letter if row.side is not None else ""
    knew = own is None or own == letter
    amount = words.get("amount")
    return OfferLine(
        id=row.id,
        side=letter,
        number=row.number,
        confided=row.confided,
        counter_to=row.counter_to.number if row.counter_to is not None else None,
        standing=row.standing,
        text=words.get("text", ""),
        amount=Decimal(amount) if amount is not None else None,
        currency=words.get("currency", "CNY"),
        shown_at=row.made_at if knew or row.shown_from is None else row.shown_from,
        settled_at=row.settled_at,
        replies=[ReplyLine(each.side.letter, each.accepts, each.said_at) for each in row.replies.all()],
    )
