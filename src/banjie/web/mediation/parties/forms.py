"""What is asked of a party, of those beside it, and of its wish."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banjie.mediation.details import Details
from banjie.mediation.models import Authority, CompanionRole, ConsentAnswer, ConsentTo, PartyKind, SaidHow
from banjie.mediation.queries import PartyLine
from banjie.ui.widgets import DateInput, DateTimeInput, OneFile, RadioList

LANGUAGES = [
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("bo", _("Tibetan")),
    ("ug", _("Uyghur")),
    ("mn", _("Mongolian")),
    ("kk", _("Kazakh")),
    ("other", _("Another language")),
]
_PAPERS = [
    ("", _("None seen")),
    ("identity_card", _("Identity card")),
    ("passport", _("Passport")),
    ("credit_code", _("Credit code of the organisation")),
    ("other", _("Another paper")),
]


class DetailsForm(forms.Form):
    """Particulars as the forms of mediation ask for them. Only the name must be given."""

    name = forms.CharField(label=pgettext_lazy("party", "Name"), max_length=120)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    paper_kind = forms.ChoiceField(label=_("Kind of paper"), choices=_PAPERS, required=False)
    paper_number = forms.CharField(label=_("Number of the paper"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=120, required=False)

    def details(self, known: Details | None = None) -> Details:
        """The particulars, what this form does not ask kept as it was."""
        fields = Details.model_fields.keys()
        given = {name: value for name, value in self.cleaned_data.items() if name in fields}
        return Details(**{**(known.model_dump() if known is not None else {}), **given})


class PartyForm(DetailsForm):
    kind = forms.ChoiceField(label=_("Kind of party"), choices=PartyKind.choices, widget=RadioList())
    sex = forms.ChoiceField(
        label=_("Sex"), choices=[("", "–"), ("female", _("Female")), ("male", _("Male"))], required=False
    )
    born = forms.CharField(label=_("Date of birth"), max_length=20, required=False)
    people = forms.CharField(label=_("Ethnic group"), max_length=30, required=False)
    occupation = forms.CharField(label=_("Occupation or post"), max_length=120, required=False)
    headed_by = forms.CharField(label=_("Head of the organisation"), max_length=80, required=False)
    minor = forms.BooleanField(label=_("Is under eighteen"), required=False)
    reads = forms.ChoiceField(label=_("Reads"), choices=LANGUAGES)
    stands_for = forms.IntegerField(
        label=_("Speaks for how many people"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Only if this party stands for a group."),
    )
    field_order = ("kind", "name", "phone", "address")

    @classmethod
    def of(cls, party: PartyLine, data: Any = None) -> "PartyForm":
        known = party.details.model_dump() if party.details is not None else {}
        columns = {name: getattr(party, name) for name in ("kind", "minor", "reads", "stands_for")}
        return cls(data, initial=known | columns)

    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "minor", "reads", "stands_for")}


class CompanionForm(DetailsForm):
    role = forms.ChoiceField(label=_("As"), choices=CompanionRole.choices)
    relation = forms.CharField(label=_("Relation to the party"), max_length=80, required=False)
    authority = forms.ChoiceField(label=_("Authority"), choices=Authority.choices, required=False)
    agreed_by = forms.IntegerField(
        label=_("Elected by how many people"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Only for a representative whom a group has elected."),
    )
    valid_until = forms.DateField(label=_("Authority valid until"), required=False, widget=DateInput())
    paper = forms.FileField(
        label=_("The written authority"),
        required=False,
        help_text=_("A photo, a scan or a PDF."),
        widget=OneFile(limit_mb=20),
    )
    field_order = ("role", "name", "relation", "phone", "authority", "paper", "valid_until", "agreed_by")


class ConsentForm(forms.Form):
    to = forms.ChoiceField(label=_("What was asked"), choices=ConsentTo.choices)
    answer = forms.ChoiceField(label=_("Answer"), choices=ConsentAnswer.choices, widget=RadioList())
    how = forms.ChoiceField(
        label=_("How it was said"), choices=[each for each in SaidHow.choices if each[0] != SaidHow.ON_PAGE]
    )
    told_rights = forms.BooleanField(
        label=_("The party has been told its rights and duties"),
        required=False,
        help_text=_("Voluntary and free; may choose or refuse the mediator, and end it at any time."),
    )
    until = forms.DateField(
        label=_("More time until"), required=False, widget=DateInput(), help_text=_("Only if more time was asked.")
    )
    said_at = forms.DateTimeField(
        label=_("When it was said"), required=False, widget=DateTimeInput(), help_text=_("Left empty: now.")
    )

    seat = forms.ChoiceField(
        label=_("Which mediator"), required=False, help_text=_("Only if the party was asked about a mediator.")
    )
    field_order = ("to", "seat")

    def __init__(self, *args: Any, seats: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """`seats` are those who sit, by the id of the seat."""
        super().__init__(*args, **kwargs)
        if not seats:
            del self.fields["seat"]
            return
        choices = [(str(seat), name) for seat, name in seats]
        several = [("", _("All who sit"))] if len(seats) > 1 else []
        self.fields["seat"].choices = [*several, *choices]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("to") == ConsentTo.LONGER and not given.get("until"):
            self.add_error("until", _("Say until which day the party agrees."))
        return given

    def about(self) -> str:
        """What narrows the question: the day until which, or the seat of the mediator."""
        given = self.cleaned_data
        if given["to"] == ConsentTo.MEDIATOR:
            return str(given.get("seat") or "")
        return given["until"].isoformat() if given["until"] else ""


class NothingForm(forms.Form):
    """A question to confirm."""
