"""What is asked of evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banjie.mediation.actions import Item
from banjie.mediation.models import EvidenceDoubt, EvidenceForm, EvidenceKind, EvidenceSays
from banjie.ui.widgets import CheckboxList, DateTimeInput, OneFile, RadioList


class ItemForm(forms.Form):
    name = forms.CharField(label=_("What it is"), max_length=200, help_text=_("As it is to stand in the register."))
    shows = forms.CharField(label=_("What it is to show"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("What kind"), choices=EvidenceKind.choices)
    form = forms.ChoiceField(label=_("Original or copy"), choices=EvidenceForm.choices, widget=RadioList())
    pages = forms.IntegerField(label=pgettext_lazy("evidence", "Pages"), min_value=1, max_value=2_000, initial=1)

    def item(self) -> Item:
        given = self.cleaned_data
        return Item(given["name"], given["shows"], given["kind"], given["form"], given["pages"])


class HandInForm(ItemForm):
    file = forms.FileField(label=_("File"), required=False, widget=OneFile(limit_mb=20))
    handed_in_at = forms.DateTimeField(
        label=_("When it was handed in"), required=False, widget=DateTimeInput(), help_text=_("Left empty: now.")
    )
    confided = forms.BooleanField(
        label=_("In confidence, for the mediators alone"),
        required=False,
        help_text=_("The other side is told nothing of it, not even that it is there."),
    )

    def __init__(self, *args: Any, may_confide: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not may_confide:
            del self.fields["confided"]


class AnswerForm(forms.Form):
    side = forms.ChoiceField(label=_("Who answers"), widget=RadioList())
    says = forms.ChoiceField(label=_("What it says"), choices=EvidenceSays.choices, widget=RadioList())
    doubts = forms.MultipleChoiceField(
        label=_("What is disputed"), choices=EvidenceDoubt.choices, required=False, widget=CheckboxList()
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, sides: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["side"].choices = sides  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    to = forms.CharField(label=_("Who took it back"), max_length=120)
    receipt = forms.FileField(label=_("Scan of the receipt"), required=False, widget=OneFile(limit_mb=20))


class ShowForm(forms.Form):
    leave = forms.BooleanField(label=_("Its side allows that the others are told"), required=False)
