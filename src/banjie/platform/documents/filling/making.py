"""Fills a template: what people wrote goes in as text and nothing else."""

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, Final

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError

from banjie.platform.documents.filling.checking import faults_of
from banjie.platform.documents.filling.environment import made_environment
from banjie.platform.documents.filling.faults import FaultCode, TemplateBroken, TemplateFault
from banjie.platform.documents.filling.shapes import Field, Picture, Shape, ShapeKind
from banjie.platform.documents.packing import packed

# Not part of XML, or signs by which docxtpl would break a paragraph or page of its own accord.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS: Final = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
# docxtpl turns "{_{" back into braces after filling; a sign of no width keeps what was written.
_DISGUISED: Final = re.compile(r"(?<=\{)_(?=[{%])|(?<=[}%])_(?=\})")


def filled(
    template: bytes,
    shape: Shape,
    values: Mapping[str, Any],
    *,
    shown: Callable[[Any], str],
    filters: Mapping[str, Callable[..., Any]] | None,
) -> bytes:
    faults = [*faults_of(template, shape, required=(), filters=filters), *_missing(shape, values, "")]
    if faults:
        raise TemplateBroken(faults)
    document = DocxTemplate(BytesIO(template))
    document.render_init()
    environment = made_environment(filters or {}, shown=lambda value: _shown(value, document, shown))
    try:
        document.render(dict(values), environment, autoescape=True)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise TemplateBroken([TemplateFault(FaultCode.CANNOT_FILL, str(error)[:200])]) from error
    made = BytesIO()
    document.save(made)
    return packed(made.getvalue())


def _missing(shape: Shape, values: Mapping[str, Any], path: str) -> list[TemplateFault]:
    found = []
    for name, field in shape.items():
        if name not in values:
            found.append(TemplateFault(FaultCode.VALUE_MISSING, f"{path}{name}"))
        elif field.kind is ShapeKind.LIST:
            found += _missing_in_list(field, values[name], f"{path}{name}")
    return found


def _missing_in_list(field: Field, records: Any, path: str) -> list[TemplateFault]:
    if not isinstance(records, list | tuple):
        return [TemplateFault(FaultCode.VALUE_MISSING, path)]
    return [
        fault
        for number, record in enumerate(records, 1)
        for fault in _missing(field.fields, record, f"{path}[{number}].")
    ]


def _shown(value: Any, document: Any, shown: Callable[[Any], str]) -> Any:
    if value is None:
        return ""
    if isinstance(value, Picture):
        return InlineImage(document, BytesIO(value.content), height=Mm(value.height))
    # Text of the template itself comes by here too, marked as markup by Jinja.
    if hasattr(value, "__html__"):
        return value
    return printable(value if isinstance(value, str) else shown(value))


def printable(text: str) -> str:
    """Text as it can stand in the file, every line a paragraph of its own."""
    lines = _LINE_ENDS.sub("\n", text).strip("\n")
    return _DISGUISED.sub("\u200b_", _UNPRINTABLE.sub("", lines)).replace("\n", "\a")
