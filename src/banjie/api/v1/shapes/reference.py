"""What cases refer to: categories, areas, places, units and processes."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

type Bound = int | float | str | None


class Option(BaseModel):
    key: str
    label: str
    label_en: str


class Question(BaseModel):
    """What a category asks. An answer goes under `key` in a submission's `answers`."""

    key: str
    label: str
    label_en: str
    type: str
    required: bool
    minimum: Bound
    maximum: Bound
    options: Sequence[Option]
    conditional: bool = Field(description="Asked only where earlier answers call for it")


class Category(BaseModel):
    code: str
    path: str
    names: Sequence[str]
    names_en: Sequence[str]
    kind: str
    level: str
    process: str
    active: bool
    public: bool
    public_place: str = Field(description="How exactly the place of a public case is told: exact, near (~110 m), area")
    sensitive: bool
    place_required: bool
    questions: Sequence[Question]


class Catalogue(BaseModel):
    number: int = Field(description="The release in force")
    categories: Sequence[Category]


class Area(BaseModel):
    id: int
    code: str
    name: str
    name_en: str
    level: str
    path: str
    active: bool


class Areas(BaseModel):
    areas: Sequence[Area]


class Place(BaseModel):
    name: str
    matched: str
    matched_by: str
    kind: str
    area: Area
    longitude: float | None = Field(description="WGS-84, degrees")
    latitude: float | None


class Places(BaseModel):
    places: Sequence[Place]


class Unit(BaseModel):
    id: int
    code: str
    name: str
    name_en: str
    kind: str
    level: str
    path: str
    area_path: str
    area_name: str
    roles: Sequence[str]
    active: bool


class Units(BaseModel):
    units: Sequence[Unit]


class State(BaseModel):
    key: str
    label: str
    responsible: str | None
    step: str | None
    queue: str | None
    open: bool
    pauses: bool
    final: bool


class Command(BaseModel):
    key: str
    label: str
    sources: Sequence[str]
    to: str = Field(description="A state; = stays, < goes back to the state before, empty: see `outcomes`")
    outcomes: dict[str, str]
    by: Sequence[str]
    guards: Sequence[str]
    resident_sees: bool


class Process(BaseModel):
    name: str
    start: str
    states: Sequence[State]
    commands: Sequence[Command]


class Processes(BaseModel):
    processes: Sequence[Process]
