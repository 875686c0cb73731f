"""The form of a subscription."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.outbound.actions import Wanted
from banjie.outbound.events import FIELD_WORDS, WORDS, Fields, allowed_fields
from banjie.places import queries as places
from banjie.ui.widgets import CheckboxList


class SubscriptionForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    url = forms.CharField(
        label=_("Address"), max_length=500, help_text=_("Events are sent here by POST, each signed."),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    types = forms.MultipleChoiceField(
        label=_("Events"),
        choices=[(str(each), words) for each, words in WORDS.items()],
        widget=CheckboxList(),
        required=False,
        help_text=_("None chosen means all."),
    )
    fields_told = forms.MultipleChoiceField(
        label=_("Told of each case, beside number, state and dates"),
        widget=CheckboxList(),
        required=False,
        help_text=_("As far as the system's scopes go. Contacts are never among it."),
    )
    area = forms.CharField(
        label=_("Only of this area"), max_length=40, required=False, help_text=_("The code of an area; empty for all.")
    )
    category = forms.CharField(
        label=_("Only of this category"),
        max_length=40,
        required=False,
        help_text=_("The code of a category, with all below it; empty for all."),
    )

    def __init__(self, *args: Any, scopes: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = allowed_fields(scopes) - {Fields.SUMMARY}
        chosen: Any = self.fields["fields_told"]
        chosen.choices = [(str(each), FIELD_WORDS[each]) for each in Fields if each in allowed]

    def clean_area(self) -> str:
        """The path of the area whose code was typed."""
        code = self.cleaned_data["area"].strip()
        found = places.area(code) if code else None
        if code and found is None:
            raise forms.ValidationError(_("There is no area with this code."))
        return found.path if found is not None else ""

    def clean_category(self) -> str:
        from banjie.catalogue import queries as catalogue

        code = self.cleaned_data["category"].strip()
        nodes = catalogue.current().nodes
        found = next((path for path, node in nodes.items() if code in {path, node.code}), "") if code else ""
        if code and not found:
            raise forms.ValidationError(_("There is no such category."))
        return found

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            name=given["name"],
            url=given["url"],
            types=given["types"],
            fields=given["fields_told"],
            area_path=given["area"],
            category_path=given["category"],
        )
