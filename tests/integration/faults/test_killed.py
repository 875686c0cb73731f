"""kill -9 of the web server, the worker and the database in the middle of intake, transition and import.

Nothing that was acknowledged is lost, nothing is there twice, nothing is half written, and all of it comes
back by itself.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.integration.cases.imports.files import row, write_csv
from tests.integration.cases.world import POINT_WEST
from tests.integration.faults.running import Installation, kill, together, until

pytestmark = pytest.mark.slow
PIECES = ("web server", "web process", "worker", "database")
MANY, HANDS, BEFORE = 300, 4, 15
ROWS = 20_000
# Cases without their text, or with other entries than those that they count.
_HALF_WRITTEN = """
    SELECT id FROM "case" c LEFT JOIN case_text t ON t.case_id = c.id
    WHERE t.case_id IS NULL OR c.entries <> (
        SELECT count(*) FROM case_timeline e WHERE e.case_id = c.id AND e.sequence BETWEEN 1 AND c.entries
    )
"""
# Rows of cases written in a transaction that is still open.
_WRITING = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'COPY \"case%%' AND xact_start IS NOT NULL"
_STATE = "SELECT state FROM case_import WHERE id = %s"
_INSIDE = "from tests.integration.faults import inside"
_KEYS = 'SELECT submission_key FROM "case" WHERE submission_key LIKE %s ORDER BY submission_key'
_ACCEPTED = "SELECT count(*) FROM case_timeline WHERE command = 'accept' AND case_id = ANY(%s) GROUP BY case_id"


@pytest.fixture(scope="module")
def box() -> Iterator[Installation]:
    # Not below pytest's own folder: another pytest would close that to the user that the database runs as.
    with TemporaryDirectory(prefix="banjie-box-") as folder:
        installation = Installation(Path(folder))
        installation.start()
        yield installation
        installation.stop()
        assert "Stopped. Nothing is lost." in installation.log.read_text()


def matter(box: Installation, number: int) -> dict[str, object]:
    longitude, latitude = POINT_WEST
    text = f"主街 {number} 号路灯不亮，晚上看不见路。"
    return {"body": text, "category": box.category, "longitude": longitude, "latitude": latitude}


def insisting(box: Installation, path: str, body: object, *, key: str = "") -> tuple[int, dict[str, object]]:
    """As a client that was told to try again: the same request, until there is an answer."""

    def ask() -> tuple[int, dict[str, object]] | None:
        status, answer = box.call("POST", path, body, key)
        return (status, answer) if 0 < status < 500 else None

    found = until(ask, what=f"an answer to {path}")
    assert found is not None
    return found


def kill_in_the_middle(box: Installation, piece: str, done: list[object]) -> None:
    box.ask("SELECT 1")
    before = box.pids(piece)
    until(lambda: len(done) >= BEFORE, what="work under way")
    kill(before)
    assert len(done) < MANY, "everything was over before the kill"
    until(lambda: _others(box, piece, before), what=f"{piece} to come back")


def _others(box: Installation, piece: str, before: object) -> bool:
    try:
        now = box.pids(piece)
    except FileNotFoundError:
        return False
    return bool(now) and now != before


def assert_sound(box: Installation) -> None:
    box.ask("SELECT 1")
    until(box.answers, what="the web server to answer again")
    assert box.ask(_HALF_WRITTEN) == []
    assert box.run("-m", "banjie", "verify", check=False).returncode == 0


@pytest.mark.parametrize("piece", PIECES)
def test_in_the_middle_of_intake(box: Installation, piece: str) -> None:
    prefix = f"killed-{piece.replace(' ', '-')}-"
    numbers: list[object] = []

    def hand_in(number: int) -> None:
        status, answer = insisting(box, "/api/v1/cases", matter(box, number), key=f"{prefix}{number:03}")
        assert status in {200, 201}, answer
        numbers.append(answer["number"])

    together(hand_in, MANY, hands=HANDS, meanwhile=lambda: kill_in_the_middle(box, piece, numbers))
    assert len(set(numbers)) == MANY
    kept = box.ask(_KEYS, f"%{prefix}%")
    assert [key.rpartition(prefix)[2] for key in kept] == [f"{number:03}" for number in range(MANY)]
    assert_sound(box)


@pytest.mark.parametrize("piece", PIECES)
def test_in_the_middle_of_transitions(box: Installation, piece: str) -> None:
    made = [insisting(box, "/api/v1/cases", matter(box, number))[1]["case_id"] for number in range(MANY)]
    done: list[object] = []

    def accept(number: int) -> None:
        status, answer = insisting(box, f"/api/v1/cases/{made[number]}/commands/accept", {})
        # The first try may have gone through although its answer was lost: then it is refused, not repeated.
        assert status in {200, 409, 422}, answer
        done.append(number)

    together(accept, MANY, hands=HANDS, meanwhile=lambda: kill_in_the_middle(box, piece, done))
    assert box.ask(_ACCEPTED, made) == [1] * MANY
    assert_sound(box)


@pytest.mark.parametrize("piece", PIECES)
def test_in_the_middle_of_an_import(box: Installation, piece: str, tmp_path: Path) -> None:
    name = piece.replace(" ", "_")
    rows = [row(number, 编号=f"{name}-{number}") for number in range(ROWS)]
    path = write_csv(tmp_path / f"{name}.csv", rows, encoding="utf-8-sig")
    run = int(box.run("-c", f"{_INSIDE}; inside.start_import({str(path)!r})").stdout)
    until(lambda: box.ask(_WRITING), what="rows being brought in")
    # Not before: a worker whose database was killed a moment ago may still have been on its way out.
    pids = box.pids(piece)
    assert box.ask(_STATE, run) == ["importing"], "everything was over before the kill"
    kill(pids)
    until(lambda: _others(box, piece, pids), what=f"{piece} to come back")
    until(lambda: box.ask(_STATE, run) != ["importing"], what="the import to end")
    assert box.ask(_STATE, run) == ["imported"]
    assert len(box.ask(_KEYS, f"import:%{name}-%")) == ROWS
    assert_sound(box)
