"""Word files with fields in them, as an office edits them: checked against what may be filled in, then filled.

A field stands as `{{ name }}`; a part that stands on a condition as `{% if name %}…{% endif %}` within one paragraph,
or with the tags in paragraphs (`{%p if`) or table rows (`{%tr for each in list`) of their own.
"""

from banjie.platform.documents.filling.checking import check
from banjie.platform.documents.filling.faults import FaultCode, TemplateBroken, TemplateFault
from banjie.platform.documents.filling.making import fill
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
