"""The real files come in on a fresh installation, every row with its category, unit, history and clock.

They lie beside the repository and are no part of it; without them these tests say so and are skipped.
"""

from pathlib import Path

import pytest
from django.db import connection

from banjie.cases.acting import AS_SYSTEM
from banjie.cases.imports import oneshot
from banjie.cases.models import Answer, Case, ImportRun, RunState
from banjie.platform import clock
from tests.integration.cases.imports.bringing import is_sound

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"There is no {path}: the real data lies beside the repository, not in it.")
    return path


def bring(path: Path) -> ImportRun:
    ready = oneshot.prepare(path, oneshot.Wishes(), at=clock.now())
    oneshot.set_up(ready, by=AS_SYSTEM, at=clock.now())
    run = oneshot.bring(ready, by=AS_SYSTEM, now=clock.now, progress=lambda done: None)
    # The rows are this transaction's own: nobody else can count them for the planner, which otherwise guesses.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return run


def test_boston_comes_in_whole_and_keeps_its_own_deadlines() -> None:
    run = bring(real("requests_311/boston_2011.csv"))
    assert (run.state, run.made, run.refused) == (RunState.IMPORTED, 40_775, 0)
    found = Case.objects.all()
    assert found.filter(category=None).count() == 0
    assert found.filter(due_at=None).count() == 0
    assert found.filter(area=None).count() == 0
    # One row names no department ("No Q").
    assert found.filter(lead_unit=None).count() == 1
    assert found.filter(is_open=True).count() == 2_384
    # The city's own verdict, ONTIME or OVERDUE, follows from the deadlines that came along. Three deadlines
    # are days without a time, which here last to their end.
    overdue = found.filter(timeline__sequence=1, timeline__data__imported__columns__ontime="OVERDUE", is_open=False)
    assert (overdue.count(), overdue.filter(closed_late=True).count()) == (5_902, 5_899)
    assert is_sound()


def test_new_york_comes_in_whole() -> None:
    run = bring(real("requests_311/nyc_2024.csv"))
    assert (run.state, run.made, run.refused) == (RunState.IMPORTED, 1_000, 0)
    assert Case.objects.filter(category=None).count() == 0
    assert Case.objects.filter(lead_unit=None).count() == 0
    assert Case.objects.filter(due_at=None).count() == 0
    assert Case.objects.filter(longitude=None).count() == 23
    assert is_sound()


def test_messages_come_in_whole_with_their_replies() -> None:
    run = bring(real("messages_zh/replied.csv"))
    assert (run.state, run.made, run.refused) == (RunState.IMPORTED, 1_971, 0)
    assert Answer.objects.exclude(public_reply="").count() == 1_971
    assert Case.objects.filter(closed_late=None).count() == 0
    assert Case.objects.filter(category=None).count() == 0
    assert Case.objects.filter(due_at=None).count() == 0
    assert is_sound()


def test_the_original_workbook_comes_in_by_the_guess() -> None:
    ready = oneshot.prepare(real("messages_zh/hot_messages.xlsx"), oneshot.Wishes(), at=clock.now())
    run = oneshot.bring(ready, by=AS_SYSTEM, now=clock.now, progress=lambda done: None)
    assert (run.state, run.made) == (RunState.IMPORTED, 4_326)
