"""Every page: who may open it, and by which method."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from banjie.catalogue import actions, queries
from banjie.organisations.permissions import Permission
from banjie.platform.actors import SYSTEM
from banjie.web import staff
from banjie.web.catalogue.urls import urlpatterns
from tests.integration.catalogue.making import AT, make_county, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.integration.catalogue.addresses")]

ARGUMENTS: dict[str, list[Any]] = {
    "category": ["UM0301"],
    "question": ["UM0301", "lamps"],
    "rule": ["lamps"],
    "release": [1],
}
READ = [
    "overview",
    "category-options",
    "area-options",
    "category",
    "rules",
    "try",
    "draft",
    "preview",
    "releases",
    "release",
    "release-workbook",
    "workbook",
]
FORMS = [
    "category-new",
    "category-change",
    "category-move",
    "category-limits",
    "question-new",
    "question",
    "limits",
    "rule-new",
    "rule",
    "import",
]
BUTTONS = [
    "category-retirement",
    "category-return",
    "category-removal",
    "question-place",
    "question-removal",
    "rule-place",
    "rule-removal",
    "discarding",
    "publication",
]


def address(name: str) -> str:
    """The address of a page, with what it is about where it wants that."""
    if name in ("question-new", "category-new", "rule-new"):
        return reverse(f"catalogue:{name}", args=["UM0301"] if name == "question-new" else [])
    stem = "question" if name.startswith("question") else name.split("-")[0]
    bare = {"category-options", "area-options"}
    return reverse(f"catalogue:{name}", args=[] if name in bare else ARGUMENTS.get(stem, []))


@pytest.fixture(autouse=True)
def _county() -> None:
    make_county()


def test_every_page_is_under_test() -> None:
    assert sorted(READ + FORMS + BUTTONS) == sorted(str(pattern.name) for pattern in urlpatterns)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [*READ, *FORMS, *BUTTONS])
def test_a_stranger_is_asked_to_sign_in(name: str) -> None:
    response = Client().get(address(name)) if name not in BUTTONS else Client().post(address(name))
    assert response.status_code == 302
    assert "sign-in" in response["Location"]


@pytest.mark.parametrize("name", [*READ, *FORMS, *BUTTONS])
def test_for_those_who_do_not_keep_it_a_page_does_not_exist(name: str) -> None:
    client = signed_in("handler")
    response = client.get(address(name)) if name not in BUTTONS else client.post(address(name), {"revision": "0"})
    assert response.status_code == 404
    assert queries.draft() is None


@pytest.mark.parametrize("name", [*READ, *FORMS])
def test_an_administrator_opens_every_page(name: str) -> None:
    assert signed_in().get(address(name)).status_code == 200


@pytest.mark.parametrize("name", [*READ, *FORMS])
def test_every_page_shows_the_draft_as_well(name: str) -> None:
    actions.start_draft(by=SYSTEM, at=AT)
    assert signed_in().get(address(name)).status_code == 200


@pytest.mark.parametrize("name", READ)
def test_what_only_shows_takes_nothing(name: str) -> None:
    assert signed_in().post(address(name)).status_code == 405


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_cannot_be_followed_as_a_link(name: str) -> None:
    assert signed_in().get(address(name)).status_code == 405


@pytest.mark.parametrize("name", FORMS)
def test_a_form_knows_no_other_method(name: str) -> None:
    assert signed_in().delete(address(name)).status_code == 405


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("category", ["XX"]),
        ("category-change", ["XX"]),
        ("category-limits", ["XX"]),
        ("question", ["UM0301", "nothing"]),
        ("question-new", ["XX"]),
        ("rule", ["nothing"]),
        ("release", [9]),
        ("release-workbook", [9]),
    ],
)
def test_what_is_not_there_is_not_found(name: str, arguments: list[Any]) -> None:
    assert signed_in().get(reverse(f"catalogue:{name}", args=arguments)).status_code == 404


def only(monkeypatch: pytest.MonkeyPatch, permission: Permission) -> Client:
    """An administrator left with one permission."""
    client = signed_in()
    everything = staff.viewer_for

    def lessened(*given: Any) -> Any:
        viewer = everything(*given)
        grants = tuple(replace(grant, permissions=frozenset({permission})) for grant in viewer.grants)
        return replace(viewer, grants=grants)

    monkeypatch.setattr(staff, "viewer_for", lessened)
    return client


def test_who_may_only_edit_does_not_publish(monkeypatch: pytest.MonkeyPatch) -> None:
    client = only(monkeypatch, Permission.CATALOGUE_EDIT)
    actions.start_draft(by=SYSTEM, at=AT)
    assert "Put it in force" not in client.get(reverse("catalogue:draft")).content.decode()
    assert client.post(reverse("catalogue:publication"), {"note": "x", "revision": 1}).status_code == 404


def test_who_may_only_publish_does_not_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    client = only(monkeypatch, Permission.CATALOGUE_PUBLISH)
    page = client.get(reverse("catalogue:category", args=["UM0301"]))
    assert page.status_code == 200
    assert reverse("catalogue:category-change", args=["UM0301"]) not in page.content.decode()
    assert client.get(reverse("catalogue:category-change", args=["UM0301"])).status_code == 404
    assert client.get(reverse("catalogue:overview")).status_code == 200
