"""The worker does what waits, and takes up what a killed one left."""

import time

import pytest
from django.db import connection
from procrastinate import App

from banjie.platform import jobs, worker

DONE: list[str] = []


@jobs.job("tests.note")
def note(*, word: str) -> None:
    DONE.append(word)


@jobs.job("tests.long", alone="tests.alone")
def long(*, word: str) -> None:
    DONE.append(f"{word} begins")
    time.sleep(0.3)
    DONE.append(f"{word} ends")


@jobs.job("tests.longer", queue="bulk", alone="tests.alone")
def longer(*, word: str) -> None:
    long(word=word)


def left() -> int:
    """Its own jobs only: at the turn of a minute the worker itself asks for periodic ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'tests.note' AND status <> 'succeeded'"
        )
        return int(cursor.fetchone()[0])


@pytest.fixture(autouse=True)
def _forget():
    DONE.clear()


@pytest.mark.django_db(transaction=True)
def test_a_job_is_done_once_its_transaction_commits():
    jobs.later(note, word="done")
    worker.run(until_empty=True)
    assert DONE == ["done"]
    assert left() == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_that_waits_under_a_key_is_not_asked_for_twice():
    jobs.later(note, once="same", word="first")
    jobs.later(note, once="same", word="second")
    worker.run(until_empty=True)
    assert DONE == ["first"]


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_left_is_taken_up_again():
    jobs.later(note, word="left behind")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 1")
    worker.run(until_empty=True)
    assert DONE == ["left behind"]


@pytest.mark.django_db(transaction=True)
def test_of_jobs_that_are_done_alone_one_waits_for_the_other_and_nothing_else_waits(monkeypatch: pytest.MonkeyPatch):
    jobs.later(long, word="one")
    jobs.later(longer, word="two")
    jobs.later(note, word="beside")
    # As where it goes on: three at once. What waited for another is done by the next.
    real = App.run_worker_async
    monkeypatch.setattr(App, "run_worker_async", lambda app, **asked: real(app, **asked | {"concurrency": 3}))
    worker.run(until_empty=True)
    assert DONE.index("beside") < DONE.index("one ends")
    worker.run(until_empty=True)
    assert [each for each in DONE if each != "beside"] == ["one begins", "one ends", "two begins", "two ends"]
