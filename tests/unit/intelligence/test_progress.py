"""Learning tells what it does and how far it is: never backwards, through all its steps, to the end."""

import pytest

from banjie.intelligence.classifying.features import Words
from banjie.intelligence.classifying.measuring import proven
from banjie.intelligence.classifying.progress import CHECK_FROM, Step, within, work_of
from banjie.intelligence.classifying.training import Example, build

TEXTS = [
    Example(
        Words("", f"{number}号{'路灯不亮' if number % 2 else '医保报销'}{number * 7}"), (("lamp", "care")[number % 2],)
    )
    for number in range(300)
]


def heard(examples: list[Example]) -> list[tuple[Step, float]]:
    told: list[tuple[Step, float]] = []
    proven(examples, tell=lambda step, share: told.append((step, share)))
    return told


def test_it_only_goes_on_and_comes_to_its_end() -> None:
    told = heard(TEXTS)
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0, abs=0.05)
    assert min(shares) > 0


def test_each_step_is_told_and_checking_comes_last() -> None:
    told = heard(TEXTS)
    assert {step for step, _ in told} == {Step.LEARN, Step.CALIBRATE, Step.CHECK}
    assert all((step is Step.CHECK) == (share > CHECK_FROM) for step, share in told)
    half_way = next(share for step, share in told if step is Step.CALIBRATE)
    assert 0.05 < half_way < CHECK_FROM


def test_where_nothing_can_be_checked_learning_takes_all_of_it() -> None:
    told = heard(TEXTS[:20])
    assert Step.CHECK not in {step for step, _ in told}
    assert told[-1][1] <= 1.0


def test_the_work_is_known_beforehand_within_a_tenth() -> None:
    looked_at = 0

    def count(step: Step, share: float) -> None:
        nonlocal looked_at
        looked_at += 1

    build(TEXTS, tell=count)
    # One batch of 32 a look, but for what is scored in larger parts.
    assert looked_at * 32 == pytest.approx(work_of(len(TEXTS), calibrated=True), rel=0.1)


def test_what_is_told_never_leaves_its_stretch() -> None:
    told: list[float] = []
    part = within(lambda step, share: told.append(share), 0.2, 0.4)
    for share in (0.0, 0.5, 1.0):
        part(Step.LEARN, share)
    assert told == pytest.approx([0.2, 0.3, 0.4])
