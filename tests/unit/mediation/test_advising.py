"""What intake is told of a matter, and what it is not told to do."""

import pytest

from banjie.mediation.advising import advise


@pytest.mark.parametrize(
    ("text", "fits", "kind"),
    [
        ("楼上漏水泡坏了我家天花板，邻居不赔", True, "neighbours"),
        ("老板拖欠我们工地八个人的工钱，讨要多次不给", True, "wages"),
        ("请问借条怎么写才有效", False, "lending"),
        ("法院已经判决了，他拖欠工钱不给", False, "labour"),
        ("今天天气不错", False, None),
    ],
)
def test_a_quarrel_of_a_known_type_fits(text: str, fits: bool, kind: str | None) -> None:
    advice = advise(text)
    assert advice.fits_mediation is fits
    if kind is not None and fits:
        assert advice.proposal.code == kind


def test_danger_is_told_and_the_type_all_the_same() -> None:
    advice = advise("老公喝醉了又打我，我要离婚")
    assert advice.danger
    assert not advice.fits_mediation
    assert advice.proposal.code == "family"


def test_what_is_only_mentioned_does_not_stand_in_the_way() -> None:
    advice = advise("三年前老公打过我一次，现在离婚，彩礼不退")
    assert advice.seen
    assert advice.fits_mediation
