"""The form that lets a wall in."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from banjie.organisations.permissions import Viewer
from banjie.organisations.screens.queries import may_keep
from banjie.ui.widgets import DateInput
from banjie.web.accounts.fields import AreaField

_NOT_YOURS = _("You do not keep the screen of this area. Choose one inside your own.")


class AdmitForm(forms.Form):
    name = forms.CharField(label=_("Where it hangs"), max_length=80, help_text=_("So that others know which it is."))
    area = AreaField(label=_("Area"))
    last_day = forms.DateField(label=_("Until the end of"), widget=DateInput(), help_text=_("A year ahead at most."))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._viewer = viewer

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        area = given.get("area")
        if area is not None and not may_keep(self._viewer, area):
            self.add_error("area", _NOT_YOURS)
        return given

    @property
    def expires_at(self) -> datetime:
        """The last moment of the day, by the clock of the office."""
        return datetime.combine(self.cleaned_data["last_day"], time.max, get_current_timezone())
