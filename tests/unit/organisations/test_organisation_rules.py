from datetime import timedelta

import pytest

from banjie.organisations import rules
from banjie.organisations.devices import device_label

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize("failures", range(rules.FREE_FAILURES + 1))
def test_a_few_slips_cost_nothing(failures: int) -> None:
    assert rules.wait_after(failures) is None


def test_each_further_failure_doubles_the_wait_up_to_a_limit() -> None:
    waits = [rules.wait_after(failures) for failures in range(5, 13)]
    assert waits == [timedelta(minutes=m) for m in (1, 2, 4, 8, 16, 30, 30, 30)]


def test_the_wait_stays_finite_however_long_somebody_guesses() -> None:
    assert rules.wait_after(10**9) == rules.LONGEST_WAIT


@pytest.mark.parametrize("typed", ["lin.na", " Lin.Na ", "ｌｉｎ.ｎａ", "LIN.NA\t"])
def test_a_username_is_the_same_however_it_is_typed(typed: str) -> None:
    assert rules.plain_username(typed) == "lin.na"


@pytest.mark.parametrize("typed", ["", "l", "li na", "-lin", "林", "x" * 41, "a\x00b", "a\ud800", "ß" * 5000])
def test_what_can_not_be_a_username_is_none(typed: str) -> None:
    assert rules.plain_username(typed) is None


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (CHROME, "Chrome · Windows"),
        (CHROME.replace("Chrome", "Edg/140 Chrome"), "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile MicroMessenger/8.0", "WeChat · Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox · Linux"),
        ("curl/8.0", ""),
        ("", ""),
        ("\x00" * 4000, ""),
    ],
)
def test_a_device_is_named_by_browser_and_system_only(agent: str, label: str) -> None:
    assert device_label(agent) == label
