"""The form of an endpoint, made of what its channel declares."""

from collections.abc import Mapping
from typing import Any

import orjson
from django import forms
from django.utils.translation import gettext_lazy as _

from banjie.channels import queries, wording
from banjie.channels.declared import Declared, Setting
from banjie.channels.endpoints import Refused, Wanted
from banjie.organisations.clients import queries as clients
from banjie.organisations.permissions import Viewer

_SECRET = "secret_"  # noqa: S105 — the beginning of a field's name


class JsonField(forms.CharField):
    """JSON as people write it, shown in lines."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() if value else ""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text.strip():
            return {}
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            raise forms.ValidationError(str(wording.FAULTS["not_json"])) from None


class EndpointForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)

    def __init__(self, *args: Any, declared: Declared, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._declared, self._viewer = declared, viewer
        if declared.has_client:
            options = [("", "—"), *((str(each.id), each.name) for each in clients.clients_seen_by(viewer))]
            self.fields["client"] = forms.ChoiceField(
                label=_("System"),
                choices=options,
                help_text=_("Who stands behind it: what it hands in counts as theirs, within their areas."),
            )
        for each in declared.settings:
            self.fields[_name(each)] = _field(each)
        self.fields["belongs_to"] = forms.CharField(
            label=_("Whose it is to look at what is set aside"),
            required=False,
            max_length=40,
            help_text=_("The code of an area; empty: those who take matters in for the whole of your own."),
        )

    def clean_belongs_to(self) -> str:
        """The path of the area whose code was typed; one's own where none was."""
        found = queries.belonging(self._viewer, self.cleaned_data["belongs_to"])
        if found is None:
            raise forms.ValidationError(str(wording.FAULTS["area_unknown"]))
        return found

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        secrets = {each.name: given[_name(each)] for each in self._declared.settings if each.kind == "secret"}
        settings = {each.name: given[_name(each)] for each in self._declared.settings if each.kind != "secret"}
        client = given.get("client")
        return Wanted(
            given["name"],
            settings,
            {name: value for name, value in secrets.items() if value},
            int(client) if client else None,
            given["belongs_to"],
        )

    def take_faults(self, refused: Refused) -> None:
        secret = self._declared.secret_names
        for name, code in refused.faults.items():
            field = f"{_SECRET}{name}" if name in secret else name
            self.add_error(field if field in self.fields else None, wording.fault(code))


def initial_of(declared: Declared, settings: Mapping[str, Any]) -> dict[str, Any]:
    """What the form of an endpoint begins with; a new one with examples where there are any."""
    begins = {each.name: each.default if each.example is None else each.example for each in declared.settings}
    return {
        each.name: settings.get(each.name, begins[each.name]) for each in declared.settings if each.kind != "secret"
    }


def _name(setting: Setting) -> str:
    return f"{_SECRET}{setting.name}" if setting.kind == "secret" else setting.name


def _field(setting: Setting) -> forms.Field:
    common: dict[str, Any] = {"label": setting.label, "help_text": setting.hint, "required": False}
    match setting.kind:
        case "number":
            return forms.IntegerField(min_value=0, max_value=100_000, **common)
        case "flag":
            return forms.BooleanField(**common)
        case "choice":
            return forms.ChoiceField(choices=list(setting.choices), **common | {"required": True})
        case "secret":
            widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
            return forms.CharField(max_length=setting.most, strip=False, widget=widget, **common)
        case "json":
            return JsonField(max_length=setting.most, widget=forms.Textarea(attrs={"rows": 10}), **common)
        case "long":
            return forms.CharField(max_length=setting.most, widget=forms.Textarea(attrs={"rows": 4}), **common)
    return forms.CharField(max_length=setting.most, **common)
