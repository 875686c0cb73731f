"""Moments and history: what a record from elsewhere tells, and where it contradicts itself."""

from datetime import UTC, datetime

import pytest

from banjie.cases.imports.dating import date_formats, day_first
from banjie.cases.imports.faults import Caution
from banjie.cases.imports.fields import Field
from banjie.platform.tables import Row
from tests.unit.cases.imports.world import drafted, faults, mapping, reader

RECEIVED = mapping({Field.TITLE: "t", Field.RECEIVED_AT: "时间"})
HISTORY = mapping(
    {
        Field.TITLE: "t",
        Field.RECEIVED_AT: "收",
        Field.STATUS: "状态",
        Field.DUE_AT: "限",
        Field.CLOSED_AT: "结",
        Field.REPLIED_AT: "复",
        Field.REPLY: "答",
        Field.NOTE: "注",
    }
)
MORNING = "2026-11-20 09:00"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20 14:30:05",
        "2026/11/20 14:30:05",
        "2026年11月20日 14:30:05",
        "2026年11月20日14时30分5秒",
        "2026.11.20 14:30:05",
        "20261120 143005",
        "20261120143005",
        "2026-11-20T14:30:05",
        "2026-11-20T06:30:05Z",
        "2026-11-20T14:30:05+08:00",
        "2026/11/20 下午2:30:05",
        "20.11.2026 14:30:05",
        "20 Nov 2026 14:30:05",
        "November 20, 2026 2:30:05 PM",
        "２０２６－１１－２０ １４：３０：０５",
        "1795156205",
    ],
)
def test_a_moment_is_read_in_every_form_that_people_write(text: str) -> None:
    assert drafted(RECEIVED, "题", text).received_at == datetime(2026, 11, 20, 6, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("昨天", "not_a_date"),
        ("2026-02-30", "no_such_day"),
        ("2026-11-20 25:00", "no_such_time"),
        ("03/04/2026", "ambiguous"),
        ("03/04/26", "two_digit_year"),
        ("", "moment_missing"),
    ],
)
def test_what_is_no_moment_is_named_and_not_guessed(text: str, code: str) -> None:
    assert faults(RECEIVED, "题", text) == {("received_at", code)}


def test_a_column_that_proves_its_order_reads_its_doubtful_dates() -> None:
    rows = [Row(2, ["题", "03/04/2026"]), Row(3, ["题", "22/11/2026"])]
    proven = day_first(date_formats(RECEIVED, RECEIVED.headers, rows))
    assert drafted(RECEIVED, "题", "03/04/2026", day_first=proven).received_at == datetime(2026, 4, 2, 16, tzinfo=UTC)


def test_a_person_may_settle_the_order() -> None:
    content = RECEIVED.model_copy(update={"day_first": False})
    assert drafted(content, "题", "03/04/2026").received_at == datetime(2026, 3, 3, 16, tzinfo=UTC)


def test_an_open_row_has_a_past_that_is_not_over() -> None:
    past = drafted(HISTORY, "题", MORNING, "办理中", "", "", "", "", "").past
    assert past is not None
    assert past.closed_at is None


def test_what_was_written_on_an_open_row_is_a_note_and_not_the_reply() -> None:
    past = drafted(HISTORY, "题", MORNING, "Open", "", "", "2026-11-21", "已转城管局", "催").past
    assert past is not None
    assert (past.reply, past.replied_at, past.note) == ("", None, "催\n已转城管局")


def test_a_closed_row_takes_the_time_of_its_reply_where_that_of_closing_is_missing() -> None:
    past = drafted(HISTORY, "题", MORNING, "已办结", "", "", "2026-11-21 10:00", "已修复", "").past
    assert past is not None
    assert past.closed_at == past.replied_at == datetime(2026, 11, 21, 2, tzinfo=UTC)


def test_a_closed_row_without_any_time_is_refused() -> None:
    assert faults(HISTORY, "题", MORNING, "已办结", "", "", "", "", "") == {("closed_at", "closed_without_moment")}


def test_a_reply_without_any_time_is_refused() -> None:
    assert faults(HISTORY, "题", MORNING, "", "", "", "", "已修复", "") == {("replied_at", "reply_without_moment")}


def test_a_day_without_a_time_on_the_day_of_receipt_means_after_it() -> None:
    past = drafted(HISTORY, "题", MORNING, "已办结", "", "2026-11-20", "", "", "").past
    assert past is not None
    assert past.closed_at == datetime(2026, 11, 20, 1, tzinfo=UTC)


def test_a_deadline_given_as_a_day_lasts_to_its_end() -> None:
    past = drafted(HISTORY, "题", MORNING, "办理中", "2026-11-25", "", "", "", "").past
    assert past is not None
    assert past.due_at == datetime(2026, 11, 25, 15, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("due", ["2026-11-01 10:00", "2999-01-01 10:00"])
def test_a_deadline_that_nobody_can_have_promised_is_left_behind_and_counted(due: str) -> None:
    one = reader(HISTORY)
    draft = one.read(Row(2, ["题", MORNING, "办理中", due, "", "", "", ""]))
    assert draft.past.due_at is None
    assert one.cautions[Field.DUE_AT, Caution.DEADLINE_LEFT_OUT] == 1


def test_a_row_that_was_void_there_is_left_out() -> None:
    assert str(reader(HISTORY).read(Row(2, ["题", MORNING, "已作废", "", "", "", "", ""]))) == "Skipped.LEFT_OUT"
