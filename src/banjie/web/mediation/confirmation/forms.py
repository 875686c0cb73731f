"""What is asked on the way to a court and of what it does."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.mediation.models import CourtGround, SignsAtCourt
from banjie.mediation.wording_keeping import QUESTIONS
from banjie.ui.widgets import DateInput, OneFile, RadioList

_YES_NO = (("no", _("No")), ("yes", _("Yes")))


class BeginForm(forms.Form):
    court = forms.CharField(
        label=_("Court"), max_length=80, help_text=_("A basic people's court, unless a higher one hears such disputes.")
    )
    ground = forms.ChoiceField(label=_("Why this court"), choices=CourtGround.choices, widget=RadioList())
    court_code = forms.CharField(
        label=_("Code of the court"),
        max_length=20,
        required=False,
        help_text=_("Only where the court's system asks for it."),
    )


class ReviewForm(forms.Form):
    """Each question as it is answered; one that is left open stays open."""

    def __init__(self, *args: Any, answers: Mapping[str, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, question in QUESTIONS.items():
            known = answers.get(key)
            self.fields[key] = forms.ChoiceField(
                label=question,
                choices=_YES_NO,
                required=False,
                widget=RadioList(inline=True),
                initial=None if known is None else "yes" if known else "no",
            )
        self.fields["property_papers"] = forms.ChoiceField(
            label=_("Do papers on property go with the set?"),
            choices=_YES_NO,
            widget=RadioList(inline=True),
            initial="yes" if answers.get("property_papers") else "no",
        )

    def answers(self) -> dict[str, bool]:
        return {key: value == "yes" for key, value in self.cleaned_data.items() if value}


class PaperForm(forms.Form):
    """One paper of the set: which, and where it is: in the dispute's file already, or brought in now."""

    which = forms.ChoiceField(label=_("Paper of the set"))
    kept = forms.ChoiceField(label=_("From the file of the dispute"), required=False)
    file = forms.FileField(label=_("Or brought in now"), required=False, widget=OneFile(limit_mb=20))

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, str]], kept: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].choices = choices  # type: ignore[attr-defined]
        self.fields["kept"].choices = [("", _("Not from the file")), *kept]  # type: ignore[attr-defined]
        if not kept:
            del self.fields["kept"]
            self.fields["file"].label = _("File")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("kept")) == bool(given.get("file")):
            self.add_error("file", _("Choose a paper from the file, or bring one in; one of the two."))
        return given

    def paper(self) -> tuple[str, int | None]:
        kind, _colon, party = self.cleaned_data["which"].partition(":")
        return kind, int(party) if party else None


class SignsAtCourtForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it is signed at the court"), choices=[("", "–"), *SignsAtCourt.choices])


class ReceivedForm(forms.Form):
    number = forms.CharField(label=_("The court's number"), max_length=60)
    on = forms.DateField(label=_("Day"), widget=DateInput())


class CorrectionForm(forms.Form):
    until = forms.DateField(label=_("To be put right by"), widget=DateInput())
    why = forms.CharField(
        label=_("What the court asks for"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CorrectedForm(forms.Form):
    pass


class ConfirmedForm(forms.Form):
    number = forms.CharField(label=_("Number of the ruling"), max_length=60, required=False)
    on = forms.DateField(label=_("Day"), widget=DateInput())
    ruling = forms.FileField(label=_("The ruling"), required=False, widget=OneFile(limit_mb=20))


class RefusedForm(ConfirmedForm):
    why = forms.CharField(label=_("Its reasons"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
