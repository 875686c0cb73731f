"""Publishing a draft, and bringing in a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.ui.widgets import OneFile


class PublishForm(forms.Form):
    note = forms.CharField(
        label=_("What changes, and why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the release for everybody who looks at it later."),
    )


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"),
        widget=OneFile(limit_mb=10, accept=".xlsx"),
        help_text=_("Sheets for categories, questions, time limits and rules, as the export has them."),
    )
