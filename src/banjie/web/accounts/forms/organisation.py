"""Forms of units, posts, accounts and duty."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from banjie.organisations.actions import StaffChanges, UnitChanges
from banjie.organisations.models import UnitKind, UnitLevel
from banjie.organisations.permissions import ROLES, Permission, Viewer
from banjie.organisations.tree import UnitRef
from banjie.places.refs import AreaRef
from banjie.ui.widgets import Combobox, DateInput

from ..fields import AreaField, StaffField, UnitField
from ..wording import KINDS, LEVELS
from .own_account import OwnDetailsForm

_ROLE = re.compile(r"[a-z][a-z0-9_]{1,39}")
_NOT_YOURS = _("You may not change things there. Choose one inside your own area.")


class _ScopedForm(forms.Form):
    """What is chosen must lie where the viewer may change the organisation."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_area(self) -> AreaRef | None:
        area: AreaRef | None = self.cleaned_data["area"]
        if area is not None and not self._may(area.path, None):
            raise forms.ValidationError(_NOT_YOURS)
        return area

    def clean_parent(self) -> UnitRef | None:
        parent: UnitRef | None = self.cleaned_data["parent"]
        if parent is not None and not self._may(parent.area_path, parent.path):
            raise forms.ValidationError(_NOT_YOURS)
        return parent

    def _may(self, area_path: str, unit_path: str | None) -> bool:
        return self.viewer.may(Permission.ORGANISATIONS_EDIT, area_path=area_path, unit_path=unit_path)


class UnitForm(_ScopedForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, words) for kind, words in KINDS.items()])
    level = forms.ChoiceField(
        label=_("Administrative level"), choices=[(level.value, words) for level, words in LEVELS.items()]
    )
    area = AreaField(label=_("Area it serves"))
    roles = forms.CharField(
        label=_("Duties for routing"),
        required=False,
        max_length=400,
        help_text=_("What routing rules look for, separated by spaces: dispatch_centre urban_management"),
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput({"type": "tel"})
    )

    def clean_roles(self) -> tuple[str, ...]:
        roles = re.split(r"[\s,，、;；]+", self.cleaned_data["roles"].strip())
        wrong = [role for role in roles if role and not _ROLE.fullmatch(role)]
        if wrong:
            raise forms.ValidationError(
                _("“%(role)s” is no duty: use a–z, digits and _, beginning with a letter."),
                params={"role": wrong[0]},
            )
        return tuple(role for role in roles if role)

    def changes(self) -> UnitChanges:
        data = self.cleaned_data
        return {
            "name": data["name"],
            "name_en": data["name_en"],
            "kind": UnitKind(data["kind"]),
            "level": UnitLevel(data["level"]),
            "area_id": data["area"].id,
            "roles": data["roles"],
            "phone": data["phone"],
        }


class NewUnitForm(UnitForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Letters A–Z, digits and _. It stays for good, and other systems may know the unit by it."),
    )
    parent = UnitField(label=_("Part of"), required=False)
    field_order = ("name", "name_en", "code", "parent", "kind", "level", "area", "roles", "phone")


class MoveUnitForm(_ScopedForm):
    parent = UnitField(label=_("Part of"), required=False, help_text=_("Leave it empty to put the unit at the top."))


class PostForm(forms.Form):
    name = forms.CharField(label=_("Name of the post"), max_length=80)


class GrantForm(_ScopedForm):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", "")] + [(role.key, role.label) for role in ROLES.values()],
        widget=Combobox(),
    )
    area = AreaField(label=_("Over the area"))


class AppointForm(forms.Form):
    staff = StaffField(label=_("Who"))
    started_on = forms.DateField(label=_("From"), widget=DateInput())
    ended_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DateInput(),
        help_text=_("The first day on which they no longer hold the post."),
    )


class NewStaffForm(OwnDetailsForm):
    username = forms.CharField(
        label=_("Username"),
        max_length=40,
        help_text=_("2 to 40 of a–z, 0–9, dot, hyphen and _. It stays for good."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Name"), max_length=80)
    field_order = ("name", "username", "phone", "email", "language")


class StaffForm(OwnDetailsForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    field_order = ("name", "phone", "email", "language")

    def changes(self) -> StaffChanges:
        data = self.cleaned_data
        return {
            "name": data["name"],
            "phone": data["phone"],
            "email": data["email"],
            "language": data["language"],
        }


class ShiftForm(forms.Form):
    """One shift, or the same on several days running. A shift that ends before it starts ends the next day."""

    MOST_DAYS = 31

    staff = forms.ChoiceField(label=_("Who"))
    first_day = forms.DateField(label=_("First day"), widget=DateInput())
    last_day = forms.DateField(label=_("Last day"), required=False, widget=DateInput())
    starts = forms.TimeField(label=_("From"), initial=time(8, 30), widget=forms.TimeInput({"type": "time"}))
    ends = forms.TimeField(label=_("Until"), initial=time(17, 30), widget=forms.TimeInput({"type": "time"}))

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = people

    def clean_last_day(self) -> date | None:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data["last_day"]
        if first and last and last < first:
            raise forms.ValidationError(_("The last day lies before the first."))
        if first and last and (last - first).days >= self.MOST_DAYS:
            raise forms.ValidationError(_("At most %(days)s days at a time."), params={"days": self.MOST_DAYS})
        return last  # type: ignore[no-any-return]

    def shifts(self) -> list[tuple[datetime, datetime]]:
        data = self.cleaned_data
        first: date = data["first_day"]
        days = ((data["last_day"] or first) - first).days + 1
        over_midnight = timedelta(days=1) if data["ends"] <= data["starts"] else timedelta()
        zone = get_current_timezone()
        return [
            (
                datetime.combine(day, data["starts"], zone),
                datetime.combine(day + over_midnight, data["ends"], zone),
            )
            for day in (first + timedelta(days=number) for number in range(days))
        ]


class WeekForm(forms.Form):
    unit = UnitField(label=_("Unit"))
    week = forms.DateField(required=False, widget=forms.HiddenInput())


class AccessForm(forms.Form):
    """The question "who can do what here": every part of it may be left open."""

    permission = forms.ChoiceField(
        label=_("Who may"),
        required=False,
        choices=[("", _("do anything"))] + [(p.value, p.description) for p in Permission],
        widget=Combobox(),
    )
    area = AreaField(label=_("In the area"), required=False)
    unit = UnitField(label=_("For the unit"), required=False)
    staff = StaffField(label=_("Who exactly"), required=False)
