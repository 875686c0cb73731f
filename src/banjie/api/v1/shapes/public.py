"""Public cases, and the words that make them so."""

from collections.abc import Sequence

from pydantic import AwareDatetime, BaseModel, Field

from banjie.cases.publishing.rules import ConcernKind


class PublicLine(BaseModel):
    """A point is told as exactly as the category allows; null where only the area is."""

    number: str
    title: str
    state: str
    is_open: bool
    category_code: str
    category_name: str
    category_name_en: str
    area_path: str
    point: tuple[float, float] | None = Field(description="Longitude and latitude, WGS-84")
    received_at: AwareDatetime
    due_at: AwareDatetime | None
    closed_at: AwareDatetime | None


class PublicLines(BaseModel):
    cases: Sequence[PublicLine]
    page: int
    more: bool


class PublicStep(BaseModel):
    at: AwareDatetime
    command: str
    unit_name: str


class PublicCase(PublicLine):
    text: str
    reply: str
    drafted_with: str = Field(description="The language model that most of it came from; empty where people wrote it")
    replied_by: str
    photos: Sequence[int]
    joined: int = Field(description="How many others said that it concerns them too")
    steps: Sequence[PublicStep]


class Objected(BaseModel):
    hidden: bool = Field(description="Whether it is hidden until it was read again")


class Concern(BaseModel):
    kind: ConcernKind
    note: str
    at: AwareDatetime


class PublicWords(BaseModel):
    """How a case stands before the public, for those who read it for them."""

    standing: str
    title: str
    text: str
    reply: str
    photos: Sequence[int]
    reason: str
    hidden: str = Field(description="Why it cannot be shown at all; empty where it can")
    may: Sequence[str]
    concerns: Sequence[Concern] = Field(description="What strangers object to, not settled yet")
    entries: int
