"""What is asked when a dispute is described, prolonged, moved or ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banjie.mediation import wording
from banjie.mediation.kinds import kinds
from banjie.mediation.ladders.setting import on_offer
from banjie.mediation.models import BroughtBy, CourtStage, Ending
from banjie.organisations.permissions import Viewer
from banjie.ui.widgets import CheckboxList, DateInput
from banjie.web.accounts.fields import UnitField, keep_around


class DescribeForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Type of dispute"),
        required=False,
        help_text=_("Mediators are suggested by it, it stands on every form, and the figures count by it."),
    )
    brought_by = forms.ChoiceField(label=_("How it came to mediation"), choices=BroughtBy.choices)
    people = forms.IntegerField(
        label=_("People concerned"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("From ten on, those who were elected speak for them."),
    )
    claimed = forms.DecimalField(
        label=_("Sum in dispute, in yuan"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    ladder = forms.ChoiceField(label=_("Ladder"), help_text=_("Cannot be changed once mediation has begun."))

    def __init__(self, *args: Any, language: str, begun: bool, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, each.named(language)) for code, each in kinds().items()]
        self.fields["kind"].choices = [("", _("Not chosen yet")), *named]  # type: ignore[attr-defined]
        field = self.fields["ladder"]
        field.choices = [(key, each.named(language)) for key, each in on_offer(own).items()]  # type: ignore[attr-defined]
        field.disabled = begun


class ReasonForm(forms.Form):
    """Up a rung, or back: why, for those who take it on."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the next mediators. No words of a separate session: others read this too."),
    )


class MoveForm(ReasonForm):
    unit = UnitField(label=pgettext_lazy("mediation", "Committee"))
    ladder_key = forms.ChoiceField(label=_("Ladder"))
    court_stage = forms.ChoiceField(
        label=_("Stage at the court"),
        required=False,
        choices=[("", _("Not from a court")), *CourtStage.choices],
    )
    field_order = ("unit", "ladder_key", "court_stage", "reason")

    def __init__(self, *args: Any, viewer: Viewer, language: str, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_around(self, viewer)
        field = self.fields["ladder_key"]
        field.choices = [(key, each.named(language)) for key, each in on_offer(own).items()]  # type: ignore[attr-defined]


class ProlongForm(forms.Form):
    until = forms.DateField(
        label=_("More time, until the end of"),
        widget=DateInput(),
        help_text=_("The day to which every party has agreed under “Parties”."),
    )


class EndForm(forms.Form):
    ending = forms.ChoiceField(
        label=_("How it ended"), choices=[each for each in Ending.choices if each[0] != Ending.AGREED]
    )
    ways = forms.MultipleChoiceField(
        label=_("Other ways that the parties were told of"),
        widget=CheckboxList(),
        choices=lambda: list(wording.other_ways().items()),
        initial=lambda: list(wording.other_ways()),
    )
    reason = forms.CharField(
        label=_("Note for the file"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
