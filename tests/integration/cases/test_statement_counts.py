"""How many statements a page costs, frozen: whoever adds one does so knowingly."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from banjie.cases.models import Case
from banjie.web import waiting
from tests.integration.cases.test_closed_loop import do, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import World

# Session, account, what the page is about, counts of the rail, unread notices, saved views, what one likes.
LIST = 7


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.staff[who])
    return client


def statements(client: Client, url: str) -> list[str]:
    """Those of a second visit: the first fills what every process keeps. Stamps are read once a second.

    Counts of the rail are kept for seconds only, so a page is judged by what it costs when they are taken anew.
    """
    assert client.get(url).status_code == 200
    waiting.forget()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [each["sql"] for each in captured.captured_queries if "platform_stamp" not in each["sql"]]


@pytest.mark.parametrize(
    ("who", "address", "expected"),
    [
        ("dispatcher", "queue=to_dispatch", LIST),
        ("dispatcher", "area=west&level=general&since=2026-01-01", LIST),
        ("dispatcher", "q=路灯", LIST),
        # Whoever may be called in has one more: the cases in which they were.
        ("handler", "queue=to_handle", LIST + 1),
        # An auditor has no worklists to count, and is told nothing.
        ("auditor", "", LIST - 2),
    ],
)
def test_a_list_costs_the_same_however_long_it_is(world, who, address, expected):
    url = f"/work/cases/?{address}"
    walked_to_handling(world)
    assert len(statements(signed_in(world, who), url)) == expected
    for _ in range(5):
        walked_to_handling(world)
    assert len(statements(signed_in(world, who), url)) == expected


def test_a_case_page_costs_eight_statements_at_the_beginning(world):
    made = taken_in(world)
    found = statements(signed_in(world, "dispatcher"), f"/work/cases/{made.case_id}/")
    assert len(found) == 8, found


def test_a_case_page_with_all_that_can_be_on_it_costs_at_most_ten(world):
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "call_in", unit=world.units["water"].pk, task="查水管")
    do(world, "handler", made.case_id, "request_extension", amount="3wd", reason="等配件")
    do(world, "supervisor", made.case_id, "oversee", instruction="尽快")
    assert Case.objects.get(id=made.case_id).extension_pending
    for who in ("dispatcher", "handler", "auditor"):
        found = statements(signed_in(world, who), f"/work/cases/{made.case_id}/")
        assert len(found) <= 10, found


def test_a_tracking_page_costs_four_statements(world):
    made = walked_to_closed(world)
    found = statements(Client(), f"/track/{made.tracking_code}/")
    assert len(found) == 4, found
