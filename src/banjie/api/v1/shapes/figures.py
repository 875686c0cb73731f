"""Figures for everybody."""

from collections.abc import Sequence
from datetime import date

from pydantic import AwareDatetime, BaseModel, Field


class PublicMeasures(BaseModel):
    """Counts are multiples of five by lot, null below five; shares are per cent, null of fewer than twenty."""

    received: int | None
    closed: int | None
    verdicts: int | None
    on_time: int | None = Field(description="Per cent of closed cases with a deadline that were closed by it")
    in_week: int | None = Field(description="Per cent of closed cases that were closed within seven days")
    response: int | None
    solution: int | None
    satisfaction: int | None
    median_days: int | None = Field(None, description="Working days within which half of the cases were closed")
    p90_days: int | None = Field(None, description="The same for nine in ten; null of fewer than fifty")


class PublicGroup(PublicMeasures):
    key: str = Field(description="The path of an area, the id of a unit, the code of a category")
    name: str
    name_en: str


class PublicMonth(PublicMeasures):
    key: str


class PublicFormula(BaseModel):
    key: str
    name: str
    part: str
    whole: str


class PublicFigures(BaseModel):
    area: str
    area_name: str
    period: str = Field(description="2026-03, 2026-Q1 or 2026")
    since: date = Field(description="The first day of the oldest month there is")
    made_at: AwareDatetime
    total: PublicMeasures
    months: Sequence[PublicMonth] = Field(description="The twelve months up to the end of the period")
    by_area: Sequence[PublicGroup]
    by_unit: Sequence[PublicGroup]
    by_category: Sequence[PublicGroup]
    formulas: Sequence[PublicFormula]
