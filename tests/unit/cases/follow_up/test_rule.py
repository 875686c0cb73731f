"""Whom to call: the declared rule, the lot, and whose work it was."""

import pytest

from banjie.cases.follow_up import drawing
from banjie.cases.follow_up.handled import OwnUnit, is_own_work
from banjie.cases.follow_up.rule import _SHIPPED, BadRule, Rule, Share, read

PLAIN = "ask_days = 7\nattempts = 3\nagain_after_hours = 4\ndissatisfied_up_to = 2\nshare = 0.2\n"


def test_the_rule_that_comes_along_calls_what_presses_oftener():
    rule = read(_SHIPPED.read_text(encoding="utf-8"))
    shares = {
        level: rule.share_of(level=level, kind="report", category_path="a.b") for level in ("general", "critical")
    }
    assert shares == {"general": rule.share, "critical": 1.0}
    assert rule.share_of(level="general", kind="complaint", category_path="") == 0.5


@pytest.mark.parametrize(
    ("category", "path", "fits"),
    [("A01", "A.A01.A0101", True), ("A.A01", "A.A01", True), ("A01", "A.A011", False), ("A", "", False)],
)
def test_a_category_holds_all_below_it(category, path, fits):
    assert Share(1.0, category=category).fits(level="general", kind="report", category_path=path) is fits


def test_the_first_exception_that_fits_counts():
    rule = Rule(7, 3, 4, 2, 0.1, (Share(0.9, level="urgent"), Share(0.4, kind="report")))
    assert rule.share_of(level="urgent", kind="report", category_path="") == 0.9
    assert rule.share_of(level="general", kind="report", category_path="") == 0.4
    assert rule.share_of(level="general", kind="enquiry", category_path="") == 0.1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("share = ", "Invalid"),
        (PLAIN.replace("0.2", "2"), "share"),
        (PLAIN.replace("= 7", "= 99"), "ask_days"),
        (PLAIN.replace("= 3", "= true"), "attempts"),
        (PLAIN + "color = 1", "color"),
        (PLAIN + "[[shares]]\nshare = 1.0", "each names"),
        (PLAIN + '[[shares]]\nshare = 1.0\nlevel = "huge"', "level is one of"),
        (PLAIN + '[[shares]]\nshare = 1.0\nunit = "x"', "unknown: unit"),
        (PLAIN + "shares = 3", r"\[\[shares\]\]"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused_with_what_is_wrong(text, says):
    with pytest.raises(BadRule, match=says):
        read(text)


def test_a_lot_can_be_drawn_again_and_hangs_on_the_seed():
    seed = "11" * 32
    assert drawing.lot(seed, "330100-000001", 0) == drawing.lot(seed, "330100-000001", 0)
    assert drawing.lot(seed, "330100-000001", 0) != drawing.lot("22" * 32, "330100-000001", 0)
    assert drawing.lot(seed, "330100-000001", 0) != drawing.lot(seed, "330100-000001", 1)


def test_lots_are_spread_evenly_and_shares_are_met():
    seed = "5a" * 32
    drawn = sum(drawing.is_drawn(seed, f"N-{number:06d}", 0, 0.2) for number in range(10_000))
    assert 1_850 < drawn < 2_150
    assert not drawing.is_drawn(seed, "N-1", 0, 0.0)
    assert drawing.is_drawn(seed, "N-1", 0, 1.0)


def test_seeds_are_never_the_same():
    assert len({drawing.new_seed() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("own", "worked", "is_own"),
    [
        (OwnUnit("gov.urban"), ["gov.urban"], True),
        (OwnUnit("gov.urban.team"), ["gov.urban"], True),
        (OwnUnit("gov.urban"), ["gov.urban.team"], True),
        (OwnUnit("gov.centre"), ["gov.urban"], False),
        (OwnUnit("gov.urban"), ["gov.urbane"], False),
        (OwnUnit("gov", is_centre=True), ["gov.urban"], False),
        (OwnUnit("gov.centre", is_centre=True), ["gov.centre"], True),
        (OwnUnit("town.centre", is_centre=True), ["town"], True),
        (OwnUnit("gov.housing"), ["gov.urban", "gov.housing"], True),
        (OwnUnit("gov.housing"), ["", "gov.urban"], False),
    ],
)
def test_nobody_asks_about_the_work_of_their_own_unit(own, worked, is_own):
    assert is_own_work([own], worked) is is_own
