"""What a period came to, asked for long afterwards, is what somebody counted at the time."""

import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from banjie.cases import actions, queries
from banjie.cases.acting import AS_REPORTER
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CaseNotFound, CommandRefused
from banjie.cases.filters import Filters
from banjie.cases.intake.draft import ContactDetails
from banjie.cases.models import Case
from banjie.cases.queries import period_noted, period_standing, period_tallies
from banjie.cases.queries.period_noted import Why
from banjie.cases.queries.period_tallies import Scope
from tests.integration.cases.test_closed_loop import ANSWER, do, matter, taken_in, walked_to_closed
from tests.integration.cases.world import AT, POINT_EAST, World

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def wishes(world: World, chance: random.Random, case: Case) -> list[tuple[str, str, dict[str, Any]]]:
    """Who might want what of a case; what the process does not allow just then is refused and counts for nothing."""
    unit = world.units[chance.choice(["urban", "housing"])].pk
    verdict = {"solved": chance.random() < 0.5, "satisfaction": chance.randint(1, 5)}
    handler = "handler" if case.lead_unit_id == world.units["urban"].pk else "other_handler"
    refused = {"outcome": chance.choice(["upheld", "refused"]), "reason": "依职责"}
    accept, assign = ("intake", "accept", {}), ("dispatcher", "assign", {"lead": unit})
    settled = [("reporter", "rate", verdict), ("supervisor", "reopen", {"reason": "没修好"})]
    ending = ("intake", "withdraw", {"reason": "来电撤回"})
    remind = ("dispatcher", "remind", {})
    decline = ("intake", "decline", {"reason": "不属本级", "lawful_channel": "法院"})
    transfer = ("dispatcher", "transfer", {"lead": unit, "reason": "改派"})
    handed_back = (handler, "return", {"reason": "不归我们"})
    answer = (handler, "answer", ANSWER)
    by_state: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
        "received": [accept, accept, accept, decline],
        "accepted": [assign, assign, assign, remind],
        "assigned": [(handler, "claim", {}), (handler, "claim", {}), transfer, handed_back],
        "handling": [
            *(answer, answer, answer, remind, ending),
            (handler, "request_extension", {"amount": "3wd", "reason": "等料"}),
            ("dispatcher", "grant_extension", {}),
            (handler, "ask_reporter", {"question": "在哪里？", "within": "2wd"}),
        ],
        "returned": [("dispatcher", "rule_on_return", refused)],
        "waiting": [("intake", "provide_information", {"text": "桥头"})],
        "answered": [
            ("reviewer", "approve", {}),
            ("reviewer", "approve", {}),
            ("reviewer", "send_back", {"reason": "核"}),
        ],
        "approved": [("reviewer", "close", {})],
        "closed": [*settled, ("caller", "follow_up", verdict)],
        "finished": settled,
    }
    return by_state.get(case.state, [])


class Ledger:
    """Counts kept as things happen, by day and unit; and how many were open and overdue each midnight."""

    def __init__(self) -> None:
        self.flows: dict[int, Counter[tuple[str, int | None]]] = {}
        self.stock: dict[int, Counter[tuple[str, int | None]]] = {}

    def note(self, day: int, command: str, before: Case, after: Case, data: dict[str, Any]) -> None:
        kept = self.flows.setdefault(day, Counter())
        unit = before.lead_unit_id
        names = {"return": "returned", "reopen": "reopened", "remind": "reminded", "decline": "declined"}
        if command in names:
            kept[names[command], unit] += 1
        if before.is_open and after.state in {"closed", "finished"}:
            kept["closed", unit] += 1
            kept["closed_with_deadline", unit] += after.due_at is not None
            kept["closed_late", unit] += bool(after.closed_late)
        if command in {"rate", "follow_up"}:
            kept["rated", unit] += 1
            kept["rated_solved", unit] += data["solved"]
            kept["graded", unit] += 1
            kept["satisfied", unit] += data["satisfaction"] >= 4
            kept["reopened", unit] += after.reopens > before.reopens

    def midnight(self, day: int, at: datetime) -> None:
        kept = self.stock.setdefault(day, Counter())
        for case in Case.objects.filter(is_open=True):
            kept["open", case.lead_unit_id] += 1
            kept["overdue", case.lead_unit_id] += case.due_at is not None and case.due_at < at
        for case in Case.objects.filter(received_at__gte=at - DAY):
            self.flows.setdefault(day, Counter())["received", case.lead_unit_id] += 1


def walk(world: World, chance: random.Random, days: int) -> Ledger:
    ledger, cases = Ledger(), []
    for day in range(days):
        start = AT + day * DAY
        for _ in range(chance.randint(0, 3)):
            place = dict(zip(("longitude", "latitude"), POINT_EAST, strict=True)) if chance.random() < 0.5 else {}
            at = start + chance.random() * HOUR
            cases.append(actions.submit(matter(world, **place), channel="web", by=AS_REPORTER, at=at).case_id)
        for minute in range(120, 1440, 66):
            if cases:
                _wish(world, chance, ledger, day, chance.choice(cases), start + timedelta(minutes=minute))
        ledger.midnight(day, start + DAY)
    return ledger


def _wish(world: World, chance: random.Random, ledger: Ledger, day: int, case_id: int, at: datetime) -> None:
    before = Case.objects.get(id=case_id)
    possible = wishes(world, chance, before)
    for who, command, data in chance.sample(possible, len(possible)):
        by = AS_REPORTER if who == "reporter" else world.acting(who)
        try:
            actions.perform(case_id, command, by=by, at=at, data=data)
        except (CaseNotFound, CommandRefused, BadData, ValidationError):
            continue
        ledger.note(day, command, before, Case.objects.get(id=case_id), data)
        return


def asked(scope: Scope, since: datetime, until: datetime) -> Counter[tuple[str, int | None]]:
    found: Counter[tuple[str, int | None]] = Counter()
    for cell, counts in period_tallies.flows(scope, since=since, until=until).items():
        for name, count in counts.items():
            found[name, cell.unit_id] += count
    return found


def asked_stock(scope: Scope, at: datetime) -> Counter[tuple[str, int | None]]:
    found: Counter[tuple[str, int | None]] = Counter()
    for cell, counts in period_standing.stock(scope, at=at)[0].items():
        for name, count in counts.items():
            found[name, cell.unit_id] += count
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_past_day_is_what_was_counted_then(world, seed):
    days = 12
    ledger = walk(world, random.Random(seed), days)
    county, urban = Scope(area_path=world.county.path), Scope(unit_path=world.units["urban"].path)
    kinds = Counter(name for kept in ledger.flows.values() for (name, _), count in kept.items() if count)
    assert {"closed", "returned", "reopened", "reminded", "rated"} <= set(kinds)
    for day in range(days):
        since, until = AT + day * DAY, AT + (day + 1) * DAY
        expected = +ledger.flows.get(day, Counter())
        assert asked(county, since, until) == expected, day
        assert asked_stock(county, until) == +ledger.stock[day], day
        assert period_standing.stock_counts(county, at=until) == period_standing.stock(county, at=until)[0]
        own = {key: count for key, count in expected.items() if key[1] == world.units["urban"].pk}
        assert asked(urban, since, until) == own, day


def test_the_parts_of_an_area_add_up_to_it(world):
    walk(world, random.Random(4), 4)
    until = AT + 4 * DAY
    whole = asked_stock(Scope(area_path=world.county.path), until)
    parts = sum((asked_stock(Scope(area_path=each.path), until) for each in world.townships), Counter())
    assert whole == parts
    cells = period_standing.stock(Scope(area_path=world.county.path), at=until)[0]
    assert {cell.part for cell in cells} <= {each.path for each in world.townships}


def test_a_day_on_which_nothing_happened_has_no_figures(world):
    walked_to_closed(world)
    county = Scope(area_path=world.county.path)
    assert period_tallies.flows(county, since=AT + 30 * DAY, until=AT + 31 * DAY) == {}
    assert period_standing.stock(county, at=AT + 31 * DAY) == ({}, [])
    assert period_tallies.daily(county, since=AT + 30 * DAY, until=AT + 31 * DAY, zone="Asia/Shanghai") == {}


def test_days_are_those_of_the_wall(world):
    walked_to_closed(world)
    county = Scope(area_path=world.county.path)
    series = period_tallies.daily(county, since=AT - DAY, until=AT + DAY, zone="Asia/Shanghai")
    assert series == {"2026-03-02": {"received": 1, "closed": 1}}


def test_the_overdue_are_listed_by_how_long(world):
    first = taken_in(world)
    second = actions.submit(matter(world), channel="web", by=AS_REPORTER, at=AT + DAY)
    at = AT + 90 * DAY
    late = period_standing.stock(Scope(area_path=world.county.path), at=at)[1]
    assert [each.case_id for each in late] == [first.case_id, second.case_id]
    do(world, "intake", first.case_id, "withdraw", at=at + HOUR, reason="来电撤回")
    assert period_standing.stock(Scope(area_path=world.county.path), at=at)[1] == late


def test_what_is_noted_follows_rules_about_the_case(world):
    dull, pressing, ordered = (taken_in(world).case_id for _ in range(3))
    do(world, "intake", pressing, "classify", level="critical")
    for case_id in (dull, ordered):
        do(world, "intake", case_id, "accept")
        do(world, "dispatcher", case_id, "assign", lead=world.units["urban"].pk)
    do(world, "supervisor", ordered, "oversee", instruction="尽快")
    noted = period_noted.noted(Scope(area_path=world.county.path), since=AT - DAY, until=AT + DAY)
    assert [(each.case_id, each.why) for each in noted] == [(pressing, (Why.CRITICAL,)), (ordered, (Why.ORDERED,))]
    assert noted[1].unit == world.units["urban"].name
    assert period_noted.noted(Scope(area_path=world.county.path), since=AT + DAY, until=AT + 2 * DAY) == []


@pytest.mark.parametrize("hidden", [{"identity": "confidential"}, {"identity": "anonymous"}, {"kind": "dispute"}])
def test_of_what_is_not_for_every_reader_only_number_and_category_are_named(world, hidden):
    values = (
        {"level": "critical", "contact": ContactDetails()}
        if hidden.get("identity") == "anonymous"
        else {"level": "critical"}
    )
    actions.submit(matter(world, **values, **hidden), channel="web", by=AS_REPORTER, at=AT)
    county = Scope(area_path=world.county.path)
    late = period_standing.stock(county, at=AT + 90 * DAY)[1]
    named = [*period_noted.noted(county, since=AT - DAY, until=AT + DAY), *period_noted.late_named(late)]
    assert named
    assert {each.title for each in named} == {""}
    assert all(each.number and each.category for each in named)


def test_a_complaint_about_a_unit_is_counted_and_never_named(world):
    about = matter(world, about_unit=world.units["urban"].pk, level="critical")
    actions.submit(about, channel="web", by=AS_REPORTER, at=AT)
    county = Scope(area_path=world.county.path)
    late = period_standing.stock(county, at=AT + 90 * DAY)[1]
    assert len(late) == 1
    assert asked(county, AT - DAY, AT + DAY)["received", None] == 1
    assert period_noted.late_named(late) == []
    assert period_noted.noted(county, since=AT - DAY, until=AT + DAY) == []


def listed(world: World, **filters: object) -> int:
    viewer = world.acting("supervisor").viewer
    assert viewer is not None
    return len(queries.listing(viewer, Filters(limit=200, **filters), at=AT).lines)


def test_a_figure_is_the_length_of_the_list_behind_it(world):
    walk(world, random.Random(2), 8)
    county, flows = Scope(area_path=world.county.path), Counter()
    for day in range(8):
        since = AT.astimezone(SHANGHAI).replace(hour=0, minute=0) + day * DAY
        on = since.date()
        for name, kept in (("closed", "closed"), ("closed_late", "closed_late"), ("declined", "declined")):
            flows[name] += (found := total_of(county, since, kept))
            assert listed(world, happened=name, happened_since=on, happened_until=on) == found, (name, on)
        for name in ("returned", "reopened", "reminded", "rated"):
            flows[name] += (found := total_of(county, since, name))
            length = listed(world, happened=name, happened_since=on, happened_until=on)
            # A case may be reminded of twice on a day, and stands in the list once.
            assert (length > 0) == (found > 0), (name, on)
            assert length <= found, (name, on)
        stock = asked_stock(county, since + DAY)
        opened = sum(count for (name, _), count in stock.items() if name == "open")
        assert listed(world, open_on=on) == opened, on
    assert all(flows[name] for name in ("closed", "declined", "returned", "reopened", "reminded", "rated"))


def total_of(scope: Scope, since: datetime, name: str) -> int:
    return sum(count for (found, _), count in asked(scope, since, since + DAY).items() if found == name)
