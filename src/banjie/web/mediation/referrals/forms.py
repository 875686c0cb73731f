"""What is asked about a letter of referral and the report back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.mediation.models import ReferralBody
from banjie.ui.widgets import DateInput, OneFile, RadioList


class ReferralForm(forms.Form):
    incoming = forms.TypedChoiceField(
        label=_("The letter"),
        coerce=lambda value: value == "in",
        choices=[("in", _("brought the dispute here")), ("out", _("takes it elsewhere"))],
        initial="in",
        widget=RadioList(),
    )
    body = forms.ChoiceField(label=_("From, or to"), choices=ReferralBody.choices)
    body_name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Of the court, police station, authority or jurisdiction.")
    )
    letter_number = forms.CharField(label=_("Number of the letter"), max_length=60, required=False)
    letter_on = forms.DateField(label=_("Date of the letter"), widget=DateInput())
    report_due_on = forms.DateField(
        label=_("Report back by"),
        required=False,
        widget=DateInput(),
        help_text=_("As the letter says; empty if it names no day."),
    )
    letter = forms.FileField(
        label=_("The letter as a file"),
        required=False,
        help_text=_("A photo, a scan or a PDF."),
        widget=OneFile(limit_mb=20),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        due, written = given.get("report_due_on"), given.get("letter_on")
        if due is not None and written is not None and due < written:
            self.add_error("report_due_on", _("The report cannot be due before the letter was written."))
        return given


class ReportForm(forms.Form):
    report = forms.CharField(
        label=_("What became of the dispute"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Outcome and dates. Nothing of what a party said in mediation: the law keeps it confidential."),
    )
