"""A form in the look that offices are used to: 宋体 二号 above, 仿宋 below, lines of 28 points, wide margins."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from banjie.mediation.documents.drawing import marks
from banjie.platform.documents.packing import packed

SONG, FANGSONG, HEI, LATIN = "宋体", "仿宋", "黑体", "Times New Roman"
ERHAO, XIAOER, SANHAO, XIAOSAN, SIHAO, XIAOSI, WUHAO = 22, 18, 16, 15, 14, 12, 10.5
_LINE: Final = 28
# Room for a signature behind its words, in points.
_SIGNING: Final = 120
_WIDTH: Final = 156
# Who signs, the line, the day; small enough for most names beside 签名、盖章或按指印.
_SIGNED: Final = 11
_SIGNATURE: Final = (82, 36, 38)
MIDDLE: Final = "^"
# A day that is still to be written in by hand.
OPEN_DAY: Final = "　　年　　月　　日"


class Sheet:
    """One form, drawn from its top to its bottom. Lengths in millimetres, characters in points."""

    def __init__(self, title: str, *, size: float = SANHAO, footer: bool = True, line: float = _LINE) -> None:
        self._document: Any = Document()
        self.size, self._line = size, line
        marks.set_up(self._document, FANGSONG, LATIN, size)
        self._document.core_properties.title = title
        self._document.core_properties.author = ""
        self._document.core_properties.comments = ""
        if footer:
            marks.page_numbers(self._document, SONG)

    def head(self, title: str, *, above: str = "", number: str = "", english: str = "") -> None:
        """The committee above, the title in 二号, its English, the number to the right below it."""
        if above:
            self.paragraph(above, size=XIAOER, font=SONG, align=ALIGN.CENTER, line=32)
        self.paragraph(
            title, size=ERHAO, font=SONG, bold=True, align=ALIGN.CENTER, line=38, before=4, after=0 if english else 8
        )
        if english:
            self.paragraph(english, size=SIHAO, align=ALIGN.CENTER, line=24, after=6)
        if number:
            self.paragraph(number, align=ALIGN.RIGHT, size=min(self.size, SIHAO), after=6, line=24)

    def paragraph(
        self,
        text: str,
        *,
        indent: bool = False,
        size: float | None = None,
        font: str = FANGSONG,
        bold: bool = False,
        align: ALIGN | None = None,
        line: float | None = None,
        before: float = 0,
        after: float = 0,
        right: float = 0,
        together: bool = False,
    ) -> Paragraph:
        """`indent` moves the first line in by two characters; {% tags %} of paragraphs go through `tag`."""
        made = self._document.add_paragraph()
        self._write(made, text, size or self.size, font, bold=bold)
        self._shape(made, size or self.size, line or self._line, before, after)
        made.alignment = ALIGN.JUSTIFY if align is None else align
        if indent:
            marks.two_characters(made)
        if right:
            made.paragraph_format.right_indent = Pt(right)
        if together:
            made.paragraph_format.keep_with_next = True
        return made  # type: ignore[no-any-return]  # python-docx behind Any

    def heading(self, text: str) -> None:
        self.paragraph(text, font=HEI, before=6, together=True)

    def tag(self, tag: str) -> None:
        """A tag in a paragraph of its own, which goes away when the form is filled."""
        made = self._document.add_paragraph(f"{{%p {tag} %}}")
        self._shape(made, WUHAO, 12, 0, 0)

    def each(self, name: str, among: str, text: str, *, indent: bool = True) -> None:
        """The same paragraph for every line of a list."""
        self.tag(f"for {name} in {among}")
        self.paragraph(text, indent=indent)
        self.tag("endfor")

    def blanks(self, pairs: Sequence[tuple[str, str]], *, label: float = 34, line: float = 10) -> None:
        """A word and a line to write on behind it, one a row."""
        table = self._table(len(pairs), [label, _WIDTH - label])
        for row, (word, value) in zip(table.rows, pairs, strict=True):
            self._height(row, line)
            self._in(row.cells[0], word, align=ALIGN.LEFT)
            marks.spread(row.cells[0].paragraphs[0])
            self._in(row.cells[1], value, align=ALIGN.LEFT)
            marks.borders(row.cells[1], bottom=4)

    def grid(
        self,
        rows: Sequence[Sequence[str | tuple[str, int]]],
        widths: Sequence[float],
        *,
        height: float = 10,
        together: bool = False,
    ) -> None:
        """A ruled table. A cell is text, or text with the number of columns it takes; words alone stand in the
        middle, whatever is filled in to the left, unless it begins with MIDDLE. `together` keeps it on one page."""
        table = self._table(len(rows), widths)
        marks.ruled(table)
        for number, cells in enumerate(rows):
            row = table.rows[number]
            self._height(row, height)
            place = 0
            for each in cells:
                text, span = each if isinstance(each, tuple) else (each, 1)
                cell = row.cells[place]
                if span > 1:
                    cell = cell.merge(row.cells[place + span - 1])
                centred = "{" not in text or text.startswith(MIDDLE)
                text = text.removeprefix(MIDDLE)
                self._in(cell, text, align=ALIGN.CENTER if centred else ALIGN.LEFT, size=self._small)
                place += span
            if together and number + 1 < len(rows):
                marks.with_next(row)
            marks.keep_together(row)

    def listing(
        self,
        head: Sequence[str],
        name: str,
        among: str,
        cells: Sequence[str],
        widths: Sequence[float],
        *,
        height: float = 9,
        centred: Sequence[int] = (0,),
        size: float | None = None,
    ) -> None:
        """A ruled table with a row for every line of a list; its head stands again on every page."""
        table = self._table(4, widths)
        marks.ruled(table)
        self._row(table, 0, head, height, centred=range(len(head)), font=HEI, size=size)
        marks.repeat(table.rows[0])
        self._row(table, 1, [f"{{%tr for {name} in {among} %}}"], height)
        self._row(table, 2, cells, height, centred=centred, size=size)
        marks.keep_together(table.rows[2])
        self._row(table, 3, ["{%tr endfor %}"], height)

    def box(self, word: str, *values: str, height: float, foot: Sequence[str] = ()) -> None:
        """A ruled cell with a word above, room for many lines, and lines at its foot."""
        table = self._table(1, [_WIDTH])
        marks.ruled(table)
        self._height(table.rows[0], height)
        cell = table.rows[0].cells[0]
        self._in(cell, word, align=ALIGN.LEFT, size=self._small)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.TOP
        cell.paragraphs[0].paragraph_format.space_before = Pt(4)
        lines = [*((each, ALIGN.JUSTIFY) for each in values), *((each, ALIGN.RIGHT) for each in foot)]
        for text, align in lines:
            made = cell.add_paragraph()
            self._write(made, text, self._small, FANGSONG)
            self._shape(made, self._small, 20, 0 if align == ALIGN.JUSTIFY else 10, 0)
            made.alignment = align
            if align == ALIGN.RIGHT:
                made.paragraph_format.right_indent = Pt(_SIGNING if text.endswith("：") else 24)
            if align == ALIGN.JUSTIFY:
                marks.two_characters(made)

    def signing(self, who: str, *, before: float = 24) -> None:
        """A line at the right on which somebody signs."""
        self.paragraph(f"{who}：", align=ALIGN.RIGHT, before=before, right=_SIGNING, together=True)

    def signatures(
        self,
        people: str = "signers",
        *,
        who: str = "{{ each.role }}（签名、盖章或按指印）：",
        signature: str = "{{ each.signature }}",
        day: str = f"{{% if each.signed_on %}}{{{{ each.signed_on }}}}{{% else %}}{OPEN_DAY}{{% endif %}}",
    ) -> None:
        """A line for everybody who signs: who they are, the signature or room for one, the day."""
        table = self._table(3, _SIGNATURE)
        self._row(table, 0, [f"{{%tr for each in {people} %}}"], 6)
        self._to_sign(table, 1, who, signature, day)
        self._row(table, 2, ["{%tr endfor %}"], 6)

    def sign_here(self, *who: str, day: str = OPEN_DAY, before: float = 0) -> None:
        """A line for each of those that the form names itself."""
        if before:
            self.gap(before)
        table = self._table(len(who), _SIGNATURE)
        for place, each in enumerate(who):
            self._to_sign(table, place, f"{each}：", "", day)

    def _to_sign(self, table: Table, place: int, who: str, signature: str, day: str) -> None:
        """Kept with what follows: a page with a signature or a seal alone on it proves nothing."""
        self._row(table, place, [who, signature], 13, size=min(self._small, _SIGNED))
        self._in(table.rows[place].cells[2], day, align=ALIGN.RIGHT, size=WUHAO)
        marks.borders(table.rows[place].cells[1], bottom=4)
        marks.keep_together(table.rows[place])
        marks.with_next(table.rows[place])

    def closing(self, who: str, when: str, *, seal: str = "（印章）") -> None:
        """Who issues it and when, to the right; the seal goes over both."""
        self.paragraph(who, align=ALIGN.RIGHT, before=24, right=32, together=True)
        self.paragraph(seal, align=ALIGN.RIGHT, right=56, together=True)
        self.paragraph(when, align=ALIGN.RIGHT, right=32)

    def gap(self, points: float) -> None:
        made = self._document.add_paragraph()
        self._shape(made, 1, points, 0, 0)

    def made(self) -> bytes:
        file = BytesIO()
        marks.slim(self._document)
        self._document.save(file)
        return packed(file.getvalue())

    @property
    def _small(self) -> float:
        return min(self.size, XIAOSI)

    def _table(self, rows: int, widths: Sequence[float]) -> Table:
        table: Table = self._document.add_table(rows=rows, cols=len(widths))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return table

    def _row(
        self,
        table: Table,
        place: int,
        texts: Sequence[str],
        height: float,
        *,
        centred: Sequence[int] | range = (),
        font: str = FANGSONG,
        size: float | None = None,
    ) -> None:
        self._height(table.rows[place], height)
        for number, text in enumerate(texts):
            align = ALIGN.CENTER if number in centred else ALIGN.LEFT
            self._in(table.rows[place].cells[number], text, align=align, size=size or self._small, font=font)

    def _in(self, cell: _Cell, text: str, *, align: ALIGN, size: float | None = None, font: str = FANGSONG) -> None:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        made = cell.paragraphs[0]
        self._write(made, text, size or self.size, font)
        self._shape(made, size or self.size, (size or self.size) * 1.5, 0, 0)
        made.alignment = align

    @staticmethod
    def _height(row: Any, millimetres: float) -> None:
        row.height, row.height_rule = Mm(millimetres), WD_ROW_HEIGHT_RULE.AT_LEAST

    @staticmethod
    def _write(paragraph: Paragraph, text: str, size: float, font: str, *, bold: bool = False) -> None:
        run = paragraph.add_run(text)
        run.font.size, run.font.name, run.font.bold = Pt(size), LATIN, bold or None
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)

    @staticmethod
    def _shape(paragraph: Paragraph, size: float, line: float, before: float, after: float) -> None:
        shape = paragraph.paragraph_format
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(line)
        shape.space_before, shape.space_after = Pt(before), Pt(after)
