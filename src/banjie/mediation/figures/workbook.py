"""The figures as the workbook that offices send: the form by type, by track and ending, and by rung."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banjie.mediation import kinds
from banjie.mediation.ladders import Ladder
from banjie.mediation.wording import CHOICES

from . import rates
from .period import Period
from .rates import Mean, Rate
from .suppression import published
from .tallies import Counts, RungCounts, Tally

type Value = str | int | float | Decimal | None

_HIDDEN: Final = "＊"
_WIDTHS: Final = (6, 24)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every sheet: who reports, over what period, and on what day it was drawn up."""

    office: str
    period: Period
    drawn_up: date
    by: str
    language: str


def period_words(period: Period) -> str:
    """2024年, 2024年第3季度, 2024年7月."""
    year, month = period.first.year, period.first.month
    if period.months == 12:
        return _("%(year)s") % {"year": year}
    if period.months == 3:
        return _("Quarter %(quarter)s of %(year)s") % {"year": year, "quarter": (month + 2) // 3}
    return _("%(year)s-%(month)s") % {"year": year, "month": f"{month:02d}"}


def write_form(stream: IO[bytes], counts: Counts, head: Head, ladders: Sequence[Ladder]) -> None:
    """The form with every number, for the office itself and those above it."""
    book = _Book(stream)
    book.sheet(_("By type"), _("Statistics of people's mediation"), head, _form_columns(), _form_rows(counts, head))
    book.sheet(
        _("By track and outcome"),
        _("Disputes by track and outcome"),
        head,
        [_("Track"), _("Outcome"), _("Number of disputes"), _("Share")],
        _ending_rows(counts),
    )
    book.sheet(
        _("By rung"),
        _("Disputes by rung"),
        head,
        [_("Track"), _("Rung"), _("Left the rung"), _("With an agreement"), _("Taken up"), _("Days on average")],
        _rung_rows(counts.rungs, ladders, head.language),
    )
    book.close()


def write_public(stream: IO[bytes], counts: Counts, head: Head) -> None:
    """What may be published: counts of a year by type and by track, without small numbers, sums and rates."""
    book = _Book(stream)
    names = {column.code: column.named(head.language) for column in kinds.columns()}
    columns = [_("With an agreement"), _("Without an agreement"), _("Ended")]
    for title, key, tallies, words in (
        (_("By type"), _("Type of dispute"), counts.by_column(), names),
        (_("By track"), _("Track"), counts.by_track(), {code: str(word) for code, word in CHOICES["track"].items()}),
    ):
        shown = published({code: [tally.agreed, tally.without] for code, tally in tallies.items()})
        rows: list[list[Value]] = [
            [words.get(code, code) if code else _("Total"), *(_HIDDEN if cell is None else cell for cell in row)]
            for code, row in shown.items()
        ]
        book.sheet(title, _("Statistics of people's mediation"), head, [key, *columns], rows, note=_note())
    book.close()


def _note() -> str:
    return _("＊ Numbers below five, and others from which they could be reckoned, are not published.")


def _form_columns() -> list[str]:
    return [
        _("No."),
        _("Type of dispute"),
        _("Taken in"),
        _("Ended"),
        _("With an agreement"),
        _("Success rate"),
        _("Without an agreement"),
        _("Sum of agreements (10,000 yuan)"),
        _("Written agreements"),
        _("Oral agreements"),
        _("On application"),
        _("On offer"),
        _("Entrusted"),
        pgettext("agreement", "Kept"),
        _("Kept rate"),
        _("Confirmed by a court"),
        _("Came up again"),
        _("Days on average"),
    ]


def _form_rows(counts: Counts, head: Head) -> Iterator[list[Value]]:
    names = {column.code: column.named(head.language) for column in kinds.columns()}
    for number, (code, tally) in enumerate(counts.by_column().items(), 1):
        yield [number, names[code], *_form_cells(tally)]
    yield ["", _("Total"), *_form_cells(counts.total())]


def _form_cells(tally: Tally) -> list[Value]:
    return [
        tally.received,
        tally.ended,
        tally.agreed,
        rate_words(tally.success_rate),
        tally.without,
        rates.ten_thousands(tally.amount),
        tally.written,
        tally.oral,
        tally.application,
        tally.offer,
        tally.entrusted,
        tally.kept,
        rate_words(tally.kept_rate),
        tally.confirmed,
        tally.relapsed,
        mean_words(tally.mean_days),
    ]


def _ending_rows(counts: Counts) -> Iterator[list[Value]]:
    ended = counts.total().ended
    for track, word in CHOICES["track"].items():
        within = Counts([group for group in counts.groups if group.track == track])
        for ending, tally in within.by_ending().items():
            share = rate_words(rates.share(tally.ended, ended))
            yield [str(word), str(CHOICES["ending"].get(ending, ending)), tally.ended, share]
    yield [_("Total"), "", ended, ""]


def _rung_rows(rungs: Sequence[RungCounts], ladders: Sequence[Ladder], language: str) -> Iterator[list[Value]]:
    names = {(ladder.track, rung.key): rung.named(language) for ladder in ladders for rung in ladder.rungs}
    for rung in rungs:
        name = names.get((rung.track, rung.key), rung.key)
        track = str(CHOICES["track"].get(rung.track, rung.track))
        yield [track, name, rung.stays, rung.agreed, rung.up, mean_words(rung.mean_days)]


def rate_words(rate: Rate) -> str:
    return f"{rate.value:.1%}" if rate.value is not None else "—"


def mean_words(mean: Mean) -> str:
    return f"{mean.value:.1f}" if mean.value is not None else "—"


class _Book:
    """A workbook in the customary dress: title over the table, who reports and the period below it, lines around."""

    def __init__(self, stream: IO[bytes]) -> None:
        import xlsxwriter

        self._book: Any = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
        add = self._book.add_format
        self._title = add({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self._line = add({"font_size": 10, "valign": "vcenter"})
        self._head = add({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
        self._text = add({"border": 1, "valign": "vcenter"})
        self._number = add({"border": 1, "align": "right", "valign": "vcenter"})

    def sheet(
        self,
        name: str,
        title: str,
        head: Head,
        columns: Sequence[str],
        rows: Any,
        note: str = "",
    ) -> None:
        page = self._book.add_worksheet(name[:31])
        last = len(columns) - 1
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.merge_range(0, 0, 0, last, title, self._title)
        page.set_row(0, 30)
        reported = _("Reported by: %(office)s   Period: %(period)s   Unit: cases")
        page.merge_range(
            1, 0, 1, last, reported % {"office": head.office, "period": period_words(head.period)}, self._line
        )
        page.set_row(2, 48)
        for column, words in enumerate(columns):
            page.set_column(column, column, 14 if column > 1 else _WIDTHS[column] if len(columns) > 8 else 24)
            page.write_string(2, column, words, self._head)
        at = self._rows(page, rows)
        foot = _("Drawn up by: %(by)s   Checked by:            On: %(day)s")
        page.merge_range(at, 0, at, last, foot % {"by": head.by, "day": head.drawn_up.isoformat()}, self._line)
        if note:
            page.merge_range(at + 1, 0, at + 1, last, note, self._line)

    def _rows(self, page: Any, rows: Any) -> int:
        """Writes the rows below the head; returns the first line that is free."""
        at = 3
        for row in rows:
            for column, value in enumerate(row):
                if isinstance(value, int | float | Decimal):
                    page.write_number(at, column, value, self._number)
                else:
                    page.write_string(at, column, value or "", self._text)
            at += 1
        return at

    def close(self) -> None:
        self._book.close()
