"""Forms about other systems."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.organisations.clients.scopes import WORDS
from banjie.organisations.permissions import ROLES, Permission, Viewer
from banjie.ui.widgets import CheckboxList, Combobox, DateTimeInput
from banjie.web.accounts.fields import AreaField, UnitField

_NOT_YOURS = _("You may not admit systems there. Choose one inside your own area.")


class ClientForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("As it will stand on the timeline of cases."))
    contact = forms.CharField(
        label=_("Who answers for it"), max_length=200, required=False, help_text=_("A person, with a telephone.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("Limited to"),
        choices=[(scope.value, words) for scope, words in WORDS.items()],
        widget=CheckboxList(),
        required=False,
    )
    expires_at = forms.DateTimeField(label=_("Until"), required=False, widget=DateTimeInput())

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "contact", "scopes", "expires_at")}


class GrantForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", ""), *((role.key, role.label) for role in ROLES.values())], widget=Combobox()
    )
    unit = UnitField(label=_("For the unit"))
    area = AreaField(label=_("Over the area"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        unit, area = given.get("unit"), given.get("area")
        if unit and area:
            edit = Permission.CLIENTS_EDIT
            if not self.viewer.may(edit, area_path=area.path, unit_path=unit.path):
                self.add_error("area", _NOT_YOURS)
        return given
