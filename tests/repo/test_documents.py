"""The documents say what is true: settings, commands, links, and nothing of the machine they were written on."""

import re
import subprocess

import pytest

from banjie.config.cli.main import app
from tests.repo.test_budgets import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")])


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
    known = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    named = {name for path in DOCUMENTS for name in re.findall(r"`banjie ([a-z]+)", path.read_text(encoding="utf-8"))}
    assert named <= known


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
