"""What cases refer to: areas, places, units, staff, categories and routing, read from a district's files."""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.geometry import Point, Polygon, shape

from banjie.core.conditions import Answer, Condition, Operator
from banjie.core.questions import Option, Question, QuestionType, check
from banjie.core.routing import About, Destination, Rule, Subject, UnitChoice, route


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    area: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    path: str
    area: str
    level: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff, as far as scripts need to know."""

    username: str
    role: str
    unit_path: str
    area_path: str


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    path: str
    kind: str
    level: str
    publishable: bool
    questions: tuple[Question, ...]


class Reference:
    """Everything of one district, looked up by code or name. KeyError for what does not exist."""

    def __init__(self, district: Path, catalogue: Path) -> None:
        features = json.loads((district / "areas.geojson").read_text("utf-8"))["features"]
        self.area_paths = _paths({f["properties"]["code"]: f["properties"]["parent"] for f in features})
        self.area_levels = {f["properties"]["code"]: f["properties"]["level"] for f in features}
        self.borders: dict[str, Polygon] = {f["properties"]["code"]: shape(f["geometry"]) for f in features}
        self.places = dict(_area_places(features, self.borders)) | dict(_places(district / "places.csv"))
        self.units = _units(district / "units.csv")
        self._choices = {code: UnitChoice(number, unit.path) for number, (code, unit) in enumerate(self.units.items())}
        self.staff = tuple(_staff(district / "staff.csv", self.units, self.area_paths))
        self.categories = _categories(catalogue)
        self.rules = tuple(read_rules(district))

    def covers(self, area: str, longitude: float, latitude: float) -> bool:
        return bool(self.borders[area].covers(Point(longitude, latitude)))

    def lead(self, category: str, area: str, kind: str, level: str, answers: Mapping[str, Answer], about: str) -> str:
        """The code of the unit to which routing leads. KeyError when it leads to none."""
        subject = Subject(
            self.categories[category].path, self.area_paths[area], kind, level, answers, self._about(about)
        )
        found = route(self.rules, subject, self._resolve)
        if found.unit_id is None:
            raise KeyError(f"no unit for {category} in {area}: {found.outcome} {found.rule_id}")
        return list(self.units)[found.unit_id]

    def answers(self, category: str, raw: Mapping[str, str]) -> dict[str, Answer]:
        """The answers as they are stored. Raises ValueError when the category's questions refuse them."""
        clean, problems = check(self.categories[category].questions, raw)
        if problems:
            raise ValueError(f"{category}: {problems}")
        return clean

    def _about(self, code: str) -> About | None:
        if not code:
            return None
        return About(self._choices[code])

    def _resolve(self, role: str, area_path: str, area_level: str | None) -> UnitChoice | None:
        """The holder of a role at the level asked for, or at the nearest above."""
        codes = area_path.split(".")
        levels = [self.area_levels[code] for code in codes]
        start = levels.index(area_level) if area_level in levels else len(codes) - 1
        for code in reversed(codes[: start + 1]):
            for unit in self.units.values():
                if unit.area == code and role in unit.roles:
                    return self._choices[unit.code]
        return None


def read_rules(district: Path) -> Iterator[Rule]:
    """The rules of routing.csv, from the district's own file or from its catalogue."""
    own = district / "routing.csv"
    path = own if own.exists() else district / "catalogue" / "routing.csv"
    for row in _rows(path):
        yield Rule(
            id=row["id"],
            to=Destination(row["unit_role"], row["area_level"] or None),
            category=row["category"],
            area=row["area"],
            kinds=frozenset(filter(None, row["kinds"].split("|"))),
            levels=frozenset(filter(None, row["levels"].split("|"))),
            answers=tuple(condition(text) for text in row["answers"].split(";") if text.strip()),
        )


def read_questions(catalogue: Path) -> dict[str, tuple[Question, ...]]:
    """The questions of questions.toml by the category they stand under."""
    declared: dict[str, list[dict[str, Any]]] = tomllib.loads((catalogue / "questions.toml").read_text("utf-8"))
    return {code: tuple(_question(entry) for entry in entries) for code, entries in declared.items()}


def condition(text: str) -> Condition:
    """Read "question operator value|value"."""
    question, operator, *values = text.split(maxsplit=2)
    return Condition(question, Operator(operator), tuple(values[0].split("|")) if values else ())


def _question(entry: Mapping[str, Any]) -> Question:
    return Question(
        key=entry["key"],
        label=entry["label"],
        label_en=entry["label_en"],
        type=QuestionType(entry["type"]),
        required=entry.get("required", False),
        minimum=entry.get("minimum"),
        maximum=entry.get("maximum"),
        options=tuple(Option(*option) for option in entry.get("options", ())),
        shown_if=tuple(condition(text) for text in entry.get("shown_if", ())),
    )


def _categories(catalogue: Path) -> dict[str, Category]:
    rows = list(_rows(catalogue / "categories.csv"))
    paths = _paths({row["code"]: row["parent"] or None for row in rows})
    questions = read_questions(catalogue)
    return {
        row["code"]: Category(
            code=row["code"],
            path=paths[row["code"]],
            kind=row["default_kind"],
            level=row["default_level"] or "general",
            publishable=row["public"] == "yes",
            questions=tuple(q for code in paths[row["code"]].split(".") for q in questions.get(code, ())),
        )
        for row in rows
    }


def _area_places(features: list[dict[str, Any]], borders: Mapping[str, Polygon]) -> Iterator[tuple[str, Place]]:
    """Villages and communities by their own names, at a point inside their first grid."""
    names = {f["properties"]["code"]: f["properties"]["name"] for f in features}
    parents = {f["properties"]["parent"] for f in features}
    for feature in features:
        code, parent = feature["properties"]["code"], feature["properties"]["parent"]
        if code not in parents:
            spot = borders[code].representative_point()
            place = Place(names[code], code, round(spot.x, 6), round(spot.y, 6))
            yield names[code], place
            if code.endswith("01"):
                yield names[parent], place


def _places(path: Path) -> Iterator[tuple[str, Place]]:
    for row in _rows(path):
        place = Place(row["name"], row["area"], float(row["lon"]), float(row["lat"]))
        for name in filter(None, [row["name"], *row["aliases"].split(";")]):
            yield name, place


def _units(path: Path) -> dict[str, Unit]:
    rows = list(_rows(path))
    paths = _paths({row["code"]: row["parent"] or None for row in rows})
    return {
        row["code"]: Unit(
            row["code"], paths[row["code"]], row["area"], row["level"], tuple(filter(None, row["roles"].split(";")))
        )
        for row in rows
    }


def _staff(path: Path, units: Mapping[str, Unit], areas: Mapping[str, str]) -> Iterator[Member]:
    for row in _rows(path):
        yield Member(row["username"], row["role"], units[row["unit"]].path, areas[row["area"]])


def _paths(parents: Mapping[str, str | None]) -> dict[str, str]:
    """Dotted paths from a mapping of code to parent; parents come before their children."""
    paths: dict[str, str] = {}
    for code, parent in parents.items():
        paths[code] = f"{paths[parent]}.{code}" if parent else code
    return paths


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
