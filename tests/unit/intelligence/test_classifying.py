"""The classifier: learns, says how sure it is and why, and bears whatever it is given."""

from dataclasses import replace

import numpy as np
import pytest

from banjie.intelligence.classifying import modelfile
from banjie.intelligence.classifying.calibration import calibrate
from banjie.intelligence.classifying.features import Words, grams_of
from banjie.intelligence.classifying.folding import codes_of
from banjie.intelligence.classifying.measuring import figures, measure, proven
from banjie.intelligence.classifying.model import Choice, Model
from banjie.intelligence.classifying.reasons import reasons
from banjie.intelligence.classifying.training import Example, build, part_of

LAMPS = ("路灯不亮，晚上很黑", "街口路灯坏了三天", "路灯一闪一闪", "小区外路灯没有亮", "the street light is out")
HOLES = ("路面有个大坑", "车行道坑洼不平", "坑里积水，车子颠簸", "马路塌陷出坑", "a deep pothole in the road")
WAGES = ("老板拖欠工资", "工地三个月没发工资", "公司不给加班工资", "辞职后工资没有结清", "my boss withholds my wages")


def examples(times=1):
    return [
        Example(Words("", f"{text}。编号{'甲乙丙丁戊己'[n % 6]}{n}"), path)
        for n in range(times)
        for path, texts in ((("CITY", "LAMP"), LAMPS), (("CITY", "HOLE"), HOLES), (("WORK",), WAGES))
        for text in texts
    ]


@pytest.fixture(scope="module")
def model() -> Model:
    return build(examples(4))


def first(model: Model, text: str) -> Choice:
    return model.choices([Words("", text)])[0][0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我们村口的路灯坏了", "LAMP"),
        ("门前坑洼积水", "HOLE"),
        ("工资被拖欠", "WORK"),
        ("Street light out again", "LAMP"),
        ("no wages for me", "WORK"),
    ],
)
def test_what_was_learned_is_found_in_both_languages(model, text, code):
    assert first(model, text).code == code


def test_full_width_and_traditional_forms_say_the_same(model):
    assert first(model, "路燈壞了") == first(model, "路灯坏了")
    assert first(model, "ｓｔｒｅｅｔ ＬＩＧＨＴ") == first(model, "street light")


def test_shares_of_all_categories_make_up_the_whole(model):
    said = model.choices([Words("", "路灯下的坑")], top=10)[0]
    assert [each.share for each in said] == sorted((each.share for each in said), reverse=True)
    assert sum(each.share for each in said) == pytest.approx(1, abs=0.05)


def test_a_text_is_told_the_same_alone_and_among_others(model):
    texts = [Words("", text) for text in (*LAMPS, "", *HOLES, *WAGES)] * 10
    together = model.choices(texts)
    alone = [model.choices([text])[0] for text in texts[:16]]
    for one, many in zip(alone, together, strict=False):
        assert [each.code for each in one] == [each.code for each in many]
        assert [each.share for each in one] == pytest.approx([each.share for each in many], abs=1e-5)


def test_the_same_examples_make_the_same_model():
    assert modelfile.written(build(examples(2))) == modelfile.written(build(examples(2)))


@pytest.mark.parametrize("text", ["", "   ", "。！？，、", "?!...", "\n\n", "𝄞𝄞", "藏文བོད"])
def test_nothing_is_said_of_what_holds_no_known_word(model, text):
    assert model.choices([Words("", text)]) == [()]


@pytest.mark.parametrize(
    "text",
    ["路", "路灯" * 100_000, "灯" * 1_000_000, "路灯不亮 🚧 street ไทย שלום", "\ud800路灯", "路灯\x00坏了", "𠀀路灯"],
)
def test_odd_texts_are_borne(model, text):
    said = model.choices([Words(text[:200], text)])[0]
    assert all(0 < each.share <= 1 for each in said)
    assert first(model, text).code == "LAMP" or len(text) == 1


def test_padding_with_a_word_of_another_category_does_not_drown_the_rest(model):
    plain, padded = "路灯不亮，街口路灯坏了", "路灯不亮，街口路灯坏了" + "工资" * 200
    assert first(model, plain).code == "LAMP"
    kept = {each.code: each.share for each in model.choices([Words("", padded)])[0]}
    assert kept["LAMP"] > 0.2


def test_padding_with_a_sentence_of_another_category_leaves_the_matter_among_what_is_offered(model):
    padded = "路灯不亮，街口路灯坏了，" + WAGES[0]
    kept = {each.code: each.share for each in model.choices([Words("", padded)])[0]}
    assert kept["LAMP"] > 0.15
    assert kept["WORK"] < first(model, WAGES[0]).share


def test_categories_with_no_or_few_examples_among_many_are_found_by_their_names_and_none_is_invented():
    told = [
        Example(Words("喷泉水景", "广场喷泉漏电、停喷"), ("FOUNTAIN",), said=False),
        Example(Words("信鸽饲养", "养信鸽扰民"), ("PIGEONS",), said=False),
        Example(Words("", "信鸽粪便满阳台"), ("PIGEONS",)),
        Example(Words("", "楼上养信鸽"), ("PIGEONS",)),
    ]
    found = build([*examples(20), *told])
    assert first(found, "广场喷泉漏电了").code == "FOUNTAIN"
    assert first(found, "邻居家的信鸽").code == "PIGEONS"
    assert first(found, "路灯不亮").code == "LAMP"
    answers = {answer for node in found.nodes.values() for answer in node.answers}
    assert answers == {"CITY", "LAMP", "HOLE", "WORK", "FOUNTAIN", "PIGEONS"}


@pytest.mark.parametrize(
    "text", ["", "路", "灯" * 1_000_000, "路灯" * 100_000, "。！？" * 500, "路燈ＬＩＧＨＴ坏了🚧", "\ud800", "\x00"]
)
def test_odd_texts_are_learned_from_as_well(text):
    found = build(
        [*examples(2), Example(Words(text[:200], text), ("ODD",)), Example(Words("", text), ("CITY", "LAMP"))]
    )
    assert first(found, "门前坑洼积水").code == "HOLE"
    assert modelfile.read(modelfile.written(found)).nodes.keys() == found.nodes.keys()


def test_the_words_that_spoke_for_it_stand_in_the_text(model):
    text = Words("", "昨天傍晚开始，路灯就不亮了")
    found = reasons(model, text, "LAMP")
    assert found
    assert all(each.words in text.body for each in found)
    assert any("灯" in each.words for each in found)
    assert reasons(model, text, "UNKNOWN") == ()
    assert reasons(model, Words("", ""), "LAMP") == ()


@pytest.mark.parametrize(
    ("text", "loud", "told"),
    [
        ("路灯坏了", {1: 54, 0: 14, 2: 13, 3: 6}, ("路灯",)),
        ("路灯坏了", {1: 54, 2: 14}, ("灯坏",)),
        ("灯坏", {0: 54}, ("灯坏",)),
        ("灯，坏", {0: 54, 2: 1}, ()),
        ("灯", {0: 54}, ()),
    ],
)
def test_one_loud_character_is_told_with_its_neighbour(model, monkeypatch, text, loud, told):
    """A model that learned little hangs nearly all on one character; no reason at all would be told then."""
    said = np.zeros(len(text) + 2, np.float32)
    for place, much in loud.items():
        said[place + 1] = much
    monkeypatch.setattr("banjie.intelligence.classifying.reasons.spoken", lambda *_: said)
    assert tuple(each.words for each in reasons(model, Words("", text), "LAMP")) == told


def test_english_reasons_are_whole_words_that_say_something(model):
    found = reasons(model, Words("", "There is a deep pothole in the road, the road is bad"), "HOLE")
    told = [each.words for each in found]
    assert "pothole" in told
    assert set(told) <= {"deep", "pothole", "road", "bad"}
    assert len(told) == len(set(told))
    assert reasons(model, Words("", "it is in the"), "HOLE") == ()


def test_categories_that_the_catalogue_dropped_are_not_told(model):
    said = model.choices([Words("", "路灯坏了")], allowed={"HOLE", "WORK"})[0]
    assert {each.code for each in said} <= {"HOLE", "WORK"}
    assert sum(each.share for each in said) == pytest.approx(1)
    assert model.choices([Words("", "路灯坏了")], allowed=set()) == [()]


def test_categories_are_known_by_their_names_before_anything_was_said():
    told = [
        Example(Words("路灯照明", "路灯不亮、灯杆损坏"), ("CITY", "LAMP"), said=False),
        Example(Words("道路坑洼", "路面坑槽、塌陷"), ("CITY", "HOLE"), said=False),
        Example(Words("劳动报酬", "拖欠工资"), ("WORK", "WAGES"), said=False),
        Example(Words("工伤", ""), ("WORK", "INJURY"), said=False),
    ]
    model, found = proven(told)
    assert found is None
    assert model.threshold > 1, "nothing was measured, so nothing is claimed to be sure"
    assert first(model, "厂里拖欠我的工资").code == "WAGES"
    assert first(model, "我受了工伤").code == "INJURY"


def test_a_case_may_stay_at_a_category_with_others_below():
    mixed = [*examples(2), *[Example(Words("", f"城市里的事情很多{n}"), ("CITY",)) for n in range(6)]]
    assert first(build(mixed), "城市里的事情很多").code == "CITY"


def test_a_single_category_and_single_examples_are_enough_to_begin():
    only = build([Example(Words("", "路灯坏了"), ("LAMP",))])
    assert first(only, "路灯").code == "LAMP"
    assert first(only, "路灯").share == 1
    one_each = build([Example(Words("", LAMPS[0]), ("LAMP",)), Example(Words("", WAGES[0]), ("WORK",))])
    assert first(one_each, "拖欠工资").code == "WORK"


def test_a_model_needs_examples():
    with pytest.raises(ValueError, match="no_examples"):
        build([])
    with pytest.raises(ValueError, match="no_examples"):
        build([Example(Words("", "路灯"), ())])


def test_more_weight_moves_what_is_said():
    disputed = [*examples(2), Example(Words("", "路灯杆下有坑"), ("CITY", "HOLE"), weight=1.0)]
    lighter = dict(build(disputed).choices([Words("", "路灯杆下有坑")], top=3)[0])
    heavier = [replace(each, weight=4.0) if each.words.body == "路灯杆下有坑" else each for each in disputed]
    assert dict(build(heavier).choices([Words("", "路灯杆下有坑")], top=3)[0])["HOLE"] >= lighter["HOLE"]


def test_the_same_text_under_two_categories_a_hundred_times_leads_nowhere_wild():
    same = [Example(Words("", f"{number}号楼反映情况"), (("A", "B")[number % 2],)) for number in range(200)]
    model = build([*same, *[Example(Words("", "路灯坏了"), ("C",))] * 20])
    assert first(model, "路灯坏了").code == "C"
    assert np.abs(model.nodes[""].weights).max() < 20
    shares = dict(model.choices([Words("", "7号楼反映情况")])[0])
    assert shares["A"] + shares["B"] > 0.8


def test_a_written_model_says_the_same(model):
    again = modelfile.read(modelfile.written(replace(model, threshold=0.75)))
    assert again.threshold == 0.75
    texts = [Words("", text) for text in (*LAMPS, *HOLES, *WAGES)]
    for one, other in zip(model.choices(texts), again.choices(texts), strict=True):
        assert [each.code for each in one] == [each.code for each in other]
        assert [each.share for each in one] == pytest.approx([each.share for each in other], abs=0.01)


def test_files_that_are_not_whole_or_of_another_version_are_refused(model):
    content = modelfile.written(model)
    version = len(modelfile.MARK)
    bad = {
        "truncated": (content[:5], content[:40], content[:-1], content[: len(content) // 2]),
        "not_a_model": (b"", b"PK\x03\x04" + content[4:], b"x" * 100),
        "other_version": (content[:version] + b"\xff\xff" + content[version + 2 :],),
        "damaged": (content + b"\0", content[:-3] + bytes([content[-3] ^ 1]) + content[-2:]),
    }
    for code, files in bad.items():
        for file in files:
            with pytest.raises(modelfile.BadModel) as caught:
                modelfile.read(file)
            assert caught.value.code == code


def test_figures_are_reckoned_from_what_was_said():
    said = [(Choice("A", 0.9),), (Choice("A", 0.8), Choice("B", 0.2)), (Choice("B", 0.6),), ()]
    found = figures(["A", "B", "B", "A"], said)
    assert (found.texts, found.right, found.in_first_three) == (4, 0.5, 0.75)
    assert (found.threshold, found.covered) == (0.9, 0.25)
    assert found.macro_f1 == pytest.approx((2 * 1 / 4 + 2 * 1 / 3) / 2)
    assert found.confused == (("A", "", 1), ("B", "A", 1))


def test_equal_shares_are_covered_together_or_not_at_all():
    said = [(Choice("A", 0.8),)] * 10
    assert figures(["A"] * 9 + ["B"], said).covered == 0
    assert figures(["A"] * 10, said).covered == 1


def test_nothing_measured_claims_nothing():
    found = figures([], [])
    assert (found.texts, found.right, found.covered) == (0, 0.0, 0.0)
    assert found.threshold > 1


def test_what_is_proven_was_not_learned_from():
    model, found = proven(examples(20))
    assert found is not None
    assert found.texts == sum(part_of(each.words) % 5 == 0 for each in examples(20))
    assert found.right > 0.9
    assert model.threshold == found.threshold
    assert measure(model, examples(1)).right > 0.9


def test_repeated_texts_are_set_aside_together():
    assert part_of(Words("标题一", "  路灯 不亮")) == part_of(Words("标题二", "路灯不亮"))


def test_calibrated_shares_are_as_often_right_as_they_say():
    random = np.random.default_rng(1)
    truth = random.integers(0, 3, 3000)
    scores = random.normal(0, 0.5, (3000, 3)).astype(np.float32)
    scores[np.arange(3000), truth] += 0.5
    shares = calibrate(scores, truth).shares(scores)
    sure = shares.max(axis=1)
    right = shares.argmax(axis=1) == truth
    for low, high in ((0.4, 0.6), (0.6, 0.8), (0.8, 1.0)):
        within = (sure >= low) & (sure < high)
        assert abs(right[within].mean() - sure[within].mean()) < 0.06


def test_n_grams_do_not_cross_from_one_text_or_field_into_the_next():
    both = grams_of([Words("路灯", "坏"), Words("", "了")])
    assert sum(len(each.start) for each in both.segments) == sum(
        len(each.start) for text in (Words("路灯", "坏"), Words("", "了")) for each in grams_of([text]).segments
    )


def test_every_code_point_folds_to_one():
    assert len(codes_of(["ﬃ①㎏Ⅷ𝄞"])) == 6
    assert codes_of(["１９"])[0] == codes_of(["1"])[0] == ord("0")
