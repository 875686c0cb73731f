"""Articles of questions and answers: as anybody reads them, and as their editors keep them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field

Language = Literal["zh-hans", "en"]


class ArticleLine(BaseModel):
    """A published article in a list, in the asked language where it is written in it."""

    id: int
    question: str
    language: str
    categories: Sequence[str] = Field(description="Codes of the catalogue")
    areas: Sequence[str] = Field(description="Paths; each stands for all below it")
    unit_id: int
    unit_name: str
    confirmed_on: date
    is_past: bool = Field(description="The day by which somebody should have confirmed it has passed")
    valid_until: date | None


class ArticleLines(BaseModel):
    articles: Sequence[ArticleLine]
    page: int
    more: bool


class Source(BaseModel):
    title: str
    url: str


class Article(ArticleLine):
    answer: str
    sources: Sequence[Source]
    version: int
    also_in: str = Field(description="The other language in which it can be read; empty where there is none")


class Verdict(BaseModel):
    answered: bool = Field(description="Whether it answered its reader; a count, nothing about the reader")


class EditorLine(BaseModel):
    id: int
    question: str
    unit_id: int
    categories: Sequence[str]
    standing: str = Field(description="Of the draft; empty where there is none")
    is_live: bool
    confirm_by: date | None
    valid_until: date | None
    changed_at: AwareDatetime
    written_name: str


class EditorLines(BaseModel):
    articles: Sequence[EditorLine]
    count: int


class Words(BaseModel):
    """One version. `areas` are codes."""

    number: int
    question: str
    answer: str
    question_en: str
    answer_en: str
    asked_as: Sequence[str]
    categories: Sequence[str]
    areas: Sequence[str]
    unit_id: int
    sources: Sequence[Source]
    valid_from: date | None
    valid_until: date | None
    confirm_every: int
    written_at: AwareDatetime
    written_name: str


class Record(BaseModel):
    at: AwareDatetime
    act: str
    by_name: str
    by_kind: str
    version: int | None
    reason: str
    case_id: int | None


class File(BaseModel):
    """An article before its editor."""

    id: int
    entries: int = Field(description="How much was done to it; the ETag, and what If-Match names")
    standing: str
    live: Words | None
    draft: Words | None
    confirmed_on: date | None
    confirm_by: date | None
    records: Sequence[Record]
    tallies: Mapping[str, int]
    may: Sequence[str]


class Answered(BaseModel):
    """A case that was taken in and answered at once."""

    case_id: int
    number: str
    tracking_code: str
    state: str


class Beginning(BaseModel):
    """What an article can begin with, and what in it may tell of somebody."""

    number: str
    question: str
    answer: str
    categories: Sequence[str]
    unit: int | None
    findings: Sequence[tuple[str, str]]
