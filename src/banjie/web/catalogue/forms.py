"""The forms of the catalogue's pages. They read text into values; what may be is the catalogue's to say."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banjie.cases import wording as case_wording
from banjie.catalogue.content import CategoryEntry, RuleEntry
from banjie.catalogue.notation import (
    BadNotation,
    format_conditions,
    format_options,
    parse_conditions,
    parse_list,
    parse_options,
)
from banjie.catalogue.tree import CategoryNode
from banjie.catalogue.vocabulary import process_keys
from banjie.core.clocks import ClockError, Target, parse_target
from banjie.core.conditions import Condition
from banjie.core.questions import Question, QuestionType
from banjie.places.words import LEVELS as AREA_LEVELS
from banjie.ui.widgets import CheckboxList, CountedTextarea, FilePicker, RemoteCombobox
from banjie.web.catalogue import wording

_AS_ABOVE = ("", _("As in the category above"))
_YES_NO = (_AS_ABOVE, ("yes", _("Yes")), ("no", _("No")))
_KINDS = tuple(case_wording.CHOICES["kind"].items())
_LEVELS = tuple(case_wording.CHOICES["level"].items())
_CODE_HINT = _("Letters, digits and underscores. It never changes.")

FLAGS = ("offered", "public", "sensitive", "place_required")


class NotationField(forms.CharField):
    """Conditions as text; cleaned into values."""

    def __init__(self, **given: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}), **given)

    def clean(self, value: Any) -> tuple[Condition, ...]:
        try:
            return parse_conditions(str(super().clean(value)))
        except BadNotation as bad:
            raise forms.ValidationError(notation_text(bad)) from bad


def notation_text(bad: BadNotation) -> str:
    return str(wording.PROBLEMS[bad.code]) % {"value": bad.text}


class CategoryForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    description = forms.CharField(
        label=_("Description"),
        required=False,
        widget=CountedTextarea(limit=2000, rows=2),
        help_text=_("What belongs here."),
    )
    description_en = forms.CharField(
        label=_("Description in English"), required=False, widget=CountedTextarea(limit=2000, rows=2)
    )
    keywords = forms.CharField(
        label=_("Keywords"), required=False, help_text=_("Further words it is found by, with commas between them.")
    )
    initials = forms.CharField(
        label=_("Initials"), required=False, max_length=60, help_text=_("Only if those made from the name are wrong.")
    )
    default_kind = forms.ChoiceField(label=_("Kind"), required=False, choices=(_AS_ABOVE, *_KINDS))
    default_level = forms.ChoiceField(label=_("Level"), required=False, choices=(_AS_ABOVE, *_LEVELS))
    process = forms.ChoiceField(
        label=_("Process"),
        required=False,
        choices=(_AS_ABOVE, *((key, wording.PROCESSES.get(key, key)) for key in process_keys())),
    )
    offered = forms.ChoiceField(label=_("Offered to residents"), required=False, choices=_YES_NO)
    public = forms.ChoiceField(
        label=_("May be shown publicly"),
        required=False,
        choices=_YES_NO,
        help_text=_("Its cases may appear on public pages, where the reporter agrees."),
    )
    sensitive = forms.ChoiceField(
        label=_("Confidential"),
        required=False,
        choices=_YES_NO,
        help_text=_("Only those who may see confidential cases see its cases."),
    )
    place_required = forms.ChoiceField(label=_("Place required"), required=False, choices=_YES_NO)

    def values(self) -> dict[str, Any]:
        """The fields as an entry has them."""
        given = dict(self.cleaned_data)
        chosen = ("default_kind", "default_level", "process")
        return {
            **given,
            "keywords": parse_list(given["keywords"]),
            **{key: given[key] or None for key in chosen},
            **{key: {"yes": True, "no": False}.get(given[key]) for key in FLAGS},
        }

    @staticmethod
    def initial_of(entry: CategoryEntry) -> dict[str, Any]:
        flags = {key: {True: "yes", False: "no"}.get(getattr(entry, key), "") for key in FLAGS}
        return {**entry.model_dump(exclude={"questions"}), **flags, "keywords": ", ".join(entry.keywords)}


class NewCategoryForm(CategoryForm):
    code = forms.CharField(label=_("Code"), max_length=40, help_text=_CODE_HINT)
    field_order = ("code",)


class MoveCategoryForm(forms.Form):
    parent = forms.ChoiceField(label=_("Stands below"), required=False)
    before = forms.ChoiceField(label=_("Before"), required=False)

    def __init__(self, *args: Any, node: CategoryNode, nodes: Mapping[str, CategoryNode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = [each for each in nodes.values() if each.depth < 3 and node.code not in each.path.split(".")]
        self._choices("parent", _("The top"), parents)
        self._choices("before", _("Last"), (each for each in nodes.values() if each.code != node.code))

    def _choices(self, name: str, empty: Any, nodes: Iterable[CategoryNode]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", empty), *((each.code, f"{each.code} {' › '.join(each.names)}") for each in nodes)]


class QuestionForm(forms.Form):
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


class RuleForm(forms.Form):
    category = forms.CharField(label=_("Category"), required=False, help_text=_("With everything below it."))
    area = forms.CharField(label=_("Area"), required=False, help_text=_("With everything inside it."))
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"), required=False, choices=_KINDS, widget=CheckboxList(), help_text=_("None chosen means any.")
    )
    levels = forms.MultipleChoiceField(
        label=_("Levels"), required=False, choices=_LEVELS, widget=CheckboxList(), help_text=_("None chosen means any.")
    )
    answers = NotationField(label=_("Answers"), help_text=_("For example: owner = power; lamps >= 5"))
    unit_role = forms.CharField(
        label=_("Goes to the unit with the duty"),
        max_length=40,
        widget=forms.TextInput(attrs={"list": "unit-roles", "autocomplete": "off"}),
    )
    area_level = forms.ChoiceField(
        label=_("At the level"),
        required=False,
        choices=(("", _("The nearest, from the case's area upward")), *AREA_LEVELS.items()),
    )
    place = forms.IntegerField(
        label=_("Place in the order"), min_value=1, help_text=_("The first rule that matches decides.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=160, help_text=_("Why there is this rule."))

    def __init__(self, *args: Any, shown: Mapping[str, str], **kwargs: Any) -> None:
        """`shown` are the words for the category and the area that are chosen."""
        super().__init__(*args, **kwargs)
        for name in ("category", "area"):
            url = reverse(f"catalogue:{name}-options")
            self.fields[name].widget = RemoteCombobox(url=url, shown=shown.get(name, ""))

    def values(self) -> dict[str, Any]:
        given = {key: value for key, value in self.cleaned_data.items() if key != "place"}
        return {**given, "area_level": given["area_level"] or None}

    @staticmethod
    def initial_of(rule: RuleEntry, place: int) -> dict[str, Any]:
        return {**rule.model_dump(), "answers": format_conditions(rule.answers), "place": place}


class TryForm(forms.Form):
    category = forms.CharField(label=_("Category"))
    area = forms.CharField(label=_("Area"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=(("", _("The category's own")), *_KINDS))
    level = forms.ChoiceField(label=_("Level"), required=False, choices=(("", _("The category's own")), *_LEVELS))

    def __init__(self, *args: Any, shown: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("category", "area"):
            url = reverse(f"catalogue:{name}-options")
            self.fields[name].widget = RemoteCombobox(url=url, shown=shown.get(name, ""))


class LimitField(forms.CharField):
    """A time limit as people write it; cleaned into a Target, or None where there is none."""

    def __init__(self, *, held: str, **given: Any) -> None:
        # What holds without a limit of its own stands in the empty cell.
        widget = forms.TextInput(attrs={"placeholder": held, "autocomplete": "off", "aria-label": given["label"]})
        super().__init__(required=False, max_length=20, widget=widget, **given)

    def clean(self, value: Any) -> Target | None:
        text = str(super().clean(value)).strip()
        try:
            return parse_target(text) if text else None
        except ClockError as error:
            raise forms.ValidationError(str(wording.PROBLEMS["bad_target"]) % {"value": text}) from error


class LimitsForm(forms.Form):
    """A field for each step and level, named `urgent-handle`; `any` stands for no level."""

    def __init__(self, *args: Any, rows: Iterable[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = tuple(rows)
        levels = {"any": _("Any level"), **case_wording.CHOICES["level"]}
        for row in self._rows:
            for cell in row["cells"]:
                label = f"{row['label']}, {levels[cell.level]}"
                held = "" if cell.own else cell.held
                self.fields[f"{cell.level}-{row['step']}"] = LimitField(label=label, held=held, initial=cell.own)

    def rows(self) -> Iterator[dict[str, Any]]:
        for row in self._rows:
            yield {**row, "fields": [self[f"{cell.level}-{row['step']}"] for cell in row["cells"]]}

    def targets(self) -> dict[tuple[str | None, str], Target | None]:
        return {
            (None if level == "any" else level, step): target
            for (level, _dash, step), target in ((name.partition("-"), t) for name, t in self.cleaned_data.items())
        }


class PublishForm(forms.Form):
    note = forms.CharField(
        label=_("What changes, and why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the release for everybody who looks at it later."),
    )


class OneFile(FilePicker):
    """The component's file picker, for a form that takes a single file."""

    allow_multiple_selected = False


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"),
        widget=OneFile(limit_mb=10, accept=".xlsx"),
        help_text=_("Sheets for categories, questions, time limits and rules, as the export has them."),
    )


def _bound(text: str) -> int | float | date | None:
    text = text.strip()
    if not text:
        return None
    if text.count("-") == 2:
        return date.fromisoformat(text)
    number = float(text)
    return int(number) if number.is_integer() else number
