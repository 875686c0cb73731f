"""What a plate shows to whoever scans it."""

from collections.abc import Sequence

from pydantic import AwareDatetime, BaseModel, Field


class ScannedCentre(BaseModel):
    name: str
    name_en: str
    phone: str


class ScannedDuty(BaseModel):
    """A post on duty today, never a person by name; the telephone is the unit's."""

    post: str
    unit: str
    phone: str
    since: AwareDatetime
    until: AwareDatetime


class ScannedMatter(BaseModel):
    name: str = Field(description="Of its category; its words are not told")
    name_en: str
    state: str
    received_at: AwareDatetime


class ScannedCount(BaseModel):
    name: str
    name_en: str
    cases: int


class ScannedOpen(BaseModel):
    matters: Sequence[ScannedMatter] = Field(description="The newest that may be shown singly")
    public: int = Field(description="How many these are in all")
    counts: Sequence[ScannedCount] = Field(description="Of all others, by widest category, from three on")


class ScannedPlace(BaseModel):
    code: str
    kind: str
    name: str
    area: str
    area_names: Sequence[str] = Field(description="From the widest to the smallest")
    area_names_en: Sequence[str]
    point: tuple[float, float] | None = Field(description="Longitude and latitude, WGS-84")
    centres: Sequence[ScannedCentre]
    duty: Sequence[ScannedDuty]
    open: ScannedOpen
