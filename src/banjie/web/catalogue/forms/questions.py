"""A question, with its options and conditions in their notation."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.catalogue.notation import BadNotation, format_conditions, format_options, parse_options
from banjie.core.questions import Question, QuestionType
from banjie.web.catalogue import wording
from banjie.web.catalogue.forms.shared import InColumns, NotationField, notation_text


class QuestionForm(InColumns):
    columns = (
        ("label", "label_en", "key", "type", "required", "shown_if"),
        ("options", "options_en", "minimum", "maximum"),
    )
    key = forms.CharField(
        label=_("Key"), max_length=40, help_text=_("Small letters, digits and underscores; rules name it by this.")
    )
    label = forms.CharField(label=_("Question"), max_length=120)
    label_en = forms.CharField(label=_("Question in English"), max_length=120, required=False)
    type = forms.ChoiceField(label=_("Type"), choices=tuple(wording.QUESTION_TYPES.items()))
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    options = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("For choices: one a line, as key=label."),
    )
    options_en = forms.CharField(
        label=_("Options in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("The same keys with their English labels."),
    )
    minimum = forms.CharField(
        label=_("Smallest"),
        required=False,
        max_length=20,
        help_text=_("A number, a date (2026-01-31), the characters of a text or the count of choices."),
    )
    maximum = forms.CharField(label=_("Largest"), required=False, max_length=20)
    shown_if = NotationField(
        label=_("Shown only if"),
        help_text=_("Answers to earlier questions, for example: lamps <= 2; state = missing|broken"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            cleaned["options"] = parse_options(cleaned.get("options", ""), cleaned.get("options_en", ""))
        except BadNotation as bad:
            self.add_error("options", notation_text(bad))
        for name in ("minimum", "maximum"):
            try:
                cleaned[name] = _bound(cleaned.get(name, ""))
            except ValueError:
                self.add_error(name, _("Write a number or a date such as 2026-01-31."))
        return cleaned

    def question(self) -> Question:
        given = {key: value for key, value in self.cleaned_data.items() if key != "options_en"}
        return Question(**given | {"type": QuestionType(given["type"])})

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        options, options_en = format_options(question.options)
        names = ("key", "label", "label_en", "type", "required", "minimum", "maximum")
        return {
            **{name: getattr(question, name) for name in names},
            "options": options,
            "options_en": options_en,
            "shown_if": format_conditions(question.shown_if),
        }


def _bound(text: str) -> int | float | date | None:
    text = text.strip()
    if not text:
        return None
    if text.count("-") == 2:
        return date.fromisoformat(text)
    number = float(text)
    return int(number) if number.is_integer() else number
