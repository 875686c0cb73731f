"""What the checker finds in an agreement."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from banjie.mediation.terms import Beside, Level, Text, check, is_sound, parts_of, unanswered
from banjie.mediation.terms.limits import signals
from tests.unit.mediation.agreements.drafts import (
    LI,
    ZHANG,
    a_draft,
    a_setting,
    do,
    pay,
    settings,
    wholes,
)


def codes(draft, setting=None, level=None):
    found = check(draft, setting or a_setting())
    return [each.code for each in found if level is None or each.level is level]


def test_a_plain_agreement_is_sound():
    assert codes(a_draft(pay(), do())) == []


STRUCTURE = {
    "owed_by_missing": pay(owed_by=None),
    "not_a_party": pay(owed_by=77),
    "owed_to_itself": pay(owed_to=LI.id),
    "amount_missing": pay(None),
    "amount_not_positive": pay("-5"),
    "amount_too_fine": pay("1.005"),
    "amount_too_large": pay("1e12"),
    "currency_unknown": pay(currency="元"),
    "what_missing": do(" "),
    "due_missing": do(due_on=None),
    "due_in_past": do(due_on=date(2026, 11, 29)),
    "condition_missing": do(due="on_condition", due_on=None),
    "lasting_needs_dates": pay(due="lasting"),
    "too_long": do("长" * 5000),
}


@pytest.mark.parametrize("code", STRUCTURE)
def test_faults_of_a_line_stand_at_the_line(code):
    found = [each for each in check(a_draft(pay("7"), do("别的"), STRUCTURE[code]), a_setting()) if each.code == code]
    assert [(each.row, each.level) for each in found] == [(2, Level.ERROR)]


def test_today_is_not_past_and_a_day_off_names_the_next_working_day():
    assert codes(a_draft(pay(due_on=date(2026, 11, 30)), do())) == []
    saturday = a_draft(pay(due_on=date(2026, 12, 5)), do())
    (found,) = check(saturday, a_setting())
    assert (found.code, found.level, found.data["next"]) == ("due_on_holiday", Level.NOTE, date(2026, 12, 7))


def test_an_agreement_about_nothing_is_none():
    assert "no_terms" in codes(replace(a_draft(), terms=()))
    assert "facts_missing" in codes(a_draft(text=Text()))
    assert "facts_missing" not in codes(a_draft(text=Text(), form="oral"))


def test_sums_must_add_up():
    assert "sum_differs" in codes(a_draft(pay("999.99"), do(), total=Decimal("1000")))
    assert codes(a_draft(pay("600"), pay("400", how="现金"), do(), total=Decimal("1000"))) == []
    assert "sum_differs" in codes(a_draft(pay("1000", currency="USD"), do(), total=Decimal("1000")))
    assert "more_than_claimed" in codes(a_draft(), a_setting(claimed=Decimal("999")))


def instalments(*amounts, first=1, **more):
    return tuple(
        pay(amount, group=1, instalment=place, due_on=date(2027, place, 1), **more)
        for place, amount in enumerate(amounts, first)
    )


def test_instalments_come_to_their_debt_in_the_order_of_their_days():
    parts = [str(each) for each in parts_of(Decimal("1000"), 3)]
    good = instalments(*parts, of_total=Decimal("1000"))
    assert not codes(a_draft(*good, do()), level=Level.ERROR)
    assert "instalments_differ" in codes(a_draft(*instalments("300", "300", of_total=Decimal("1000")), do()))
    assert "instalments_out_of_order" in codes(a_draft(*good[1:], do()))
    assert "instalments_days_out_of_order" in codes(a_draft(good[0], replace(good[1], due_on=date(2027, 1, 1)), do()))
    assert "instalments_of_others" in codes(a_draft(good[0], replace(good[1], owed_to=None), do()))
    assert "instalments_in_currencies" in codes(a_draft(good[0], replace(good[1], currency="USD"), do()))


def test_only_one_side_gives_and_somebody_looks_again():
    (found,) = check(a_draft(pay()), a_setting())
    assert (found.code, found.level) == ("one_sided", Level.WARNING)


def test_whoever_cannot_read_it_has_somebody_or_something_to_read_it_from():
    tashi = replace(LI, reads="bo")
    setting = a_setting(ZHANG, tashi)
    assert codes(a_draft(), setting) == ["language_not_read"]
    helped = a_setting(ZHANG, replace(tashi, beside=(Beside(5, "interpreter"),)))
    assert [(each.code, each.level) for each in check(a_draft(), helped)] == [("read_by_interpreter", Level.NOTE)]
    translated = a_draft(text=Text(facts="卫生间漏水", translations={"bo": "འགྲིག་གཏམ"}))
    assert codes(translated, setting) == []
    assert codes(a_draft(), a_setting(ZHANG, replace(LI, reads="zh-hant"))) == []


def test_a_minor_has_a_guardian_and_many_have_somebody_whom_they_elected():
    assert codes(a_draft(), a_setting(ZHANG, replace(LI, minor=True))) == ["minor_without_guardian"]
    many = replace(LI, stands_for=34)
    assert codes(a_draft(), a_setting(ZHANG, many)) == ["nobody_elected"]
    elected = replace(many, beside=(Beside(3, "elected"),))
    assert codes(a_draft(), a_setting(ZHANG, elected)) == ["elected_need_leave"]
    with_leave = replace(many, beside=(Beside(3, "elected", "special"),))
    assert codes(a_draft(), a_setting(ZHANG, with_leave)) == []


SENTENCES = [
    ("minimum_wage", "", "试用期工资按低于当地最低工资标准发放"),
    ("visits", "family", "李四今后不得探望孩子"),
    ("visits", "family", "李四自愿放弃对孩子的探望权"),
    ("child_support", "family", "李四不再承担孩子的抚养费"),
    ("elder_support", "family", "大儿子不再负担父母的赡养费，也不再赡养"),
    ("other_ways", "", "张三今后不得就此事上访、不得起诉"),
    ("crime", "", "李四赔偿后，张三不追究李四的刑事责任"),
    ("social_insurance", "labour", "职工自愿放弃缴纳社保"),
    ("liberty", "", "还清之前张三扣押李四身份证"),
    ("marriage_status", "family", "双方自愿离婚，不再纠缠"),
    ("third_parties", "", "不足部分由其父母代为偿还"),
    ("land", "land", "将该处宅基地以三万元卖给李四，买卖宅基地后互不相欠"),
    ("usury", "lending", "逾期的，利滚利计算"),
    ("body_disclaimer", "", "今后施工中生死自负"),
    ("dignity", "", "李四当面下跪道歉"),
    ("work_injury", "labour", "今后工伤自负"),
    ("visits", "", "The father shall not visit the child"),
]


@pytest.mark.parametrize(("limit", "kind", "sentence"), SENTENCES)
def test_what_cannot_be_agreed_is_pointed_out_with_its_law(limit, kind, sentence):
    found = check(a_draft(pay(), do(sentence)), a_setting(kind=kind))
    hits = [each for each in found if each.code == "cannot_be_agreed" and each.data["limit"] == limit]
    assert hits
    assert hits[0].level is Level.WARNING
    assert hits[0].row == 1


PLAIN = [
    "李四于每月第一个周末探望孩子一次，张三予以配合",
    "李四按月支付抚养费一千元",
    "李四按不低于当地最低工资的标准补足工资",
    "公司为其补缴社会保险",
    "李四向张三当面赔礼道歉",
    "任何一方不履行的，另一方可以向人民法院起诉",
    "李四拆除伸出的雨棚，恢复原状",
    "双方今后不得再以此事互相指责",
    "李四将左右两侧的排水沟清理干净",
]


@pytest.mark.parametrize("sentence", PLAIN)
def test_what_is_usual_and_lawful_is_left_alone(sentence):
    assert codes(a_draft(pay(), do(sentence)), a_setting(kind="family")) == []


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("when", "李四尽快修好"),
        ("how_much", "李四给予适当补偿"),
        ("whether", "李四尽量不在夜里施工"),
        ("who", "由相关人员负责清理"),
        ("when", "Li will pay as soon as possible"),
    ],
)
def test_vague_words_are_pointed_out(limit, sentence):
    found = check(a_draft(pay(), do(sentence)), a_setting())
    assert [(each.code, each.data["limit"]) for each in found] == [("vague", limit)]


def test_the_facts_may_tell_of_what_could_not_be_agreed():
    assert codes(a_draft(text=Text(facts="公司曾以低于最低工资的标准发放，并扣押身份证。"))) == []
    assert "cannot_be_agreed" in codes(a_draft(text=Text(facts="漏水", others="双方不得起诉")))


def test_what_was_let_stand_stands_only_as_long_as_the_sentence():
    before = check(a_draft(pay(), do("尽快修好")), a_setting())
    stands = {each.key for each in before}
    assert not unanswered(before, stands)
    assert not unanswered(check(a_draft(do("尽快修好"), pay()), a_setting()), stands)
    assert unanswered(check(a_draft(pay(), do("尽快修好水管")), a_setting()), stands)


def test_every_signal_says_why_in_both_languages():
    for each in signals():
        assert each.reason, each.code
        assert each.reason_en, each.code
        assert each.vague or (each.law and each.law_en), each.code


@given(wholes, settings)
def test_nothing_that_somebody_writes_makes_it_stumble(draft, setting):
    found = check(draft, setting)
    assert all(each.row is None or 0 <= each.row < len(draft.terms) for each in found)
    assert all(each.key for each in found)
    assert is_sound(found) == (not [each for each in found if each.level is Level.ERROR])
