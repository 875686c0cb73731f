from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from banjie.places import queries
from banjie.places.models import Area, AreaBoundary, ImportFile, PlaceName
from tests.integration.organisations.factories import make_staff, make_unit
from tests.integration.places.making import JUNE, make_land
from tests.unit.places.squares import Feature, collection, feature, land, ring_of, square
from tests.unit.places.test_places_plan import moved_line

pytestmark = pytest.mark.django_db

type Enter = Callable[..., Client]


@pytest.fixture
def enter() -> Enter:
    """A client signed in as somebody with a role over the area of a code."""

    def sign_in(role: str = "administrator", over: str = "C") -> Client:
        area = Area.objects.get(code=over)
        unit = make_unit(f"unit_{role}_{over}", area=area)
        client = Client()
        client.force_login(make_staff(f"{role}-{over}".lower(), role, unit, area))
        return client

    return sign_in


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())


def uploaded(client: Client, content: bytes, to: str = "areas:import", **more: str) -> Any:
    file = SimpleUploadedFile("map.geojson", content)
    return client.post(reverse(to), {"file": file, **more}, follow=True)


def confirmed(client: Client, preview: Any, **changed: str) -> Any:
    """Presses the button of a preview with what its form holds."""
    form = soup(preview).find("form", action=lambda action: action and action.endswith("/confirm/"))
    assert isinstance(form, Tag)
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.find_all("input")}
    return client.post(str(form["action"]), fields | changed, follow=True)


@pytest.mark.parametrize("name", ["overview", "import", "names-import", "search", "boundaries-of-all", "options"])
def test_a_stranger_is_asked_to_sign_in(name: str) -> None:
    response = Client().get(reverse(f"areas:{name}"))
    assert response.status_code == 302
    assert "sign-in" in response["Location"]


def test_the_overview_shows_the_tree_and_unfolds_it(enter: Enter) -> None:
    make_land()
    client = enter()
    page = soup(client.get(reverse("areas:overview")))
    branch = page.find("details", attrs={"hx-get": reverse("areas:branch", args=["V00"])})
    assert branch is not None
    below = soup(client.get(reverse("areas:branch", args=["V00"])))
    assert [link["href"] for link in below.find_all("a")] == [
        reverse("areas:area", args=[code]) for code in ("V00G00", "V00G01", "V00G10", "V00G11")
    ]


def test_the_map_of_an_area_shows_what_lies_below_and_of_a_grid_itself(enter: Enter) -> None:
    make_land()
    client = enter()
    for code, count in (("C", 4), ("V00", 4), ("V00G00", 1)):
        response = client.get(reverse("areas:boundaries", args=[code]), {"zoom": "12"})
        assert response["Content-Type"] == "application/geo+json"
        assert len(response.json()["features"]) == count
    top = client.get(reverse("areas:boundaries-of-all"), {"zoom": "nonsense"}).json()
    assert top["features"][0]["properties"]["url"] == reverse("areas:area", args=["C"])


def test_a_map_that_has_not_changed_is_not_sent_again(enter: Enter) -> None:
    make_land(1, 1)
    client = enter()
    address = reverse("areas:boundaries", args=["C"])
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    client.post(reverse("areas:rename", args=["V00"]), {"name": "文昌村"})
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_an_areas_page_tells_what_is_known_of_it(enter: Enter) -> None:
    make_land()
    client = enter()
    page = client.get(reverse("areas:area", args=["V00"]))
    assert "V00G11的名字" in text(page)
    assert "2026-01-01" in text(page)
    assert client.get(reverse("areas:area", args=["nowhere"])).status_code == 404
    unit_page = client.get(reverse("areas:area", args=["C"]))
    assert "Unit unit_administrator_C" in text(unit_page)


@pytest.mark.parametrize("role", ["handler", "auditor"])
def test_who_may_not_change_places_finds_no_way_to(enter: Enter, role: str) -> None:
    make_land(1, 1)
    client = enter(role)
    page = soup(client.get(reverse("areas:area", args=["V00"])))
    assert page.find("a", href=reverse("areas:add-name", args=["V00"])) is None
    for address in (
        reverse("areas:add-name", args=["V00"]),
        reverse("areas:import"),
        reverse("areas:names-import"),
        reverse("areas:import-preview", args=[1]),
    ):
        assert client.get(address).status_code == 404
    renamed = client.post(reverse("areas:rename", args=["V00"]), {"name": "x"})
    assert renamed.status_code == 404


def test_an_editor_of_one_village_cannot_change_another(enter: Enter) -> None:
    make_land()
    client = enter(over="V00")
    assert client.get(reverse("areas:add-name", args=["V00G00"])).status_code == 200
    assert client.get(reverse("areas:add-name", args=["V01G00"])).status_code == 404


def test_renaming_an_area_shows_at_once(enter: Enter) -> None:
    make_land(1, 1)
    client = enter()
    response = client.post(reverse("areas:rename", args=["V00"]), {"name": "文昌村"}, follow=True)
    assert response.status_code == 200
    assert soup(response).h1.get_text() == "文昌村"  # type: ignore[union-attr]


def test_an_empty_name_is_asked_for_again(enter: Enter) -> None:
    make_land(1, 1)
    response = enter().post(reverse("areas:rename", args=["V00"]), {"name": " "})
    assert response.status_code == 422
    assert queries.area("V00").name == "V00的名字"  # type: ignore[union-attr]


def test_a_place_is_added_changed_and_removed(enter: Enter) -> None:
    make_land(1, 1)
    client = enter()
    given = {
        "name": "文昌花园",
        "kind": "estate",
        "aliases": "文昌小区\n 家园 ",
        "longitude": "113.005",
        "latitude": "33.005",
    }
    added = client.post(reverse("areas:add-name", args=["V00G00"]), given, follow=True)
    assert "文昌小区、家园" in text(added).replace("家园、文昌小区", "文昌小区、家园")
    place = PlaceName.objects.get(name="文昌花园")
    form = soup(client.get(reverse("areas:edit-name", args=[place.pk])))
    assert form.find("input", attrs={"name": "longitude"})["value"] == "113.005"  # type: ignore[index]
    client.post(reverse("areas:edit-name", args=[place.pk]), given | {"aliases": "", "name": "文昌新苑"})
    assert list(PlaceName.objects.values_list("name", flat=True)) == ["文昌新苑"]
    client.post(reverse("areas:remove-name", args=[place.pk]))
    assert not PlaceName.objects.exists()
    assert client.get(reverse("areas:edit-name", args=[place.pk])).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"kind": "galaxy"}, {"longitude": "113.005", "latitude": ""}, {"longitude": "999", "latitude": "1"}],
)
def test_a_place_with_something_wrong_keeps_what_was_typed(enter: Enter, wrong: dict[str, str]) -> None:
    make_land(1, 1)
    given = {"name": "文昌花园", "kind": "estate", "aliases": "家园", "longitude": "", "latitude": ""} | wrong
    response = enter().post(reverse("areas:add-name", args=["V00G00"]), given)
    assert response.status_code == 422
    assert "家园" in response.content.decode()
    assert not PlaceName.objects.exists()


def test_a_pin_elsewhere_is_kept_and_said(enter: Enter) -> None:
    make_land(1, 2)
    given = {"name": "青禾路", "kind": "road", "aliases": "", "longitude": "113.015", "latitude": "33.015"}
    response = enter().post(reverse("areas:add-name", args=["V00G00"]), given, follow=True)
    assert "V00G11的名字" in text(response)
    assert PlaceName.objects.get().area.code == "V00G00"


def test_search_finds_places_and_leads_to_their_area(enter: Enter) -> None:
    make_land(1, 1)
    client = enter()
    client.post(reverse("areas:add-name", args=["V00G00"]), {"name": "文昌花园", "kind": "estate", "aliases": ""})
    page = soup(client.get(reverse("areas:search"), {"q": "wchy"}))
    link = page.find("a", class_="row-link")
    assert isinstance(link, Tag)
    assert (link.get_text(), str(link["href"])) == ("文昌花园", f"{reverse('areas:area', args=['V00G00'])}#places")
    offered = client.get(reverse("areas:options"), {"q": "文昌"}).json()["options"]
    assert [(option["value"], option["label"]) for option in offered] == [("V00G00", "文昌花园")]
    assert client.get(reverse("areas:search"), {"q": "没有\x00这个"}).status_code == 200


def test_boundaries_are_uploaded_looked_at_and_imported(enter: Enter) -> None:
    make_land(1, 2)
    client = enter()
    preview = uploaded(client, collection(moved_line()))  # type: ignore[arg-type]
    assert "V00G00" in text(preview)
    assert AreaBoundary.objects.count() == 6
    done = confirmed(client, preview, valid_from=f"{JUNE:%Y-%m-%d}")
    assert done.redirect_chain[-1][0] == reverse("areas:overview")
    assert AreaBoundary.objects.filter(area__code="V00G00").count() == 2
    assert not ImportFile.objects.exists()


def test_a_file_with_errors_is_told_feature_by_feature_and_cannot_be_confirmed(enter: Enter) -> None:
    make_land(1, 2)
    client = enter()
    wrong: list[Feature] = land(1, 2)
    ring_of(wrong[2])[1:3] = [[113.015, 33.0], [113.015, 33.01]]
    preview = uploaded(client, collection(wrong))
    assert "V00G10" in text(soup_part(preview, "faults"))
    assert soup(preview).find("form", action=lambda action: bool(action) and action.endswith("/confirm/")) is None
    file = ImportFile.objects.get()
    forced = client.post(reverse("areas:import-confirm", args=[file.pk]), {"valid_from": "2026-06-01"})
    assert forced.status_code == 422
    assert AreaBoundary.objects.count() == 6


def soup_part(response: Any, element: str) -> HttpResponse:
    found = soup(response).find(id=element)
    return HttpResponse(str(found))


@pytest.mark.parametrize("content", [b"\x89PNG", b"{}", b'{"type":"FeatureCollection","features":[]}', b"[" * 3000])
def test_what_is_no_geojson_is_refused_where_it_is_chosen(enter: Enter, content: bytes) -> None:
    make_land(1, 1)
    response = uploaded(enter(), content)
    assert response.status_code == 422
    assert soup(response).find(class_="field-error") is not None
    assert not ImportFile.objects.exists()


def test_properties_of_other_names_are_guessed_and_can_be_said(enter: Enter) -> None:
    make_land(1, 1)
    client = enter()
    chinese = [
        {
            "type": "Feature",
            "properties": {"编码": "V00G00", "名称": "新名", "级别": "网格", "上级": "V00"},
            "geometry": land(1, 1)[2]["geometry"],
        }
    ]
    preview = uploaded(client, collection(chinese))
    chosen = soup(preview).find("select", attrs={"name": "code"})
    assert isinstance(chosen, Tag)
    assert chosen.find("option", selected=True)["value"] == "编码"  # type: ignore[index]
    confirmed(client, preview)
    assert queries.area("V00G00").name == "新名"  # type: ignore[union-attr]


def test_an_import_beyond_ones_own_area_is_refused(enter: Enter) -> None:
    make_land(2, 1)
    client = enter(over="V00")
    renamed = land(2, 1)
    ring_of(renamed[3])[2] = [113.0105, 33.0105]
    preview = uploaded(client, collection([feature("NEW", "subgrid", "V01G00", square(0, 1, 1, 1))]))
    assert soup(preview).find("form", action=lambda action: bool(action) and action.endswith("/confirm/")) is None
    file = ImportFile.objects.get()
    fields = {
        "code": "code",
        "name": "name",
        "level": "level",
        "parent": "parent",
        "datum": "wgs84",
        "tolerance": "500",
    }
    fields |= {"retires_below": "-", "valid_from": "2026-06-01", "basis": str(queries.basis())}
    assert client.post(reverse("areas:import-confirm", args=[file.pk]), fields).status_code == 422
    assert queries.area("NEW") is None


def test_somebody_elses_file_is_not_there(enter: Enter) -> None:
    make_land(1, 1)
    uploaded(enter(), collection(land(1, 1)))
    file = ImportFile.objects.get()
    other = enter(over="V00")
    assert other.get(reverse("areas:import-preview", args=[file.pk])).status_code == 404


def test_a_confirmation_of_an_old_preview_shows_a_new_one(enter: Enter) -> None:
    make_land(1, 2)
    client = enter()
    preview = uploaded(client, collection(moved_line()))  # type: ignore[arg-type]
    client.post(reverse("areas:rename", args=["C"]), {"name": "新县名"})
    again = confirmed(client, preview, valid_from=f"{JUNE:%Y-%m-%d}")
    assert "import-preview" in again.resolver_match.view_name
    assert AreaBoundary.objects.count() == 6


def test_a_day_in_the_future_is_refused_beside_the_day(enter: Enter) -> None:
    make_land(1, 2)
    client = enter()
    preview = uploaded(client, collection(moved_line()))  # type: ignore[arg-type]
    response = confirmed(client, preview, valid_from="2999-01-01")
    assert response.status_code == 422
    assert AreaBoundary.objects.count() == 6


def test_places_are_uploaded_looked_at_and_imported(enter: Enter) -> None:
    make_land(1, 2)
    client = enter()
    rows = [
        "名称,别名,类型,网格编码,经度,纬度",
        "文昌花园,文昌小区,小区,V00G00,113.005,33.005",
        "青禾路,,道路,,113.015,33.015",
    ]
    preview = uploaded(client, "\n".join(rows).encode("gb18030"), "areas:names-import", datum="wgs84")
    assert "文昌小区" in text(preview)
    confirmed(client, preview)
    assert set(PlaceName.objects.values_list("name", "area__code")) == {
        ("文昌花园", "V00G00"),
        ("文昌小区", "V00G00"),
        ("青禾路", "V00G11"),
    }


def test_rows_with_errors_are_told_by_their_number(enter: Enter) -> None:
    make_land(1, 2)
    client = enter()
    preview = uploaded(
        client, b"name,kind,area\nMill Lane,road,V00G00\n,road,V00G00\n", "areas:names-import", datum="wgs84"
    )
    rows = soup(preview).select("tbody tr")
    assert [row.find("td").get_text() for row in rows] == ["3"]  # type: ignore[union-attr]
    file = ImportFile.objects.get()
    assert client.post(reverse("areas:names-import-confirm", args=[file.pk])).status_code == 422
    assert not PlaceName.objects.exists()


def test_a_picture_is_no_table_of_places(enter: Enter) -> None:
    make_land(1, 1)
    response = uploaded(enter(), b"\x89PNG\r\n\x1a\n", "areas:names-import", datum="wgs84")
    assert response.status_code == 422
    assert not ImportFile.objects.exists()


def test_files_nobody_decided_on_are_thrown_away(enter: Enter) -> None:
    from datetime import timedelta

    from banjie.places import actions
    from banjie.platform import clock

    make_land(1, 1)
    uploaded(enter(), collection(land(1, 1)))
    assert actions.forget_old_files(at=clock.now() + timedelta(days=1)) == 0
    assert actions.forget_old_files(at=clock.now() + timedelta(days=3)) == 1
