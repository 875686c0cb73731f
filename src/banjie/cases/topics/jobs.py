"""Counting words and looking for topics, behind everything else. Thin."""

from banjie.cases.likeness import counting
from banjie.cases.topics import searching
from banjie.platform import clock
from banjie.platform.jobs import job


@job("cases.count_words", queue="bulk", every="*/10 * * * *")
def count_words() -> None:
    """Looks every ten minutes, and counts once a day, or once there is much more than was counted."""
    at = clock.now()
    if counting.due(at=at):
        counting.count(at=at)


@job("cases.find_topics", queue="bulk", every="23 * * * *")
def find_topics() -> None:
    searching.search(at=clock.now())
