"""The rates as a workbook: one sheet for each way to group, and one with the formulas."""

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banjie.analytics import verdicts as reckoning
from banjie.analytics.verdicts import FORMULAS, By, Rate, Share, Verdicts
from banjie.cases.queries.period_tallies import Cell
from banjie.mediation.figures.suppression import published
from banjie.web.verdicts.naming import name_of

_HIDDEN: Final = "＊"
_OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}

type Value = str | int


def share_words(share: Share) -> str:
    """In per cent; as it is made up where it is of few; a dash where there is nothing."""
    if share.value is None:
        return "—"
    if share.is_few:
        return _("%(part)s of %(whole)s") % {"part": share.part, "whole": share.whole}
    return f"{share.value:.1%}"


def _opened(stream: IO[bytes]) -> Any:
    import xlsxwriter

    return xlsxwriter.Workbook(stream, _OPTIONS)


def write_all(stream: IO[bytes], cells: Mapping[Cell, Verdicts], words: str, areas: Mapping[str, str]) -> None:
    """Every number, for the office itself and those above it."""
    book = _opened(stream)
    for by, title in _titles().items():
        rows = [_line(name_of(by, line.key, areas), line.counts) for line in reckoning.grouped(cells, by)]
        rows.append(_line(_("Total"), reckoning.total(cells)))
        _sheet(book, title, _("Verdicts of reporters, %(period)s") % {"period": words}, _heads(), rows)
    _sheet(book, _("Formulas"), _("How each rate is reckoned"), [_("Rate"), _("Part"), _("Of")], list(_formulas()))
    book.close()


def write_public(stream: IO[bytes], cells: Mapping[Cell, Verdicts], words: str, areas: Mapping[str, str]) -> None:
    """What may be published: settled or not by group; small numbers and what gives them away are left out."""
    book = _opened(stream)
    heads = [_("Settled, by the reporter's word"), _("Not settled"), _("All verdicts")]
    for by, title in _titles().items():
        parts = {
            line.key: [line.counts.solved, line.counts.verdicts - line.counts.solved]
            for line in reckoning.grouped(cells, by)
            if line.counts.verdicts
        }
        shown = published({key or "-": values for key, values in parts.items()})
        rows = [
            [
                _("Total") if not key else name_of(by, "" if key == "-" else key, areas),
                *(_HIDDEN if value is None else value for value in values),
            ]
            for key, values in shown.items()
        ]
        _sheet(
            book, title, _("Verdicts of reporters, %(period)s") % {"period": words}, ["", *heads], rows, note=_note()
        )
    book.close()


def _note() -> str:
    return _("＊ Numbers below five, and others from which they could be reckoned, are not published.")


def _titles() -> dict[By, str]:
    return {By.UNIT: _("By unit"), By.AREA: pgettext("grouping", "By area"), By.CATEGORY: _("By category")}


def _heads() -> list[str]:
    rates = [str(FORMULAS[key].name) for key in Rate]
    return ["", _("Closed"), _("Verdicts"), _("Of these by call"), *rates, _("Contradicted verdicts"), _("Calls ended")]


def _line(name: str, counts: Verdicts) -> list[Value]:
    shares = [share_words(FORMULAS[key].reckon(counts)) for key in Rate]
    return [
        name,
        counts.closed,
        counts.verdicts,
        counts.by_call,
        *shares,
        counts.contradicted,
        counts.called,
    ]


def _formulas() -> Iterator[list[Value]]:
    for formula in FORMULAS.values():
        yield [str(formula.name), str(formula.part), str(formula.whole)]


def _sheet(
    book: Any, name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]], *, note: str = ""
) -> None:
    page = book.add_worksheet(name[:31])
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    cell = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True})
    page.set_column(0, 0, 32)
    page.set_column(1, len(heads) - 1, 48 if len(heads) == 3 else 15)
    for column, words in enumerate(heads):
        page.write_string(1, column, words, head)
    for line, row in enumerate(rows, 2):
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(line, column, value, cell)
            else:
                page.write_string(line, column, value, cell)
    if note:
        page.write_string(len(rows) + 2, 0, note)
