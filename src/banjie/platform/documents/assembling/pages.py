"""Work on single pages: what moves or calls out is taken off, what is to be seen is drawn, the stamp is set."""

from collections.abc import Iterator
from typing import Any, Final

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, StreamObject

_UNSEEN: Final = {"/Link", "/Popup"}
_HIDDEN: Final = 0x02 | 0x20
# Millimetres in points; the stamp's distance from the right and upper edge of what is seen of a page.
_MM: Final = 72 / 25.4
_RIGHT, _TOP = 12 * _MM, 8 * _MM


def added(writer: PdfWriter, page: PageObject) -> PageObject:
    """A page of a reader in a writer, without notes, links and actions; what notes show is drawn on the page."""
    shown = list(_appearances(page))
    for key in ("/Annots", "/AA", "/B", "/Thumb", "/PieceInfo"):
        page.pop(NameObject(key), None)
    made = writer.add_page(page)
    for number, (appearance, matrix) in enumerate(shown):
        name = f"/BanjieNote{number}"
        _resource(made, name, writer._add_object(appearance.clone(writer, force_duplicate=False)))
        _append(made, f"q {matrix} cm {name} Do Q")
    return made


def _appearances(page: PageObject) -> Iterator[tuple[Any, str]]:
    """What notes and fields of forms look like, with the matrix that puts each in its place (ISO 32000-2, 12.5.5)."""
    for reference in page.get("/Annots") or ():
        note = reference.get_object()
        if not isinstance(note, DictionaryObject) or note.get("/Subtype") in _UNSEEN:
            continue
        if int(note.get("/F", 0)) & _HIDDEN or "/Rect" not in note:
            continue
        appearance = _dictionary(note.get("/AP")).get("/N")
        appearance = None if appearance is None else appearance.get_object()
        if isinstance(appearance, DictionaryObject) and not isinstance(appearance, StreamObject):
            chosen = appearance.get(note.get("/AS", ""))
            appearance = None if chosen is None else chosen.get_object()
        if isinstance(appearance, StreamObject) and (matrix := _fitting(note["/Rect"], appearance)):
            yield appearance, matrix


def _fitting(rectangle: Any, appearance: StreamObject) -> str:
    """The matrix from the box of an appearance to the rectangle of its note; "" where there is nothing to see."""
    x0, y0, x1, y1 = (float(each) for each in rectangle)
    a, b, c, d, e, f = (float(each) for each in appearance.get("/Matrix", [1, 0, 0, 1, 0, 0]))
    left, low, right, high = (float(each) for each in appearance.get("/BBox", [0, 0, 0, 0]))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (low, high)]
    from_x, from_y = min(x for x, _ in corners), min(y for _, y in corners)
    width, height = max(x for x, _ in corners) - from_x, max(y for _, y in corners) - from_y
    if width <= 0 or height <= 0:
        return ""
    across, up = abs(x1 - x0) / width, abs(y1 - y0) / height
    return f"{across:.4f} 0 0 {up:.4f} {min(x0, x1) - from_x * across:.3f} {min(y0, y1) - from_y * up:.3f}"


def as_form(stamp: PageObject) -> StreamObject:
    """A page as a form that other pages can draw."""
    form = DecodedStreamObject()
    contents = stamp.get_contents()
    form.set_data(b"" if contents is None else contents.get_data())
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(FloatObject(each) for each in stamp.mediabox)
    form[NameObject("/Resources")] = stamp["/Resources"]
    return form


def stamp(page: PageObject, form: Any, *, width: float, height: float) -> None:
    """Draws a form at the upper right of the page as it is seen, however the page is turned."""
    box = page.cropbox
    x0, y0, x1, y1 = (float(each) for each in (box.left, box.bottom, box.right, box.top))
    turned = page.rotation % 360
    seen_width, seen_height = (y1 - y0, x1 - x0) if turned in {90, 270} else (x1 - x0, y1 - y0)
    u, v = seen_width - _RIGHT - width, seen_height - _TOP - height
    a, b, c, d, e, f = {
        90: (0, 1, -1, 0, x1, y0),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, -1, 1, 0, x0, y1),
    }.get(turned, (1, 0, 0, 1, x0, y0))
    place = f"{a} {b} {c} {d} {a * u + c * v + e:.3f} {b * u + d * v + f:.3f}"
    _resource(page, "/BanjieStamp", form)
    _append(page, f"q {place} cm /BanjieStamp Do Q")


def _resource(page: PageObject, name: str, form: Any) -> None:
    """Resources may be shared between pages, so this page gets its own."""
    resources = _dictionary(page.get("/Resources"))
    forms = _dictionary(resources.get("/XObject"))
    forms[NameObject(name)] = form
    resources[NameObject("/XObject")] = forms
    page[NameObject("/Resources")] = resources


def _dictionary(found: Any) -> DictionaryObject:
    """A copy of a dictionary, or an empty one."""
    inner = None if found is None else found.get_object()
    return DictionaryObject(inner if isinstance(inner, DictionaryObject) else {})


def _append(page: PageObject, drawing: str) -> None:
    """Puts drawing after what the page holds, whose own settings are kept from it."""
    contents = page.get("/Contents")
    inner = None if contents is None else contents.get_object()
    if inner is None:
        existing = []
    elif isinstance(inner, ArrayObject):
        existing = list(inner)
    else:
        existing = [contents]
    page[NameObject("/Contents")] = ArrayObject([_stream("q"), *existing, _stream(f"Q {drawing}")])


def _stream(text: str) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(f"\n{text}\n".encode("ascii"))
    return made


def kept(writer: PdfWriter, page: PageObject) -> None:
    """Streams have to be objects of their own in a file."""
    contents = page.get("/Contents")
    if isinstance(contents, ArrayObject):
        page[NameObject("/Contents")] = ArrayObject(
            writer._add_object(each) if isinstance(each, StreamObject) else each for each in contents
        )
