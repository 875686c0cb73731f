"""What is asked of whoever steps aside, objects, rules, or hands over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.mediation.models import HandedOver, TieKind
from banjie.mediation.place_words import place_words
from banjie.mediation.queries import PartyLine, SuggestedLine
from banjie.ui.widgets import RadioList

_SEALED = _("Kept under seal and forgotten with the parties’ names.")


class ObjectForm(forms.Form):
    party = forms.TypedChoiceField(label=_("Party"), coerce=int)
    reason = forms.CharField(
        label=_("What the party says"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_SEALED
    )

    def __init__(self, *args: Any, parties: Sequence[PartyLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        field.choices = [(each.id, f"{place_words(each.label)} {each.name}") for each in parties]  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("Decision"),
        coerce=lambda value: value == "yes",
        choices=[
            ("yes", _("Upheld: the mediator leaves the seat")),
            ("no", _("Not upheld: the mediator stays")),
        ],
        widget=RadioList(),
    )
    reason = forms.CharField(label=_("Why, for the party"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class TieForm(forms.Form):
    tie = forms.ChoiceField(label=_("Kind of tie"), choices=TieKind.choices, widget=RadioList())
    note = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_SEALED,
    )


class DeclareForm(TieForm):
    """For a mediator who does not sit; the head puts it on record for any of the committee's."""

    mediator = forms.TypedChoiceField(label=_("Mediator"), coerce=int)
    field_order = ("mediator", "tie", "note")

    def __init__(self, *args: Any, mediators: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mediator"].choices = list(mediators)  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    to = forms.TypedChoiceField(
        label=_("Hand over to"), coerce=int, help_text=_("In the order in which they are suggested for this dispute.")
    )
    why = forms.ChoiceField(label=_("Reason"), choices=HandedOver.choices, widget=RadioList())

    def __init__(self, *args: Any, suggested: Sequence[SuggestedLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.choices = [(each.mediator_id, each.name) for each in suggested]  # type: ignore[attr-defined]
