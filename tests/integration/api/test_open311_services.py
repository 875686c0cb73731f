"""Open311: where it is, what may be asked for, and what is asked back."""

import pytest
from django.test import Client as Browser

from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue import content
from banjie.catalogue.loading import default_content
from banjie.platform import stamps
from banjie.platform.actors import SYSTEM
from tests.integration.api.open311 import App, ask_everything, codes, valid
from tests.integration.cases.world import AT
from tests.integration.organisations.factories import make_area


@pytest.fixture
def app(world):
    return App()


@pytest.mark.parametrize("address", ["/open311/discovery", "/open311/v2/discovery"])
def test_discovery_says_where_and_in_what_formats(world, address, settings):
    settings.PUBLIC_URL = "https://banjie.example.cn"
    settings.BANJIE_OPEN311_CONTACT = "open311@example.cn"
    found = Browser().get(f"{address}.json").json()
    assert found["contact"] == "open311@example.cn"
    assert found["key_service"]
    (endpoint,) = found["endpoints"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert endpoint["url"] == "https://banjie.example.cn/open311/v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert endpoint["changeset"] == found["changeset"] == "2026-03-02 09:30:00"
    tree = valid(Browser().get(f"{address}.xml"), "discovery")
    assert tree.findtext("endpoints/endpoint/url") == endpoint["url"]


def test_services_are_what_residents_may_choose(world, app):
    document = default_content().as_json()
    document["categories"][1]["offered"] = False
    document["categories"][2]["active"] = False
    catalogue_actions.publish_content(content=content.read(document), note="changed", by=SYSTEM, at=AT)
    found = {each["service_code"]: each for each in app.get("services.json").json()}
    assert set(found) == {"repair", "complaint", "suggestion", "dispute"}
    assert found["repair"] == {
        "service_code": "repair",
        "service_name": "Facilities and surroundings",
        "description": "Streets, lighting, cleanliness, greenery: what needs mending or clearing",
        "metadata": False,
        "type": "realtime",
        "keywords": "",
        "group": "Facilities and surroundings",
    }
    assert len(valid(app.get("services.xml"), "services")) == 4


def test_services_speak_the_language_asked_for(world, app):
    ask_everything(world)
    app.language = "zh-CN"
    chinese = app.get("services.json").json()[0]
    assert (chinese["service_name"], chinese["keywords"]) == ("设施与环境", "路灯, 照明")
    assert chinese["metadata"] is True


def test_a_service_is_defined_by_what_its_category_asks(world, app):
    ask_everything(world)
    made = app.get("services/repair.json").json()
    assert made["service_code"] == "repair"
    attributes = {each["code"]: each for each in made["attributes"]}
    assert {code: each["datatype"] for code, each in attributes.items()} == {
        "lamp": "singlevaluelist",
        "pole": "string",
        "more": "text",
        "count": "number",
        "since": "datetime",
        "danger": "singlevaluelist",
        "signs": "multivaluelist",
    }
    assert [each["order"] for each in made["attributes"]] == [1, 2, 3, 4, 5, 6, 7]
    assert attributes["lamp"] == {
        "variable": True,
        "code": "lamp",
        "datatype": "singlevaluelist",
        "required": True,
        "datatype_description": None,
        "order": 1,
        "description": "What lamp",
        "values": [{"key": "street", "name": "Street lamp"}, {"key": "park", "name": "Park lamp"}],
    }
    assert attributes["danger"]["values"] == [{"key": "yes", "name": "Yes"}, {"key": "no", "name": "No"}]
    assert attributes["pole"]["datatype_description"] == "At most 20 characters."
    tree = valid(app.get("services/repair.xml"), "service_definition")
    assert [each.text for each in tree.iterfind("attributes/attribute/code")] == list(attributes)


def test_what_is_asked_under_a_condition_is_never_required_and_says_when(world, app):
    ask_everything(world)
    (count,) = [each for each in app.get("services/repair.json").json()["attributes"] if each["code"] == "count"]
    assert count["required"] is False
    assert count["datatype_description"] == (
        "At least 1. At most 50. Asked only if: “What lamp” is Street lamp. Needed then."
    )
    assert "conditions" not in count
    extended = app.get("services/repair.json", extensions="true").json()["attributes"][3]
    assert extended["conditions"] == [{"attribute_code": "lamp", "operator": "is", "values": ["street"]}]
    assert b"<conditions><condition><attribute_code>lamp</attribute_code>" in (
        app.get("services/repair.xml", extensions="true").content
    )


def test_a_service_that_needs_a_place_says_so_without_asking(world, app):
    document = default_content().as_json()
    document["categories"][0]["place_required"] = True
    catalogue_actions.publish_content(content=content.read(document), note="changed", by=SYSTEM, at=AT)
    assert app.get("services.json").json()[0]["metadata"] is True
    (line,) = app.get("services/repair.json").json()["attributes"]
    assert (line["variable"], line["required"], line["order"]) == (False, False, 1)


@pytest.mark.parametrize("code", ["nothing", "%00", "repair%00", "repair.repair", "x" * 80, "路灯"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_service_that_is_not_there_is_not_found(world, app, code, form):
    refused = Browser().get(f"/open311/v2/services/{code}.{form}")
    assert refused.status_code == (400 if "%00" in code else 404)
    assert codes(refused) == ["nul" if "%00" in code else "category_unknown"]


def test_of_several_jurisdictions_one_must_be_named(world, app):
    assert app.get("services.json", jurisdiction_id="county").status_code == 200
    assert app.get("services.json", jurisdiction_id="").status_code == 200
    make_area("other", name="别处")
    stamps.bump("areas")
    stamps.clear_all()
    for address in ("services.json", "services/repair.json", "requests.json", "servicerequestupdates.json"):
        refused = app.get(address)
        assert (refused.status_code, codes(refused)) == (400, ["missing"])
        assert app.get(address, jurisdiction_id="county").status_code == 200
        unknown = app.get(address, jurisdiction_id="atlantis")
        assert (unknown.status_code, codes(unknown)) == (404, ["jurisdiction_unknown"])
    twice = Browser().get("/open311/v2/services.json?jurisdiction_id=county&jurisdiction_id=other")
    assert (twice.status_code, codes(twice)) == (400, ["repeated"])


def test_one_jurisdiction_is_known_by_its_code_only(world, app):
    assert app.get("services.json", jurisdiction_id="west").status_code == 404


@pytest.mark.parametrize("path", ["services", "services.html", "services.json/", "nothing.xml", "", "requests.jsonp"])
def test_what_is_no_address_is_told_in_the_same_form(world, path):
    refused = Browser().get(f"/open311/v2/{path}")
    assert refused.status_code == 404
    assert codes(refused)
