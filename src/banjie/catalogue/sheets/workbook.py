"""The catalogue as a workbook of four sheets, out and in again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from banjie.catalogue.content import CatalogueContent, CategoryEntry
from banjie.catalogue.notation import format_conditions, format_options
from banjie.catalogue.sheets.columns import SHEET_TITLES, SHEETS, sheet_named, write_word
from banjie.catalogue.sheets.reading import BadSheets, Sheet, SheetProblem, read_sheets
from banjie.core.questions import Question
from banjie.platform import tables

_WIDTHS = {"name": 22, "label": 36, "description": 36, "options": 28, "answers": 28, "note": 36}


def write_workbook(stream: IO[bytes], content: CatalogueContent, *, language: str = "zh-hans") -> None:
    """An xlsx that `read_workbook` reads back as the same catalogue."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    import xlsxwriter

    book: Any = xlsxwriter.Workbook(stream, {**options, "in_memory": True})
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    # Quoted, so that a name that begins with = or + stays a text when somebody edits the cell.
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True})
    for sheet in as_sheets(content, language=language):
        page = book.add_worksheet(SHEET_TITLES[sheet.name][1 if language.startswith("en") else 0])
        page.freeze_panes(1, 1)
        for place, column in enumerate(SHEETS[sheet.name]):
            page.set_column(place, place, _WIDTHS.get(column.key, 14))
            page.write_string(0, place, sheet.headers[place], head)
        for number, cells in sheet.rows:
            for place, cell in enumerate(cells):
                if cell:
                    page.write_string(number - 1, place, str(cell), body)
    book.close()


def as_sheets(content: CatalogueContent, *, language: str = "zh-hans") -> tuple[Sheet, ...]:
    """The catalogue as rows of text, which `read_sheets` reads back as the same catalogue."""
    rows = {
        "categories": _category_rows(content, language),
        "questions": _question_rows(content, language),
        "targets": _target_rows(content, language),
        "rules": _rule_rows(content, language),
    }
    return tuple(
        Sheet(sheet, [column.title(language) for column in columns], enumerate(rows[sheet], start=2))
        for sheet, columns in SHEETS.items()
    )


def read_workbook(source: tables.Source, *, name: str = "") -> CatalogueContent:
    """A catalogue from a workbook with its sheets in any order, Chinese or English. Sheets of other names
    are passed over; the one of the categories must be there.

    Raises TableRefused if the file holds no table at all, BadSheets with every fault otherwise.
    """
    found = tables.read(source, name=name)
    sheets: dict[str, tables.Table] = {}
    for table in found.tables:
        sheet = sheet_named(table.sheet)
        if sheet is not None:
            if sheet in sheets:
                raise BadSheets([SheetProblem("duplicate_sheet", sheet, data={"value": table.sheet})])
            sheets[sheet] = table
    if "categories" not in sheets:
        raise BadSheets([SheetProblem("missing_sheet", "categories")])
    return read_sheets(
        Sheet(sheet, table.headers, ((row.number, row.cells) for row in tables.rows(source, table)))
        for sheet, table in sheets.items()
    )


def _category_rows(content: CatalogueContent, language: str) -> Iterator[Sequence[str]]:
    for entry in content.categories:
        yield (
            entry.code,
            entry.parent,
            entry.name,
            entry.name_en,
            entry.description,
            entry.description_en,
            entry.initials,
            "|".join(entry.keywords),
            _word("kind", entry.default_kind, language),
            _word("level", entry.default_level, language),
            _word("process", entry.process, language),
            _flag(entry.offered, language),
            _flag(entry.public, language),
            _word("public_place", entry.public_place, language),
            _flag(entry.sensitive, language),
            _flag(entry.place_required, language),
            _flag(entry.active, language),
        )


def _question_rows(content: CatalogueContent, language: str) -> Iterator[Sequence[str]]:
    for entry in content.categories:
        for question in entry.questions:
            yield _question_row(entry, question, language)


def _question_row(entry: CategoryEntry, question: Question, language: str) -> Sequence[str]:
    options, options_en = format_options(question.options)
    return (
        entry.code,
        question.key,
        question.label,
        question.label_en,
        _word("type", question.type, language),
        _flag(question.required, language),
        "" if question.minimum is None else str(question.minimum),
        "" if question.maximum is None else str(question.maximum),
        options,
        options_en,
        format_conditions(question.shown_if),
    )


def _target_rows(content: CatalogueContent, language: str) -> Iterator[Sequence[str]]:
    groups: dict[tuple[str, str | None], dict[str, str]] = {}
    for entry in content.targets:
        groups.setdefault((entry.category, entry.level), {})[entry.step] = str(entry.target)
    steps = [column.key for column in SHEETS["targets"][2:]]
    for (category, level), limits in groups.items():
        yield (category, _word("level", level, language), *(limits.get(step, "") for step in steps))


def _rule_rows(content: CatalogueContent, language: str) -> Iterator[Sequence[str]]:
    for rule in content.rules:
        yield (
            rule.id,
            rule.category,
            rule.area,
            _words("kind", rule.kinds, language),
            _words("level", rule.levels, language),
            format_conditions(rule.answers),
            rule.unit_role,
            _word("area_level", rule.area_level, language),
            rule.note,
        )


def _word(kind: str, value: str | None, language: str) -> str:
    return "" if value is None else write_word(kind, value, language)


def _words(kind: str, values: Iterable[str], language: str) -> str:
    return "|".join(write_word(kind, value, language) for value in values)


def _flag(value: bool | None, language: str) -> str:
    return "" if value is None else write_word("flag", "yes" if value else "no", language)
