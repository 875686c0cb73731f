"""What a text is likely about."""

from collections.abc import Sequence

from pydantic import BaseModel, Field


class CategoryDoubt(BaseModel):
    """What a part of the text says, where the whole says something else."""

    part: str = Field(description="title, beginning, ending or stretch; more may be added")
    category: str
    evidence: str = Field(description="How that part begins; empty where it tells of a confidential category")


class SuggestedCategory(BaseModel):
    code: str
    share: float = Field(description="How likely, 0 to 1")
    sure: bool = Field(description="Whether suggestions so likely were reliable when they were measured")
    evidence: Sequence[str]
    doubt: CategoryDoubt | None


class SuggestedUnit(BaseModel):
    unit: str = Field(description="Code of a unit that took on such matters before")
    share: float = Field(description="How likely, 0 to 1")
    sure: bool = Field(description="Whether suggestions so likely were reliable when they were measured")
    doubted: bool = Field(description="Whether parts of the text speak for different units")
    spoke: Sequence[str] = Field(
        description="What spoke for it, the strongest first: category, area, channel, kind or words"
    )
    evidence: Sequence[str]


class SuggestedSign(BaseModel):
    sign: str
    title: str
    level: str
    evidence: Sequence[str] = Field(description="The words as they stand in the text")


class TaughtLevel(BaseModel):
    """What people changed on matters like it, where that moved the level."""

    share: float = Field(description="How likely people would change it so, 0 to 1")
    evidence: Sequence[str]


class SuggestedLevel(BaseModel):
    level: str
    by_words: str = Field(description="What the words alone speak for")
    seen: Sequence[SuggestedSign] = Field(description="The most pressing first; empty where nothing speaks for a level")
    taught: TaughtLevel | None


class SuggestedKind(BaseModel):
    kind: str
    evidence: Sequence[str]
    taught: bool = Field(description="Whether what people changed spoke for it, and not how it was put")


class PlaceReason(BaseModel):
    what: str = Field(
        description="alias, beside, crossing, home, named, nearby, number, several or within; more may be added"
    )
    words: str = Field(description="The words of the text, or the name of the place or area that tells it apart")


class SuggestedPlace(BaseModel):
    """A place that the text may mean; of several with one name those that nothing tells apart are all given."""

    label: str = Field(description="What to write as the place")
    name: str
    kind: str
    place: int | None = Field(description="Null for an area by its own name")
    area: str = Field(description="Code of the smallest area known")
    longitude: float | None = Field(description="WGS-84")
    latitude: float | None
    rough: bool = Field(description="Whether the point is somewhere on a road, to be moved by a person")
    sure: bool = Field(description="Whether no other place goes by that name, or the text tells them apart")
    evidence: str = Field(description="The words as they stand in the text")
    reasons: Sequence[PlaceReason]


class Suggestions(BaseModel):
    categories: Sequence[SuggestedCategory]
    units: Sequence[SuggestedUnit] = Field(description="The likeliest first, at most two")
    level: SuggestedLevel
    kind: SuggestedKind | None
    places: Sequence[SuggestedPlace] = Field(description="The likeliest first, at most six")
