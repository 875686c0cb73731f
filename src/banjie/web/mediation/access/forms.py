"""What the parties can be asked on their pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.ui.widgets import DateInput, RadioList


class AskForm(forms.Form):
    to = forms.ChoiceField(
        label=_("What are they asked?"),
        choices=[("longer", _("Whether they agree to more time")), ("video", _("Whether meetings may be by video"))],
        widget=RadioList,
        initial="longer",
    )
    until = forms.DateField(label=_("More time until"), required=False, widget=DateInput())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("to") == "longer" and not given.get("until"):
            self.add_error("until", _("Choose the day until which there would be time."))
        return given


class PaperForm(forms.Form):
    """Whose paper is made: a party's, or that of somebody with authority beside it."""

    party = forms.IntegerField()
    companion = forms.IntegerField(required=False)
