"""What a person wrote into a document, read back from where it was kept."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from banjie.mediation.documents.forms import FieldKind, Form


def as_values(form: Form, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept as text in the types that its fields have."""
    kinds = {each.key: each.kind for each in form.fields}
    return {key: _value(kinds[key], value) for key, value in typed.items() if key in kinds}


def _value(kind: FieldKind, value: Any) -> Any:
    if not isinstance(value, str) or not value:
        return value
    match kind:
        case FieldKind.DAY:
            return date.fromisoformat(value)
        case FieldKind.MOMENT:
            return datetime.fromisoformat(value)
        case FieldKind.AMOUNT:
            return Decimal(value)
        case _:
            return value
