"""Ready replies of a unit: kept, given up, and filled with what a case says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.db import transaction

from banjie.cases.models import ReplyTemplate
from banjie.organisations.permissions import Permission, Viewer
from banjie.platform.tables.text import clean_text

MOST: Final = 60
NAME_CHARACTERS: Final = 40
TEXT_CHARACTERS: Final = 4_000
# A variable may be written in either language of the product; each name here stands for itself and its other.
VARIABLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "number": "编号",
        "title": "标题",
        "category": "分类",
        "place": "地点",
        "unit": "单位",
        "received": "收到日期",
        "today": "今天",
    }
)
_NAMED: Final = {name: key for key, chinese in VARIABLES.items() for name in (key, chinese)}
_VARIABLE: Final = re.compile(r"\{([^{}\n]{1,20})\}")


class TemplateProblem(StrEnum):
    NAMELESS = "nameless"
    EMPTY = "empty"
    UNKNOWN_VARIABLE = "unknown_variable"
    NOT_YOUR_UNIT = "not_your_unit"
    TOO_MANY = "too_many"


class TemplateRefused(Exception):
    """The template was not kept; `detail` is the variable that is none."""

    def __init__(self, problem: TemplateProblem, detail: str = "") -> None:
        super().__init__(problem)
        self.problem, self.detail = problem, detail


@dataclass(frozen=True, slots=True)
class Template:
    id: int
    unit_id: int
    name: str
    text: str


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables replaced; what a case does not say becomes a gap that is seen: ＿＿."""

    def found(match: re.Match[str]) -> str:
        key = _NAMED.get(match[1].strip())
        return match[0] if key is None else values.get(key) or "＿＿"

    return _VARIABLE.sub(found, text)


def unknown_variables(text: str) -> Sequence[str]:
    """Names in braces that no case could fill."""
    return [name for name in _VARIABLE.findall(text) if name.strip() not in _NAMED]


def units_of(viewer: Viewer) -> frozenset[int]:
    """The units for which this person answers or which they lead, and whose ready replies they therefore keep."""
    keepers = (Permission.CASES_ANSWER, Permission.CASES_REPLY_TO_OVERSIGHT)
    return frozenset(grant.unit_id for permission in keepers for grant in viewer.scopes(permission))


def templates_of(viewer: Viewer) -> Sequence[Template]:
    """The ready replies of the person's units, by name."""
    rows = ReplyTemplate.objects.filter(unit_id__in=units_of(viewer)).order_by("name", "id")
    return [Template(*row) for row in rows.values_list("id", "unit_id", "name", "text")]


@transaction.atomic
def save_template(*, unit_id: int, name: str, text: str, by: Viewer, at: datetime) -> int:
    """Keeps a ready reply of a unit; the same name again replaces it. Raises TemplateRefused."""
    named = clean_text(name.strip(), limit=NAME_CHARACTERS).text.strip()
    written = clean_text(text.strip(), limit=TEXT_CHARACTERS).text.strip()
    _check(unit_id, named, written, by)
    known = ReplyTemplate.objects.filter(unit_id=unit_id)
    if not known.filter(name=named).exists() and known.count() >= MOST:
        raise TemplateRefused(TemplateProblem.TOO_MANY)
    kept, _ = ReplyTemplate.objects.update_or_create(
        unit_id=unit_id, name=named, defaults={"text": written, "made_by_id": by.staff_id, "made_at": at}
    )
    return kept.pk


def _check(unit_id: int, name: str, text: str, by: Viewer) -> None:
    if unit_id not in units_of(by):
        raise TemplateRefused(TemplateProblem.NOT_YOUR_UNIT)
    if not name:
        raise TemplateRefused(TemplateProblem.NAMELESS)
    if not text:
        raise TemplateRefused(TemplateProblem.EMPTY)
    if unknown := unknown_variables(text):
        raise TemplateRefused(TemplateProblem.UNKNOWN_VARIABLE, unknown[0])


def remove_template(template_id: int, *, by: Viewer) -> bool:
    """Gives a ready reply up. False if there is none of the person's units."""
    removed, _ = ReplyTemplate.objects.filter(id=template_id, unit_id__in=units_of(by)).delete()
    return removed > 0
