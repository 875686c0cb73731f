"""Whose database it is: a number in a file is not enough."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from banjie.platform.database import holding


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "postgres"
    folder.mkdir()
    return folder


def noted(data: Path, process: object) -> None:
    (data / "postmaster.pid").write_text(f"{process}\n{data}\n")


@pytest.mark.parametrize("content", ["", "nonsense", "-5", "0", "999999999"])
def test_no_server_where_the_file_names_none(data, content):
    assert holding.server(data) is None
    noted(data, content)
    assert holding.server(data) is None


def test_a_number_that_belongs_to_another_program_is_stale(data):
    noted(data, os.getpid())
    assert holding.server(data) is None


def test_a_program_called_postgres_in_the_folder_serves_it_and_in_another_does_not(data, tmp_path):
    # The kernel goes by the name of the file that is run.
    disguised = tmp_path / "postgres_at_work" / "postgres"
    disguised.parent.mkdir()
    disguised.symlink_to(Path(sys.executable).resolve())
    for folder, expected in ((data, True), (tmp_path, False)):
        with subprocess.Popen([disguised, "-c", "input()"], cwd=folder, stdin=subprocess.PIPE) as process:
            noted(data, process.pid)
            assert (holding.server(data) == process.pid) is expected
            process.kill()


def test_a_server_that_ended_and_was_not_yet_buried_serves_nothing(data, tmp_path):
    disguised = tmp_path / "postgres_ended" / "postgres"
    disguised.parent.mkdir()
    disguised.symlink_to(Path(sys.executable).resolve())
    process = subprocess.Popen([disguised, "-c", ""], cwd=data)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    noted(data, process.pid)
    assert holding.server(data) is None
    process.wait()


def test_what_a_dead_server_left_is_removed_and_what_a_living_one_holds_is_not(data, tmp_path, monkeypatch):
    socket = tmp_path / "socket"
    socket.mkdir()
    for left in (data / "postmaster.pid", socket / ".s.PGSQL.5432.lock"):
        left.write_text("4\n")
    monkeypatch.setattr(holding, "_serves", lambda process, folder: True)
    holding.forget_stale(data, socket)
    assert (data / "postmaster.pid").exists()
    monkeypatch.setattr(holding, "_serves", lambda process, folder: False)
    holding.forget_stale(data, socket)
    assert not (data / "postmaster.pid").exists()
    assert not (socket / ".s.PGSQL.5432.lock").exists()


def test_one_keeps_it_and_the_next_follows(data):
    first = holding.claim(data)
    assert first is not None
    assert holding.claim(data) is None
    first.close()
    second = holding.claim(data)
    assert second is not None
    second.close()
