"""Teaching a model a few texts more: they are learned, what was known is kept, and nothing secret becomes known."""

import pytest

from banjie.intelligence.classifying import modelfile
from banjie.intelligence.classifying.features import Words
from banjie.intelligence.classifying.lessons import taught, teachable
from banjie.intelligence.classifying.model import Model
from banjie.intelligence.classifying.training import Example, build
from banjie.intelligence.units import Facet, Matter, spoke, words_of
from tests.unit.intelligence.test_classifying import HOLES, LAMPS, WAGES, examples, first

NEW = "广场喷泉漏电冒火花"


@pytest.fixture(scope="module")
def model() -> Model:
    return build(examples(4))


def lesson(*path: str, text: str = NEW, is_open: bool = True) -> Example:
    return Example(Words("", text), path, 4.0, open=is_open)


def test_one_lesson_is_enough_and_the_rest_is_kept(model):
    better = taught(model, [lesson("CITY", "LAMP")], examples(2))
    assert first(better, "喷泉漏电了").code == "LAMP"
    for texts, code in ((LAMPS, "LAMP"), (HOLES, "HOLE"), (WAGES, "WORK")):
        assert [first(better, text).code for text in texts] == [code] * len(texts)


def test_what_is_taught_can_be_untaught(model):
    wrong = taught(model, [lesson("WORK")], examples(2))
    assert first(wrong, NEW).code == "WORK"
    assert first(taught(wrong, [lesson("CITY", "HOLE")], examples(2)), NEW).code == "HOLE"


def test_what_the_model_has_no_answer_for_cannot_be_taught(model):
    unknown = lesson("CITY", "FOUNTAIN")
    assert not teachable(model, unknown)
    assert not teachable(model, Example(Words("", NEW), ()))
    assert taught(model, [unknown]) is model
    assert taught(model, []) is model


def test_a_taught_model_is_written_and_read_like_any(model):
    better = taught(model, [lesson("CITY", "LAMP")], examples(1))
    again = modelfile.read(modelfile.written(better))
    assert first(again, NEW).code == "LAMP"
    assert again.threshold == model.threshold


def test_words_of_a_sensitive_matter_do_not_become_known(model):
    secret = "甄嬛被打得鼻青脸肿"
    assert taught(model, [lesson("WORK", text=secret)]).vocabulary.known([Words("", "甄嬛")])[0] == 1
    assert taught(model, [lesson("WORK", text=secret, is_open=False)]).vocabulary.known([Words("", "甄嬛")])[0] == 0


def test_how_much_of_a_text_is_known(model):
    known = model.vocabulary.known([Words("", LAMPS[0]), Words("", "魑魅魍魉"), Words("", "")])
    assert known[0] > 0.95
    assert known[1] == 0
    assert known[2] == 1, "of nothing, nothing is foreign"


@pytest.mark.parametrize("code", ["UM0101", "x", "1" * 40, "a_b-c", "数"])
def test_a_matter_is_spelt_with_its_codes_apart(code):
    one = words_of(Matter("标题", "内容", f"TOP.{code}", "county.a1", "hotline", "report"))
    other = words_of(Matter("标题", "内容", f"TOP.{code}", "county.a2", "hotline", "report"))
    assert one.title != other.title, "figures in codes count"
    assert one.body == "标题\n内容"
    assert len(one.title) <= 120


def test_what_spoke_for_a_unit_is_told_by_facet():
    told = [
        Example(words_of(Matter("", text, "C1", area, "hotline", "report")), (unit,))
        for area, unit in (("X.A1", "NORTH"), ("X.A2", "SOUTH"))
        for text in (*LAMPS, *HOLES)
    ]
    model = build(told)
    matter = Matter("", "路灯不亮", "C1", "X.A2", "hotline", "report")
    assert model.choices([words_of(matter)])[0][0].code == "SOUTH"
    assert spoke(model, matter, "SOUTH").facets[0] is Facet.AREA
    assert spoke(model, matter, "NOWHERE") == ((), ())
    assert spoke(model, Matter("", ""), "SOUTH").words == ()
