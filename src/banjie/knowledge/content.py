"""The words of an article, checked at the edge: one shape for page, API and files."""

from datetime import date
from typing import Annotated, Final, Self

from django.utils.translation import gettext_noop as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from banjie.cases.commands.fields import CategoryCode, Payload, UnitId
from banjie.knowledge.rules import CONFIRM_EVERY
from banjie.platform.tables.text import clean_text

MOST_ASKED_AS: Final = 12
MOST_SOURCES: Final = 8
_SCHEMES: Final = ("https://", "http://")


def _clean(text: str) -> str:
    return clean_text(text).text


def _web_address(text: str) -> str:
    """Anything but a web address would do something on being pressed."""
    if text and not text.startswith(_SCHEMES):
        raise ValueError("not_a_web_address")
    if any(character.isspace() for character in text):
        raise ValueError("not_a_web_address")
    return text


_Line = Annotated[str, AfterValidator(_clean), StringConstraints(max_length=200)]
_Asked = Annotated[_Line, StringConstraints(min_length=1)]
_Text = Annotated[str, AfterValidator(_clean), StringConstraints(max_length=8_000)]
_AreaCode = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Source(Payload):
    """Where an answer is taken from."""

    title: Annotated[_Line, StringConstraints(min_length=1)] = Field(title=_("Title"))
    url: Annotated[str, StringConstraints(max_length=500), AfterValidator(_web_address)] = Field("", title=_("Address"))


class ArticleWords(Payload):
    """An article as somebody writes it: whole in Chinese, in English, or in both.

    `areas` are codes, each standing for all below it; empty: the area that the unit serves. `confirm_every` is in days.
    """

    question: _Line = Field("", title=_("Question"))
    answer: _Text = Field("", title=_("Answer"))
    question_en: _Line = Field("", title=_("Question in English"))
    answer_en: _Text = Field("", title=_("Answer in English"))
    asked_as: tuple[_Asked, ...] = Field((), title=_("How else people ask it"), max_length=MOST_ASKED_AS)
    categories: tuple[CategoryCode, ...] = Field((), title=_("Categories"), max_length=6)
    areas: tuple[_AreaCode, ...] = Field((), title=_("Areas"), max_length=20)
    unit: UnitId = Field(title=_("Responsible unit"))
    sources: tuple[Source, ...] = Field((), title=_("Sources"), max_length=MOST_SOURCES)
    valid_from: date | None = Field(None, title=_("Valid from"))
    valid_until: date | None = Field(None, title=_("Valid until"))
    confirm_every: Annotated[int, Field(ge=7, le=730)] = Field(CONFIRM_EVERY, title=_("To be confirmed every … days"))

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.question) != bool(self.answer) or bool(self.question_en) != bool(self.answer_en):
            raise ValueError("half_a_language")
        if not self.question and not self.question_en:
            raise ValueError("no_language")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("ends_before_it_begins")
        return self


class Why(Payload):
    """Why something was sent back or withdrawn."""

    reason: Annotated[str, AfterValidator(_clean), StringConstraints(min_length=1, max_length=2_000)] = Field(
        title=_("Reason")
    )
