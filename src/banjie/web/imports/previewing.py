"""The first rows of a file as the cases that they would be, and those whose words are pressing."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from banjie.cases import wording as case_wording
from banjie.cases.imports.choices import Choices
from banjie.cases.imports.fields import Field
from banjie.web.texts.suggestions import category_name

type Row = dict[str, Any]


def preview_columns() -> list[Row]:
    return [
        {"label": _("Title"), "kind": "wide"},
        {"label": _("Category")},
        {"label": _("Level and kind")},
        {"label": _("Area")},
        {"label": _("Unit")},
        {"label": _("Received"), "kind": "narrow"},
        {"label": _("State")},
    ]


def pressing_columns() -> list[Row]:
    return [
        {"label": _("In row"), "kind": "number"},
        {"label": _("Title"), "kind": "wide"},
        {"label": _("Its words say")},
        {"label": _("The file says")},
    ]


def pressing_row(one: Row) -> Row:
    levels = case_wording.CHOICES["level"]
    own = one.get("own", "")
    return {
        "row": one["row"],
        "title": one["title"],
        "level": levels.get(one["level"], one["level"]),
        "tone": "danger" if one["level"] == "critical" else "warn",
        "words": one["level_words"],
        "own": levels.get(own, own) if own else "",
    }


def _by_words(one: Row) -> Row:
    """Level and kind that the words speak for where the case would have others, with these words."""
    said = one.get("words", {})
    level, kind = said.get("level", ""), said.get("kind", "")
    return {
        "level": case_wording.CHOICES["level"].get(level, level) if level and level != one["level"] else "",
        "kind": case_wording.CHOICES["kind"].get(kind, kind) if kind and kind != one["kind"] else "",
        "words": [*said.get("level_words", ()), *said.get("kind_words", ())],
    }


def preview_row(one: Row, known: Choices) -> Row:
    closed_at = moment(one["closed_at"])
    return {
        **one,
        "category": known.name(Field.CATEGORY, one["category"]) if one["category"] else "",
        "suggested": category_name(one["suggested"]) if one.get("suggested") else "",
        "unit_suggested": known.name(Field.LEAD_UNIT, one["unit_suggested"]) if one.get("unit_suggested") else "",
        "by_words": _by_words(one),
        "level": case_wording.CHOICES["level"].get(one["level"], one["level"]),
        "kind": case_wording.CHOICES["kind"].get(one["kind"], one["kind"]),
        "received_at": moment(one["received_at"]),
        "closed_at": closed_at,
        "due_at": moment(one["due_at"]),
        "is_open": closed_at is None,
    }


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
