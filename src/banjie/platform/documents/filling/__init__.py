"""Word files with fields in them, as an office edits them: checked against what may be filled in, then filled.

A field stands as `{{ name }}`; a part that stands on a condition as `{% if name %}…{% endif %}` within one paragraph,
or with the tags in paragraphs (`{%p if`) or table rows (`{%tr for each in list`) of their own.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from banjie.platform.documents.filling.faults import FaultCode, TemplateBroken, TemplateFault
from banjie.platform.documents.filling.shapes import Field, Picture, Shape, ShapeKind

__all__ = [
    "FaultCode",
    "Field",
    "Picture",
    "Shape",
    "ShapeKind",
    "TemplateBroken",
    "TemplateFault",
    "check",
    "fill",
]


# What reads and fills Word files weighs 9 MB in every process, and most never touch one; hence the late imports.
def check(
    content: bytes,
    shape: Shape,
    *,
    required: Collection[str] = (),
    filters: Mapping[str, Callable[..., Any]] | None = None,
) -> tuple[TemplateFault, ...]:
    """Every fault of a template, in the order of the file; none if it can be filled.

    `required` are fields that it must name somewhere; `filters` what may stand behind a bar besides Jinja's plain ones.
    """
    from banjie.platform.documents.filling.checking import faults_of

    return faults_of(content, shape, required=required, filters=filters)


def fill(
    template: bytes,
    shape: Shape,
    values: Mapping[str, Any],
    *,
    shown: Callable[[Any], str] = str,
    filters: Mapping[str, Callable[..., Any]] | None = None,
) -> bytes:
    """The filled .docx; the same template and values give the same bytes.

    Every field of the shape must be in `values`: None stands for what is left open, a `Picture` or None for pictures,
    mappings in a sequence for lists. `shown` words a value that is no text; each new line of a text begins a paragraph.
    Raises TemplateBroken, naming field and paragraph.
    """
    from banjie.platform.documents.filling.making import filled

    return filled(template, shape, values, shown=shown, filters=filters)
