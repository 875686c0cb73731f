"""An enquiry answered on the spot with an article, judged like any other; and an article begun with an answer."""

from typing import Any

import pytest

from banjie.cases import actions as cases
from banjie.cases import integrity, queries
from banjie.cases.acting import AS_REPORTER
from banjie.cases.errors import CaseNotFound, CommandRefused, SubmissionRefused
from banjie.cases.intake.draft import Through
from banjie.cases.models import Answer, Case, TimelineEntry
from banjie.knowledge import answering, editing
from banjie.knowledge.errors import ArticleNotFound, ArticleRefused, Code
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do, matter
from tests.integration.cases.world import AT, World
from tests.integration.knowledge.articles import proposed, published

pytestmark = pytest.mark.django_db


def answered(world: World, article: int, *, who: str = "intake", **changes: Any) -> Any:
    asked = matter(world, body="路灯坏了多久能修好？", **changes)
    common: dict[str, Any] = {"channel": "hotline", "by": world.acting(who), "at": AT, "language": "zh-hans"}
    return answering.answer_caller(asked, article_id=article, **common)


def test_a_caller_is_answered_at_once_and_has_the_last_word(world: World) -> None:
    article = published(world)
    made = answered(world, article)
    case = Case.objects.get(id=made.case_id)
    assert (case.state, case.kind, case.is_open, case.lead_unit_id) == (
        "closed",
        "enquiry",
        False,
        world.units["centre"].pk,
    )
    told = queries.tracked(made.tracking_code, at=AT + HOUR)
    assert told.replies[0][2].startswith("主街24小时内修好")
    assert "rate" in told.allowed
    answer = Answer.objects.get()
    assert (answer.answered_by, answer.approved_by) == (world.staff["intake"].pk, world.staff["reviewer"].pk)
    assert answer.contacted_how == "phone"
    entry = TimelineEntry.objects.get(command="answer_at_once")
    assert (entry.data["article"], entry.data["version"], entry.resident_sees) == (article, 1, True)
    assert [fault for fault in integrity.verify() if isinstance(fault, integrity.Fault)] == []
    assert editing.tallies_of([article]) == {article: {"told": 1}}


def test_not_settled_it_goes_to_somebody_and_no_article_answers_it_again(world: World) -> None:
    article = published(world)
    made = answered(world, article)
    data = {"solved": False, "satisfaction": 2, "why_not": "unclear"}
    done = cases.perform(made.case_id, "rate", by=AS_REPORTER, at=AT + HOUR, data=data)
    assert done.state == "accepted"
    assert not answering.may_answer(world.acting("dispatcher"), made.case_id, at=AT + HOUR)
    with pytest.raises(CommandRefused) as refused:
        answering.answer_case(
            made.case_id, article_id=article, by=world.acting("dispatcher"), at=AT + HOUR, language="zh-hans"
        )
    assert refused.value.refusal.code == "first_round"
    do(world, "dispatcher", made.case_id, "assign", at=AT + HOUR, lead=world.units["urban"].pk)
    do(world, "handler", made.case_id, "claim", at=AT + HOUR)
    do(world, "handler", made.case_id, "answer", at=AT + HOUR, **ANSWER)


def test_the_same_key_makes_one_case(world: World) -> None:
    article = published(world)
    asked = matter(world, body="路灯坏了多久能修好？")
    common: dict[str, Any] = {"channel": "counter", "by": world.acting("intake"), "at": AT, "language": "zh-hans"}
    first = answering.answer_caller(asked, article_id=article, key="k", **common)
    again = answering.answer_caller(asked, article_id=article, key="k", **common)
    assert (again.case_id, again.repeated) == (first.case_id, True)
    assert Case.objects.count() == Answer.objects.count() == 1


@pytest.mark.parametrize("through", list(Through)[:2])
def test_an_enquiry_that_came_in_by_itself_is_answered_where_it_waits(world: World, through: Through) -> None:
    article = published(world)
    made = cases.submit(matter(world, kind="enquiry"), channel="web", by=AS_REPORTER, at=AT)
    if through is Through.ACCEPTED:
        do(world, "intake", made.case_id, "accept")
    assert answering.may_answer(world.acting("intake"), made.case_id, at=AT)
    done = answering.answer_case(
        made.case_id, article_id=article, by=world.acting("intake"), at=AT, language="zh-hans", expected=None
    )
    assert done.state == "closed"


def test_only_an_enquiry_is_answered_so_and_only_by_the_centre(world: World) -> None:
    article = published(world)
    report = cases.submit(matter(world, kind="report"), channel="web", by=AS_REPORTER, at=AT)
    common: dict[str, Any] = {"article_id": article, "at": AT, "language": "zh-hans"}
    with pytest.raises(CommandRefused) as refused:
        answering.answer_case(report.case_id, by=world.acting("intake"), **common)
    assert refused.value.refusal.code == "is_enquiry"
    asked = cases.submit(matter(world, kind="enquiry"), channel="web", by=AS_REPORTER, at=AT)
    for who in ("handler", "reviewer", "field", "supervisor"):
        with pytest.raises((ArticleRefused, CaseNotFound)):
            answering.answer_case(asked.case_id, by=world.acting(who), **common)
    do(world, "intake", asked.case_id, "accept")
    do(world, "dispatcher", asked.case_id, "assign", lead=world.units["urban"].pk)
    with pytest.raises(CommandRefused) as refused:
        answering.answer_case(asked.case_id, by=world.acting("dispatcher"), **common)
    assert refused.value.refusal.code == "wrong_state"


def test_what_is_not_published_answers_nobody_and_nothing_is_taken_in(world: World) -> None:
    with pytest.raises(ArticleNotFound):
        answered(world, proposed(world))
    with pytest.raises(SubmissionRefused):
        answered(world, published(world), category="NONE")
    with pytest.raises(ArticleRefused):
        answered(world, published(world), who="handler")
    assert not Case.objects.exists()


def test_without_a_category_the_articles_own_is_taken(world: World) -> None:
    made = answered(world, published(world), category=None)
    assert Case.objects.get(id=made.case_id).category_path.endswith(world.category)


def closed_enquiry(world: World, reply: str = "您好！主街路灯已列入计划，王师傅19900000077会联系您。") -> int:
    made = cases.submit(matter(world, kind="enquiry"), channel="web", by=AS_REPORTER, at=AT)
    do(world, "intake", made.case_id, "accept")
    do(world, "dispatcher", made.case_id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", made.case_id, "claim")
    do(world, "handler", made.case_id, "answer", at=AT + HOUR, **ANSWER | {"public_reply": reply})
    do(world, "reviewer", made.case_id, "approve", at=AT + HOUR)
    do(world, "reviewer", made.case_id, "close", at=AT + HOUR)
    return made.case_id


def test_an_article_begins_with_a_closed_enquirys_answer_and_says_what_to_take_out(world: World) -> None:
    case_id = closed_enquiry(world)
    found = answering.beginning_of(case_id, by=world.acting("handler"), at=AT + HOUR)
    assert found.values["answer"].startswith("您好！主街路灯")
    assert found.values["unit"] == world.units["urban"].pk
    assert {str(each.kind) for each in found.findings} >= {"phone", "name"}


def test_nothing_begins_with_an_open_case_or_with_one_that_is_not_seen(world: World) -> None:
    made = cases.submit(matter(world, kind="enquiry"), channel="web", by=AS_REPORTER, at=AT)
    with pytest.raises(ArticleRefused) as refused:
        answering.beginning_of(made.case_id, by=world.acting("intake"), at=AT)
    assert refused.value.code is Code.NOT_CLOSED
    case_id = closed_enquiry(world)
    with pytest.raises(CaseNotFound):
        answering.beginning_of(case_id, by=world.acting("other_handler"), at=AT + HOUR)
    with pytest.raises(ArticleRefused) as refused:
        answering.beginning_of(case_id, by=world.acting("supervisor"), at=AT + HOUR)
    assert refused.value.code is Code.NOT_YOURS
