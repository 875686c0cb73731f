"""Charts draw what they are given, in their place and with words for those who do not see them."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banjie.platform.documents import charts
from banjie.platform.documents.charts import Drawn

SVG = "{http://www.w3.org/2000/svg}"
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), max_size=70)


def drawn(labels, *values):
    names = ("收到", "办结")[: len(values)]
    return Drawn("k", "标题", "说明", labels, list(zip(names, values, strict=True)))


@pytest.mark.parametrize("draw", [charts.lines, charts.bars])
@given(st.data())
def test_every_chart_is_sound_and_stays_within_its_frame(draw, data):
    labels = data.draw(st.lists(words, min_size=1, max_size=40))
    counts = st.lists(st.integers(0, 10**7), min_size=len(labels), max_size=len(labels))
    root = ElementTree.fromstring(draw(drawn(labels, data.draw(counts), data.draw(counts))))
    width, height = (float(each) for each in root.get("viewBox").split()[2:])
    for each in root.iter(f"{SVG}rect"):
        assert 0 <= float(each.get("x")) + float(each.get("width")) <= width
    for each in root.iter(f"{SVG}circle"):
        assert 0 <= float(each.get("cx")) <= width
        assert 0 <= float(each.get("cy")) <= height


def test_a_chart_has_a_title_a_description_and_a_word_for_each_series():
    root = ElementTree.fromstring(charts.lines(drawn(["11-27", "11-28"], [3, 4], [1, 0])))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "k-title k-desc"
    texts = [each.text for each in root.iter(f"{SVG}text")]
    assert {"收到", "办结", "11-27", "11-28", "0"} <= set(texts)
    assert root.find(f"{SVG}title").text == "标题"


def test_lines_end_as_high_as_their_values():
    points = re.findall(r'points="([^"]+)"', charts.lines(drawn(["a", "b"], [0, 4])))[0].split()
    (_, low), (_, high) = (map(float, each.split(",")) for each in points)
    assert low - high == 160


def test_bars_are_as_long_as_their_values():
    root = ElementTree.fromstring(charts.bars(drawn(["a", "b"], [1, 4])))
    lengths = [float(each.get("width")) for each in root.iter(f"{SVG}rect")]
    assert lengths[1] == pytest.approx(4 * lengths[0], rel=0.01)


def test_a_long_name_is_cut_and_nothing_in_it_is_markup():
    svg = charts.bars(drawn(["青禾县城关街道办事处综合行政执法队", "<b>&"], [1, 2]))
    assert "青禾县城关街道办事处…" in svg
    assert "&lt;b&gt;&amp;" in svg


@given(st.integers(0, 10**9))
def test_the_scale_reaches_the_highest_value_in_four_round_steps(most):
    top = charts._ceiling(drawn(["a"], [most]))
    assert most <= top <= max(4, 2.5 * most)
    assert top % 4 == 0
