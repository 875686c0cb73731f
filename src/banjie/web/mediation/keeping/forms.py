"""What is asked when something of an agreement is recorded. Which fields, the command says."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.mediation.models import Finding, SaidHow, VisitHow
from banjie.mediation.place_words import place_words
from banjie.mediation.queries import DisputeFile
from banjie.mediation.queries.keeping import ObligationLine
from banjie.ui.widgets import DateInput, OneFile, RadioList

_FIELDS: dict[str, Sequence[str]] = {
    "perform": ("amount", "whole", "on", "said_by", "how", "proof"),
    "correct": ("amount",),
    "confirm": ("said_by", "how", "on", "proof"),
    "dispute": ("said_by", "how", "on"),
    "waive": ("said_by", "how", "on", "proof"),
    "report_breach": ("said_by", "how", "on", "note"),
    "take_back": ("said_by", "how", "on"),
    "go_to_court": ("said_by", "how", "on"),
    "lapse": ("said_by", "how", "on"),
    "meet_condition": ("on", "due_on", "proof"),
}
_BY_OTHER_SIDE = frozenset({"confirm", "dispute", "waive", "take_back", "go_to_court", "lapse"})


class StepForm(forms.Form):
    """One step of an obligation."""

    amount = forms.DecimalField(label=gettext_lazy("Sum, in yuan"), max_digits=14, decimal_places=2, min_value=0)
    whole = forms.ChoiceField(
        label=gettext_lazy("How much of it"),
        choices=[("part", gettext_lazy("A part of it")), ("whole", gettext_lazy("All of it"))],
        widget=RadioList(),
        initial="whole",
    )
    said_by = forms.TypedChoiceField(label=gettext_lazy("Who says so"), coerce=int, required=False, empty_value=None)
    how = forms.ChoiceField(label=gettext_lazy("How it was said"), choices=SaidHow.choices, initial=SaidHow.ORALLY)
    on = forms.DateField(label=gettext_lazy("Day"), widget=DateInput())
    due_on = forms.DateField(
        label=gettext_lazy("Owed by"),
        widget=DateInput(),
        required=False,
        help_text=gettext_lazy("Left empty: the day that the agreement names."),
    )
    proof = forms.FileField(
        label=gettext_lazy("Proof"),
        required=False,
        widget=OneFile(limit_mb=20),
        help_text=gettext_lazy("A receipt, a picture of what was done, a note of the bank."),
    )
    note = forms.CharField(
        label=gettext_lazy("What is said about it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept sealed, read by those who may see the file, and erased with it."),
    )

    def __init__(self, *args: Any, command: str, line: ObligationLine, file: DisputeFile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = [name for name in _FIELDS[command] if _asked(name, command, line)]
        self.fields = {name: self.fields[name] for name in wanted}
        if "said_by" in self.fields:
            field = self.fields["said_by"]
            field.choices = _who(command, line, file)  # type: ignore[attr-defined]
            field.required = command in _BY_OTHER_SIDE
        if command == "correct" and "amount" in self.fields:
            self.fields["amount"].label = _("How much too much was entered, in yuan")


def fields_of(command: str) -> Sequence[str]:
    """KeyError for what is no step."""
    return _FIELDS[command]


def _asked(name: str, command: str, line: ObligationLine) -> bool:
    if name == "amount":
        return line.owed.amount is not None
    if name == "whole":
        return line.owed.amount is None
    return True


def _who(command: str, line: ObligationLine, file: DisputeFile) -> list[tuple[Any, str]]:
    """Only those whose word it can be: the creditor's for what is the creditor's to say."""
    parties = [
        (party.id, f"{place_words(party.label)} {party.name}" if party.details else place_words(party.label))
        for party in file.parties
        if command not in _BY_OTHER_SIDE or _is_owed_to(line, party.id, party.side, file)
    ]
    return parties if command in _BY_OTHER_SIDE else [("", _("The mediator, from what is before them")), *parties]


def _is_owed_to(line: ObligationLine, party_id: int, side: str, file: DisputeFile) -> bool:
    if line.owed.owed_to is not None:
        return party_id == line.owed.owed_to
    debtor = next((party for party in file.parties if party.id == line.owed.owed_by), None)
    return debtor is None or side != debtor.side


class VisitForm(forms.Form):
    finding = forms.ChoiceField(label=gettext_lazy("What the visit found"), choices=Finding.choices, widget=RadioList())
    how = forms.ChoiceField(label=gettext_lazy("How"), choices=VisitHow.choices)
    made_on = forms.DateField(label=gettext_lazy("Day"), widget=DateInput())
    note = forms.CharField(
        label=gettext_lazy("What was told"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept sealed, read by those who may see the file, and erased with it."),
    )


class RelapseForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Number of the new case"),
        max_length=24,
        help_text=gettext_lazy("It will name this file as the one from which it comes."),
    )
