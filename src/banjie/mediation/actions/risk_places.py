"""Places at risk: entered, changed, settled. Every text is looked through for private persons first."""

from datetime import datetime

from django.db import transaction

from banjie.cases.acting import Acting
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import RiskKind, RiskPlace, Round, RoundItem
from banjie.mediation.rounds.agenda import ItemKind, Why
from banjie.mediation.rounds.texts import checked
from banjie.organisations.permissions import Permission
from banjie.places import queries as places

URGENCIES = (1, 2, 3)


@transaction.atomic
def enter_place(*, area_path: str, kind: str, place: str, what: str, urgency: int, by: Acting, at: datetime) -> int:
    """A place at risk. Rounds of its area that sit just now have it before them. Returns its id.

    Raises DisputeNotFound, BadEntry, and AboutAPerson where the text tells of a private person.
    """
    area = places.by_path(area_path)
    if area is None or not _may(by, area_path):
        raise DisputeNotFound(area_path)
    _known(kind, urgency)
    made = RiskPlace.objects.create(
        area_id=area.id,
        area_path=area.path,
        kind=kind,
        place=checked(place, "place", limit=80),
        what=checked(what, "what", limit=300),
        urgency=urgency,
        entered_at=at,
        entered_by=by.actor.id,
    )
    sitting = Round.objects.filter(state="sitting", plan__area_path__ancestors_of=area.path)
    for each in sitting.select_for_update(of=("self",)):
        _put_before(each, made, area.name)
    return made.id


@transaction.atomic
def change_place(place_id: int, *, kind: str, place: str, what: str, urgency: int, by: Acting, at: datetime) -> None:
    """Mends the entry, or says that it presses more or less than it did."""
    found = RiskPlace.objects.select_for_update().filter(id=place_id, settled_at=None).first()
    if found is None or not _may(by, found.area_path):
        raise DisputeNotFound(place_id)
    _known(kind, urgency)
    found.kind, found.urgency = kind, urgency
    found.place, found.what = checked(place, "place", limit=80), checked(what, "what", limit=300)
    found.save()


def _known(kind: str, urgency: int) -> None:
    if kind not in RiskKind:
        raise BadEntry("risk_kind_unknown", "kind")
    if urgency not in URGENCIES:
        raise BadEntry("urgency_unknown", "urgency")


def _may(by: Acting, area_path: str) -> bool:
    return by.viewer is None or by.viewer.may(Permission.MEDIATION_HOLD_ROUNDS, area_path=area_path)


def _put_before(sitting: Round, place: RiskPlace, area_name: str) -> None:
    last = sitting.items.order_by("-position").first()
    RoundItem.objects.create(
        round=sitting,
        kind=ItemKind.PLACE,
        position=last.position + 1 if last else 1,
        place=place,
        why=[Why.NEW],
        seen={"kind": place.kind, "place": place.place, "area": area_name, "urgency": place.urgency},
    )
