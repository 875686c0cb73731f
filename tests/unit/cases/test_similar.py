"""How alike two matters are, by words and by place."""

from types import SimpleNamespace

import pytest

from banjie.cases import words
from banjie.cases.publishing.similar import NEAR_METRES, Draft, metres, nearness, score

LAMP = "主街路灯不亮，夜里看不见路"
SPOT = (110.512, 30.51)


def line(**changes):
    return SimpleNamespace(**{"point": SPOT, "area_path": "county.west", "category_code": "repair"} | changes)


def scored(text, draft_point=SPOT, category="", area="county.west", **changes):
    draft = Draft(text, draft_point, area, category)
    return score(draft, line(**changes), words.words(text), words.words(LAMP))


def test_the_same_beside_each_other_is_alike_and_nothing_else_is():
    assert scored("主街路灯不亮三天了") > 1
    assert scored("小区门口的垃圾没人收") == 0
    assert scored("主街路灯不亮三天了", (110.6, 30.6)) == 0


def test_a_few_words_are_enough_in_the_same_category_on_the_spot():
    text = "晚上路灯坏了一片，走路要摸黑"
    assert scored(text) == 0
    assert scored(text, category="repair") > 0


def test_without_a_point_areas_and_then_words_alone_decide():
    assert nearness(Draft("", None, "county.west"), line(point=None)) == 0.5
    assert nearness(Draft("", None, "county.east"), line()) == 0
    assert nearness(Draft("", None, ""), line()) is None
    assert scored("主街路灯不亮", None, area="") > 0
    assert scored("路灯坏了想请人来看看修好", None, area="") == 0


@pytest.mark.parametrize(("other", "expected"), [((110.512, 30.519), 1_002), ((110.5224, 30.51), 998)])
def test_distances_are_metres(other, expected):
    assert metres(SPOT, other) == pytest.approx(expected, abs=5)
    assert metres(SPOT, SPOT) == 0
    assert NEAR_METRES == 1_000
