"""The day's draw: of the closed cases whose reporters had their time to answer, who is called."""

from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from banjie.cases.facts import REOPEN_WITHIN
from banjie.cases.follow_up import drawing
from banjie.cases.follow_up.rule import Rule, declared
from banjie.cases.models import CallState, CallWhy, Case, Contact, FollowUpCall, FollowUpDraw, Rating

_BATCH: Final = 500
RANKS: Final = {CallWhy.DISSATISFIED: 1, CallWhy.UNSETTLED_BEFORE: 2, CallWhy.DRAWN: 3, CallWhy.NOT_DRAWN: 9}
_COLUMNS: Final = ("id", "number", "reopens", "level", "kind", "category_path", "unsettled_before")

type Row = dict[str, Any]


def draw(*, at: datetime) -> int:
    """Makes the draw of the local day of `at`, or goes on with one that was interrupted. Returns how many are called.

    What is before it is settled by the day alone, so that running it again the same day changes nothing.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    day = at.astimezone(zone).date()
    midnight = datetime.combine(day, time.min, zone)
    rule = declared()
    made, _new = FollowUpDraw.objects.get_or_create(
        day=day, defaults={"seed": drawing.new_seed(), "rule": asdict(rule), "made_at": at}
    )
    while _draw_some(made, rule, midnight, at):
        continue
    return FollowUpDraw.objects.get(pk=made.pk).drawn


@transaction.atomic
def _draw_some(made: FollowUpDraw, rule: Rule, midnight: datetime, at: datetime) -> bool:
    """One batch; False once none is left."""
    held = FollowUpDraw.objects.select_for_update().get(pk=made.pk)
    rows: list[Row] = list(_eligible(rule, midnight).order_by("closed_at", "id").values(*_COLUMNS)[:_BATCH])
    calls = [_call(row, held, rule, at) for row in rows]
    FollowUpCall.objects.bulk_create(calls, ignore_conflicts=True)
    held.eligible += len(calls)
    held.drawn += sum(call.state == CallState.TO_CALL for call in calls)
    held.save(update_fields=["eligible", "drawn"])
    return bool(rows)


def _eligible(rule: Rule, midnight: datetime) -> QuerySet[Case]:
    """Closed for long enough, without a verdict, with somebody to call, and not yet before a draw."""
    until = midnight - timedelta(days=rule.ask_days)
    before = FollowUpCall.objects.filter(case_id=OuterRef("id"), round=OuterRef("reopens"))
    reachable = Contact.objects.filter(case_id=OuterRef("id"), erased_at=None)
    unsettled = Rating.objects.filter(case_id=OuterRef("id"), solved=False, round__lt=OuterRef("reopens"))
    closed = Case.objects.filter(
        state="closed", rated_solved=None, closed_at__lt=until, closed_at__gte=midnight - REOPEN_WITHIN
    )
    return closed.filter(~Exists(before), Exists(reachable)).annotate(unsettled_before=Exists(unsettled))


def _call(row: Row, made: FollowUpDraw, rule: Rule, at: datetime) -> FollowUpCall:
    share = rule.share_of(level=row["level"], kind=row["kind"], category_path=row["category_path"])
    lot = drawing.lot(made.seed, row["number"], row["reopens"])
    if row["unsettled_before"]:
        why = CallWhy.UNSETTLED_BEFORE
    else:
        why = CallWhy.DRAWN if lot < share else CallWhy.NOT_DRAWN
    return FollowUpCall(
        case_id=row["id"],
        round=row["reopens"],
        draw=made,
        why=why,
        lot=lot,
        share=share,
        rank=RANKS[why],
        state=CallState.NOT_CALLED if why == CallWhy.NOT_DRAWN else CallState.TO_CALL,
        since=at,
        not_before=at,
    )


def recheck(made: FollowUpDraw) -> list[str]:
    """Reckons a draw again from its seed; the numbers of the cases that stand in it otherwise than the lots say."""
    rows = made.calls.exclude(why=CallWhy.UNSETTLED_BEFORE).order_by("case__number")
    # One that gave a poor verdict afterwards is called for that, whatever its lot was.
    found = rows.exclude(why=CallWhy.DISSATISFIED).values_list("case__number", "round", "share", "lot", "why")
    return [
        number
        for number, round_, share, lot, why in found
        if lot != drawing.lot(made.seed, number, round_)
        or (why == CallWhy.DRAWN) != drawing.is_drawn(made.seed, number, round_, share or 0.0)
    ]
