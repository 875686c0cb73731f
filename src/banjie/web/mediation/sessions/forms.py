"""What is asked about a session."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from banjie.mediation.models import SessionKind
from banjie.mediation.place_words import side_letter
from banjie.mediation.sessions import rooms
from banjie.mediation.sessions.times import Span
from banjie.ui.widgets import CheckboxList, DateTimeInput, OneFile, RadioList

_LENGTHS = (30, 60, 90, 120, 180, 240)


class TimesForm(forms.Form):
    """Up to three times at once; all last equally long."""

    first = forms.DateTimeField(label=_("First time"), widget=DateTimeInput())
    second = forms.DateTimeField(label=_("Second time"), widget=DateTimeInput(), required=False)
    third = forms.DateTimeField(label=_("Third time"), widget=DateTimeInput(), required=False)
    lasts_minutes = forms.TypedChoiceField(
        label=_("How long"),
        coerce=int,
        choices=[(each, _("%(n)s minutes") % {"n": each}) for each in _LENGTHS],
        initial=120,
    )

    def times(self) -> list[Span]:
        lasts = timedelta(minutes=self.cleaned_data["lasts_minutes"])
        given: Iterable[datetime | None] = (self.cleaned_data[name] for name in ("first", "second", "third"))
        return [Span(begins, begins + lasts) for begins in given if begins is not None]

    @classmethod
    def suggested(cls, spans: Sequence[Span]) -> dict[str, Any]:
        names = ("first", "second", "third")
        return {name: span.begins for name, span in zip(names, spans, strict=False)}


class SessionForm(TimesForm):
    """A new session. With whom alone is asked by choosing a side."""

    with_whom = forms.ChoiceField(label=_("With whom"), widget=RadioList())
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    by_video = forms.BooleanField(
        label=_("By video"),
        required=False,
        help_text=_("Every party has to have agreed to it. The link stands in the invitation."),
    )
    settled = forms.BooleanField(
        label=_("The first time is agreed already"),
        required=False,
        help_text=_("Otherwise everybody says which of the times suit them."),
    )
    field_order = ("with_whom", "place", "by_video", "first", "second", "third", "lasts_minutes", "settled")

    def __init__(self, *args: Any, sides: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = [
            (f"separate-{letter}", _("With side %(side)s alone") % {"side": side_letter(letter)}) for letter in sides
        ]
        field = self.fields["with_whom"]
        field.choices = [  # type: ignore[attr-defined]
            (SessionKind.JOINT, _("With everybody")),
            *alone,
            (SessionKind.WRITING, _("In writing")),
        ]
        if not rooms.offered():
            del self.fields["by_video"]

    def values(self) -> dict[str, Any]:
        kind, _dash, side = self.cleaned_data["with_whom"].partition("-")
        times = self.times()
        settled = self.cleaned_data["settled"]
        return {
            "kind": kind,
            "side": side,
            "place": self.cleaned_data["place"],
            "by_video": self.cleaned_data.get("by_video", False),
            "lasts_minutes": self.cleaned_data["lasts_minutes"],
            "times": times[:1] if settled else times,
            "settled": settled,
        }


class OneTimeForm(forms.Form):
    begins = forms.DateTimeField(label=_("New time"), widget=DateTimeInput())
    lasts_minutes = TimesForm.base_fields["lasts_minutes"]

    def span(self) -> Span:
        begins = self.cleaned_data["begins"]
        return Span(begins, begins + timedelta(minutes=self.cleaned_data["lasts_minutes"]))


class AdjournForm(OneTimeForm):
    reason = forms.CharField(label=_("Why it is adjourned"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    field_order = ("reason", "begins", "lasts_minutes", "place")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NeededReasonForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class OtherTimeForm(ReasonForm):
    who = forms.ChoiceField(label=_("Who cannot come"))
    field_order = ("who", "reason")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = list(people)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What somebody said to the times on offer: those ticked suit, the others do not."""

    who = forms.ChoiceField(label=_("Who"))
    suits = forms.TypedMultipleChoiceField(
        label=_("These times suit"), coerce=int, required=False, widget=CheckboxList()
    )

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], times: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["suits"].choices = list(times)  # type: ignore[attr-defined]
        self.offered = [key for key, _words in times]

    def answers(self) -> dict[int, bool]:
        chosen = set(self.cleaned_data["suits"])
        return {each: each in chosen for each in self.offered}


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=_("Scan or photograph of the signed paper"),
        required=False,
        help_text=_("A photo, a scan or a PDF."),
        widget=OneFile(limit_mb=settings.BANJIE_ATTACHMENT_MAX_BYTES >> 20),
    )
    paper = forms.TypedChoiceField(
        label=_("Or one that was added already"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, papers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = [("", "—"), *papers]  # type: ignore[attr-defined]
        if not papers:
            del self.fields["paper"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("scan") and not given.get("paper"):
            self.add_error("scan", _("Add the scan of the signed paper first."))
        return given
