"""From rows of cells to a catalogue: every fault named by its sheet, row and column; all or nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from banjie.catalogue.checking import check, errors
from banjie.catalogue.content import CatalogueContent, read
from banjie.catalogue.notation import BadNotation, parse_conditions, parse_list, parse_options
from banjie.catalogue.problems import BadContent, ContentProblem
from banjie.catalogue.sheets.columns import SHEETS, UnknownWord, match_headers, read_word
from banjie.catalogue.vocabulary import every_step
from banjie.platform.tables import Cell, cell_text


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as they stand in a file: `rows` are (number, cells), numbered as a spreadsheet shows them."""

    name: str
    headers: Sequence[str]
    rows: Iterable[tuple[int, Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """A fault in a file. `row` is None where the sheet itself is at fault, `column` '' where the row is."""

    code: str
    sheet: str
    row: int | None = None
    column: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


class BadSheets(ValueError):
    """The file is no catalogue; `problems` names every fault, in the order of the file."""

    def __init__(self, problems: Iterable[SheetProblem]) -> None:
        order = list(SHEETS)
        self.problems = tuple(
            sorted(problems, key=lambda p: (order.index(p.sheet) if p.sheet in order else 9, p.row or 0))
        )
        super().__init__("; ".join(f"{p.sheet}:{p.row or ''} {p.column} {p.code}" for p in self.problems))


type Document = dict[str, list[dict[str, Any]]]


def read_sheets(sheets: Iterable[Sheet]) -> CatalogueContent:
    """Raises BadSheets."""
    reader = Reader()
    for sheet in sheets:
        reader.take(sheet)
    return reader.finish()


class Reader:
    """Gathers entries sheet by sheet, remembering the row that each came from."""

    def __init__(self) -> None:
        self._document: Document = {"categories": [], "targets": [], "rules": []}
        self._rows: dict[str, list[int]] = {"categories": [], "targets": [], "rules": []}
        self._headers: dict[str, dict[str, str]] = {}
        self._questions: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        self._problems: list[SheetProblem] = []

    def take(self, sheet: Sheet) -> None:
        places, unknown = match_headers(sheet.name, sheet.headers)
        self._headers[sheet.name] = {key: sheet.headers[place] for key, place in places.items()}
        for header in unknown:
            self._problems.append(SheetProblem("unknown_column", sheet.name, None, header))
        missing = [c.key for c in SHEETS[sheet.name] if c.required and c.key not in places]
        for key in missing:
            self._problems.append(SheetProblem("missing_column", sheet.name, None, key))
        for number, cells in () if missing else sheet.rows:
            row = _Row(sheet.name, number, {key: _at(cells, place) for key, place in places.items()})
            if row.blank:
                continue
            self._take_row(row)
            self._problems.extend(
                SheetProblem(code, sheet.name, number, self._title(sheet.name, key), data)
                for key, code, data in row.problems
            )

    def take_question(self, category: str, number: int, question: dict[str, Any]) -> None:
        self._questions.setdefault(category, []).append((number, question))

    def finish(self) -> CatalogueContent:
        self._hang_questions()
        if self._problems:
            raise BadSheets(self._problems)
        try:
            content = read(self._document)
        except BadContent as bad:
            raise BadSheets(self._placed(problem) for problem in bad.problems) from bad
        if faults := errors(check(content)):
            raise BadSheets(self._placed(problem) for problem in faults)
        return content

    def _take_row(self, row: "_Row") -> None:
        match row.sheet:
            case "categories":
                self._keep(row, _category(row))
            case "rules":
                self._keep(row, _rule(row))
            case "targets":
                for entry in _targets(row):
                    self._keep(row, entry)
            case "questions":
                self.take_question(row.text("category"), row.number, _question(row))

    def _keep(self, row: "_Row", entry: dict[str, Any]) -> None:
        self._document[row.sheet].append(entry)
        self._rows[row.sheet].append(row.number)

    def _hang_questions(self) -> None:
        by_code = {entry["code"]: entry for entry in self._document["categories"]}
        for code, asked in self._questions.items():
            if code in by_code:
                by_code[code]["questions"] = [question for _, question in asked]
            else:
                title = self._title("questions", "category")
                self._problems.extend(
                    SheetProblem("unknown_category", "questions", number, title, {"value": code}) for number, _ in asked
                )

    def _placed(self, problem: ContentProblem) -> SheetProblem:
        at = problem.at
        code, _, rest = at.field.partition(".")
        if at.sheet == "categories" and code == "questions" and rest:
            place, _, name = rest.partition(".")
            number = self._questions[at.key][int(place)][0]
            return self._problem(problem, "questions", number, name.partition(".")[0])
        if at.sheet == "questions":
            category, _, key = at.key.partition(".")
            rows = [number for number, question in self._questions.get(category, []) if question["key"] == key]
            return self._problem(problem, "questions", rows[-1] if rows else None, at.field)
        if at.sheet == "targets" and code == "target" and at.entry is not None:
            # A row holds the limits of many steps; the step is the column.
            code = str(self._document["targets"][at.entry]["step"])
        return self._problem(problem, at.sheet, self._row_of(problem), code)

    def _problem(self, problem: ContentProblem, sheet: str, row: int | None, key: str) -> SheetProblem:
        return SheetProblem(problem.code, sheet, row, self._title(sheet, key), problem.data)

    def _row_of(self, problem: ContentProblem) -> int | None:
        at = problem.at
        rows = self._rows.get(at.sheet, [])
        if at.entry is not None:
            return rows[at.entry]
        found = [
            row
            for row, entry in zip(rows, self._document.get(at.sheet, []), strict=True)
            if at.key and at.key == _key(at.sheet, entry)
        ]
        return found[-1] if found else None

    def _title(self, sheet: str, key: str) -> str:
        return self._headers.get(sheet, {}).get(key, key)


@dataclass(slots=True)
class _Row:
    sheet: str
    number: int
    cells: dict[str, Cell]
    problems: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        return not any(self.text(key) for key in self.cells)

    def text(self, key: str) -> str:
        return cell_text(self.cells.get(key)).strip()

    def word(self, key: str, kind: str) -> str | None:
        text = self.text(key)
        return self._try(key, lambda: read_word(kind, text)) if text else None

    def words(self, key: str, kind: str) -> list[str]:
        text = self.text(key)
        return self._try(key, lambda: _words(kind, text)) or []

    def flag(self, key: str) -> bool | None:
        word = self.word(key, "flag")
        return None if word is None else word == "yes"

    def bound(self, key: str) -> int | float | date | None:
        cell = self.cells.get(key)
        return self._try(key, lambda: _bound(cell)) if self.text(key) else None

    def parsed[T](self, key: str, parse: Callable[[], T]) -> T | None:
        return self._try(key, parse)

    def _try[T](self, key: str, convert: Callable[[], T]) -> T | None:
        try:
            return convert()
        except UnknownWord as error:
            self.problems.append((key, "unknown_value", {"value": str(error)}))
        except BadNotation as error:
            self.problems.append((key, error.code, {"value": error.text}))
        except ValueError:
            self.problems.append((key, "bad_value", {"value": self.text(key)}))
        return None


def _category(row: _Row) -> dict[str, Any]:
    active = row.flag("active")
    texts = ("code", "parent", "name", "name_en", "description", "description_en", "initials")
    return {
        **{key: row.text(key) for key in texts},
        "keywords": parse_list(row.text("keywords")),
        "default_kind": row.word("default_kind", "kind"),
        "default_level": row.word("default_level", "level"),
        "process": row.word("process", "process"),
        "offered": row.flag("offered"),
        "public": row.flag("public"),
        "public_place": row.word("public_place", "public_place"),
        "sensitive": row.flag("sensitive"),
        "place_required": row.flag("place_required"),
        "active": True if active is None else active,
    }


def _question(row: _Row) -> dict[str, Any]:
    options = row.parsed("options", lambda: parse_options(row.text("options"), row.text("options_en")))
    conditions = row.parsed("shown_if", lambda: parse_conditions(row.text("shown_if")))
    return {
        "key": row.text("key"),
        "label": row.text("label"),
        "label_en": row.text("label_en"),
        "type": row.word("type", "type") or "",
        "required": row.flag("required") or False,
        "minimum": row.bound("minimum"),
        "maximum": row.bound("maximum"),
        "options": options or (),
        "shown_if": conditions or (),
    }


def _targets(row: _Row) -> Iterable[dict[str, Any]]:
    level = row.word("level", "level")
    for step in every_step():
        if text := row.text(step):
            yield {"category": row.text("category"), "level": level, "step": step, "target": text}


def _rule(row: _Row) -> dict[str, Any]:
    return {
        **{key: row.text(key) for key in ("id", "category", "area", "unit_role", "note")},
        "kinds": row.words("kinds", "kind"),
        "levels": row.words("levels", "level"),
        "answers": row.parsed("answers", lambda: parse_conditions(row.text("answers"))) or (),
        "area_level": row.word("area_level", "area_level"),
    }


def _words(kind: str, text: str) -> list[str]:
    return [read_word(kind, word) for word in parse_list(text)]


def _bound(cell: Cell) -> int | float | date:
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    text = cell_text(cell).strip()
    if text.count("-") == 2:
        return date.fromisoformat(text[:10])
    number = float(text)
    return int(number) if number.is_integer() else number


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None


def _key(sheet: str, entry: Mapping[str, Any]) -> str:
    if sheet == "categories":
        return str(entry["code"])
    if sheet == "rules":
        return str(entry["id"])
    return f"{entry['category'] or '*'}.{entry['level'] or '*'}.{entry['step']}"
