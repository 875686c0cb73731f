"""One writes, another publishes, somebody confirms in time; everything is on record."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from banjie.cases.acting import AS_SYSTEM
from banjie.knowledge import actions, bringing, counting, editing, queries
from banjie.knowledge.bringing import Ready
from banjie.knowledge.counting import What
from banjie.knowledge.editing import Pile
from banjie.knowledge.errors import ArticleNotFound, ArticleRefused, Code, StaleArticle
from banjie.knowledge.models import Article, Record, Tally, Version
from banjie.knowledge.queries import Typed, Wanted
from tests.integration.cases.world import AT, World
from tests.integration.knowledge.articles import proposed, published, words

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def found(q: str = "", **wanted: Any) -> list[int]:
    lines, _more = queries.public_list(Wanted(q=q, **wanted), language="zh-hans", today=TODAY)
    return [line.id for line in lines]


def refusal(call: Any, *args: Any, **kwargs: Any) -> Code:
    with pytest.raises(ArticleRefused) as error:
        call(*args, **kwargs)
    return error.value.code


def test_what_one_writes_another_publishes_and_then_everybody_finds_it(world: World) -> None:
    made = proposed(world)
    assert found("路灯") == []
    actions.publish(made, by=world.acting("reviewer"), at=AT)
    assert found("路灯") == [made]
    shown = queries.public_article(made, language="zh-hans", today=TODAY)
    assert (shown.line.confirmed_on, shown.version, shown.line.is_past) == (TODAY, 1, False)
    acts = list(Record.objects.order_by("sequence").values_list("act", "by_name"))
    assert [act for act, _name in acts] == ["write", "propose", "publish"]
    assert acts[0][1] != acts[2][1]


def test_nobody_publishes_what_they_wrote_in_even_if_somebody_else_wrote_after_them(world: World, settings) -> None:
    own = proposed(world, by="reviewer")
    assert refusal(actions.publish, own, by=world.acting("reviewer"), at=AT) is Code.OWN_WORDS
    actions.write(words=words(world, answer="改一个字"), article_id=own, by=world.acting("handler"), at=AT)
    actions.propose(own, by=world.acting("handler"), at=AT)
    assert refusal(actions.publish, own, by=world.acting("reviewer"), at=AT) is Code.OWN_WORDS
    settings.BANJIE_KNOWLEDGE_FOUR_EYES = False
    actions.publish(own, by=world.acting("reviewer"), at=AT)
    assert found("路灯") == [own]


def test_what_was_published_is_nobodys_own_in_the_next_round(world: World) -> None:
    made = proposed(world, by="handler")
    actions.publish(made, by=world.acting("leader"), at=AT)
    actions.write(words=words(world, answer="改了。"), article_id=made, by=world.acting("leader"), at=AT)
    actions.propose(made, by=world.acting("leader"), at=AT)
    assert refusal(actions.publish, made, by=world.acting("leader"), at=AT) is Code.OWN_WORDS
    actions.publish(made, by=world.acting("reviewer"), at=AT)
    assert queries.public_article(made, language="zh-hans", today=TODAY).answer == "改了。"


def test_a_draft_of_what_is_published_changes_nothing_for_readers_until_it_is_published(world: World) -> None:
    made = published(world)
    actions.write(words=words(world, answer="新的答案"), article_id=made, by=world.acting("handler"), at=AT)
    assert queries.public_article(made, language="zh-hans", today=TODAY).answer.startswith("主街")
    actions.discard(made, by=world.acting("handler"), at=AT)
    assert Article.objects.get().draft is None
    assert Version.objects.count() == 2


def test_sent_back_it_is_written_again_and_taken_out_of_view_it_is_gone_at_once(world: World) -> None:
    made = proposed(world)
    actions.send_back(made, reason="请写明小区内归物业", by=world.acting("reviewer"), at=AT)
    assert refusal(actions.publish, made, by=world.acting("reviewer"), at=AT) is Code.WRONG_STAND
    actions.propose(made, by=world.acting("handler"), at=AT)
    actions.publish(made, by=world.acting("reviewer"), at=AT)
    actions.withdraw(made, reason="规定变了", by=world.acting("reviewer"), at=AT)
    assert found("路灯") == []
    with pytest.raises(ArticleNotFound):
        queries.public_article(made, language="zh-hans", today=TODAY)
    file = editing.article_file(made, by=world.acting("handler"), at=AT)
    assert (file.live, file.standing, file.records[0].reason) == (None, "writing", "规定变了")


@pytest.mark.parametrize(
    ("who", "code"),
    [("other_handler", ArticleNotFound), ("auditor", ArticleNotFound), ("caller", ArticleNotFound)],
)
def test_for_others_an_article_of_a_unit_is_not_there(world: World, who: str, code: type[Exception]) -> None:
    made = proposed(world)
    with pytest.raises(code):
        editing.article_file(made, by=world.acting(who), at=AT)
    with pytest.raises(code):
        actions.publish(made, by=world.acting(who), at=AT)


def test_whoever_writes_does_not_publish_and_nobody_writes_for_another_unit(world: World) -> None:
    made = proposed(world)
    for act in (actions.publish, actions.withdraw, actions.send_back):
        more = {} if act is actions.publish else {"reason": "不行"}
        assert refusal(act, made, by=world.acting("handler"), at=AT, **more) is Code.NOT_YOURS
    other = {"unit": world.units["housing"].pk}
    assert refusal(actions.write, words=words(world, **other), by=world.acting("handler"), at=AT) is Code.NOT_YOURS
    assert actions.write(words=words(world, **other), by=world.acting("intake"), at=AT)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit": 999_999}, Code.UNIT_UNKNOWN),
        ({"areas": ["atlantis"]}, Code.AREA_UNKNOWN),
        ({"categories": ["NONE"]}, Code.CATEGORY_UNKNOWN),
        ({"answer": "身份证号11010519491231002X的人"}, Code.IDENTITY_NUMBER),
    ],
)
def test_words_that_name_what_is_not_there_are_refused_and_nothing_is_kept(
    world: World, changes: dict[str, Any], code: Code
) -> None:
    assert refusal(actions.write, words=words(world, **changes), by=world.acting("intake"), at=AT) is code
    assert not Article.objects.exists()


def test_an_area_beyond_what_the_unit_serves_is_refused(world: World) -> None:
    west = {"unit": world.units["west_centre"].pk, "areas": ["east"]}
    assert refusal(actions.write, words=words(world, **west), by=world.acting("intake"), at=AT) is Code.AREA_BEYOND_UNIT


def test_the_second_of_two_editors_is_told(world: World) -> None:
    made = proposed(world)
    with pytest.raises(StaleArticle):
        actions.publish(made, by=world.acting("reviewer"), at=AT, expected=1)
    actions.publish(made, by=world.acting("reviewer"), at=AT, expected=2)


def test_an_article_past_its_day_is_marked_until_somebody_confirms_it(world: World) -> None:
    made = published(world, confirm_every=30)
    late = AT + timedelta(days=31)
    assert queries.public_article(made, language="zh-hans", today=late.date()).line.is_past
    handler = world.acting("handler").viewer
    lines, count = editing.pile(handler, Pile.TO_CONFIRM, today=late.date())
    assert ([line.id for line in lines], count, editing.waiting(handler, today=late.date())) == ([made], 1, 1)
    actions.confirm(made, by=world.acting("handler"), at=late)
    again = queries.public_article(made, language="zh-hans", today=late.date()).line
    assert (again.is_past, again.confirmed_on) == (False, late.date())
    assert editing.waiting(handler, today=late.date()) == 0


def test_each_pile_holds_what_is_its_editors(world: World) -> None:
    waiting, shown = proposed(world), published(world, question="停水怎么办？")
    reviewer = world.acting("reviewer").viewer
    assert [each.id for each in editing.pile(reviewer, Pile.PROPOSED, today=TODAY)[0]] == [waiting]
    assert [each.id for each in editing.pile(reviewer, Pile.PUBLISHED, today=TODAY)[0]] == [shown]
    assert [each.id for each in editing.pile(reviewer, Pile.PUBLISHED, today=TODAY, q="停水")[0]] == [shown]
    assert editing.pile(world.acting("other_handler").viewer, Pile.PROPOSED, today=TODAY) == ([], 0)
    assert editing.waiting(reviewer, today=TODAY) == 1
    assert not editing.may_edit(world.acting("auditor").viewer)


def test_what_does_not_hold_yet_or_any_more_is_not_found(world: World) -> None:
    published(world, valid_from=TODAY + timedelta(days=1))
    published(world, valid_until=TODAY - timedelta(days=1))
    made = published(world, valid_from=TODAY, valid_until=TODAY)
    assert found("路灯") == found() == [made]


def test_by_category_by_area_and_by_language(world: World) -> None:
    everywhere = published(world)
    west = published(world, areas=["west"], question="西乡赶集日怎么停车？", categories=[])
    english = published(world, question="", answer="", question_en="A lamp is out?", answer_en="Two days.")
    assert found() == [everywhere, west, english]
    assert set(found(area="county.east")) == {everywhere, english}
    assert found(category=world.category) == [everywhere, english]
    assert found("lamp out") == [english]
    lines, _more = queries.public_list(Wanted(), language="en", today=TODAY)
    assert (lines[0].id, lines[0].language) == (english, "en")
    assert queries.counts_by_category(today=TODAY)[""] == 1


def test_one_character_and_odd_words_are_searched_for_too(world: World) -> None:
    made = published(world)
    assert found("灯") == [made]
    for odd in ("'", "\\", "%", "\ud83d", "（", "x" * 5_000, "' OR 1=1 --"):
        assert found(odd) == []


def test_an_enquiry_is_offered_what_may_answer_it_and_a_report_only_what_surely_does(world: World) -> None:
    made = published(world)
    vague, whole = "小区门口的路灯", "路灯坏了多久能修好"

    def offers(text: str, kind: str, **more: str) -> list[int]:
        typed = Typed(text, kind, **more)
        return [each.line.id for each in queries.offered(typed, language="zh-hans", today=TODAY)]

    assert offers(whole, "report") == offers(whole, "enquiry") == [made]
    assert offers(vague, "report") == []
    assert offers("", "enquiry") == []


def test_use_is_counted_by_article_and_day_and_of_nobody(world: World) -> None:
    made = published(world)
    for what in (What.YES, What.YES, What.NO, What.SPARED):
        counting.count(made, what, at=AT)
    assert {each.what: each.count for each in Tally.objects.order_by("id")} == {"yes": 2, "no": 1, "spared": 1}
    assert {field.name for field in Tally._meta.get_fields()} == {"id", "article", "day", "what", "count"}
    assert editing.tallies_of([made]) == {made: {"yes": 2, "no": 1, "spared": 1}}
    for nobodys in (made + 1, proposed(world)):
        with pytest.raises(ArticleNotFound):
            counting.count(nobodys, What.YES, at=AT)


def test_versions_and_records_are_only_ever_added(world: World) -> None:
    published(world)
    for table in (Version, Record):
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.update(article_id=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            table.objects.all().delete()


def test_many_are_brought_in_at_once_or_none(world: World, django_assert_max_num_queries) -> None:
    many = [
        Ready(words(world, question=f"第{number}个问题怎么办？"), AT - timedelta(days=number), ((What.YES, number),))
        for number in range(1, 41)
    ]
    with django_assert_max_num_queries(20):
        made = bringing.bring_in(many, written=AS_SYSTEM, published=world.acting("reviewer"))
    assert len(made) == len(set(made)) == 40
    assert Article.objects.get(pk=made[4]).confirmed_on == date(2026, 2, 25)
    bad = [many[0], Ready(words(world, unit=999_999), AT)]
    assert refusal(bringing.bring_in, bad, written=AS_SYSTEM, published=AS_SYSTEM) is Code.UNIT_UNKNOWN
    assert Article.objects.count() == 40
