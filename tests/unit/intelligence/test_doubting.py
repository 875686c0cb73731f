"""Texts whose parts speak for different things are told as unsure, with both; plain ones as before."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banjie.intelligence.classifying.doubting import Part, parts_of, weighed
from banjie.intelligence.classifying.features import Words
from banjie.intelligence.classifying.measuring import figures, proven
from banjie.intelligence.classifying.model import Choice, Model
from banjie.intelligence.classifying.training import Example, build

LAMPS = ("路灯不亮", "路灯坏了", "灯杆歪斜", "整条街照明熄灭", "路灯一闪一闪", "灯罩掉落")
PENSIONS = ("养老金认证", "社保缴费年限", "退休待遇核算", "医保参保登记", "养老保险转移", "社保卡补办")


def story(words: tuple[str, ...], draw: random.Random, sentences: int) -> str:
    return "".join(f"{draw.choice(words)}，{draw.choice(words)}的事情。" for _ in range(sentences))


def examples() -> list[Example]:
    draw = random.Random(7)
    made = []
    for number in range(240):
        code, words = ("lamp", LAMPS) if number % 2 else ("pension", PENSIONS)
        text = Words(draw.choice(words), f"{number}号反映：{story(words, draw, 1 + number % 4)}")
        made.append(Example(text, (code,)))
    return made


@pytest.fixture(scope="module")
def model() -> Model:
    return proven(examples())[0]


PADDING = story(PENSIONS, random.Random(1), 12)


@pytest.mark.parametrize(
    "text",
    [
        Words("路灯不亮", f"门口路灯坏了。{PADDING}"),
        Words("路灯不亮", f"{PADDING}门口路灯坏了。"),
        Words("", f"门口路灯坏了，灯杆歪斜。{PADDING}"),
        Words("", f"{PADDING}门口路灯坏了，灯杆歪斜，整条街照明熄灭，路灯一闪一闪，灯罩掉落。"),
        Words("门口路灯坏了", " ".join(PENSIONS) * 6),
    ],
    ids=("behind", "before", "untitled, behind", "untitled, before", "loose words"),
)
def test_a_short_matter_with_a_long_text_about_something_else_is_not_told_surely(model: Model, text: Words) -> None:
    plain = model.choices([text], top=1)[0][0]
    assert (plain.code, plain.share >= model.threshold) == ("pension", True), "led astray without the rule"
    (found,) = weighed(model, [text])
    assert found.doubt is not None
    assert found.doubt.code == "lamp"
    assert found.doubt.words
    assert {each.code for each in found.choices[:2]} == {"lamp", "pension"}
    assert all(each.share < model.threshold for each in found.choices)


@pytest.mark.parametrize("threshold", [0.2, 0.49, 0.9])
def test_of_what_is_doubted_no_model_is_sure(model: Model, threshold: float) -> None:
    """However little a model needs to be sure: half of what it gives to both may be more than that."""
    text = Words("路灯不亮", f"门口路灯坏了。{PADDING}")
    (found,) = weighed(replace(model, threshold=threshold), [text])
    assert found.doubt is not None
    assert all(each.share < threshold for each in found.choices)


def test_what_is_doubted_counts_as_not_covered() -> None:
    said = [(Choice("lamp", 0.9),)] * 8 + [(Choice("lamp", 0.5), Choice("pension", 0.5))] * 2
    truth = ["lamp"] * 10
    assert figures(truth, said).covered == 1.0
    plain = figures(truth, said, doubted=[False] * 8 + [True] * 2)
    assert (plain.covered, plain.right) == (0.8, 1.0)
    assert plain.threshold == pytest.approx(0.9)


def test_the_end_of_a_text_is_asked_apart_without_a_title() -> None:
    body = f"{PADDING}门口路灯坏了，灯杆歪斜。"
    ends = [words for part, words in parts_of(Words("", body)) if part is Part.ENDING]
    assert [len(words.body) >= size for words, size in zip(ends, (30, 60), strict=True)] == [True, True]
    assert all(words.title == "" and body.endswith(words.body) for words in ends)
    assert Part.ENDING not in {part for part, _ in parts_of(Words("路灯不亮", body))}


def test_what_speaks_for_one_thing_is_told_as_before(model: Model) -> None:
    draw = random.Random(3)
    texts = [Words(draw.choice(words), story(words, draw, 8)) for words in (LAMPS, PENSIONS) * 10]
    found = weighed(model, texts)
    assert [each.choices for each in found] == model.choices(texts)
    assert not any(each.doubt for each in found)


def test_what_is_not_sure_anyway_is_not_looked_at(model: Model) -> None:
    text = Words("路灯不亮", f"门口路灯坏了。{PADDING}")
    (found,) = weighed(model, [text], least=1.01)
    assert found.doubt is None


def test_the_part_that_is_shown_says_which_it_is(model: Model) -> None:
    (titled,) = weighed(model, [Words("路灯不亮", PADDING)])
    (untitled,) = weighed(model, [Words("", f"门口路灯坏了，灯杆歪斜。{PADDING}")])
    assert titled.doubt is not None
    assert (titled.doubt.part, titled.doubt.words) == (Part.TITLE, "路灯不亮")
    assert untitled.doubt is not None
    assert untitled.doubt.part is Part.BEGINNING
    assert untitled.doubt.words.startswith("门口路灯坏了")


def test_where_the_title_is_nobodys_it_stands_with_every_part() -> None:
    parts = parts_of(Words("cabc aeast", PADDING), titled=False)
    assert parts
    assert {words.title for _, words in parts} == {"cabc aeast"}
    assert Part.TITLE not in {part for part, _ in parts}


def test_an_answer_that_is_not_allowed_raises_no_doubt(model: Model) -> None:
    (found,) = weighed(model, [Words("路灯不亮", PADDING)], allowed={"pension"})
    assert found.doubt is None
    assert [each.code for each in found.choices] == ["pension"]


@pytest.mark.parametrize("text", ["", "路", "。。。", "路" * 100_000, "a" * 1_000_000, "\ud800", "路灯 " * 50_000])
def test_odd_texts_are_told_like_any(model: Model, text: str) -> None:
    (found,) = weighed(model, [Words("", text)])
    assert len(found.choices) <= 3


@settings(max_examples=60)
@given(st.text(max_size=80), st.text(max_size=400))
def test_parts_are_of_the_text_and_nothing_is_lost(title: str, body: str) -> None:
    stretches = [words.body for part, words in parts_of(Words(title, body)) if part is Part.STRETCH]
    assert all(each in body for each in stretches)
    if stretches:
        assert "".join("".join(stretches).split()) == "".join(body.split())


def test_a_model_of_one_answer_doubts_nothing() -> None:
    lone = build([Example(Words("", text), ("lamp",)) for text in LAMPS])
    assert weighed(lone, [Words("养老金", PADDING)])[0].doubt is None
