"""What a report says, in both languages."""

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from banjie.analytics.report import figures, worded
from banjie.analytics.report.contents import contents
from banjie.analytics.report.periods import Comparison, PeriodKind, containing
from banjie.analytics.report.worded import Drawing, Grid, Prose, Title
from banjie.analytics.report.wording import worded as words_of
from tests.unit.analytics.report.making import busy_day, empty_day, subject

SHANGHAI = ZoneInfo("Asia/Shanghai")
HAN = re.compile(r"[\u4e00-\u9fff]")


def said(made, language="zh-hans"):
    return words_of(contents(made), language=language, zone=SHANGHAI, made_on=date(2026, 11, 29))


def paragraph(report, key):
    return next(block for block in report.blocks if isinstance(block, Prose) and block.key == key)


def test_a_report_has_the_customary_form():
    report = said(busy_day())
    assert report.title == "青禾县一中心每日工作情况"
    assert report.below == ("（2026年11月28日 星期六）",)
    titles = [block.text for block in report.blocks if isinstance(block, Title)]
    assert titles == [
        "一、总体情况", "二、办理情况", "三、群众评价", "四、各区域、各单位情况", "五、值得关注的事项", "六、超期事项",
    ]  # fmt: skip
    assert (report.issuer, report.dated) == ("青禾县一中心", "2026年11月29日")
    assert [word for word, _ in report.signature] == ["编制", "审核", "签发"]


def test_figures_are_set_against_yesterday_last_week_and_last_year():
    received = paragraph(said(busy_day()), "overall.received")
    assert received.number == "（一）"
    assert received.made_text == "当日收到诉求24件，较前一日增加3件（14.3%），较上周同日减少6件（20%），同比增加24件。"
    closed = paragraph(said(busy_day()), "overall.closed").made_text
    assert closed == "办结20件，较前一日持平，较上周同日增加20件，同比增加20件。不予受理1件。"


def test_shares_are_told_with_what_they_are_shares_of():
    on_time = paragraph(said(busy_day()), "handling.on_time").made_text
    assert (
        on_time == "办结的18件有时限的事项中，按时办结16件，按时办结率88.9%。该率较前一日下降6.1个百分点。超期办结2件。"
    )


def test_a_day_on_which_nothing_happened_says_so_in_words():
    report = said(empty_day())
    text = "".join(block.made_text for block in report.blocks if isinstance(block, Prose))
    assert "当日未收到诉求，较前一日持平，较上周同日持平，同比持平。" in text
    assert "当日无群众评价。" in text
    assert "当日无有时限的事项办结。" in text
    assert "期末无在办事项。" in text
    assert "%" not in text
    assert not [block for block in report.blocks if isinstance(block, Grid | Drawing)]


def test_a_paragraph_that_stands_alone_has_no_number():
    report = said(busy_day())
    assert paragraph(report, "verdicts.rated").number == ""
    assert paragraph(report, "handling.hitches").number == "（二）"


def test_english_is_complete():
    report = said(busy_day(), "en")
    assert report.title == "Daily report of Qinghe County Centre"
    assert paragraph(report, "overall.received").number == "1.1"
    made = " ".join(block.made_text for block in report.blocks if isinstance(block, Prose))
    assert not HAN.search(made)

    assert "Matters received on the day: 24, 3 more (14.3%) than on the day before" in made


def test_what_may_not_be_read_by_everybody_is_not_in_the_words():
    noted = next(block for block in said(busy_day()).blocks if isinstance(block, Grid) and block.key == "noted")
    row = ["".join(each.text for each in cell) for cell in noted.rows[0]]
    assert row == ["261128-000001", "城市管理（内容不公开）", "城关街道", "县城市管理局", "特急、督办单"]
    assert noted.more == "另有2件未列出。"


def test_how_long_a_case_is_overdue_counts_to_the_end_of_the_period():
    late = next(block for block in said(busy_day()).blocks if isinstance(block, Grid) and block.key == "late")
    assert ["".join(each.text for each in cell) for cell in late.rows[0]][4:] == ["11-25 17:00", "3天"]


@pytest.mark.parametrize(
    ("kind", "title", "below"),
    [
        (PeriodKind.WEEK, "青禾县一中心每周工作情况", "（2026年11月23日至2026年11月29日）"),
        (PeriodKind.MONTH, "青禾县一中心每月工作情况", "（2026年11月）"),
        (PeriodKind.QUARTER, "青禾县一中心季度工作情况", "（2026年第四季度）"),
    ],
)
def test_longer_periods_come_by_the_same_means(kind, title, below):
    period = containing(kind, date(2026, 11, 28))
    before = {each: busy_day().before[each] for each in (Comparison.PREVIOUS, Comparison.YEAR_BEFORE)}
    update = {"kind": kind, "first": period.first, "last": period.last, "before": before}
    made = busy_day().model_copy(update=update)
    report = said(made)
    assert (report.title, *report.below) == (title, below)
    assert "环比增加3件（14.3%）" in paragraph(report, "overall.received").made_text


def test_every_figure_with_cases_leads_to_them():
    linked = [each for each in paragraph(said(busy_day()), "overall.closed").made if each.link]
    assert [(each.text, each.link.filters["happened"]) for each in linked] == [("20", "closed"), ("1", "declined")]
    assert linked[0].link.filters == {
        "area": "QH", "happened": "closed", "happened_since": "2026-11-28", "happened_until": "2026-11-28",
    }  # fmt: skip


def test_a_unit_with_units_below_it_has_no_list_of_its_own():
    unit = {"kind": figures.ScopeKind.UNIT, "unit_id": 3, "whole": False}
    made = busy_day().model_copy(update={"subject": subject(**unit)})
    assert not any(each.link for each in paragraph(said(made), "overall.received").made)
    alone = made.model_copy(update={"subject": subject(**unit | {"whole": True})})
    assert [each.link.filters["unit"] for each in paragraph(said(alone), "overall.received").made if each.link] == ["3"]


def test_the_same_figures_give_the_same_words_and_both_survive_being_kept():
    made = busy_day()
    record = figures.to_record(made)
    assert figures.from_record(record) == made
    report = said(made)
    kept = worded.to_record(report)
    assert worded.to_record(worded.from_record(kept)) == kept
    assert worded.to_record(said(figures.from_record(record))) == kept


def test_a_persons_text_stands_in_the_place_of_the_made_one():
    report = worded.with_edits(said(busy_day()), {"overall.received": "一行\n\n二行"}, released="李四  2026年11月29日")
    edited = paragraph(report, "overall.received")
    assert [run[0].text for run in edited.runs] == ["一行", "二行"]
    assert edited.made_text.startswith("当日收到诉求24件")
    assert report.signature[-1] == ("签发", "李四  2026年11月29日")
    assert paragraph(report, "overall.closed").edited == ""
