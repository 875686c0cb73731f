"""What a person wrote into a document, read back from where it was kept."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from banjie.mediation.documents.forms import FieldKind, Form
from banjie.mediation.models import DisputeDocument
from banjie.platform import crypto


def typed_in(document: DisputeDocument) -> Mapping[str, Any]:
    """What a person wrote over what was gathered, as text; nothing once it has been erased."""
    if document.typed is None:
        return {}
    typed: Mapping[str, Any] = crypto.decrypt_json(bytes(document.typed), bound_to=document_binding(document.id))
    return typed


def document_binding(document_id: int) -> str:
    return f"dispute-document:{document_id}"


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
