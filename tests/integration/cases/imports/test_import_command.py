"""`banjie import`: what it says, what it leaves behind, and the codes that scripts rely on."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from banjie.cases.imports import mappings
from banjie.cases.models import Case, ImportRun, TimelineEntry
from banjie.config.cli.importing import import_command
from tests.integration.cases.imports.files import row, write_csv
from tests.integration.cases.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)

type Run = Callable[..., Result]


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def banjie(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    app = typer.Typer()
    app.command()(import_command)
    return lambda *arguments: CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=False)


def test_a_sound_file_leaves_with_0_and_its_cases(banjie: Run, tmp_path: Path) -> None:
    result = banjie(write_csv(tmp_path / "a.csv", [row(1), row(2)]))
    assert result.exit_code == 0, result.output
    assert "2 cases made" in result.output
    assert Case.objects.count() == 2


def test_faulty_rows_leave_with_1_and_a_sheet_of_them(banjie: Run, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1), row(2, 经度="30.5", 纬度="110.5"), row(3)])
    result = banjie(path)
    assert result.exit_code == 1, result.output
    assert Case.objects.count() == 0
    sheet = load_workbook(tmp_path / "a-refused.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 2
    assert banjie(path, "--skip-bad-rows", "--errors", tmp_path / "back.xlsx").exit_code == 1
    assert Case.objects.count() == 2
    assert (tmp_path / "back.xlsx").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.csv"],
        ["empty.csv"],
        ["sound.csv", "--mapping", "no such mapping"],
        ["sound.csv", "--source", "Not A Slug"],
        ["sound.csv", "--as", "nobody"],
        ["sound.csv", "--mapping", "other.json"],
        [],
    ],
)
def test_what_cannot_be_done_leaves_with_2_and_says_why(banjie: Run, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "other.json").write_text('{"name": "x", "source": "x", "headers": [], "fields": {}}')
    write_csv(tmp_path / "sound.csv", [row(1)])
    result = banjie(*arguments)
    assert result.exit_code == 2, result.output
    assert result.output.strip()
    assert Case.objects.count() == 0


def test_a_dry_run_looks_and_brings_nothing_in(banjie: Run, tmp_path: Path) -> None:
    result = banjie(write_csv(tmp_path / "a.csv", [row(1)]), "--dry-run")
    assert result.exit_code == 0, result.output
    assert "1 rows are ready" in result.output
    assert Case.objects.count() == 0


def test_it_goes_on_record_under_the_account_that_was_named(banjie: Run, world: World, tmp_path: Path) -> None:
    assert banjie(write_csv(tmp_path / "a.csv", [row(1)]), "--as", "intake").exit_code == 0
    assert TimelineEntry.objects.get(sequence=1).actor_id == world.staff["intake"].id
    assert ImportRun.objects.get().started_by == world.staff["intake"].id


def test_a_mapping_is_exported_edited_and_given_back(banjie: Run, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1)])
    exported = banjie(path, "--export-mapping").output
    content = mappings.read(exported[exported.index("{") :])
    edited = content.model_copy(update={"name": "城管局", "source": "chengguan"})
    (tmp_path / "m.json").write_text(mappings.write(edited), "utf-8")
    assert banjie("--save-mapping", tmp_path / "m.json").exit_code == 0
    assert "城管局" in banjie("--mappings").output
    assert banjie(path, "--mapping", "城管局").exit_code == 0
    assert Case.objects.get().submission_key == "import:chengguan:G-1"


def test_a_guess_that_brought_a_file_in_is_remembered(banjie: Run, tmp_path: Path) -> None:
    assert banjie(write_csv(tmp_path / "february.csv", [row(1)])).exit_code == 0
    result = banjie(write_csv(tmp_path / "march.csv", [row(1), row(2)]))
    assert "february" in result.output
    assert "1 cases made" in result.output
    assert "1 known already" in result.output
