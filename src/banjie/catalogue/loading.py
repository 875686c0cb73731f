"""A catalogue from a folder of files, and the one that a new installation begins with."""

import csv
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from banjie.catalogue.content import CatalogueContent
from banjie.catalogue.notation import BadNotation, parse_conditions
from banjie.catalogue.sheets.reading import BadSheets, Reader, Sheet, SheetProblem
from banjie.core.questions import Option

FILES = {"categories": "categories.csv", "targets": "targets.csv", "rules": "routing.csv"}
QUESTIONS = "questions.toml"


def from_folder(path: Path) -> CatalogueContent:
    """Reads categories.csv, targets.csv, routing.csv and questions.toml (UTF-8); the last two may be missing.

    The columns are those of the workbook. In questions.toml a list of tables under a category's code holds
    its questions: `options = [[key, label, English label], …]`, `shown_if = ["lamps at_most 2", …]`.
    Raises BadSheets with every fault, FileNotFoundError if a file is missing.
    """
    reader = Reader()
    for sheet, name in FILES.items():
        file = path / name
        if sheet == "rules" and not file.exists():
            continue
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines)) or [[]]
        reader.take(Sheet(sheet, rows[0], enumerate(rows[1:], start=2)))
    if (questions := path / QUESTIONS).exists():
        _read_questions(reader, tomllib.loads(questions.read_text("utf-8")))
    return reader.finish()


def default_content() -> CatalogueContent:
    """A category for each kind of matter with plain time limits; every case goes to the dispatcher."""
    with resources.as_file(resources.files(__package__) / "default") as folder:
        return from_folder(folder)


def _read_questions(reader: Reader, document: dict[str, list[dict[str, Any]]]) -> None:
    problems = []
    for category, questions in document.items():
        for number, question in enumerate(questions, start=1):
            try:
                reader.take_question(category, number, _question(question))
            except BadNotation as bad:
                data = {"value": bad.text, "category": category}
                column = "options" if bad.code == "bad_option" else "shown_if"
                problems.append(SheetProblem(bad.code, "questions", number, column, data))
    if problems:
        raise BadSheets(problems)


def _question(written: dict[str, Any]) -> dict[str, Any]:
    conditions = parse_conditions("\n".join(written.get("shown_if", ())))
    options = []
    for option in written.get("options", ()):
        if not isinstance(option, list) or not 2 <= len(option) <= 3:
            raise BadNotation("bad_option", str(option))
        options.append(Option(*option))
    return {**written, "options": options, "shown_if": conditions}
