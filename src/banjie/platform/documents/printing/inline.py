"""What stands in the lines of a paragraph: text, breaks, page numbers, pictures."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from docx.oxml.ns import qn
from PIL import Image, UnidentifiedImageError

from banjie.platform.documents.printing.properties import Properties, child, text
from banjie.platform.documents.printing.styles import Styles
from banjie.platform.documents.printing.unshown import Report, UnshownKind

_EMU: Final = 12_700
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORD_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_MATHS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_THROUGH: Final = {"hyperlink", "ins", "smartTag", "fldSimple", "sdt", "sdtContent", "moveTo", "bdo", "dir"}
_SILENT: Final = {
    *("pPr", "rPr", "bookmarkStart", "bookmarkEnd", "proofErr", "del", "moveFrom", "lastRenderedPageBreak", "delText"),
    *("permStart", "permEnd", "sdtPr", "sdtEndPr", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart"),
    *(
        "moveToRangeEnd",
        "footnoteRef",
        "annotationRef",
        "separator",
        "continuationSeparator",
        "softHyphen",
        "instrText",
    ),
}
_NOTES: Final = {"footnoteReference", "endnoteReference"}
_COMMENTS: Final = {"commentRangeStart", "commentRangeEnd", "commentReference"}
_FIELDS: Final = {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "pages"}
_SET_BY_TYPST: Final = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
type Piece = dict[str, Any]


class Pictures:
    """The pictures of a file, by the names under which they are handed to Typst."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def name(self, part: Any) -> str | None:
        """None for a format that cannot be drawn."""
        content = part.blob
        try:
            with Image.open(BytesIO(content)) as picture:
                ending = _SET_BY_TYPST.get(picture.format or "")
                if ending is None:
                    made = BytesIO()
                    picture.convert("RGB").save(made, "PNG")
                    content, ending = made.getvalue(), "png"
        except (UnidentifiedImageError, OSError, ValueError):
            return None
        name = f"{str(part.partname).strip('/').replace('/', '-')}.{ending}"
        self.files[name] = content
        return name


class Inline:
    """Reads the runs of one paragraph."""

    def __init__(self, styles: Styles, pictures: Pictures, report: Report, part: Any, table_style: str) -> None:
        self._styles, self._pictures, self._report, self._part = styles, pictures, report, part
        self._table_style = table_style
        self._field = ""
        self._in_field = 0
        self._skipping = False
        self.boxes: list[Any] = []

    def pieces(self, paragraph: Any) -> list[Piece]:
        properties = child(paragraph, "pPr")
        return _joined(list(self._all(paragraph, properties)))

    def _all(self, element: Any, properties: Any) -> Iterator[Piece]:
        for each in element:
            name = _name(each)
            if name == "r":
                yield from self._run(each, properties)
            elif name == "fldSimple" and (field := _field_kind(text(each, "instr"))):
                yield {"kind": field, **self._look(child(each, "r"), properties)}
            elif name in _THROUGH:
                yield from self._all(each, properties)
            else:
                self._unshown(each, name)

    def _look(self, run: Any, properties: Any) -> Properties:
        return self._styles.run(properties, child(run, "rPr"), self._table_style)

    def _run(self, run: Any, properties: Any) -> Iterator[Piece]:
        look = self._look(run, properties)
        for each in run:
            name = _name(each)
            if name == "fldChar":
                yield from self._field_mark(text(each, "fldCharType"), look)
            elif name == "instrText":
                self._field += _own_text(each)
            elif not self._skipping and not look.get("hidden"):
                yield from self._content(each, name, look)

    def _field_mark(self, mark: str, look: Properties) -> Iterator[Piece]:
        """A field runs from "begin" over its instruction to "separate", then its last result up to "end"."""
        if mark == "begin":
            self._in_field, self._field = self._in_field + 1, ""
        elif self._in_field:
            kind = _field_kind(self._field)
            if mark == "separate" and kind:
                self._skipping = True
            elif mark == "end":
                if kind:
                    yield {"kind": kind, **look}
                self._in_field, self._field, self._skipping = self._in_field - 1, "", False

    def _content(self, element: Any, name: str, look: Properties) -> Iterator[Piece]:
        match name:
            case "t":
                words = _own_text(element)
                yield {"kind": "text", "text": words.upper() if look.get("caps") else words, **look}
            case "tab" | "ptab":
                yield {"kind": "tab", **look}
            case "br" | "cr":
                yield {"kind": "page-break" if text(element, "type") == "page" else "break"}
            case "noBreakHyphen":
                yield {"kind": "text", "text": "\u2011", **look}
            case "sym":
                self._report.add(UnshownKind.SIGN, text(element, "char"))
                yield {"kind": "text", "text": "□", **look}
            case "drawing":
                yield from self._drawing(element)
            case "pict" | "object" | "AlternateContent":
                yield from self._older(element, name)
            case _:
                self._unshown(element, name)

    def _drawing(self, element: Any) -> Iterator[Piece]:
        shape = element[0] if len(element) else None
        if shape is None:
            return
        boxes = list(element.iter(qn("w:txbxContent")))
        blips = list(element.iter(f"{{{_PICTURE}}}blip"))
        if boxes:
            self._report.add(UnshownKind.TEXT_BOX, "".join(_own_text(each) for each in boxes[0].iter(qn("w:t")))[:40])
            self.boxes += boxes
        elif not blips:
            self._report.add(UnshownKind.DRAWING)
        for blip in blips:
            yield from self._picture(shape, blip)

    def _picture(self, shape: Any, blip: Any) -> Iterator[Piece]:
        if _name(shape) == "anchor":
            self._report.add(UnshownKind.FLOATING_PICTURE)
        related = self._part.related_parts.get(blip.get(qn("r:embed")))
        name = None if related is None else self._pictures.name(related)
        if name is None:
            self._report.add(UnshownKind.PICTURE_FORMAT, "" if related is None else str(related.partname))
            return
        extent = shape.find(f"{{{_WORD_DRAWING}}}extent")
        width, height = (int(extent.get(each)) / _EMU for each in ("cx", "cy"))
        yield {"kind": "picture", "file": name, "width": width, "height": height}

    def _older(self, element: Any, name: str) -> Iterator[Piece]:
        """Drawings as Word 2007 made them, or with such a drawing beside a newer one."""
        drawing = next(element.iter(qn("w:drawing")), None)
        if name == "AlternateContent" and drawing is not None:
            yield from self._drawing(drawing)
            return
        boxes = list(element.iter(qn("w:txbxContent")))
        self.boxes += boxes
        self._report.add(UnshownKind.TEXT_BOX if boxes else UnshownKind.DRAWING, name)

    def _unshown(self, element: Any, name: str) -> None:
        if name in _SILENT or not name:
            return
        if name in _NOTES:
            self._report.add(UnshownKind.NOTE)
        elif name in _COMMENTS:
            if name == "commentReference":
                self._report.add(UnshownKind.COMMENT)
        elif str(element.tag).startswith(f"{{{_MATHS}}}"):
            self._report.add(UnshownKind.EQUATION)
        else:
            self._report.add(UnshownKind.OTHER, name)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _own_text(element: Any) -> str:
    return "".join(element.itertext())


def _field_kind(instruction: str) -> str:
    words = instruction.split()
    return _FIELDS.get(words[0].upper(), "") if words else ""


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring text of the same look in one piece, so that lines break as if Word had never split it."""
    made: list[Piece] = []
    for each in pieces:
        if made and each["kind"] == "text" and {**each, "text": ""} == {**made[-1], "text": ""}:
            made[-1] = {**each, "text": made[-1]["text"] + each["text"]}
        else:
            made.append(each)
    return made
