"""Plates and sheets of labels as PDF: the picture to scan, the place, the code in letters, the centre's number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.places.queries import CodeLine
from banjie.platform import documents

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TEMPLATE: Final = "web/areas/plates.typ"
MOST: Final = 600
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """How labels stand on A4; lengths in millimetres, text in points. `gap` lies between columns only."""

    label: "StrOrPromise"
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap: float
    picture: float
    padding: float
    name_size: float
    text_size: float
    code_size: float


# The two sheets have the measures of self-adhesive labels sold as L7165 and L7160; on plain paper one cuts.
LAYOUTS: Final[Mapping[str, Layout]] = MappingProxyType(
    {
        "8": Layout(_("2 × 4 labels on A4"), 2, 4, 99.1, 67.7, 4.65, 13.1, 2.5, 47, 3.5, 14, 9, 13),
        "21": Layout(_("3 × 7 labels on A4"), 3, 7, 63.5, 38.1, 7.25, 15.15, 2.5, 25, 2, 9.5, 6.5, 8),
    }
)


def address(code: str) -> str:
    """What the picture holds: where residents reach this installation, then the code."""
    return settings.PUBLIC_URL + reverse("resident:place", args=[code])


def picture(code: str, *, border: int = 4) -> str:
    """The QR code as SVG. A quarter of it may be scratched or dirty: plates hang outside."""
    content = BytesIO()
    segno.make(address(code), error="q", micro=False).save(
        content, kind="svg", border=border, xmldecl=False, svgns=True, light="#fff", scale=4
    )
    return content.getvalue().decode()


def picture_uri(code: str) -> str:
    """The same for a page."""
    made = segno.make(address(code), error="q", micro=False)
    return str(made.svg_data_uri(scale=4, border=4, light="#fff"))


def sheet(lines: Sequence[CodeLine], layout: str) -> bytes:
    """As many pages as the labels fill, each with marks to cut along."""
    return documents.pdf(TEMPLATE, sheet_data(lines, layout), language="zh-hans")


def plate(line: CodeLine) -> bytes:
    """One plate that fills a page."""
    return documents.pdf(TEMPLATE, plate_data(line), language="zh-hans")


def sheet_data(lines: Sequence[CodeLine], layout: str) -> dict[str, Any]:
    shape = LAYOUTS[layout]
    lengths = {
        "columns": shape.columns,
        "rows": shape.rows,
        "width": shape.width,
        "height": shape.height,
        "left": shape.left,
        "top": shape.top,
        "gap": shape.gap,
        "picture": shape.picture,
        "padding": shape.padding,
        "name_size": shape.name_size,
        "text_size": shape.text_size,
        "code_size": shape.code_size,
    }
    return {"sheet": lengths, "labels": [_label(line) for line in lines], "purpose": _purpose(), "words": _words()}


def plate_data(line: CodeLine) -> dict[str, Any]:
    return {"sheet": None, "labels": [_label(line)], "purpose": _purpose(), "words": _words()}


def _purpose() -> list[str]:
    """What it is for, in one line of each language: a plate does not know who reads it."""
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(gettext("Scan to report something here and to see what is open"))
    return said


def _words() -> dict[str, str]:
    with translation.override("zh-hans"):
        return {"code": gettext("Code"), "site": str(settings.SITE_NAME)}


def _label(line: CodeLine) -> dict[str, Any]:
    centre = next((unit for unit in organisations.units_index().centres(line.area.path) if unit.phone), None)
    above = places.line(line.area.path)[-3:]
    own = [each.name for each in above if each.name != line.name]
    return {
        "name": line.name if len(line.name) <= _LONGEST else f"{line.name[: _LONGEST - 1]}…",
        # A name of many characters is set smaller rather than cut off.
        "shrink": min(1.0, max(0.6, 14 / max(_width(line.name), 1))),
        "area": " ".join(own),
        "code": line.written,
        "centre": centre.name if centre else "",
        "phone": centre.phone if centre else "",
        "picture": picture(line.code),
    }


def _width(text: str) -> float:
    return sum(1.0 if ord(each) > 0x2E7F else 0.55 for each in text)
