"""Open311 through a client that others wrote, over a real connection: georeport, of PyPI.

`three` 0.8 and `open311` 1.1 are of Python 2 and cannot be imported by the Python of today; how they send a report
(key and jurisdiction in the address) is tried in test_open311_taking_in.
"""

import pytest
import requests
import xmltodict
from georeport import GeoReport
from pytest_django.live_server_helper import LiveServer

from tests.integration.api.callers import make_caller
from tests.integration.api.open311 import ask_everything, picture
from tests.integration.cases.world import make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def endpoint(live_server: LiveServer) -> str:
    return f"{live_server.url}/open311/v2"


@pytest.fixture
def key(transactional_db: None) -> str:
    world = make_world()
    ask_everything(world)
    return make_caller(world, ("intake_clerk", "centre")).token


def handed_in(endpoint: str, key: str, form: str) -> str:
    """As an app would: with a photo, in a form of several parts."""
    fields = {
        "api_key": key,
        "service_code": "repair",
        "lat": "30.5",
        "long": "110.5",
        "description": "路灯不亮",
        "public": "true",
        "attribute[lamp]": "park",
        "attribute[signs][]": ["dark", "flicker"],
    }
    made = requests.post(f"{endpoint}/requests.{form}", data=fields, files={"media": picture()}, timeout=20)
    assert made.status_code == 201, made.text
    if form == "json":
        return made.json()[0]["service_request_id"]
    return xmltodict.parse(made.content)["service_requests"]["request"]["service_request_id"]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_by_others_finds_its_way(key: str, endpoint: str, form: str) -> None:
    client = GeoReport(endpoint, output_format=form)
    services = client.get_service_list()
    assert services[0]["service_code"] == "repair"
    definition = client.get_service_definition("repair")
    attributes = definition["attributes"] if form == "json" else definition["attributes"]["attribute"]
    assert [each["code"] for each in attributes][:2] == ["lamp", "pole"]
    first, second = handed_in(endpoint, key, form), handed_in(endpoint, key, form)
    one = client.get_service_request(first)
    assert (one["service_request_id"], one["status"]) == (first, "open")
    several = client.get_service_requests(status="open", service_code="repair")
    assert [each["service_request_id"] for each in several] == [second, first]
    # This client sends no key when it asks, so it is told what is public.
    assert not any(each["description"] for each in several)


def test_a_client_by_others_is_told_of_its_mistakes(key: str, endpoint: str) -> None:
    client = GeoReport(endpoint, jurisdiction="atlantis")
    with pytest.raises(requests.HTTPError) as refused:
        client.get_service_list()
    assert refused.value.response.status_code == 404
    assert refused.value.response.json()[0]["code"] == 404
