"""Categories suggested while a matter is typed and at the desk, and the page of those who keep them."""

import pytest
from django.test import Client

from banjie.cases import actions, learning
from banjie.cases.intake.draft import Submission
from banjie.cases.jobs import train_now
from banjie.cases.models import Case
from banjie.intelligence.shelf import queries as shelf
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import do
from tests.integration.cases.world import AT, World
from tests.integration.web.conftest import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]
ASK = "/work/suggestions/category/"


def holed(world: World, category: str | None = None) -> int:
    told = Submission(body="这条道路坑坑洼洼，需要修复", category=category, longitude=110.5, latitude=30.5)
    return actions.submit(told, channel="hotline", by=world.acting("intake"), at=AT).case_id


@pytest.fixture
def trained(world: World) -> World:
    learning.train(by=SYSTEM, at=AT)
    return world


def asked(client: Client, **typed: str):
    return soup(client.post(ASK, {"body": "", "title": "", "category": "", **typed}))


def test_a_clerk_sees_likely_categories_before_they_have_finished_typing(trained: World, signed_in):
    page = asked(signed_in("intake"), body="这条道路需要修")
    buttons = page.select("button[data-category]")
    assert buttons[0]["data-category"] == "repair"
    assert buttons[0]["data-category-name"] == "设施与环境"
    assert "道路" in page.select_one("mark").text
    assert all(button["type"] == "button" for button in buttons), "nothing is sent by pressing one"


@pytest.mark.parametrize("typed", [{}, {"body": "。。。"}, {"body": "道路需要修复", "category": "help"}])
def test_nothing_is_offered_where_nothing_is_known_or_one_was_chosen(trained: World, signed_in, typed):
    assert not asked(signed_in("intake"), **typed).select("button")


def test_before_anything_was_learned_the_form_works_as_ever(world: World, signed_in):
    client = signed_in("intake")
    assert not asked(client, body="道路需要修复").select("button")
    page = soup(client.get("/work/cases/new/"))
    assert page.select_one(f'[hx-post="{ASK}"]')


def test_whoever_enters_no_matters_is_not_answered(trained: World, signed_in):
    assert signed_in("handler").post(ASK, {"body": "道路"}).status_code == 404
    assert Client().post(ASK, {"body": "道路"}).status_code in (302, 403, 404)


def test_whoever_accepts_it_sees_the_same_beside_the_case(trained: World, signed_in):
    """A matter that came in without a category, by a file or a letter, is accepted on its own page."""
    told = Submission(body="这条道路坑坑洼洼，需要修复。楼道里有很浓的煤气味", longitude=110.5, latitude=30.5)
    case_id = actions.submit(told, channel="hotline", by=trained.acting("intake"), at=AT).case_id
    client = signed_in("intake")
    page = soup(client.get(f"/work/cases/{case_id}/"))
    form = f"/work/cases/{case_id}/do/classify/"
    assert page.select_one(f'a[href="{form}?category=repair"]')
    level = page.select_one(f'a[href="{form}?level=critical"]')
    assert level is not None
    assert "煤气味" in [each.text for each in page.select("mark")]
    chosen = soup(client.get(level["href"])).select_one("[name=level] option[selected], [name=level][checked]")
    assert chosen["value"] == "critical"
    do(trained, "intake", case_id, "classify", category="repair")
    do(trained, "intake", case_id, "accept")
    assert not soup(client.get(f"/work/cases/{case_id}/")).select_one(f'a[href^="{form}?"]'), "it was decided"


def test_the_desk_suggests_for_a_case_without_a_category_and_fills_the_form(trained: World, signed_in):
    case = holed(trained)
    client = signed_in("dispatcher")
    page = soup(client.get(f"/work/dispatch/?pile=to_accept&case={case}"))
    link = page.select_one('a[href*="do/classify/?category=repair"]')
    assert link is not None
    form = soup(client.get(link["href"]))
    assert form.select_one("[name=category]")["value"] == "repair"
    assert "设施与环境" in str(form)


def test_the_desk_is_silent_about_a_category_that_it_is_not_sure_to_know_better(trained: World, signed_in):
    case = holed(trained, "help")
    page = soup(signed_in("dispatcher").get(f"/work/dispatch/?pile=to_accept&case={case}"))
    assert "推荐分类" not in page.text


def test_administrators_see_models_and_corrections_learn_and_go_back(trained: World, signed_in):
    client = signed_in("administrator")
    case = holed(trained, "help")
    do(trained, "dispatcher", case, "classify", category="repair")
    train_now(by="张三")
    page = soup(client.get("/work/suggestions/"))
    assert "张三" in page.text
    corrected = soup(client.get("/work/suggestions/corrections/"))
    assert Case.objects.get(id=case).number in corrected.text
    assert not corrected.select_one(f'a[href="/work/cases/{case}/"]'), "an administrator opens no case"
    assert client.post("/work/suggestions/1/use/").status_code == 302
    used = shelf.in_use()
    assert used is not None
    assert used.number == 1
    assert client.post("/work/suggestions/99/use/").status_code == 404
    assert client.post("/work/suggestions/train/").status_code == 302


def test_the_page_teaches_before_anything_was_learned_and_is_for_administrators_only(world: World, signed_in):
    assert "尚未学习" in soup(signed_in("administrator").get("/work/suggestions/")).text
    assert signed_in("intake").get("/work/suggestions/").status_code == 404
    assert signed_in("intake").post("/work/suggestions/train/").status_code == 404
