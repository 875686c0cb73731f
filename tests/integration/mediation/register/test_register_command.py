"""`banjie mediation import`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from banjie.config.cli.mediating import app
from banjie.mediation.models import Dispute, RegisterRun
from tests.integration.mediation.register.test_bringing_registers_in import AGREED, FAILED, write
from tests.integration.mediation.world import MediationWorld, make_mediation_world

pytestmark = pytest.mark.django_db(transaction=True)

type Run = Callable[..., Result]


@pytest.fixture
def mediation(transactional_db: None) -> MediationWorld:
    return make_mediation_world()


@pytest.fixture
def banjie(mediation: MediationWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, ["import", *map(str, arguments)])


def test_a_sound_register_leaves_with_0_and_its_disputes(banjie: Run, tmp_path: Path) -> None:
    result = banjie(write(tmp_path, AGREED, FAILED), "--as", "intake")
    assert result.exit_code == 0, result.output
    assert Dispute.objects.count() == 2
    again = banjie(write(tmp_path, AGREED, FAILED))
    assert again.exit_code == 0
    assert "2 known already" in again.output


def test_rows_at_fault_leave_with_1_and_a_sheet_of_them(banjie: Run, tmp_path: Path) -> None:
    result = banjie(write(tmp_path, AGREED, (*FAILED[:4], "昨天", *FAILED[5:])), "--errors", "bad.xlsx")
    assert result.exit_code == 1, result.output
    assert Dispute.objects.count() == 0
    assert load_workbook(tmp_path / "bad.xlsx").active.max_row == 2


def test_a_dry_run_looks_and_brings_nothing_in(banjie: Run, tmp_path: Path) -> None:
    result = banjie(write(tmp_path, AGREED), "--dry-run")
    assert result.exit_code == 0, result.output
    assert Dispute.objects.count() == 0
    assert RegisterRun.objects.get().found["ready"] == 1


def test_a_mapping_is_exported_edited_and_given_back(banjie: Run, tmp_path: Path) -> None:
    path = write(tmp_path, AGREED)
    exported = banjie(path, "--export-mapping")
    assert exported.exit_code == 0, exported.output
    (tmp_path / "mapping.json").write_text(exported.output.replace('"register"', '"west"'), "utf-8")
    result = banjie(path, "--mapping", "mapping.json", "--year", "2024")
    assert result.exit_code == 0, result.output
    assert RegisterRun.objects.latest("id").mapping["source"] == "west"


@pytest.mark.parametrize("arguments", [("nowhere.xlsx",), ("bad.txt",)])
def test_what_cannot_be_done_leaves_with_2(banjie: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    assert banjie(*arguments).exit_code == 2
