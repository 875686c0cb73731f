"""Sets up what a jurisdiction that comes from another system lacks: an area, a centre, units, categories.

Each is made by the action of its own capability, so it stands on record there like anything made by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

import orjson

from banjie.cases.imports.mapping import MappingContent, Missing, Named, Place
from banjie.cases.imports.naming import category_code, code_of
from banjie.cases.imports.surveying import MOST_WORDS, Box, Lacking
from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue import queries as catalogue_queries
from banjie.catalogue.content import read
from banjie.catalogue.refusals import Refused as CatalogueRefused
from banjie.catalogue.vocabulary import Level, every_step
from banjie.core.clocks import WHOLE
from banjie.organisations import actions as organisation_actions
from banjie.organisations import queries as organisation_queries
from banjie.organisations.models import UnitKind, UnitLevel
from banjie.organisations.refusals import Refused as OrganisationRefused
from banjie.organisations.tree import UnitRef
from banjie.places import actions as place_actions
from banjie.places import boundaries
from banjie.places import queries as place_queries
from banjie.places.queries import AreaRef
from banjie.places.refusals import Refused as PlacesRefused
from banjie.platform.actors import Actor

_STEP_LIMIT: Final = "1wd"
_WHOLE_LIMIT: Final = "15wd"
_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Created:
    """What was made, for the person to read."""

    categories: int = 0
    release: int | None = None
    units: int = 0
    area: str = ""


class CannotCreate(Exception):
    """Something could not be made. What was made before it stays, and the next try goes on from there."""

    def __init__(self, what: str, reason: str) -> None:
        self.what = what
        self.reason = reason
        super().__init__(f"{what}: {reason}")


def create(content: MappingContent, lacks: Lacking, *, by: Actor, at: datetime) -> Created:
    """Makes what is lacking, in the order in which one needs the other. Raises CannotCreate."""
    missing = content.missing
    if missing is None or not lacks:
        return Created()
    if len(lacks.categories) > MOST_WORDS or len(lacks.units) > MOST_WORDS:
        raise CannotCreate("categories", "too_many")
    try:
        area = _area(missing, lacks, by=by, at=at)
        units = _units(missing, lacks, area, by=by, at=at) if missing.centre is not None or lacks.units else 0
        release = _categories(missing, lacks.categories, by=by, at=at)
    except (CatalogueRefused, OrganisationRefused, PlacesRefused) as refused:
        raise CannotCreate(type(refused).__module__.split(".")[1], str(refused.code)) from refused
    made_area = area.name if area is not None and lacks.area else ""
    return Created(len(lacks.categories) if release else 0, release, units, made_area)


def _area(missing: Missing, lacks: Lacking, *, by: Actor, at: datetime) -> AreaRef | None:
    """The area that the matters lie in; a new one is a rectangle around them, to be redrawn with a real one."""
    wanted = missing.area
    if wanted is None or lacks.box is None:
        return _home(lacks.box, at)
    if lacks.area and place_queries.area(wanted.code) is None:
        plan = boundaries.plan(
            _feature(wanted, lacks.box),
            place_queries.standing_areas(),
            boundaries.ImportOptions(),
            basis=place_queries.basis(),
        )
        if not plan.can_be_imported:
            raise CannotCreate("area", ", ".join(str(fault.code) for fault in plan.errors))
        place_actions.import_areas(plan, by=by, at=at, valid_from=at)
    return place_queries.area(wanted.code) or _home(lacks.box, at)


def _home(box: Box | None, at: datetime) -> AreaRef | None:
    """The whole jurisdiction in whose middle the matters lie; else the first."""
    tops = place_queries.children()
    if box is not None:
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        inside = place_queries.locate([middle], at=at)[0]
        if inside is not None:
            return place_queries.line(inside.path)[0]
    return tops[0] if tops else None


def _feature(area: Place, box: Box) -> bytes:
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    feature = {
        "type": "Feature",
        "properties": {"code": area.code, "name": area.name, "name_en": area.name_en, "level": area.level},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return orjson.dumps({"type": "FeatureCollection", "features": [feature]})


def _units(missing: Missing, lacks: Lacking, area: AreaRef | None, *, by: Actor, at: datetime) -> int:
    if area is None:
        raise CannotCreate("area", "no_area")
    centre = _centre(missing, area, by=by, at=at)
    made = int(centre.made)
    for word in lacks.units:
        prefix = missing.branch.code
        named = missing.units.get(word) or Named(code=code_of(prefix, word, unique=word), name=word[:120])
        if organisation_queries.unit_by_code(named.code) is None:
            _unit(named, UnitKind.DEPARTMENT, area, centre.unit, (), by=by, at=at)
            made += 1
    return made


class _Centre(NamedTuple):
    unit: UnitRef | None
    made: bool


def _centre(missing: Missing, area: AreaRef, *, by: Actor, at: datetime) -> _Centre:
    """The dispatch centre of the area, made if there is none and the mapping names one."""
    index = organisation_queries.units_index()
    wanted = missing.centre
    found = index.centre(area.path) or (index.by_code(wanted.code) if wanted is not None else None)
    if found is not None or wanted is None:
        return _Centre(found, False)
    _unit(wanted, UnitKind.CENTRE, area, None, ("dispatch_centre",), by=by, at=at)
    return _Centre(organisation_queries.unit_by_code(wanted.code), True)


def _unit(
    named: Named,
    kind: UnitKind,
    area: AreaRef,
    parent: UnitRef | None,
    roles: Sequence[str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    organisation_actions.create_unit(
        code=named.code,
        name=named.name,
        name_en=named.name_en,
        kind=kind,
        level=UnitLevel(str(area.level)) if str(area.level) in set(map(str, UnitLevel)) else UnitLevel.COUNTY,
        area_id=area.id,
        parent_id=parent.id if parent is not None else None,
        roles=roles,
        by=by,
        at=at,
    )


def _categories(missing: Missing, paths: Sequence[tuple[str, ...]], *, by: Actor, at: datetime) -> int | None:
    """A new release with the paths below the branch; None when nothing was lacking."""
    if not paths:
        return None
    content = catalogue_queries.current().content.as_json()
    known = {entry["code"] for entry in content["categories"]}
    branch = missing.branch
    if branch.code not in known:
        content["categories"].append(_branch(missing))
    for path in paths:
        for depth in range(1, len(path) + 1):
            code = category_code(branch.code, path[:depth])
            if code not in known:
                known.add(code)
                parent = category_code(branch.code, path[: depth - 1]) if depth > 1 else branch.code
                content["categories"].append({"code": code, "parent": parent, "name": _name(path[depth - 1], code)})
    content["targets"] += _limits(missing, content["targets"])
    note = f"{branch.name}: {len(paths)}"
    return catalogue_actions.publish_content(content=read(content), note=note, by=by, at=at)


def _branch(missing: Missing) -> dict[str, Any]:
    branch = missing.branch
    made: dict[str, Any] = {
        "code": branch.code,
        "name": branch.name,
        "name_en": branch.name_en,
        "process": "standard",
    }
    if branch.kind is not None:
        made["default_kind"] = branch.kind
    return made


def _name(name: str, code: str) -> str:
    if len(name) <= _NAME:
        return name
    # Two long names may begin alike; the end of the code tells them apart.
    return f"{name[: _NAME - 8]}… {code[-6:]}"


def _limits(missing: Missing, stated: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A limit for every step that neither the catalogue as a whole nor the branch has one for."""
    code, own = missing.branch.code, missing.branch.targets
    general = {entry["step"] for entry in stated if not entry["category"] and entry["level"] is None}
    here = {entry["step"] for entry in stated if entry["category"] == code and entry["level"] is None}
    for step in every_step():
        levels = {entry["level"] for entry in stated if not entry["category"] and entry["step"] == step}
        if levels >= {str(level) for level in Level}:
            general.add(step)
    wanted = [step for step in every_step() if step not in here and (step in own or step not in general)]
    return [
        {
            "category": code,
            "level": None,
            "step": step,
            "target": own.get(step, _WHOLE_LIMIT if step == WHOLE else _STEP_LIMIT),
        }
        for step in wanted
    ]
