"""The worker does what waits, and takes up what a killed one left."""

import pytest
from django.db import connection

from banjie.platform import jobs, worker

DONE: list[str] = []


@jobs.job("tests.note")
def note(*, word: str) -> None:
    DONE.append(word)


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
