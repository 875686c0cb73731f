"""The forms of those who keep halls."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from banjie.organisations.permissions import Viewer
from banjie.organisations.tree import UnitRef
from banjie.services.hall import halls
from banjie.services.hall.errors import Refused
from banjie.services.hall.keeping import Wanted
from banjie.services.hall.models import DeviceKind
from banjie.services.hall.wording import REFUSALS
from banjie.ui.widgets import DateInput, RadioList
from banjie.web.accounts.fields import UnitField

DEVICES = ((DeviceKind.KIOSK.value, _("A kiosk that people touch")), (DeviceKind.BOARD.value, _("A board on the wall")))
_NOT_YOURS = _("You do not keep halls of this unit. Choose one inside your own area.")


class RefusableForm(forms.Form):
    def take(self, refused: Refused) -> None:
        """Puts why nothing was done beside the field it is about."""
        self.add_error(refused.field if refused.field in self.fields else None, str(REFUSALS[refused.code]))


class HallForm(RefusableForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    code = forms.CharField(
        label=_("In its address"),
        max_length=40,
        help_text=_("Under it residents look up how many wait. Small letters, digits and hyphens."),
    )
    unit = UnitField(label=_("Unit whose intake staff serve there"))
    hours = forms.CharField(
        label=_("Opening hours"),
        required=False,
        max_length=80,
        help_text=_("As 09:00-12:00 13:30-17:30. Left empty, numbers are given out at any time."),
    )
    working_days_only = forms.BooleanField(label=_("On working days only"), required=False, initial=True)
    most_priority = forms.IntegerField(
        label=_("With priority in a row, at most"),
        initial=2,
        help_text=_("After so many, somebody without priority is called, so that nobody waits for ever."),
    )
    prints_at_once = forms.BooleanField(
        label=_("The kiosk prints at once"),
        required=False,
        help_text=_("Start its browser for silent printing, else everybody is asked (see the page on halls)."),
    )
    speaks = forms.BooleanField(
        label=_("The board speaks"),
        required=False,
        help_text=_("Numbers are read out by the browser's own voice; nothing is sent anywhere."),
    )
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._viewer = viewer
        unit = self.fields["unit"]
        assert isinstance(unit, UnitField)
        unit.within = lambda each: viewer.around(each.area_path)

    def clean_unit(self) -> UnitRef | None:
        unit: UnitRef | None = self.cleaned_data["unit"]
        if unit is not None and not halls.may_keep(self._viewer, unit):
            raise forms.ValidationError(_NOT_YOURS)
        return unit

    def wanted(self) -> Wanted:
        given = dict(self.cleaned_data)
        return Wanted(unit_id=given.pop("unit").id, **given)


class DeviceForm(RefusableForm):
    kind = forms.ChoiceField(label=_("Kind of device"), choices=DEVICES, widget=RadioList(), initial="kiosk")
    name = forms.CharField(
        label=_("Place of the device"), max_length=80, help_text=_("So that others know which it is.")
    )
    last_day = forms.DateField(label=_("Until the end of"), widget=DateInput(), help_text=_("A year ahead at most."))

    @property
    def expires_at(self) -> datetime:
        """The last moment of the day, by the clock of the office."""
        return datetime.combine(self.cleaned_data["last_day"], time.max, get_current_timezone())
