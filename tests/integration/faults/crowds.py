"""Several people doing things at the same moment, and what must hold of the cases afterwards."""

import threading
from collections.abc import Callable, Sequence

from django.db import connection

from banjie.cases import integrity
from banjie.cases.models import Case, CaseText, TimelineEntry


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Does them in threads that start together; each one's result, or the exception that it raised."""
    start = threading.Barrier(len(deeds))
    outcomes: list[object] = [None] * len(deeds)

    def run(number: int, deed: Callable[[], object]) -> None:
        try:
            start.wait()
            outcomes[number] = deed()
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def failures(outcomes: Sequence[object]) -> list[Exception]:
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def faults() -> list[integrity.Fault]:
    return [found for found in integrity.verify() if isinstance(found, integrity.Fault)]


def assert_whole() -> None:
    """Every case has its text and exactly its entries, and the chain is sound."""
    assert CaseText.objects.count() == Case.objects.count()
    for case in Case.objects.all():
        sequences = (
            TimelineEntry.objects.filter(case_id=case.id).order_by("sequence").values_list("sequence", flat=True)
        )
        assert list(sequences) == list(range(1, case.entries + 1))
    assert faults() == []
