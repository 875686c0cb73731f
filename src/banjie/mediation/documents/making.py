"""A form filled: from its template and the values of its fields to .docx and PDF. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from banjie.mediation.documents.amounts import capitals, english_count, figures, yuan
from banjie.mediation.documents.days import clock, day, english_day, han_day, moment
from banjie.mediation.documents.forms import FieldKind, Form, FormField
from banjie.platform.documents.filling import TemplateFault, check, fill
from banjie.platform.documents.printing import Printed, print_docx

_SHIPPED: Final = Path(__file__).parent / "templates"


def _or_open(written: Callable[[Any], str]) -> Callable[[Any], str]:
    """The same for what may be left open, to be written in by hand."""

    def shown(value: Any) -> str:
        return "" if value is None or value == "" else written(value)

    return shown


# What a template may put behind a field and a bar.
FILTERS: Final[Mapping[str, Callable[..., str]]] = MappingProxyType(
    {
        name: _or_open(written)
        for name, written in (
            *(("capitals", capitals), ("figures", figures), ("yuan", yuan), ("clock", clock)),
            *(("han_day", han_day), ("english_day", english_day), ("english_count", english_count)),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Made:
    """A filled form in both shapes."""

    docx: bytes
    printed: Printed


@cache
def shipped(key: str, *, bilingual: bool = False) -> bytes:
    """The template that comes with the product. Raises KeyError for a form that has none of this kind."""
    path = _SHIPPED / (f"{key}.bilingual.docx" if bilingual else f"{key}.docx")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise KeyError(path.stem) from None


def faults_of(form: Form, template: bytes) -> tuple[TemplateFault, ...]:
    """Everything that keeps a template from serving a form, required fields that it does not show included."""
    return check(template, form.shape, required=form.required, filters=FILTERS)


def missing(form: Form, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The required fields that are empty, in their order; a flag is never empty."""
    return tuple(
        each.key
        for each in form.fields
        if each.required and each.kind is not FieldKind.FLAG and not _given(values.get(each.key))
    )


def make(form: Form, values: Mapping[str, Any], template: bytes, *, zone: ZoneInfo, language: str = "zh") -> Made:
    """Fields that are not in `values` stay open, to be written in by hand. Raises TemplateBroken, DocumentFault."""
    complete = {each.key: _complete(each, values.get(each.key), zone) for each in form.fields}

    def shown(value: Any) -> str:
        return worded(value, zone)

    docx = fill(template, form.shape, complete, shown=shown, filters=FILTERS)
    return Made(docx, print_docx(docx, title=form.zh, language=language))


def worded(value: Any, zone: ZoneInfo) -> str:
    """A value as a document writes it."""
    match value:
        case datetime():
            return moment(value, zone)
        case date():
            return day(value)
        case Decimal():
            return figures(value)
        case _:
            return str(value)


def _complete(field: FormField, value: Any, zone: ZoneInfo) -> Any:
    """A value for every field, moments by the clocks of the place."""
    if field.kind is FieldKind.LIST:
        return [
            {each.key: _complete(each, record.get(each.key), zone) for each in field.lines} for record in value or ()
        ]
    return value.astimezone(zone) if isinstance(value, datetime) else value


def _given(value: Any) -> bool:
    return value is not None and (not isinstance(value, str | list | tuple) or len(value) > 0)
