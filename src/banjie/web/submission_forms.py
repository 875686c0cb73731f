"""The fields of a matter as forms ask for them, for staff and residents alike."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import ValidationError

from banjie.cases import wording
from banjie.cases.intake.draft import Problem, Submission
from banjie.catalogue import queries as catalogue
from banjie.core.questions import Question, QuestionType
from banjie.ui.widgets import CheckboxList, DateInput, RadioList

PREFIX = "answer_"
# What says where it is; the second is what was typed and not chosen from the list.
PLACE = ("place_text", "place_text_text", "longitude")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def asking(request: HttpRequest) -> "MatterForm":
    """The questions of a category just chosen, and what is given so far of where it is."""
    given = {name: request.GET.get(name, "") for name in PLACE}
    return MatterForm(category=request.GET.get("category", ""), initial=given)


def form_key(request: HttpRequest) -> str:
    """The key that a form was given when it was drawn; anything else is no key at all."""
    key = request.POST.get("key", "")
    return key if _KEY.fullmatch(key) else ""


def question_fields(category_code: str) -> dict[str, forms.Field]:
    """The category's questions as form fields, keyed with PREFIX."""
    category = catalogue.current().nodes.get(category_code)
    questions: Sequence[Question] = category.questions if category is not None else ()
    return {f"{PREFIX}{question.key}": _field(question) for question in questions}


def _field(question: Question) -> forms.Field:
    english = (get_language() or "").startswith("en")
    label = question.label_en if english and question.label_en else question.label
    # Whether it is required may hang on another answer, so the rules judge that, not the field.
    common: dict[str, Any] = {"label": label, "required": False}
    options = [(o.key, o.label_en if english and o.label_en else o.label) for o in question.options]
    match question.type:
        case QuestionType.NUMBER:
            return forms.FloatField(**common)
        case QuestionType.CHOICE:
            return forms.ChoiceField(choices=[("", "—"), *options], **common)
        case QuestionType.MULTIPLE_CHOICE:
            return forms.MultipleChoiceField(choices=options, widget=CheckboxList(), **common)
        case QuestionType.YES_NO:
            return forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], widget=RadioList(), **common)
        case QuestionType.DATE:
            return forms.DateField(widget=DateInput(), **common)
        case _:
            return forms.CharField(max_length=500, **common)


class MatterForm(forms.Form):
    """What every form of a matter shares: building the submission, and putting faults where they belong."""

    def __init__(self, *args: Any, category: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(question_fields(category))
        self._node = catalogue.current().nodes.get(category)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def place_missing(self) -> bool:
        """Whether the category chosen needs a place and none is given so far."""
        if self._node is None or not self._node.place_required:
            return False
        given = self.data if self.is_bound else self.initial
        return not any(str(given.get(name) or "").strip() for name in PLACE)

    def submission(self) -> Submission:
        """Raises pydantic.ValidationError; hand it to `take_errors`."""
        return Submission.model_validate(self.values())

    def values(self) -> dict[str, Any]:
        """The submission as a mapping; what was left empty is left out."""
        values: dict[str, Any] = {}
        contact: dict[str, str] = {}
        answers: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if value in (None, "", []):
                continue
            if name.startswith(PREFIX):
                answers[name.removeprefix(PREFIX)] = self._answer(name, value)
            elif name.startswith("contact_"):
                contact[name.removeprefix("contact_")] = value
            elif name in Submission.model_fields:
                values[name] = value
        # A place that was typed and not chosen from the list still says where it is.
        if typed := str(self.data.get("place_text_text", "")).strip():
            values.setdefault("place_text", typed[:200])
        return values | ({"contact": contact} if contact else {}) | ({"answers": answers} if answers else {})

    def _answer(self, name: str, value: Any) -> Any:
        field = self.fields[name]
        if isinstance(field.widget, RadioList) and value in {"yes", "no"}:
            return value == "yes"
        return value.isoformat() if hasattr(value, "isoformat") else value

    def take_errors(self, error: ValidationError) -> None:
        for fault in error.errors():
            place = [str(part) for part in fault["loc"]]
            name = "_".join(place[:2]) if place[:1] == ["contact"] else (place[0] if place else "")
            code = str(fault.get("ctx", {}).get("error", fault["msg"]))
            self._put(name, str(wording.PROBLEMS.get(code, fault["msg"])))

    def take_problems(self, problems: Sequence[Problem]) -> None:
        """The faults that intake found, each with what to do."""
        for problem in problems:
            name = problem.field.replace("answers.", PREFIX)
            self._put(name, str(wording.PROBLEMS[problem.code]))

    def _put(self, name: str, words: str) -> None:
        self.add_error(name if name in self.fields else None, words)
