"""What is asked about points, offers, signatures and copies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.mediation.models import AgreementForm, IdentityBy, PointStanding
from banjie.mediation.place_words import side_letter
from banjie.ui.widgets import CheckboxList, DateTimeInput, OneFile, RadioList
from banjie.web.mediation.agreement.draft_forms import SumField
from banjie.web.mediation.parties.forms import LANGUAGES

IDENTITIES = [(key, words) for key, words in IdentityBy.choices if key != IdentityBy.STAFF]


class PointForm(forms.Form):
    """A point, and a line for what each side says to it."""

    text = forms.CharField(label=_("The point"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))
    standing = forms.ChoiceField(label=_("How it stands"), choices=PointStanding.choices, widget=RadioList())

    def __init__(self, *args: Any, sides: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.sides = sides
        for letter in sides:
            self.fields[f"says_{letter}"] = forms.CharField(
                label=_("Side %(letter)s says") % {"letter": side_letter(letter)},
                required=False,
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def says(self) -> dict[str, str]:
        return {letter: self.cleaned_data.get(f"says_{letter}", "") for letter in self.sides}


class OfferForm(forms.Form):
    side = forms.ChoiceField(label=_("Whose offer"), widget=RadioList())
    amount = SumField(label=_("Sum"), required=False)
    text = forms.CharField(
        label=_("What is offered"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    confided = forms.BooleanField(
        label=_("In confidence, for the mediators alone"),
        required=False,
        help_text=_("The other side is told nothing of it, not even that it is there."),
    )

    def __init__(self, *args: Any, sides: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["side"].choices = sides  # type: ignore[attr-defined]


class BeginForm(forms.Form):
    form = forms.ChoiceField(
        label=_("Form"),
        choices=AgreementForm.choices,
        widget=RadioList(hints={"oral": str(_("Where no party wants it written. It is put on the register."))}),
        initial="written",
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="zh-hans")


class LeaveForm(forms.Form):
    leave = forms.BooleanField(label=_("Its side allows that the others are told"), required=False)


class PenForm(forms.Form):
    """A signature on the screen. For a party the mediator says how they knew who it is."""

    digest = forms.CharField(widget=forms.HiddenInput())
    strokes = forms.CharField(widget=forms.HiddenInput(), required=False)
    signer = forms.ChoiceField(label=_("Who signs"), required=False, widget=RadioList())
    identity = forms.ChoiceField(
        label=_("The mediator has checked who it is"), choices=IDENTITIES, required=False, widget=RadioList()
    )

    def __init__(self, *args: Any, signers: list[tuple[str, str]], is_party: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["signer"].choices = signers  # type: ignore[attr-defined]
        self.fields["identity"].required = is_party

    @property
    def companion_id(self) -> int | None:
        chosen = self.cleaned_data.get("signer") or ""
        return int(chosen) if chosen else None


class PaperForm(forms.Form):
    """One printed copy that was signed, with whose names are on it."""

    digest = forms.CharField(widget=forms.HiddenInput())
    places = forms.MultipleChoiceField(label=_("Who signed on it"), widget=CheckboxList(), required=False)
    scan = forms.FileField(label=_("Scan or photograph of the signed paper"), widget=OneFile(limit_mb=20))
    identity = forms.ChoiceField(label=_("The mediator has checked who it is"), choices=IDENTITIES, widget=RadioList())
    signed_at = forms.DateTimeField(
        label=_("When the last of them signed"),
        required=False,
        widget=DateTimeInput(),
        help_text=_("Left empty: now. It binds from then, and thirty days are counted from then."),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["places"].choices = places  # type: ignore[attr-defined]


class OralForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput())
    signer = forms.ChoiceField(label=_("Who said yes"), required=False, widget=RadioList())
    identity = forms.ChoiceField(label=_("The mediator has checked who it is"), choices=IDENTITIES, widget=RadioList())
    said_at = forms.DateTimeField(
        label=_("When it was said"), required=False, widget=DateTimeInput(), help_text=_("Left empty: now.")
    )

    def __init__(self, *args: Any, signers: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["signer"].choices = signers  # type: ignore[attr-defined]

    @property
    def companion_id(self) -> int | None:
        chosen = self.cleaned_data.get("signer") or ""
        return int(chosen) if chosen else None
