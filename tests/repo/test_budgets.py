"""The sizes that keep the house readable: modules, functions, and names that say something."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for folder in ("src", "bench", "demo")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
EMPTY_NAMES = {"utils.py", "helpers.py", "misc.py", "common.py"}


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (
                f"{path.relative_to(ROOT)}:{node.lineno} {node.name}",
                (node.end_lineno or node.lineno) - node.lineno + 1,
            )


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(len(values) * share)]


def test_no_module_is_over_500_lines_and_95_percent_are_within_300():
    sizes = {path: lines(path) for path in SOURCES}
    assert [f"{path.relative_to(ROOT)}: {size}" for path, size in sizes.items() if size > 500] == []
    assert percentile(list(sizes.values()), 0.95) <= 300


def test_no_function_is_over_60_lines_and_95_percent_are_within_30():
    sizes = [found for path in SOURCES for found in functions(path)]
    assert [f"{where}: {size}" for where, size in sizes if size > 60] == []
    assert percentile([size for _, size in sizes], 0.95) <= 30


def test_no_test_file_is_over_600_lines():
    assert [str(path) for path in TESTS if lines(path) > 600] == []


def test_every_module_has_a_name_that_says_something():
    assert [str(path.relative_to(ROOT)) for path in SOURCES if path.name in EMPTY_NAMES] == []


def test_the_code_holds_no_note_to_do_it_later():
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X ")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if any(mark in line for mark in marks)
    ]
    assert found == []
