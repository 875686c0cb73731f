"""What changes of the calendar ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from banjie.core.clocks import ClockError, OverrideKind, parse_shifts
from banjie.ui.widgets import DateInput, RadioList

KINDS = [
    (OverrideKind.HOLIDAY.value, _("Not worked")),
    (OverrideKind.WORKING_DAY.value, _("Worked, to make up for another day")),
    (OverrideKind.CUSTOM.value, _("Worked, at other hours")),
]


class ShiftsField(forms.CharField):
    """Hours such as "09:00-12:00, 13:30-17:30"; nothing means that no work is done."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            parse_shifts(text)
        except ClockError as error:
            raise forms.ValidationError(_("Write hours as 09:00-12:00, 13:30-17:30.")) from error
        return text


class DayForm(forms.Form):
    """One date that departs from the week."""

    day = forms.DateField(label=_("Date"), widget=DateInput())
    kind = forms.ChoiceField(label=_("What holds on it"), choices=KINDS, widget=RadioList())
    name = forms.CharField(label=_("Occasion"), max_length=60)
    hours = ShiftsField(label=_("Hours"), required=False, help_text=_("Only for a day at other hours."))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == OverrideKind.CUSTOM and not given.get("hours"):
            self.add_error("hours", _("Say at what hours work is done on this day."))
        return given


class WeekForm(forms.Form):
    """The hours of each weekday, from a date on."""

    effective_from = forms.DateField(
        label=_("From"), required=False, widget=DateInput(), help_text=_("Left empty: from the beginning.")
    )

    def __init__(self, *args: Any, week: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in WEEKDAYS.items():
            initial = week[number] if number < len(week) else ""
            self.fields[f"day_{number}"] = ShiftsField(label=name, required=False, initial=initial)

    def hours(self) -> list[str]:
        return [self.cleaned_data[f"day_{number}"] for number in range(7)]
