"""Setting the ladders of a jurisdiction. Disputes that run keep their rung."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, PositiveSmallIntegerField, Value, When

from banjie.cases.acting import Acting
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.ladders import Ladder, declare, moves, read, shipped, taken_away
from banjie.mediation.ladders.setting import in_force, on_offer
from banjie.mediation.ladders.steadying import change_alone
from banjie.mediation.models import Dispute, LadderChange, LadderContent, LadderRetired, LadderStep, RungStay, Seat
from banjie.organisations.permissions import Permission


@transaction.atomic
def set_ladder(content: Mapping[str, Any], *, by: Acting, at: datetime, expected: int | None = None) -> int:
    """Sets a ladder under its key, or adds one. Returns how many disputes were counted anew.

    `expected` is the id of its last change as it was seen, 0 for none. Raises BadLadder with every fault;
    BadEntry: a running dispute stands on a rung that is taken away, the track is another one, or somebody else
    changed it meanwhile.
    """
    _may_set(by)
    new = read(content)
    change_alone()
    _not_changed_since(new.key, expected)
    old = in_force().get(new.key)
    if old is not None and old.track != new.track:
        raise BadEntry("ladder_track_stays", "track")
    moved = _carry_over(old, new) if old is not None else 0
    kept = declare(new)
    LadderContent.objects.update_or_create(key=new.key, defaults={"content": kept, "set_at": at, "set_by": by.actor.id})
    _record(new.key, LadderStep.CHANGED if old is not None else LadderStep.ADDED, kept, moved, by, at)
    return moved


@transaction.atomic
def give_up_ladder(key: str, *, by: Acting, at: datetime, expected: int | None = None) -> int:
    """Returns a ladder to what is shipped under its key; removes one of the jurisdiction's own that no dispute goes by.

    Returns how many disputes were counted anew. Raises BadEntry.
    """
    _may_set(by)
    change_alone()
    _not_changed_since(key, expected)
    own = LadderContent.objects.filter(key=key).first()
    if own is None:
        raise BadEntry("ladder_unknown", "key")
    returned = shipped().get(key)
    if returned is None and Dispute.objects.filter(ladder=key).exists():
        raise BadEntry("ladder_in_use", "key")
    moved = _carry_over(read(own.content), returned) if returned is not None else 0
    if returned is None:
        LadderRetired.objects.filter(key=key).delete()
    own.delete()
    step = LadderStep.RETURNED if returned is not None else LadderStep.REMOVED
    _record(key, step, declare(returned) if returned is not None else None, moved, by, at)
    return moved


@transaction.atomic
def retire_ladder(key: str, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Offers a ladder to no further dispute. Those that go by it keep it, and it can be changed for them.

    Raises BadEntry: there is no such ladder, it is not offered as it is, or it is the last of its track.
    """
    known = _to_change(key, by, expected)
    offered = on_offer()
    if key not in offered:
        raise BadEntry("ladder_retired", "key")
    if not any(each.track == known.track for other, each in offered.items() if other != key):
        raise BadEntry("ladder_last", "key")
    LadderRetired.objects.create(key=key, retired_at=at, retired_by=by.actor.id)
    _record(key, LadderStep.RETIRED, declare(known), 0, by, at)


@transaction.atomic
def offer_ladder(key: str, *, by: Acting, at: datetime, expected: int | None = None) -> None:
    """Takes a ladder up again that was no longer offered. Raises BadEntry."""
    known = _to_change(key, by, expected)
    if not LadderRetired.objects.filter(key=key).delete()[0]:
        raise BadEntry("ladder_offered", "key")
    _record(key, LadderStep.OFFERED, declare(known), 0, by, at)


def _to_change(key: str, by: Acting, expected: int | None) -> Ladder:
    _may_set(by)
    change_alone()
    _not_changed_since(key, expected)
    known = in_force().get(key)
    if known is None:
        raise BadEntry("ladder_unknown", "key")
    return known


def _may_set(by: Acting) -> None:
    if by.viewer is not None and not by.viewer.may(Permission.MEDIATION_EDIT):
        raise DisputeNotFound("ladders")


def _not_changed_since(key: str, expected: int | None) -> None:
    last = LadderChange.objects.filter(key=key).order_by("-id").values_list("id", flat=True).first() or 0
    if expected is not None and expected != last:
        raise BadEntry("ladder_changed_meanwhile", "key")


def _carry_over(old: Ladder, new: Ladder) -> int:
    """Keeps every dispute of the ladder on the rung of its key. Returns how many have another position now."""
    running = Dispute.objects.filter(ladder=old.key, ended_at=None)
    standing = {old.at(position).key for position in running.values_list("rung", flat=True).distinct()}
    if taken_away(old, new, standing):
        raise BadEntry("rung_in_use", "rungs")
    changed = moves(old, new)
    if not changed:
        return 0
    anew = Case(
        *(When(rung=position, then=Value(now)) for position, now in changed.items()),
        default=F("rung"),
        output_field=PositiveSmallIntegerField(),
    )
    here = {"rung__in": list(changed)}
    RungStay.objects.filter(dispute__ladder=old.key, ended_at=None, **here).update(rung=anew)
    Seat.objects.filter(dispute__ladder=old.key, left_at=None, **here).update(rung=anew)
    return Dispute.objects.filter(ladder=old.key, **here).update(rung=anew)


def _record(
    key: str, step: LadderStep, content: Mapping[str, Any] | None, moved: int, by: Acting, at: datetime
) -> None:
    LadderChange.objects.create(key=key, step=step, content=content, moved=moved, changed_at=at, changed_by=by.actor.id)
