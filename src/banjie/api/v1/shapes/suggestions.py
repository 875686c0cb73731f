"""What a text is likely about."""

from collections.abc import Sequence

from pydantic import BaseModel, Field


class SuggestedCategory(BaseModel):
    code: str
    share: float = Field(description="How likely, 0 to 1")
    sure: bool = Field(description="Whether suggestions so likely were reliable when they were measured")
    evidence: Sequence[str]


class SuggestedSign(BaseModel):
    sign: str
    title: str
    level: str
    evidence: Sequence[str] = Field(description="The words as they stand in the text")


class SuggestedLevel(BaseModel):
    level: str
    seen: Sequence[SuggestedSign] = Field(description="The most pressing first; empty where nothing speaks for a level")


class SuggestedKind(BaseModel):
    kind: str
    evidence: Sequence[str]


class Suggestions(BaseModel):
    categories: Sequence[SuggestedCategory]
    level: SuggestedLevel
    kind: SuggestedKind | None
