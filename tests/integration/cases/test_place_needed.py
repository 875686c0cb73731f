"""A category that needs a place gets one: by whatever way a matter comes, and nobody is turned away for good."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.errors import SubmissionRefused
from banjie.cases.models import Case, ImportFault
from banjie.catalogue import queries as catalogue
from banjie.channels.models import Inbound
from banjie.places.models import Area
from banjie.platform import clock, stamps
from tests.integration.api.callers import CASES, make_caller
from tests.integration.cases.imports.bringing import bring, faults
from tests.integration.cases.imports.files import row, write_csv
from tests.integration.cases.test_closed_loop import matter
from tests.integration.cases.world import AT, World
from tests.integration.channels.conftest import at_once  # noqa: F401
from tests.integration.channels.test_sms import numbered, texted
from tests.integration.organisations.factories import make_area
from tests.integration.web.conftest import signed_in  # noqa: F401
from tests.integration.web.publicity import category_says

pytestmark = pytest.mark.django_db
NOWHERE: dict[str, Any] = {"longitude": None, "latitude": None, "place_text": ""}


@pytest.fixture(autouse=True)
def _needs_a_place(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    category_says(world, place_required=True)


def page_of(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def submitted(world: World, **changes: Any) -> Any:
    given = matter(world, **NOWHERE | changes)
    return actions.submit(given, channel="web", by=AS_REPORTER, at=AT)


def test_a_matter_of_it_without_a_place_is_no_case_and_says_which_field(world: World) -> None:
    with pytest.raises(SubmissionRefused) as refused:
        submitted(world)
    (problem,) = refused.value.problems
    assert (problem.field, problem.code) == ("place_text", "place_needed")
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"place_text": "主街3号路灯旁"}, {"longitude": 110.5, "latitude": 30.5}, {"area": "xingfu"}, {"category": None}],
)
def test_words_a_point_or_a_village_are_a_place(world: World, changes: dict[str, Any]) -> None:
    make_area("xingfu", level="village", parent=world.townships[0], name="幸福村")
    stamps.bump("areas")
    assert submitted(world, **changes).case_id


@pytest.mark.parametrize("changes", [{"place_text": " \u3000 "}, {"area": "county"}, {"area": "west"}])
def test_blanks_a_county_and_a_township_are_none(world: World, changes: dict[str, Any]) -> None:
    assert Area.objects.filter(code="west").exists()
    with pytest.raises(SubmissionRefused):
        submitted(world, **changes)


def test_the_portal_asks_when_the_category_is_chosen_and_again_beside_the_field(world: World) -> None:
    client = Client()
    asked = client.get("/report/questions/", {"category": world.category})
    assert "需要知道地点" in page_of(asked).select_one("#place-needed").get_text()
    for given in ({"place_text": "主街"}, {"place_text_text": "主街"}, {"longitude": "110.5"}):
        again = client.get("/report/questions/", {"category": world.category} | given)
        assert page_of(again).select_one("#place-needed") is None
    sent = {"body": "灯不亮", "category": world.category, "identity": "confidential", "key": "k" * 20}
    refused = client.post("/report/", sent)
    assert refused.status_code == 422
    page = page_of(refused)
    assert page.select_one("#id_place_text").find_parent(class_="field").select_one(".field-error") is not None
    assert page.select_one("#id_body").get_text().strip() == "灯不亮"
    assert client.post("/report/", sent | {"place_text": "主街3号"}).status_code == 302


def test_a_clerk_is_shown_it(world: World, signed_in) -> None:  # noqa: F811
    client = signed_in("intake")
    asked = client.get("/work/cases/new/questions/", {"category": world.category})
    assert page_of(asked).select_one("#place-needed") is not None
    sent = {
        "body": "灯不亮",
        "category": world.category,
        "identity": "open",
        "channel": "hotline",
        "through": "received",
    }
    refused = client.post("/work/cases/new/", sent)
    assert refused.status_code == 422
    assert "这类事项需要知道地点" in page_of(refused).get_text()
    assert client.post("/work/cases/new/", sent | {"place_text_text": "主街3号"}).status_code == 302


def test_the_interface_answers_with_a_problem_at_its_field(world: World) -> None:
    caller = make_caller(world, ("intake_clerk", "centre"))
    refused = caller.post(CASES, {"body": "灯不亮", "category": world.category})
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert (error["pointer"], error["code"]) == ("#/place_text", "place_needed")


def test_a_file_is_told_row_by_row_but_not_of_what_is_over(world: World, tmp_path: Path) -> None:
    name = catalogue.current().nodes[world.category].name
    nowhere = {"类别": name, "经度": "", "纬度": ""}
    rows = [
        row(1, 类别=name),
        row(2, **nowhere),
        row(3, **nowhere | {"状态": "已办结", "办结时间": "2026-02-23 09:00"}),
    ]
    run = bring(write_csv(tmp_path / "a.csv", rows))
    assert [(line, code) for line, _field, code in faults(run)] == [(3, "place_needed")]
    assert ImportFault.objects.count() == 1
    assert not Case.objects.exists()


def test_whoever_cannot_be_asked_on_the_spot_is_taken_up_by_a_clerk(
    world: World,
    client: Client,
    at_once: None,  # noqa: F811
    signed_in: Any,  # noqa: F811
) -> None:
    """As with a question that needs an answer: the message is kept, and the entry shows what is missing."""
    made = numbered(category=world.category)
    assert texted(client, made, "灯不亮").status_code == 200
    row_ = Inbound.objects.get()
    assert (row_.state, row_.reason, row_.detail) == ("set_aside", "refused", "place_text:place_needed")
    assert row_.sealed is not None
    page = page_of(signed_in("intake").get(f"/work/incoming/{row_.pk}/"))
    assert "这类事项需要知道地点" in page.get_text()
