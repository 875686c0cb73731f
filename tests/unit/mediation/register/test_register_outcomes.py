"""What became of a dispute, in the words of registers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.mediation.register.outcomes import OUTCOMES, Outcome, outcome_of


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("调解成功", "agreed"),
        ("成功", "agreed"),
        ("是", "agreed"),
        ("√", "agreed"),
        ("双方和好", "agreed"),
        ("已履行", "agreed"),
        ("未成功", "no_agreement"),
        ("没有达成协议", "no_agreement"),
        ("未能达成协议", "no_agreement"),
        ("不成", "no_agreement"),
        ("调解未成，建议起诉", "no_agreement"),
        ("无法达成一致", "no_agreement"),
        ("否", "no_agreement"),
        ("调解失败", "no_agreement"),
        ("转法院", "other_way"),
        ("移交派出所", "other_way"),
        ("引导走法律途径", "other_way"),
        ("当事人撤回申请", "consent_withdrawn"),
        ("一方拒绝调解", "refused"),
        ("对方不同意调解", "refused"),
        ("未到场", "absent"),
        ("联系不上", "absent"),
        ("不予受理", "not_mediable"),
        ("调解中", "open"),
        ("正在办理", "open"),
        ("agreement reached", "agreed"),
    ],
)
def test_endings(text: str, ending: str) -> None:
    found = outcome_of(text)
    assert found is not None
    assert found.ending == ending


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("达成口头协议", Outcome("agreed", "oral")),
        ("达成书面协议并当场履行", Outcome("agreed", "written", "kept")),
        ("达成协议，部分履行", Outcome("agreed", "", "partly")),
        ("达成协议后反悔", Outcome("agreed", "", "broken")),
        ("达成协议并经司法确认", Outcome("agreed", "", "", confirmed=True)),
        ("达成协议，未申请司法确认", Outcome("agreed")),
    ],
)
def test_what_else_it_tells(text: str, outcome: Outcome) -> None:
    assert outcome_of(text) == outcome


@pytest.mark.parametrize("text", ["", "啊", "2024", "张三"])
def test_words_that_tell_nothing_are_asked_about(text: str) -> None:
    assert outcome_of(text) is None


@given(st.text(max_size=250))
def test_any_text_can_be_read(text: str) -> None:
    found = outcome_of(text)
    assert found is None or found.ending in OUTCOMES
