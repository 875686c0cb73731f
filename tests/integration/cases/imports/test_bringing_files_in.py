"""Files become cases: whole or not at all, once however often they come, and nothing of a killed import stays."""

import os
import signal
import subprocess
import sys
import threading
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection, connections
from openpyxl import load_workbook

from banjie.cases.acting import AS_SYSTEM
from banjie.cases.imports import bringing as bringing_module
from banjie.cases.imports.fields import Field
from banjie.cases.imports.report import write_report
from banjie.cases.intake.draft import Submission
from banjie.cases.intake.submit import submit
from banjie.cases.models import Case, Contact, ImportRun, RunState, TimelineEntry
from tests.integration.cases.imports.bringing import (
    bring,
    bring_ready,
    cases,
    faults,
    is_sound,
    ready,
    with_constant,
)
from tests.integration.cases.imports.files import HEADERS, row, write_csv
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


def test_every_row_becomes_a_case_with_its_history_and_its_clock(world: World, tmp_path: Path) -> None:
    closed = row(2, 状态="已办结", 办结时间="2026-02-24 10:00")
    given = ready(write_csv(tmp_path / "a.csv", [row(1), closed]))
    run = bring_ready(with_constant(given, Field.CATEGORY, world.category))
    assert (run.state, run.made, run.refused) == (RunState.IMPORTED, 2, 0)
    first, second = Case.objects.order_by("id")
    assert (first.state, first.is_open, first.area_id) == ("accepted", True, world.townships[0].id)
    assert (second.state, second.is_open, second.closed_late) == ("finished", False, False)
    assert first.due_at is not None
    commands = TimelineEntry.objects.filter(case=second).order_by("sequence").values_list("command", flat=True)
    assert list(commands) == ["submit", "accept", "close"]
    assert is_sound()


def test_one_faulty_row_keeps_the_whole_file_out_and_every_fault_is_told(world: World, tmp_path: Path) -> None:
    rows = [row(number) for number in range(1, 60)]
    rows[10] = row(11, 受理时间="昨天")
    rows[50] = row(51, 经度="30.5", 纬度="110.5")
    run = bring(write_csv(tmp_path / "a.csv", rows))
    assert (run.state, cases()) == (RunState.REFUSED, 0)
    assert faults(run) == [(12, "received_at", "not_a_date"), (52, "longitude", "coordinates_swapped")]
    assert run.found["ready"] == 57


def test_a_fault_in_a_late_batch_undoes_the_earlier_ones(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("banjie.cases.imports.batches.ROWS", 20)
    monkeypatch.setattr("banjie.cases.imports.batches.Batches.__init__.__kwdefaults__", {"rows_a_batch": 20})
    rows = [row(number) for number in range(1, 100)]
    rows[98] = row(99, 受理时间="2999-01-01")
    run = bring(write_csv(tmp_path / "a.csv", rows))
    assert (run.state, run.refused, cases()) == (RunState.REFUSED, 1, 0)
    assert faults(run) == [(100, "received_at", "received_in_future")]


def test_faulty_rows_are_skipped_on_request_and_given_back_to_be_corrected(world: World, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1), row(2, 受理时间="昨天"), row(3, 标题="", 内容="")])
    given = ready(path, skips_rows=True)
    run = bring_ready(given)
    assert (run.state, run.made, run.refused) == (RunState.IMPORTED, 1, 2)
    report = BytesIO()
    assert write_report(report, given.opened.sheet, run.id, time_zone="Asia/Shanghai") == 2
    sheet = load_workbook(report).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(values_only=True)
    assert header[: len(HEADERS)] == HEADERS
    assert [cells[0] for cells in rows] == ["G-2", "G-3"]
    assert all(cells[len(HEADERS)] for cells in rows)


def test_the_rows_given_back_can_be_corrected_and_imported_as_they_are(world: World, tmp_path: Path) -> None:
    given = ready(write_csv(tmp_path / "a.csv", [row(1), row(2, 受理时间="昨天")]), skips_rows=True, source="office")
    run = bring_ready(given)
    target = tmp_path / "back.xlsx"
    with target.open("wb") as stream:
        write_report(stream, given.opened.sheet, run.id, time_zone="Asia/Shanghai")
    book = load_workbook(target)
    assert book.active is not None
    book.active.cell(2, 5).value = "2026-02-21 09:00"
    book.save(target)
    again = bring(target, source="office")
    assert (again.state, again.made, cases()) == (RunState.IMPORTED, 1, 2)


def test_a_file_that_comes_again_doubles_nothing(world: World, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1), row(2)])
    bring(path)
    again = bring(path)
    assert (again.state, again.made, again.repeated, cases()) == (RunState.IMPORTED, 0, 2, 2)


def test_a_longer_file_of_the_same_source_brings_only_what_is_new(world: World, tmp_path: Path) -> None:
    bring(write_csv(tmp_path / "a.csv", [row(1)]), source="office")
    again = bring(write_csv(tmp_path / "b.csv", [row(1), row(2)]), source="office")
    assert (again.made, again.repeated, cases()) == (1, 1, 2)


def test_the_same_number_from_another_source_is_another_matter(world: World, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1)])
    bring(path, source="one")
    bring(path, source="two")
    assert cases() == 2


def test_a_number_that_comes_twice_in_a_file_is_refused(world: World, tmp_path: Path) -> None:
    run = bring(write_csv(tmp_path / "a.csv", [row(1), row(2), row(1)]))
    assert (run.state, faults(run)) == (RunState.REFUSED, [(4, "key", "key_repeated")])


def test_the_same_file_twice_at_once_comes_in_once(world: World, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(number) for number in range(1, 400)])
    runs: list[ImportRun] = []

    def work() -> None:
        try:
            runs.append(bring(path))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(run.made for run in runs) == [0, 0, 399]
    assert {run.state for run in runs} == {RunState.IMPORTED}
    assert cases() == 399
    assert is_sound()


def test_rows_that_came_in_by_another_way_meanwhile_are_passed_over(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ready(write_csv(tmp_path / "a.csv", [row(1), row(2)]), source="office")
    looked = bringing_module.came_before

    def too_early(source: str) -> bool:
        """Looks before the row comes in by another way, and so finds nothing."""
        monkeypatch.setattr(bringing_module, "came_before", looked)
        found = looked(source)
        submit(Submission(body="路灯"), channel="api", by=AS_SYSTEM, at=AT, key="import:office:G-1")
        return found

    monkeypatch.setattr(bringing_module, "came_before", too_early)
    run = bring_ready(given)
    assert (run.state, run.made, run.repeated, cases()) == (RunState.IMPORTED, 1, 1, 2)


def test_a_contact_whose_time_was_up_is_not_kept(world: World, tmp_path: Path) -> None:
    headers = (*HEADERS, "联系电话")
    old = [*row(1, 受理时间="2020-01-06 09:00", 状态="已办结", 办结时间="2020-01-07 09:00"), "13800138000"]
    new = [*row(2), "13800138001"]
    bring(write_csv(tmp_path / "a.csv", [old, new], headers=headers))
    assert list(Contact.objects.values_list("case__submission_key", flat=True)) == ["import:a:G-2"]


_KILLED = """
import sys
from pathlib import Path
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "banjie.config.settings"
from banjie.config import settings
settings.DATABASES["default"].update(HOST=sys.argv[2], NAME=sys.argv[3])
import django
django.setup()
from banjie.cases.acting import AS_SYSTEM
from banjie.cases.imports import batches, oneshot
from banjie.platform import clock
batches.Batches.__init__.__kwdefaults__["rows_a_batch"] = 50
ready = oneshot.prepare(Path(sys.argv[1]), oneshot.Wishes(skips_rows=sys.argv[4] == "skip"), at=clock.now())
def tell(done):
    print(done, flush=True)
    sys.stdin.readline()
oneshot.bring(ready, by=AS_SYSTEM, now=clock.now, progress=tell)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("terms", "left"), [("whole", 0), ("skip", 150)])
def test_a_killed_import_leaves_nothing_or_what_it_had_finished_and_goes_on(
    world: World, tmp_path: Path, terms: str, left: int
) -> None:
    path = write_csv(tmp_path / "a.csv", [row(number) for number in range(1, 401)])
    _kill_after(path, terms, batches=5)
    # The batch under way may have been finished by the server or not; nothing in between.
    assert cases() in ({0} if terms == "whole" else {left, left + 50, left + 100})
    run = bring(path, skips_rows=terms == "skip")
    assert (run.state, run.made + run.repeated, cases()) == (RunState.IMPORTED, 400, 400)
    assert is_sound()


def _kill_after(path: Path, terms: str, *, batches: int) -> None:
    settings = connection.settings_dict
    command = [sys.executable, "-c", _KILLED, str(path), str(settings["HOST"]), str(settings["NAME"]), terms]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    assert process.stdin is not None
    assert process.stdout is not None
    for _ in range(batches):
        assert process.stdout.readline().strip().isdecimal()
        process.stdin.write("\n")
        process.stdin.flush()
    process.send_signal(signal.SIGKILL)
    process.wait()
    _wait_for_the_server_to_notice()


def _wait_for_the_server_to_notice() -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.1)
