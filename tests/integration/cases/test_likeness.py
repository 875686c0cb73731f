"""The same matter found among cases, within what one may see; joint matters; topics."""

from datetime import timedelta

import pytest
from django.core import mail

from banjie.cases import jobs
from banjie.cases.actions import perform, submit
from banjie.cases.commands.change import BadData
from banjie.cases.events import JointClosed
from banjie.cases.follow_up import joint
from banjie.cases.intake.draft import Submission
from banjie.cases.likeness import counting, finding
from banjie.cases.models import Case, Notice, TimelineEntry
from banjie.cases.notices import telling
from banjie.cases.queries import tracked
from banjie.cases.topics import actions, queries, searching
from banjie.cases.topics.models import Topic
from banjie.intelligence.likeness.comparing import Matter
from banjie.intelligence.likeness.grams import Words
from banjie.intelligence.tallies import queries as tallies
from banjie.organisations.queries import viewer_for
from banjie.web import joint_letters
from tests.integration.cases.world import AT, POINT_EAST, POINT_WEST, World, make_world, route_repairs_to_urban

pytestmark = pytest.mark.django_db

MIXER = ("河西新城旁搅拌站噪音扰民", "河西新城小区旁边建了一个混凝土搅拌站，白天黑夜都在响，灰尘很大，孩子睡不着。")
OTHERS = (
    ("搅拌站粉尘大", "我住在河西新城，楼下不到百米就是混凝土搅拌站，机器轰鸣，粉尘满天，请环保部门管一管。"),
    ("投诉河西新城搅拌站", "河西新城的混凝土搅拌站灰尘太大，业主不敢开窗，夜里噪音不断。"),
    ("河西新城搅拌站扰民", "混凝土搅拌站就在河西新城围墙外，运渣车不停，噪音和灰尘受不了。"),
)
LAMP = ("路灯不亮", "学府街口的路灯坏了一个星期。")


@pytest.fixture
def world() -> World:
    return make_world()


def raised(world: World, said: tuple[str, str], *, point=POINT_WEST, kind="complaint", at=AT, **more):
    given = {"title": said[0], "body": said[1], "longitude": point[0], "latitude": point[1], "datum": "wgs84"}
    submission = Submission.model_validate({**given, "kind": kind, "category": world.category, **more})
    return submit(submission, channel="hotline", by=world.acting("intake"), at=at)


def found(world: World, said: tuple[str, str], who="dispatcher", *, at=AT, **more) -> list[int]:
    viewer = viewer_for(world.staff[who], at)
    return [each.line.id for each in finding.like(Matter(Words(*said), received_at=at, **more), viewer=viewer, at=at)]


def test_what_was_raised_a_moment_ago_is_found_with_its_reasons(world: World) -> None:
    other, _lamp = raised(world, OTHERS[0]), raised(world, LAMP)
    viewer = viewer_for(world.staff["dispatcher"], AT)
    later = AT + timedelta(days=3)
    asked = Matter(Words(*MIXER), (POINT_WEST[0] + 0.001, POINT_WEST[1]), "", later)
    [alike] = finding.like(asked, viewer=viewer, at=later)
    assert alike.line.id == other.case_id
    assert alike.likeness.days == 3
    assert 50 < (alike.likeness.metres or 0) < 150
    assert any("搅拌站" in word for word in alike.likeness.words)


def test_a_text_without_a_title_is_found_before_words_were_ever_counted(world: World) -> None:
    other = raised(world, OTHERS[0])
    assert found(world, ("", MIXER[1])) == [other.case_id]


def test_a_case_does_not_find_itself_and_two_cases_find_each_other(world: World) -> None:
    one, other = raised(world, MIXER), raised(world, OTHERS[0])
    viewer = viewer_for(world.staff["dispatcher"], AT)
    assert [each.line.id for each in finding.like_case(one.case_id, viewer=viewer, at=AT)] == [other.case_id]
    assert [each.line.id for each in finding.like_case(other.case_id, viewer=viewer, at=AT)] == [one.case_id]


def test_what_one_may_not_see_is_not_found(world: World) -> None:
    east = raised(world, MIXER, point=POINT_EAST)
    assert found(world, MIXER) == [east.case_id]
    assert found(world, MIXER, "west_dispatcher") == []
    assert found(world, MIXER, "handler") == []
    viewer = viewer_for(world.staff["west_dispatcher"], AT)
    assert finding.like_case(east.case_id, viewer=viewer, at=AT) == ()


def test_the_same_words_far_away_are_another_lamp(world: World) -> None:
    near = raised(world, LAMP)
    raised(world, LAMP, point=POINT_EAST)
    assert found(world, LAMP, point=POINT_WEST) == [near.case_id]


def test_what_was_merged_or_withdrawn_is_left_out_and_what_is_over_for_long(world: World) -> None:
    lead, other = raised(world, MIXER), raised(world, OTHERS[0])
    perform(other.case_id, "merge", by=world.acting("dispatcher"), at=AT, data={"into": lead.case_id})
    assert found(world, OTHERS[0]) == [lead.case_id]
    Case.objects.filter(id=lead.case_id).update(is_open=False, closed_at=AT)
    assert found(world, OTHERS[0]) == [lead.case_id]
    assert found(world, OTHERS[0], at=AT + finding.RECENT + timedelta(days=1)) == []


def test_a_text_in_traditional_characters_finds_and_is_found(world: World) -> None:
    old = ("河西新城旁攪拌站噪音擾民", "河西新城小區旁邊建了一個混凝土攪拌站，白天黑夜都在響，灰塵很大。")
    made = raised(world, old)
    assert found(world, MIXER) == [made.case_id]
    new = raised(world, MIXER)
    assert set(found(world, old)) == {made.case_id, new.case_id}


@pytest.mark.parametrize(
    "text", ["", "水", "。。。！？", "漏水" * 50_000, "a" * 1_000_000, "' | 'x", "\\", "\ud800\x00"]
)
def test_odd_texts_are_borne(world: World, text: str) -> None:
    raised(world, MIXER)
    assert found(world, ("", text)) == []


def test_words_are_counted_when_there_are_some_and_again_when_there_are_many_more(world: World) -> None:
    assert not counting.due(at=AT)
    raised(world, MIXER)
    assert counting.due(at=AT)
    counting.count(at=AT)
    assert tallies.current().among == 1
    assert not counting.due(at=AT)
    assert counting.due(at=AT + timedelta(days=2))
    assert found(world, OTHERS[0])


def test_the_reporter_of_a_merged_case_reads_what_becomes_of_the_joint_one(world: World) -> None:
    route_repairs_to_urban(world)
    lead, other = raised(world, MIXER), raised(world, OTHERS[0])
    assert tracked(other.tracking_code, at=AT).joint is None
    perform(other.case_id, "merge", by=world.acting("dispatcher"), at=AT, data={"into": lead.case_id})
    seen = tracked(other.tracking_code, at=AT).joint
    assert seen is not None
    assert (seen.is_open, seen.replies) == (True, [])
    case = Case.objects.get(id=lead.case_id)
    hour = AT + timedelta(hours=1)
    common = {"answered_at": hour, "round": 0, "unit_id": world.units["urban"].pk}
    case.answers.create(public_reply="早先只对一人的话", approved_at=AT - timedelta(hours=1), **common)
    case.answers.create(public_reply="搅拌站已停工。", approved_at=hour, **common)
    Case.objects.filter(id=lead.case_id).update(is_open=False, state="closed", closed_at=hour)
    seen = tracked(other.tracking_code, at=hour).joint
    assert seen is not None
    assert [each.text for each in seen.replies] == ["搅拌站已停工。"]


def test_the_reporter_of_a_merged_case_hears_once_of_each_end_of_the_joint_one(world: World, settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    route_repairs_to_urban(world)
    lead = raised(world, MIXER)
    other = raised(world, OTHERS[0], contact={"name": "某某", "email": "someone@example.org"})
    silent = raised(world, OTHERS[1])
    for each in (other, silent):
        perform(each.case_id, "merge", by=world.acting("dispatcher"), at=AT, data={"into": lead.case_id})
    assert joint.merged_into(lead.case_id) == [other.case_id, silent.case_id]
    common = {"lead_id": lead.case_id, "round_": 0, "at": AT}
    assert not joint_letters.tell(other.case_id, **common), "it is not over yet"
    Case.objects.filter(id=lead.case_id).update(is_open=False, state="closed", closed_at=AT)
    assert joint_letters.tell(other.case_id, **common)
    assert not joint_letters.tell(other.case_id, **common)
    assert not joint_letters.tell(silent.case_id, **common)
    (letter,) = mail.outbox
    assert letter.to == ["someone@example.org"]
    assert other.tracking_code in letter.body
    assert "搅拌站" not in letter.body
    assert tracked(other.tracking_code, at=AT).entries[-1].command == "tell_joint"


def test_closing_a_joint_case_has_every_merged_reporter_told(world: World, monkeypatch) -> None:
    heard: list[JointClosed] = []
    monkeypatch.setattr(jobs, "publish", heard.append)
    lead, other, further = (raised(world, said) for said in (MIXER, *OTHERS[:2]))
    by = world.acting("dispatcher")
    perform(further.case_id, "merge", by=by, at=AT, data={"into": other.case_id})
    perform(other.case_id, "merge", by=by, at=AT, data={"into": lead.case_id})
    jobs.tell_merged({"case_id": lead.case_id, "round": 0})
    assert [each.case_id for each in heard] == [other.case_id, further.case_id]


@pytest.mark.parametrize("complains", ["merged", "lead"])
def test_a_complaint_about_a_unit_is_merged_by_nobody_into_another_matter(world: World, complains: str) -> None:
    cases = {"lead": raised(world, MIXER).case_id, "merged": raised(world, OTHERS[0]).case_id}
    water = world.units["water"]
    Case.objects.filter(id=cases[complains]).update(about_unit_id=water.pk, about_unit_path=water.path)
    data = {"into": cases["lead"]}
    with pytest.raises(BadData, check=lambda error: error.code == "merge_about_another"):
        perform(cases["merged"], "merge", by=world.acting("dispatcher"), at=AT, data=data)
    Case.objects.filter(id__in=cases.values()).update(about_unit_id=water.pk, about_unit_path=water.path)
    assert perform(cases["merged"], "merge", by=world.acting("dispatcher"), at=AT, data=data).state == "merged"


def many(world: World) -> list[int]:
    route_repairs_to_urban(world)
    made = [raised(world, said, at=AT - timedelta(days=n)) for n, said in enumerate((MIXER, *OTHERS))]
    raised(world, LAMP)
    searching.search(at=AT)
    return [each.case_id for each in made]


def seen(world: World, who: str):
    viewer = viewer_for(world.staff[who], AT)
    found = queries.topics(viewer, at=AT)
    assert queries.how_many(viewer) == len(found), "counted as it is told"
    return found


def test_what_many_raise_is_a_topic_for_those_who_see_its_cases(world: World) -> None:
    ids = many(world)
    [topic] = seen(world, "supervisor")
    assert {line.id for line in topic.lines} == set(ids)
    assert topic.heat.distinct == 4
    assert "搅拌站" in topic.headline
    assert any("河西新城" in word for word in queries.words(topic))
    assert Topic.objects.get().key == min(ids)


def test_a_topic_is_made_of_what_one_sees_alone(world: World) -> None:
    ids = many(world)
    Case.objects.filter(id=ids[0]).update(area_path=world.townships[1].path)
    [topic] = seen(world, "west_dispatcher")
    assert {line.id for line in topic.lines} == set(ids[1:])
    assert topic.heat.messages == 3
    Case.objects.filter(id=ids[1]).update(area_path=world.townships[1].path)
    assert seen(world, "west_dispatcher") == []
    assert len(seen(world, "supervisor")) == 1
    assert seen(world, "handler") == []


def test_a_topic_goes_when_its_time_is_over_and_disputes_are_none(world: World) -> None:
    many(world)
    searching.search(at=AT + timedelta(days=40))
    assert not Topic.objects.exists()
    Case.objects.update(kind="dispute")
    searching.search(at=AT)
    assert not Topic.objects.exists()


def test_the_cases_of_a_topic_become_one_and_nobody_is_lost(world: World) -> None:
    ids = many(world)
    by = world.acting("dispatcher")
    [topic] = seen(world, "dispatcher")
    outcomes = actions.join(topic, lead=ids[3], chosen=ids[:2], by=by, at=AT)
    assert sorted(each.line.id for each in outcomes) == sorted(ids[:2])
    assert all(not each.why_not for each in outcomes)
    merged = Case.objects.filter(merged_into_id=ids[3])
    assert sorted(merged.values_list("id", flat=True)) == sorted(ids[:2])
    assert all(tracked(each.tracking_code, at=AT).joint for each in merged)
    assert Case.objects.get(id=ids[2]).is_open


def test_what_cannot_be_merged_is_told_and_keeps_nothing_from_it(world: World) -> None:
    ids = many(world)
    [topic] = seen(world, "dispatcher")
    outcomes = actions.join(topic, lead=ids[3], chosen=ids, by=world.acting("supervisor"), at=AT)
    assert all(each.why_not for each in outcomes)
    assert not Case.objects.filter(state="merged").exists()


def test_a_complaint_about_a_unit_is_not_laid_beside_or_merged_into_anything_else(world: World) -> None:
    ids = many(world)
    Case.objects.filter(id=ids[0]).update(about_unit_id=world.units["water"].pk, about_unit_path="a.b")
    viewer = viewer_for(world.staff["dispatcher"], AT)
    assert ids[0] not in found(world, MIXER)
    assert not finding.like_case(ids[0], viewer=viewer, at=AT)
    [topic] = seen(world, "dispatcher")
    outcomes = actions.join(topic, lead=ids[3], chosen=ids[:2], by=world.acting("dispatcher"), at=AT)
    assert {each.line.id: each.why_not for each in outcomes} == {ids[0]: "about_another", ids[1]: ""}


def test_an_alert_comes_before_the_unit_and_the_supervisor_and_not_twice_a_day(world: World) -> None:
    ids = many(world)
    for each in ids:
        perform(each, "accept", by=world.acting("dispatcher"), at=AT, data={})
        perform(each, "assign", by=world.acting("dispatcher"), at=AT, data={"lead": world.units["urban"].pk})
    [topic] = seen(world, "supervisor")
    [outcome] = actions.alert(topic, note="请一并处理", by=world.acting("supervisor"), at=AT)
    assert not outcome.why_not
    entry = TimelineEntry.objects.get(command=actions.COMMAND)
    assert entry.data["submissions"] == 4
    assert not entry.resident_sees
    telling.tell(entry.case_id, entry.sequence, at=AT)
    told = set(Notice.objects.filter(entry=entry.sequence).values_list("staff_id", flat=True))
    assert {world.staff["handler"].pk, world.staff["leader"].pk} <= told
    assert world.staff["supervisor"].pk not in told
    [again] = actions.alert(topic, note="", by=world.acting("supervisor"), at=AT + timedelta(hours=3))
    assert again.why_not == "told_lately"
    with pytest.raises(actions.NotAllowed):
        actions.alert(topic, note="", by=world.acting("intake"), at=AT)
