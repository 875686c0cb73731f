"""Doors that count, on the database."""

from datetime import datetime, timedelta
from itertools import count

import pytest

from banjie.platform.crowding import Admitted, Ladder, Needed, admit, forget, needed, task
from banjie.platform.crowding.ladder import WINDOW
from banjie.platform.models import Knock, SpentTask
from tests.integration.cases.world import AT

pytestmark = pytest.mark.django_db
NARROW = Ladder(here=((2, 4),), everywhere=((6, 5),), device=((3, 4),), most=5)
HALL, OTHER = "203.0.113.7", "203.0.113.8"


def try_it(origin: str = HALL, text: str = "", answer: str = "", at: datetime = AT, device: int = 0) -> object:
    return admit("report", origin, text=text, answer=answer, at=at, device=device, ladder=NARROW)


def done(asked: object) -> tuple[str, str]:
    assert isinstance(asked, Needed)
    assert asked.task is not None
    given = asked.task
    return given.text, next(str(n) for n in count() if task.zeros(given.text, str(n)) >= given.bits)


def test_the_first_pass_and_the_next_work_for_it() -> None:
    assert isinstance(try_it(), Admitted)
    assert isinstance(try_it(), Admitted)
    asked = try_it()
    text, answer = done(asked)
    assert isinstance(try_it(text=text, answer=answer), Admitted)
    assert isinstance(try_it(OTHER), Admitted), "another address is asked nothing"


def test_work_is_used_once() -> None:
    [try_it() for _ in range(2)]
    text, answer = done(try_it())
    assert isinstance(try_it(text=text, answer=answer), Admitted)
    again = try_it(text=text, answer=answer)
    assert isinstance(again, Needed)
    assert again.task is not None
    assert again.task.text != text


def test_beyond_the_last_step_one_comes_back_later() -> None:
    for _ in range(2):
        try_it()
    for _ in range(3):
        text, answer = done(try_it())
        assert isinstance(try_it(text=text, answer=answer), Admitted)
    closed = try_it()
    assert closed == Needed(None, WINDOW)
    assert needed("report", HALL, at=AT, ladder=NARROW) == Needed(None, WINDOW)
    assert isinstance(try_it(at=AT + WINDOW + timedelta(seconds=1)), Admitted)


def test_a_flood_from_everywhere_asks_the_first_of_an_address_too() -> None:
    for number in range(6):
        try_it(f"198.51.100.{number}")
    assert isinstance(try_it(OTHER), Needed)
    assert isinstance(try_it(OTHER, at=AT + timedelta(seconds=61)), Admitted)


def test_one_browser_that_sends_without_end_is_asked_to_work() -> None:
    assert isinstance(try_it(device=2), Admitted)
    assert isinstance(try_it(device=3), Needed)


def test_without_script_one_waits_so_often_and_no_more() -> None:
    at = AT
    for _ in range(2):
        try_it(at=at)
    roomy = Ladder(here=((2, 4),), everywhere=(), device=(), most=500)
    for number in range(21):
        asked = admit("report", HALL, text="", answer="", at=at, ladder=roomy)
        assert isinstance(asked, Needed)
        assert asked.task is not None
        at += task.WAIT
        let_in = admit("report", HALL, text=asked.task.text, answer="", at=at, ladder=roomy)
        assert isinstance(let_in, Admitted) == (number < 20), number


def test_asking_what_is_needed_counts_nothing() -> None:
    for _ in range(9):
        assert isinstance(needed("report", HALL, at=AT, ladder=NARROW), Admitted)
    assert not Knock.objects.exists()


def test_neither_address_nor_task_is_kept() -> None:
    [try_it() for _ in range(2)]
    text, answer = done(try_it())
    try_it(text=text, answer=answer)
    assert all(HALL.encode() not in bytes(row.origin) for row in Knock.objects.order_by("id"))
    forget(at=AT + timedelta(minutes=59))
    assert SpentTask.objects.count() == 1
    forget(at=AT + timedelta(minutes=61))
    assert not SpentTask.objects.exists()
