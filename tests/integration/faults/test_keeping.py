"""The embedded database comes back whatever its last server left behind, and ends with whoever keeps it."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from banjie.config.supervisor import Database
from banjie.platform.database import holding
from banjie.platform.database.embedded import VOLATILE, Cluster

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with TemporaryDirectory(prefix="banjie-keeping-") as folder:
        made = Cluster(Path(folder) / "postgres", VOLATILE)
        made.ensure_running()
        yield made
        made.destroy()


def killed(cluster: Cluster) -> None:
    server = holding.server(cluster.data)
    assert server is not None
    os.kill(server, signal.SIGKILL)
    end = time.monotonic() + 20
    while holding.server(cluster.data) is not None:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_number_that_somebody_else_has_by_now_keeps_no_database_down(cluster: Cluster) -> None:
    killed(cluster)
    left = (cluster.data / "postmaster.pid").read_text().split("\n", 1)
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{left[1]}")
    (cluster.socket / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n{left[1]}")
    assert not cluster.is_running()
    assert cluster.ensure_running()
    assert cluster.is_running()


def test_a_database_that_ran_before_is_kept_and_stopped_too(cluster: Cluster, capfd) -> None:
    kept = Database(cluster.data)
    killed(cluster)
    kept.revive()
    assert cluster.is_running()
    kept.stop()
    assert not cluster.is_running()
    assert capfd.readouterr().err.count("starting it again") == 1


def test_of_two_supervisors_one_keeps_it_and_the_other_takes_over(cluster: Cluster) -> None:
    first, second = Database(cluster.data), Database(cluster.data)
    assert first.kept()
    assert not second.kept()
    second.stop()
    assert cluster.is_running()
    assert first.claim is not None
    first.claim.close()
    second.stop()
    assert not cluster.is_running()


def test_one_that_cannot_start_is_told_once_and_tried_on(cluster: Cluster, capfd) -> None:
    kept = Database(cluster.data)
    killed(cluster)
    version = cluster.data / "PG_VERSION"
    right = version.read_text()
    version.write_text("99\n")
    for _ in range(3):
        kept.looked = 0.0
        kept.revive()
    assert capfd.readouterr().err.count("It did not start yet") == 1
    version.write_text(right)
    kept.looked = 0.0
    kept.revive()
    assert cluster.is_running()
