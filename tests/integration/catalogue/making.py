"""A county with the sample catalogue in force, and clients signed in to it."""

from datetime import UTC, datetime
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from banjie.catalogue import actions
from banjie.platform.actors import SYSTEM
from tests.integration.organisations.factories import make_area, make_staff, make_unit
from tests.integration.remembering import remembered
from tests.unit.catalogue.sample_catalogue import content

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@remembered
def make_county() -> None:
    """QH with the township QH01, a unit for each duty that the sample's rules name, release 1."""
    county = make_area("QH", name="青禾县")
    town = make_area("QH01", level="township", parent=county, name="城关街道")
    government = make_unit("GOV", area=county, name="县政府")
    make_unit("UM", area=county, parent=government, roles=["power_supply", "street_lighting"], name="城管局")
    make_unit("T1", area=town, level="township", parent=government, roles=["urban_management"], name="城关执法队")
    make_unit("DP", area=county, parent=government, roles=["mediation_centre"], name="调解中心")
    actions.publish_content(content=content(), note="第一版", by=SYSTEM, at=AT)


def signed_in(role: str = "administrator") -> Client:
    county = make_area("QH")
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_staff(f"{role}1", role, make_unit(f"of_{role}", area=county), county, name="李敏"))
    return client


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: Any) -> str:
    """The words of the page, without the markup."""
    return " ".join(soup(response).get_text(" ").split())


def form_fields(response: Any, button: str = "") -> dict[str, Any]:
    """The values of the page's own form (the one that holds `button`), as a browser would send them."""
    forms = [form for form in soup(response).select("main form[method=post]") if button in form.get_text(" ")]
    fields: dict[str, Any] = {}
    for field in forms[-1].find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True)
            fields[name] = chosen["value"] if chosen else ""
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                fields.setdefault(name, []).append(field["value"])
        else:
            fields[name] = field.get_text().lstrip("\n") if field.name == "textarea" else field.get("value", "")
    return fields
