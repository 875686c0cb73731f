"""The documents say what is true: settings, commands, links, and nothing of the machine they were written on."""

import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from django.urls import resolve
from typer.main import get_command

from banjie.config.cli.main import app
from banjie.organisations.clients.scopes import Scope
from banjie.outbound.events import Fields, Type
from tests.repo.test_budgets import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")])


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_setting_is_documented():
    source = (ROOT / "src/banjie/config/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', source))
    documented = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    short = {name for name in read if name not in documented and f"_{name.split('_', 2)[-1]}" not in documented}
    assert short == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)\)", text)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (path.parent / target).exists()] == []


def test_commands_that_documents_name_exist():
    command: Any = get_command(app)
    named = {words for path in DOCUMENTS for words in re.findall(r"`banjie ([a-z]+)(?: ([a-z-]+))?", _read(path))}
    unknown = [
        (name, below)
        for name, below in named
        if name not in command.commands or (below and below not in getattr(command.commands[name], "commands", {below}))
    ]
    assert unknown == []


def _beside(name: str, folders: Iterable[Path]) -> list[Path]:
    """What a name in the table may mean: a file, a folder or a module, from a root or beside what was named before."""
    for folder in folders:
        found = [*folder.glob(name.rstrip("/")), *folder.glob(f"{name}.py")]
        if found:
            return found
    return []


def _defined(name: str, found: Sequence[Path]) -> bool:
    """Whether a row's modules define it; `rules.hides` is `hides` in the module `rules`."""
    modules = [module for path in found for module in (path.glob("*.py") if path.is_dir() else [path])]
    if not re.fullmatch(r"(\w+\.)?\w+", name):
        return False
    module, _, own = name.rpartition(".")
    if module:
        modules = [path.with_name(f"{module}.py") for path in modules if path.with_name(f"{module}.py").exists()]
    return any(re.search(rf"^(?:def|class) {own}\b|^{own}\b.* = ", _read(path), re.MULTILINE) for path in modules)


def _unknown_in(row: str) -> Iterator[str]:
    source = ROOT / "src/banjie"
    found: list[Path] = []
    for name in re.findall(r"`([^`]+)`", row):
        if name.startswith("banjie ") or "<" in name:
            continue
        folders = [ROOT, source, source / "web", *(folder for path in found for folder in (path, path.parent))]
        here = _beside(name, folders) or (list(source.glob(f"**/{name}")) if name.endswith(".py") else [])
        found += here
        if not here and not _defined(name, found):
            yield name


def test_where_a_change_belongs_is_where_it_says():
    rows = [line.split("|")[2] for line in _read(ROOT / "ARCHITECTURE.md").splitlines() if line.startswith("| ")]
    assert len(rows) > 60
    assert [name for row in rows for name in _unknown_in(row)] == []


def test_addresses_of_the_interface_lead_somewhere():
    """Of api.md: what its commands call, and what it names with a method; a word in capitals stands for anything."""
    text = _read(ROOT / "docs/api.md")
    named = re.findall(r"\$BANJIE(/[^\s\"?|]+)", text) + re.findall(r"`(?:GET|POST|PUT) (/[^`?\s]+)", text)
    assert len(named) > 50
    anything = resolve("/api/v1/nowhere/at/all").func
    lost = [
        address
        for address in named
        if resolve("/api/v1" + re.sub(r"\{\w+\}|\b[A-Z]+\b", "1", address)).func is anything
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("document", "heading", "known"),
    [("docs/api.md", "| Scope |", Scope), ("docs/events.md", "| group |", Fields)],
)
def test_tables_name_every_scope_and_every_group(document: str, heading: str, known: type[StrEnum]):
    table = _read(ROOT / document).split(heading)[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == {str(each) for each in known}


def test_the_types_of_events_are_all_told():
    told = re.search(r"^Types: `([a-z_ ]+)`", _read(ROOT / "docs/events.md"), re.MULTILINE)
    assert told is not None
    assert told[1].split() == [str(each) for each in Type]


def test_make_targets_that_documents_name_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for path in DOCUMENTS for name in re.findall(r"`make ([a-z-]+)", path.read_text(encoding="utf-8"))}
    assert named <= targets


def test_nothing_names_the_machine_it_was_written_on():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    traces = ("/wo" + "rk/main", "/ro" + "ot/", "/hel" + "pers/")
    found = []
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".html", ".js", ".css", ".sh", ""} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            found += [name for trace in traces if trace in text]
    assert found == []
