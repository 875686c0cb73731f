"""What a client looks up, and the description of it all."""

from bs4 import BeautifulSoup

from banjie.api.v1.commands import offered
from banjie.cases.commands.payloads import PAYLOADS


def test_a_point_is_told_its_areas_from_the_top(centre):
    found = centre.get("/api/v1/areas?point=110.5,30.5").json()["areas"]
    assert [area["code"] for area in found] == ["county", "west"]
    assert centre.get("/api/v1/areas?point=0,0").json() == {"areas": []}
    assert centre.get("/api/v1/areas?below=county").json()["areas"][0]["path"] == "county.east"
    assert centre.get("/api/v1/areas?point=190,0").status_code == 422


def test_the_catalogue_tells_every_category_in_use(world, centre):
    told = centre.get("/api/v1/catalogue").json()
    assert told["number"] == 1
    assert world.category in {category["code"] for category in told["categories"]}


def test_units_are_found_by_their_duty(world, centre):
    found = centre.get("/api/v1/units?role=dispatch_centre").json()["units"]
    assert {unit["id"] for unit in found} == {world.units["centre"].pk, world.units["west_centre"].pk}


def test_places_are_found_by_name(centre):
    assert centre.get("/api/v1/places?q=西乡").json()["places"][0]["area"]["code"] == "west"
    assert centre.get("/api/v1/places").status_code == 422


def test_processes_tell_who_may_do_what(centre):
    told = {each["name"]: each for each in centre.get("/api/v1/processes").json()["processes"]}
    accept = next(each for each in told["standard-1"]["commands"] if each["key"] == "accept")
    assert (accept["sources"], accept["to"], accept["label"]) == (["received"], "accepted", "Accept")


def test_the_description_has_every_command_with_its_shape(client):
    told = client.get("/api/v1/openapi.json").json()
    for command in offered():
        operation = told["paths"][f"/api/v1/cases/{{case_id}}/commands/{command}"]["post"]
        assert operation["requestBody"]["content"]["application/json"]["schema"]
    left_to_the_reporter = set(PAYLOADS) - set(offered())
    assert all(f"/api/v1/tracking/{{code}}/{command}" in told["paths"] for command in left_to_the_reporter)


def test_the_reference_stands_without_anything_from_elsewhere(client):
    page = client.get("/api/v1/")
    assert page.status_code == 200
    seen = BeautifulSoup(page.content, "html.parser")
    assert seen.find(id="create_case") is not None
    assert seen.find(id="schema-NewCase") is not None
    assert seen.find(id="problem-refused") is not None
    addresses = [tag.get("src") or tag.get("href") for tag in seen.find_all(["script", "link", "img"])]
    assert [address for address in addresses if address and not address.startswith("/")] == []
