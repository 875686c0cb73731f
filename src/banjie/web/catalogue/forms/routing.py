"""A routing rule, and a case to try the rules on."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banjie.cases import wording as case_wording
from banjie.catalogue.content import RuleEntry
from banjie.catalogue.notation import format_conditions
from banjie.places.words import LEVELS as AREA_LEVELS
from banjie.ui.widgets import CheckboxList, RemoteCombobox
from banjie.web.catalogue.forms.shared import InColumns, NotationField

_KINDS = tuple(case_wording.CHOICES["kind"].items())
_LEVELS = tuple(case_wording.CHOICES["level"].items())


class RuleForm(InColumns):
    columns = (
        ("category", "area", "answers"),
        ("kinds", "levels"),
        ("unit_role", "area_level", "place", "note"),
    )
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
