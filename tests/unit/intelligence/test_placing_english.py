"""Places in English texts, on the demo's English town, and Chinese roads as they are called in English."""

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from banjie.intelligence.placing.candidates import Candidate, Why, candidates, certain
from banjie.intelligence.placing.gazetteer import Gazetteer
from banjie.places.english import called
from banjie.places.levels import PlaceKind

TOWN = Path(__file__).resolve().parents[3] / "demo" / "milbrook"


@dataclass(frozen=True)
class Name:
    name: str
    path: str
    kind: PlaceKind
    canonical: str
    place_id: int | None = None
    lon: float | None = None
    lat: float | None = None


def names_of_the_town() -> list[Name]:
    plan = tomllib.loads((TOWN / "areas.toml").read_text(encoding="utf-8"))
    paths: dict[str, str] = {}
    found: list[Name] = []

    def area(code: str, above: str, told: dict) -> None:
        paths[code] = path = f"{above}.{code}".lstrip(".")
        names = (told["name"], *told.get("aliases", ()))
        found.extend(Name(name, path, PlaceKind.AREA, told["name"]) for name in names)

    area("MB", "", plan["root"])
    for ward in plan["area"]:
        area(ward["code"], "MB", ward)
        for number, part in enumerate(ward["villages"], 1):
            area(f"{ward['code']}{number:02}", paths[ward["code"]], part)
    with (TOWN / "places.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            kind, path = PlaceKind(row["kind"]), paths[row["area"]]
            for name in (row["name"], *filter(None, row["aliases"].split(";"))):
                found.append(Name(name, path, kind, row["name"], 1, float(row["lon"]), float(row["lat"])))
    return found


# Other names of areas stand in both files.
TOWN_NAMES = Gazetteer(list({(each.name, each.path, each.kind): each for each in names_of_the_town()}.values()))


def meant(text: str) -> list[Candidate[Name]]:
    return list(candidates(TOWN_NAMES, [text])[0])


@pytest.mark.parametrize(
    ("text", "label", "area"),
    [
        ("The streetlight near Mill Street, Mill Ward, is out", "Mill Street", "MB0202"),
        ("pothole on Mill St. since Monday", "Mill Street", "MB0202"),
        ("water outside 14 Mill Street", "14 Mill Street", "MB0202"),
        ("12, Depot Street has no power", "12 Depot Street", "MB0203"),
        ("No. 5 Baker's Alley", "5 Baker's Alley", "MB0201"),
        ("rubbish in bakers alley", "Baker's Alley", "MB0201"),
        ("a hole in Tanners Ln", "Tanner's Lane", "MB0403"),
        ("corner of Mill Street and Weaver Street flooded", "Mill Street & Weaver Street", "MB0202"),
        ("Mill St & Weaver St flooded", "Mill Street & Weaver Street", "MB0202"),
        ("Railroad Ave is icy", "Railroad Avenue", "MB0203"),
        ("Bridge Street in South Ward", "Bridge Street", "MB0301"),
        ("Bridge Street Bridge is icy", "Bridge Street Bridge", "MB0301"),
        ("lamp behind Town Hall", "Milbrook Town Hall", "MB0201"),
        ("noise at the Square at night", "Market Square", "MB0201"),
        ("the meadow by WILLOW BEND DRIVE", "Willow Bend Drive", "MB0303"),
        ("when will the Town of Milbrook answer", "Milbrook", "MB"),
    ],
)
def test_streets_squares_and_areas_are_found(text: str, label: str, area: str) -> None:
    found = meant(text)
    assert (found[0].label, found[0].entry.path.rpartition(".")[2]) == (label, area)
    assert found[0].sure


@pytest.mark.parametrize(
    "text",
    ["main course", "the mill owner", "north of the river", "a green street lamp post", "Domain Streets", "raceroad"],
)
def test_words_that_only_look_alike_are_no_places(text: str) -> None:
    assert [each.label for each in meant(text) if each.entry.kind is PlaceKind.ROAD] in ([], ["Green Street"])


def test_the_ward_that_is_named_is_the_reason() -> None:
    (found, *_) = meant("near Mill Street, Mill Ward")
    assert (Why.WITHIN, "Mill Ward") in {(each.what, each.words) for each in found.reasons}
    assert certain(meant("pothole on Elm Street in North Ward")) is not None


def test_an_area_called_after_its_own_street_is_not_one_of_two() -> None:
    (found, *_) = meant("Bridge Street")
    assert found.entry.kind is PlaceKind.ROAD
    assert Why.SEVERAL not in {each.what for each in found.reasons}


@pytest.mark.parametrize(
    ("name", "sounds", "english"),
    [
        ("人民路", "renminlu", ["Renmin Road"]),
        ("建设大道", "jianshedadao", ["Jianshe Avenue", "Jianshe Boulevard"]),
        ("南大街", "nandajie", ["Nan Street", "Nan Avenue"]),
        ("柳巷", "liuxiang", ["Liu Lane"]),
        ("长安街", "changanjie zhanganjie", ["Changan Street", "Zhangan Street"]),
        ("和平小区", "hepingxiaoqu", []),
        ("路", "lu", []),
        ("Main Street", "mainstreet", []),
    ],
)
def test_a_chinese_road_is_called_by_its_sound_and_kind(name: str, sounds: str, english: list[str]) -> None:
    assert list(called(name, sounds)) == english


def test_an_english_area_is_known_without_its_level_only_where_that_names_it() -> None:
    names = [
        Name("Fairbridge Town", "F.A", PlaceKind.AREA, "Fairbridge Town"),
        Name("Old Mill Township", "F.B", PlaceKind.AREA, "Old Mill Township"),
        Name("North Town", "F.C", PlaceKind.AREA, "North Town"),
        Name("Mill Street", "F.A.1", PlaceKind.ROAD, "Mill Street", 1),
        Name("Mill Street", "F.C.1", PlaceKind.ROAD, "Mill Street", 2),
    ]
    town = Gazetteer(names)
    (found,) = candidates(town, ["the lamp near Mill Street, Fairbridge"])[0]
    assert (found.entry.path, found.sure) == ("F.A.1", False)
    assert (Why.WITHIN, "Fairbridge Town") in {(each.what, each.words) for each in found.reasons}
    assert len(candidates(town, ["north of Mill Street"])[0]) == 2, "north is no town"
