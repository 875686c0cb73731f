"""Help for every screen, in both languages, and a tour that comes once."""

import pytest
from bs4 import BeautifulSoup
from django.urls import URLPattern, get_resolver

from banjie.web.help.pages import START, helps, screen_of
from tests.integration.cases.test_closed_loop import taken_in

pytestmark = pytest.mark.django_db
# Not pages of staff, or pages that are named one by one.
OTHERS = {"public", "api-v1", "help", "knowledge", "party", "resident", "ui", "workbench"}


def namespaces() -> set[str]:
    return set(get_resolver().namespace_dict)


def pages_of_workbench() -> set[str]:
    _prefix, workbench = get_resolver().namespace_dict["workbench"]
    return {f"workbench:{each.name}" for each in workbench.url_patterns if isinstance(each, URLPattern)}


def test_both_languages_help_with_the_same_screens_at_the_same_length():
    chinese, english = helps("zh-hans"), helps("en")
    assert chinese.keys() == english.keys()
    for screen, told in chinese.items():
        assert (len(told.steps), len(told.know)) == (len(english[screen].steps), len(english[screen].know)), screen


def test_every_part_for_staff_has_a_screen_of_its_own():
    parts = namespaces() - OTHERS
    assert len(parts) > 8
    assert {name for name in parts if screen_of(f"{name}:anything") == START} == set()
    main = {"cases", "case", "act", "new-case", "notices", "replies"}
    assert {f"workbench:{name}" for name in main} <= pages_of_workbench()
    assert START not in {screen_of(f"workbench:{name}") for name in main}
    assert {screen_of(name) for name in pages_of_workbench()} <= helps("en").keys()


def test_every_part_of_mediation_has_help_of_its_own():
    """The list of disputes and the overview of one are what the general screen is about."""
    _prefix, mediation = get_resolver().namespace_dict["mediation"]
    names = {each.name for part in mediation.url_patterns for each in part.url_patterns}
    assert len(names) > 100
    general = {name for name in names if screen_of(f"mediation:{name}") == "mediation"}
    assert general == {"disputes", "dispute", "describe", "begin", "close-file", "try-again", "course"}
    screens = {screen for screen in helps("en") if screen.startswith("mediation")}
    assert {screen_of(f"mediation:{name}") for name in names} == screens


def test_a_part_of_a_dispute_leads_to_its_own_help(world, signed_in):
    client = signed_in("dispatcher")
    page = BeautifulSoup(client.get("/work/help/mediation-evidence/").content, "html.parser")
    assert page.h1.text == "证据"
    (own,) = page.select("nav[aria-labelledby=h-parts] a[aria-current]")
    assert own["href"] == "/work/help/mediation-evidence/"
    assert "质证" in page.ol.text


def test_the_rail_leads_to_the_help_of_the_page_one_is_on(world, signed_in):
    client = signed_in("dispatcher")
    page = BeautifulSoup(client.get("/work/dispatch/").content, "html.parser")
    (link,) = [each for each in page.select("a.rail-link") if each.get_text(strip=True) == "帮助"]
    assert link["href"] == "/work/help/dispatch/"
    assert "派遣台" in BeautifulSoup(client.get(link["href"]).content, "html.parser").h1.text
    english = BeautifulSoup(client.get(link["href"], headers={"accept-language": "en"}).content, "html.parser")
    assert english.h1.text == "The dispatch desk"
    assert client.get("/work/help/nothing/").status_code == 404


def test_the_tour_comes_once_and_again_when_asked_for(world, signed_in):
    taken_in(world)
    client = signed_in("dispatcher")
    shown = lambda path: bool(BeautifulSoup(client.get(path).content, "html.parser").select("[data-tour]"))  # noqa: E731
    assert shown("/work/cases/")
    assert client.post("/work/help/tour/").status_code == 204
    assert not shown("/work/cases/")
    assert shown("/work/cases/?tour=1")
