"""Points agreed and in dispute; offers and counter-offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from banjie.cases.acting import Acting
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import Offer, OfferReply, OfferStanding, Point, PointStanding, Side
from banjie.mediation.table import AtTable, at_table, next_number, open_to
from banjie.platform import crypto
from banjie.platform.tables.text import clean_text

_TALKING = ("consulting", "mediating")
_LONGEST = 2_000
_LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is offered: a sum, to the cent, or words, or both."""

    text: str = ""
    amount: Decimal | None = None
    currency: str = "CNY"


def raise_point(
    case_id: int,
    *,
    text: str,
    by: Acting,
    at: datetime,
    says: Mapping[str, str] | None = None,
    standing: str = PointStanding.DISPUTED,
) -> int:
    """Writes down a point that lies between the sides; `says` is what each says to it, by letter. Returns its id.

    A point is said in front of everybody. What one side said apart belongs to a session, or to an offer in confidence.
    """
    with _mediating(case_id, by, at) as found:
        number = next_number(Point.objects.filter(dispute=found.dispute))
        point = Point.objects.create(
            dispute=found.dispute, number=number, sealed=b"-", raised_at=at, raised_by=found.recorded_by
        )
        _write_point(found, point, text, says or {}, standing)
        return point.id


def change_point(
    case_id: int,
    point_id: int,
    *,
    by: Acting,
    at: datetime,
    text: str | None = None,
    says: Mapping[str, str] | None = None,
    standing: str | None = None,
) -> None:
    """Mends a point, or moves it: agreed, in dispute again, no longer raised."""
    with _mediating(case_id, by, at) as found:
        point = Point.objects.filter(dispute=found.dispute, id=point_id, erased_at=None).first()
        if point is None:
            raise BadEntry("point_unknown", "point")
        words = point_words(point)
        _write_point(
            found,
            point,
            words["text"] if text is None else text,
            words["says"] if says is None else says,
            standing or point.standing,
        )


def make_offer(
    case_id: int,
    *,
    side: str,
    proposal: Proposal,
    by: Acting,
    at: datetime,
    confided: bool = False,
    counter_to: int | None = None,
) -> int:
    """Puts an offer of a side on the table, or in confidence before the mediators; "" is the mediators' own proposal.

    It takes the place of the side's last one of the same kind. Returns its id. Raises BadEntry.
    """
    with at_table(case_id, by=by, at=at) as found:
        found.during("mediating")
        of_side = _side_of_offer(found, side, confided)
        words = _proposed(proposal)
        answered = _answered(found, counter_to, of_side)
        before = Offer.objects.filter(dispute=found.dispute, side=of_side, confided=confided)
        before.filter(standing=OfferStanding.OPEN).update(standing=OfferStanding.REPLACED, settled_at=at)
        offer = Offer.objects.create(
            dispute=found.dispute,
            side=of_side,
            number=_next(found, of_side, confided),
            confided=confided,
            counter_to=answered,
            sealed=b"-",
            made_at=at,
            shown_from=None if confided else at,
            recorded_by=found.recorded_by,
        )
        offer.sealed = crypto.encrypt_json(words, bound_to=offer_binding(offer.id))
        offer.save(update_fields=["sealed"])
        return offer.id


def reply_to_offer(case_id: int, offer_id: int, *, side: str, accepts: bool, by: Acting, at: datetime) -> str:
    """What another side says to an offer on the table. Accepted once every other side does; one refusal ends it.

    Returns how the offer stands now. It binds nobody: what is agreed is written down, read out and signed.
    """
    with at_table(case_id, by=by, at=at) as found:
        found.during("mediating")
        offer = _offer(found, offer_id)
        replying = found.side(side)
        if offer.confided or offer.side_id == replying.id:
            raise BadEntry("offer_not_theirs", "side")
        if offer.replies.filter(side=replying).exists():
            raise BadEntry("replied_already", "side")
        OfferReply.objects.create(
            offer=offer, side=replying, accepts=accepts, said_at=at, recorded_by=found.recorded_by
        )
        offer.standing = _standing(found, offer, accepts)
        offer.settled_at = at if offer.standing != OfferStanding.OPEN else None
        offer.save(update_fields=["standing", "settled_at"])
        return offer.standing


def show_offer(case_id: int, offer_id: int, *, leave: bool, by: Acting, at: datetime) -> None:
    """An offer made in confidence is put on the table, with the leave of its side, as if it were made now."""
    with at_table(case_id, by=by, at=at) as found:
        found.during("mediating")
        offer = _offer(found, offer_id, own=True)
        if not offer.confided:
            raise BadEntry("shown_already", "offer")
        if not leave:
            raise BadEntry("leave_missing", "leave")
        shown = Offer.objects.filter(dispute=found.dispute, side=offer.side, confided=False)
        shown.filter(standing=OfferStanding.OPEN).update(standing=OfferStanding.REPLACED, settled_at=at)
        offer.number = _next(found, offer.side, confided=False)
        offer.confided, offer.shown_from = False, at
        offer.save(update_fields=["number", "confided", "shown_from"])


def withdraw_offer(case_id: int, offer_id: int, *, by: Acting, at: datetime) -> None:
    """Its side takes it back, as long as it has not been accepted."""
    with at_table(case_id, by=by, at=at) as found:
        offer = _offer(found, offer_id, own=True)
        offer.standing, offer.settled_at = OfferStanding.WITHDRAWN, at
        offer.save(update_fields=["standing", "settled_at"])


def point_words(point: Point) -> dict[str, Any]:
    if point.sealed is None:
        return {"text": "", "says": {}}
    found: dict[str, Any] = crypto.decrypt_json(bytes(point.sealed), bound_to=point_binding(point.id))
    return found


def point_binding(point_id: int) -> str:
    return f"dispute-point:{point_id}"


def offer_binding(offer_id: int) -> str:
    return f"dispute-offer:{offer_id}"


def _mediating(case_id: int, by: Acting, at: datetime) -> Any:
    """The points are the mediators' to write; a party says its own in a session or by an offer."""
    if by.viewer is None:
        raise DisputeNotFound(case_id)
    return at_table(case_id, by=by, at=at)


def _write_point(found: AtTable, point: Point, text: str, says: Mapping[str, str], standing: str) -> None:
    found.during(*_TALKING)
    stated = clean_text(text, limit=_LONGEST).text.strip()
    if not stated:
        raise BadEntry("text_missing", "text")
    if standing not in PointStanding.values:
        raise BadEntry("standing_unknown", "standing")
    letters = set(Side.objects.filter(dispute=found.dispute).values_list("letter", flat=True))
    heard = {letter: clean_text(each, limit=_LONGEST).text.strip() for letter, each in says.items()}
    words = {"text": stated, "says": {letter: each for letter, each in heard.items() if each and letter in letters}}
    point.sealed = crypto.encrypt_json(words, bound_to=point_binding(point.id))
    if standing != point.standing:
        point.settled_at = None if standing == PointStanding.DISPUTED else found.at
    point.standing = standing
    point.save()


def _side_of_offer(found: AtTable, letter: str, confided: bool) -> Side | None:
    if letter:
        return found.side(letter)
    if found.own is not None or confided:
        raise BadEntry("side_unknown", "side")
    return None


def _proposed(proposal: Proposal) -> dict[str, Any]:
    text = clean_text(proposal.text, limit=_LONGEST).text.strip()
    amount = proposal.amount
    if amount is None and not text:
        raise BadEntry("offer_empty", "text")
    if amount is not None:
        if not amount.is_finite() or not 0 < amount < _LARGEST:
            raise BadEntry("amount_not_positive", "amount")
        if amount != amount.quantize(Decimal("0.01")):
            raise BadEntry("amount_too_fine", "amount")
    return {"text": text, "amount": str(amount) if amount is not None else None, "currency": proposal.currency}


def _answered(found: AtTable, counter_to: int | None, side: Side | None) -> Offer | None:
    """The offer that this one answers: on the table, and somebody else's. What was confided cannot be answered, not
    even by whoever knows of it, since the answer would tell that it was there.
    """
    if counter_to is None:
        return None
    offer = Offer.objects.filter(dispute=found.dispute, id=counter_to, confided=False).first()
    if offer is None or offer.side_id == (side.id if side is not None else None):
        raise BadEntry("offer_unknown", "counter_to")
    return offer


def _offer(found: AtTable, offer_id: int, *, own: bool = False) -> Offer:
    rows = Offer.objects.filter(open_to(found.own, found.sight), dispute=found.dispute, id=offer_id)
    offer = rows.filter(standing=OfferStanding.OPEN, erased_at=None).select_related("side").first()
    if offer is None or (own and found.own not in {None, offer.side.letter if offer.side else None}):
        raise BadEntry("offer_unknown", "offer")
    return offer


def _next(found: AtTable, side: Side | None, confided: bool) -> int:
    """On the table all count together; in confidence each side for itself."""
    rows = Offer.objects.filter(dispute=found.dispute, confided=confided)
    return next_number(rows.filter(side=side) if confided else rows)


def _standing(found: AtTable, offer: Offer, accepts: bool) -> str:
    if not accepts:
        return OfferStanding.REFUSED
    asked = Side.objects.filter(dispute=found.dispute, parties__left_at=None).exclude(id=offer.side_id or 0).distinct()
    said = set(offer.replies.filter(accepts=True).values_list("side_id", flat=True))
    return OfferStanding.ACCEPTED if {each.id for each in asked} <= said else OfferStanding.OPEN
