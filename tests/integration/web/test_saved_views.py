"""Views of lists: one's own, a unit's, what they hold and who may give them up."""

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client

from banjie.cases import saved_views
from banjie.cases.filters import Filters, Queue
from banjie.cases.models import SavedView
from banjie.cases.saved_views import ViewProblem, ViewRefused
from banjie.organisations.permissions import Viewer
from banjie.organisations.queries import viewer_for
from banjie.web.workbench import view_words
from banjie.web.workbench.list_views import filters_from
from tests.integration.cases.test_closed_loop import taken_in
from tests.integration.cases.world import AT, World, make_world
from tests.integration.organisations.factories import make_staff

pytestmark = pytest.mark.django_db
URGENT = Filters(queue=Queue.TO_HANDLE, level="urgent")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def viewer(world: World, who: str) -> Viewer:
    return viewer_for(world.staff[who], AT)


def save(world: World, who: str, name: str = "我的紧急", filters: Filters = URGENT, unit: str | None = None) -> int:
    unit_id = world.units[unit].pk if unit else None
    return saved_views.save_view(name=name, filters=filters, unit_id=unit_id, by=viewer(world, who), at=AT)


def names(world: World, who: str) -> list[str]:
    return [each.name for each in saved_views.views_of(viewer(world, who))]


def test_ones_own_view_is_seen_by_nobody_else_and_a_units_by_all_of_it(world: World):
    save(world, "handler")
    save(world, "handler", "本单位待办", unit="urban")
    assert names(world, "handler") == ["我的紧急", "本单位待办"]
    assert names(world, "leader") == ["本单位待办"]
    assert names(world, "other_handler") == []


def test_the_same_name_again_replaces_what_it_held(world: World):
    first = save(world, "handler")
    assert save(world, "handler", filters=Filters(level="critical")) == first
    (kept,) = saved_views.views_of(viewer(world, "handler"))
    assert kept.filters == {"level": "critical"}


@pytest.mark.parametrize(
    ("name", "filters", "unit", "problem"),
    [
        ("  \x00 ", URGENT, None, ViewProblem.NAMELESS),
        ("全部", Filters(cursor="abc", limit=20), None, ViewProblem.NOTHING_CHOSEN),
        # A search kept under a name would watch whoever is named in it.
        ("张某", Filters(q="张某"), None, ViewProblem.NOTHING_CHOSEN),
        ("别的单位", URGENT, "housing", ViewProblem.NOT_YOUR_UNIT),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(world: World, name, filters, unit, problem):
    with pytest.raises(ViewRefused) as refused:
        save(world, "handler", name, filters, unit)
    assert refused.value.problem is problem
    assert not SavedView.objects.exists()


def test_words_searched_for_are_not_kept_with_the_rest(world: World):
    save(world, "handler", filters=URGENT.model_copy(update={"q": "张某"}))
    assert SavedView.objects.get().filters == {"queue": "to_handle", "level": "urgent"}


def test_there_is_an_end_to_them(world: World):
    for number in range(saved_views.MOST):
        save(world, "handler", f"视图{number}")
    with pytest.raises(ViewRefused):
        save(world, "handler", "又一个")
    save(world, "handler", "视图0", Filters(level="critical"))


def test_a_units_view_is_given_up_by_its_maker_or_the_head_of_the_unit(world: World):
    colleague = viewer_for(make_staff("second", "handler", world.units["urban"]), AT)
    view = save(world, "handler", "本单位待办", unit="urban")
    assert not saved_views.remove_view(view, by=colleague)
    with pytest.raises(ViewRefused):
        saved_views.save_view(
            name="本单位待办", filters=Filters(level="urgent"), unit_id=world.units["urban"].pk, by=colleague, at=AT
        )
    assert saved_views.remove_view(view, by=viewer(world, "leader"))
    own = save(world, "handler")
    assert not saved_views.remove_view(own, by=viewer(world, "leader"))
    assert saved_views.remove_view(own, by=viewer(world, "handler"))


def test_the_address_of_a_view_gives_its_filters_back(world: World):
    every = Filters(
        queue=Queue.OVERDUE, state="handling", level="urgent", unit=3, mine=True, open=False, since="2026-01-02"
    )
    query = view_words.address(saved_views.kept_filters(every)).partition("?")[2]
    assert filters_from(QueryDict(query)) == every


def test_a_view_is_saved_opened_and_removed_on_the_page(world: World):
    taken_in(world)
    client = Client()
    client.force_login(world.staff["dispatcher"])
    page = BeautifulSoup(client.get("/work/cases/?queue=to_accept&level=general").content, "html.parser")
    form = page.select_one("form[action='/work/cases/views/']")
    given = {"query": form.select_one("[name=query]")["value"], "name": "一般待受理", "unit": ""}
    saved = client.post("/work/cases/views/", given, follow=True)
    opened = BeautifulSoup(saved.content, "html.parser")
    link = opened.select_one(".views-bar a[aria-current=page]")
    assert link.text.strip() == "一般待受理"
    assert "视图已保存" in opened.text
    assert not BeautifulSoup(client.get("/work/cases/").content, "html.parser").select(".views-bar [aria-current]")
    removal = opened.select_one("form[action$='/remove/']")["action"]
    other = Client()
    other.force_login(world.staff["handler"])
    assert other.post(removal).status_code == 404
    assert client.post(removal, follow=True).status_code == 200
    assert not SavedView.objects.exists()


def test_a_refusal_is_told_and_the_list_kept(world: World):
    client = Client()
    client.force_login(world.staff["dispatcher"])
    answer = client.post("/work/cases/views/", {"query": "level=general", "name": " "}, follow=True)
    assert answer.redirect_chain == [("/work/cases/?level=general", 302)]
    assert "请填写名称" in answer.content.decode()
