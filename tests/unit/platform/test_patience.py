"""How long a receiver asks us to wait, by seconds or by a moment."""

from datetime import UTC, datetime

import pytest

from banjie.platform.calling.patience import seconds_asked, wait_after

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LATER = "Mon, 02 Mar 2026 02:00:00 GMT"


@pytest.mark.parametrize(
    ("asked", "date", "seconds"),
    [
        ("120", "", 120),
        (" 0 ", "", 0),
        (LATER, "", 1800),
        # By the receiver's own clock, which is an hour slow.
        (LATER, "Mon, 02 Mar 2026 00:30:00 GMT", 5400),
        (LATER, "nonsense", 1800),
        ("Monday, 02-Mar-26 02:00:00 GMT", "", 1800),
        ("Mon Mar  2 02:00:00 2026", "", 1800),
        ("Mon, 02 Mar 2026 01:00:00 GMT", "", 0),
        ("Mon, 02 Mar 2026 10:00:00 +0800", "", 1800),
        ("", "", None),
        ("-5", "", None),
        ("1.5", "", None),
        ("9" * 40, "", None),
        ("soon", "", None),
        ("Mon, 99 Mar 2026 02:00:00 GMT", "", None),
        ("Mon, 02 Mar 99999999999 02:00:00 GMT", "", None),
        ("٣٠", "", None),
    ],
)
def test_seconds_and_moments(asked, date, seconds):
    assert seconds_asked(asked, date=date, now=NOW) == seconds


def test_what_is_asked_counts_within_an_hour():
    asked = seconds_asked("Tue, 03 Mar 2026 01:30:00 GMT", date="", now=NOW)
    wait = wait_after(1, jitter=lambda: 0.0, asked=asked)
    assert wait is not None
    assert wait.total_seconds() == 3600
