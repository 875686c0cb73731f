"""What is asked of whoever comes through a crowded door."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.platform.crowding import task
from banjie.platform.crowding.ladder import LADDER, Ladder
from banjie.platform.crowding.task import Verdict

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def solved(text: str, bits: int) -> str:
    return next(str(number) for number in count() if task.zeros(text, str(number)) >= bits)


def test_a_quiet_door_asks_nothing_and_a_hall_on_one_address_passes() -> None:
    assert LADDER.bits(here=0, everywhere=0) == 0
    assert LADDER.bits(here=19, everywhere=100, device=7) == 0


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(0, 100))
def test_more_tries_never_ask_less(here: int, everywhere: int, device: int) -> None:
    now = LADDER.bits(here=here, everywhere=everywhere, device=device)
    assert now <= LADDER.bits(here=here + 1, everywhere=everywhere, device=device)
    assert now <= LADDER.bits(here=here, everywhere=everywhere + 1, device=device)
    assert now <= LADDER.bits(here=here, everywhere=everywhere, device=device + 1)


def test_a_flood_from_many_addresses_asks_everybody() -> None:
    assert LADDER.bits(here=0, everywhere=120) == 16


def test_only_far_beyond_is_the_door_closed() -> None:
    assert not LADDER.is_full(here=999)
    assert LADDER.is_full(here=1_000)


@pytest.mark.parametrize("here", [((20, 15), (10, 16)), ((20, 21),), ((20, 0),)])
def test_a_ladder_that_goes_down_or_is_too_steep_is_none(here: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="steps go up"):
        Ladder(here=here, everywhere=(), device=(), most=100)


def test_a_door_that_closes_below_its_last_step_is_none() -> None:
    with pytest.raises(ValueError, match="after the last step"):
        Ladder(here=((20, 15),), everywhere=(), device=(), most=10)


def test_work_that_was_done_is_seen_and_half_of_it_is_not() -> None:
    given_ = task.give("report", 10, at=AT)
    answer = solved(given_.text, 10)
    lazy = next(str(n) for n in count() if task.zeros(given_.text, str(n)) < 10)
    assert task.judge("report", given_.text, answer, bits=10, at=AT) is Verdict.WORKED
    assert task.judge("report", given_.text, lazy, bits=10, at=AT) is Verdict.UNDONE


def test_what_was_asked_grows_while_one_types() -> None:
    """The answer to an easier task is not enough once the door is crowded."""
    easy = task.give("report", 4, at=AT)
    answer = next(str(n) for n in count() if 4 <= task.zeros(easy.text, str(n)) < 9)
    assert task.judge("report", easy.text, answer, bits=4, at=AT) is Verdict.WORKED
    assert task.judge("report", easy.text, answer, bits=9, at=AT) is Verdict.UNDONE


def test_who_cannot_work_waits() -> None:
    given_ = task.give("report", 15, at=AT)
    assert task.judge("report", given_.text, "", bits=15, at=AT + timedelta(seconds=19)) is Verdict.UNDONE
    assert task.judge("report", given_.text, "", bits=15, at=AT + task.WAIT) is Verdict.WAITED
    assert task.judge("report", given_.text, "", bits=15, at=AT + task.VALID + timedelta(seconds=1)) is Verdict.UNDONE


@pytest.mark.parametrize(
    "bent",
    [
        lambda text: text.replace("08.", "01.", 1),
        lambda text: text[:-1] + ("0" if text[-1] != "0" else "1"),
        lambda text: "",
        lambda text: text + "\n",
        lambda text: "08." + "9" * 10 + text[13:],
        lambda text: "\ud800" + text,
    ],
)
def test_a_task_of_ones_own_making_is_none(bent: object) -> None:
    text = bent(task.give("report", 8, at=AT).text)  # type: ignore[operator]
    assert task.judge("report", text, "1", bits=0, at=AT + task.WAIT) is Verdict.UNDONE
    assert task.judge("report", text, "", bits=0, at=AT + task.WAIT) is Verdict.UNDONE


def test_a_task_fills_one_block_of_the_digest() -> None:
    assert {len(task.give("report", bits, at=AT).text) for bits in (1, 9, 10, 20)} == {63}


def test_a_task_opens_its_own_door_only() -> None:
    given_ = task.give("report", 5, at=AT)
    assert task.judge("objection", given_.text, solved(given_.text, 5), bits=5, at=AT) is Verdict.UNDONE


@pytest.mark.parametrize("answer", ["-1", "1e3", "१२", "1" * 13, " 1", "\ud800"])
def test_an_answer_is_a_plain_number(answer: str) -> None:
    given_ = task.give("report", 1, at=AT)
    assert task.judge("report", given_.text, answer, bits=0, at=AT) is Verdict.UNDONE
