"""Forms drawn from the payload of a command: what the API takes is what the page asks, field by field."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin

from django import forms
from django.utils.translation import gettext as _
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from banjie.cases import wording
from banjie.cases.commands.payloads import PAYLOADS, CalledIn
from banjie.organisations import queries as organisations
from banjie.organisations.tree import UnitRef
from banjie.ui.widgets import Combobox, CountedTextarea, DateTimeInput, RadioList, RemoteCombobox

_LONG_TEXT = 1000
SPANS = ("4h", "8h", "24h", "48h", "4wh", "8wh", "1wd", "2wd", "3wd", "5wd", "7wd", "10wd", "15wd", "20wd", "30wd")
YES, NO = "yes", "no"


class CommandForm(forms.Form):
    """The form of one command. `data_of` gives back what `perform` takes.

    `present` is what the case has already, by field: it is shown, and only what departs from it is given back.
    """

    def __init__(
        self, *args: Any, command: str, options: "Options", present: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.payload = PAYLOADS[command]
        self._present = present or {}
        self.initial = {**self._present, **self.initial}
        for name, info in self.payload.model_fields.items():
            if (field := _field(name, info, options)) is not None:
                self.fields[name] = field

    def data_of(self) -> dict[str, Any]:
        """The entered values in the payload's terms; what was left empty is left out."""
        given: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            info = self.payload.model_fields[name]
            if value in (None, "", []) or (name in self._present and value == self._present[name]):
                continue
            given[name] = _given(info, value)
        return given

    def take_errors(self, error: ValidationError) -> None:
        """Puts each fault where its field stands."""
        for fault in error.errors():
            field = str(fault["loc"][0]) if fault["loc"] else None
            code = str(fault.get("ctx", {}).get("error", fault["msg"]))
            words = str(wording.PROBLEMS.get(code, fault["msg"]))
            self.add_error(field if field in self.fields else None, words)


class Options:
    """The choices that depend on the case: units it may go to, people who may take it."""

    def __init__(
        self,
        *,
        units: Sequence[UnitRef] = (),
        about_unit_path: str = "",
        lead_unit_id: int | None = None,
        category: str = "",
        case: str = "",
        at: Any = None,
    ) -> None:
        self._units = units
        self._category = category
        self._case = case
        self._about = about_unit_path
        self._lead = lead_unit_id
        self._at = at

    def units(self) -> list[tuple[str, str]]:
        return [(str(unit.id), unit.name) for unit in self._units if not self._complained_of(unit.path)]

    def unit_details(self) -> dict[str, str]:
        return {str(unit.id): unit.area_name for unit in self._units}

    def category(self) -> str:
        """The words of the present category, for a field that is asked by typing."""
        return self._category

    def case(self) -> str:
        """The words of the case that is proposed to merge into."""
        return self._case

    def handlers(self) -> list[tuple[str, str]]:
        if self._lead is None:
            return []
        return [(str(ref.id), ref.name) for ref in organisations.handlers(self._lead, at=self._at)]

    def _complained_of(self, path: str) -> bool:
        return bool(self._about) and (path == self._about or path.startswith(f"{self._about}."))


def _field(name: str, info: FieldInfo, options: Options) -> forms.Field | None:
    common: dict[str, Any] = {
        "label": _(info.title) if info.title else name,
        "help_text": _(info.description) if info.description else "",
        "required": info.is_required(),
    }
    if not info.is_required() and info.default not in (None, "", ()):
        common["initial"] = info.default
    return _by_widget(info, options, common) or _by_type(name, info, options, common)


def _by_widget(info: FieldInfo, options: Options, common: dict[str, Any]) -> forms.Field | None:
    match _widget(info):
        case "unit":
            widget = Combobox(details=options.unit_details())
            return forms.ChoiceField(choices=[("", ""), *options.units()], widget=widget, **common)
        case "staff":
            return forms.ChoiceField(choices=[("", ""), *options.handlers()], widget=Combobox(), **common)
        case "case":
            return forms.IntegerField(widget=RemoteCombobox(url="/work/cases/options/", shown=options.case()), **common)
        case "category":
            return forms.CharField(
                widget=RemoteCombobox(url="/work/categories/options/", shown=options.category()), **common
            )
        case _:
            return None


def _by_type(name: str, info: FieldInfo, options: Options, common: dict[str, Any]) -> forms.Field | None:
    kind, values = _bare(info.annotation)
    if values:
        words = wording.CHOICES.get(name, {})
        chosen = [(value, words.get(value, value)) for value in values]
        if not info.is_required():
            return forms.ChoiceField(choices=[("", "—"), *chosen], **common)
        return forms.ChoiceField(choices=chosen, widget=RadioList(), **common)
    if kind is bool:
        return forms.ChoiceField(choices=[(YES, _("Yes")), (NO, _("No"))], widget=RadioList(), **_as_answer(common))
    if name in {"within", "amount"}:
        return forms.ChoiceField(choices=[(span, wording.span(span)) for span in SPANS], **common)
    if name == "satisfaction":
        return forms.ChoiceField(choices=list(wording.SATISFACTION.items()), widget=RadioList(), **common)
    if kind is str:
        return _text(info, common)
    return _other(kind, info, options, common)


def _other(kind: Any, info: FieldInfo, options: Options, common: dict[str, Any]) -> forms.Field | None:
    if get_origin(kind) is tuple and CalledIn in get_args(kind):
        return forms.MultipleChoiceField(
            choices=options.units(), widget=forms.SelectMultiple(attrs={"size": 6}), **common
        )
    if kind is float:
        return forms.FloatField(widget=forms.HiddenInput(), **common)
    return forms.DateTimeField(widget=DateTimeInput(), **common)


def _text(info: FieldInfo, common: dict[str, Any]) -> forms.Field:
    limit = _most(info)
    if limit > _LONG_TEXT:
        return forms.CharField(widget=CountedTextarea(limit=limit, rows=4), strip=True, **common)
    return forms.CharField(max_length=limit, **common)


def _most(info: FieldInfo) -> int:
    limits = [found for meta in _metadata(info) if (found := getattr(meta, "max_length", None))]
    return min(limits, default=200)


def _metadata(info: FieldInfo) -> list[Any]:
    found = list(info.metadata)
    for part in get_args(info.annotation):
        found += list(getattr(part, "__metadata__", ()))
    return found


def _widget(info: FieldInfo) -> str | None:
    extras = [info.json_schema_extra, *(getattr(meta, "json_schema_extra", None) for meta in _metadata(info))]
    for extra in extras:
        if isinstance(extra, Mapping) and "widget" in extra:
            return str(extra["widget"])
    return None


def _bare(annotation: Any) -> tuple[Any, tuple[str, ...]]:
    """The type without Optional and Annotated, and the values of a Literal."""
    from typing import Annotated, Literal

    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) is Literal:
        return str, get_args(annotation)
    parts = [part for part in get_args(annotation) if part is not type(None)]
    if get_origin(annotation) is not tuple and type(None) in get_args(annotation) and len(parts) == 1:
        return _bare(parts[0])
    return annotation, ()


def _as_answer(common: dict[str, Any]) -> dict[str, Any]:
    initial = common.get("initial")
    return common | ({"initial": YES if initial else NO} if isinstance(initial, bool) else {})


def _given(info: FieldInfo, value: Any) -> Any:
    kind, values = _bare(info.annotation)
    if kind is bool and not values:
        return value == YES
    if isinstance(value, list):
        return [{"unit": int(unit)} for unit in value]
    return value
