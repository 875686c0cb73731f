"""Units learned from where matters went, and what people put right about it."""

from datetime import timedelta

import pytest

from banjie.cases import actions, jobs, learning, suggesting_units
from banjie.cases.intake.draft import Submission, Through
from banjie.cases.learning import training
from banjie.cases.suggesting import suggested
from banjie.catalogue import actions as catalogue_actions
from banjie.catalogue import content
from banjie.catalogue.loading import default_content
from banjie.intelligence.classifying import modelfile
from banjie.intelligence.classifying.features import Words
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.shelf.models import TextModel
from banjie.intelligence.units import Facet, Matter
from banjie.platform import clock, stamps
from banjie.platform.actors import SYSTEM
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db

LEAKS = ("水管漏水，路面积水", "自来水爆管了", "水表井漏水", "停水两天没有通知")
HOUSES = ("楼道墙皮脱落", "物业不修电梯", "屋顶漏雨没人管", "小区大门坏了")
WEST, EAST = (110.5, 30.5), (111.5, 30.5)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def sensitive(world: World) -> str:
    """A category whose cases the catalogue holds to be confidential."""
    document = default_content().as_json()
    next(each for each in document["categories"] if each["code"] == "help")["sensitive"] = True
    catalogue_actions.publish_content(content=content.read(document), note="sensitive", by=SYSTEM, at=AT)
    return "help"


def given(world: World, body: str, unit: str, *, category: str = "repair", at=AT, point=WEST) -> int:
    told = Submission(body=body, category=category, longitude=point[0], latitude=point[1])
    lead, by = world.units[unit].id, world.acting("dispatcher")
    case = actions.submit(told, channel="hotline", by=by, at=at, through=Through.ASSIGNED, lead=lead).case_id
    handler = {"urban": "handler", "housing": "other_handler"}.get(unit)
    if handler:
        actions.perform(case, "claim", by=world.acting(handler), at=at, data={})
    return case


def some(world: World) -> None:
    for text in LEAKS:
        given(world, text, "urban")
    for text in HOUSES:
        given(world, text, "housing")


def first(body: str, **known: str) -> str:
    matter = Matter("", body, **{"category_path": "repair", "area_path": "county.west", "channel": "hotline", **known})
    found = suggesting_units.suggested_units(matter)
    return found[0].unit.code if found else ""


def test_nothing_is_suggested_before_a_unit_took_anything_on(world: World):
    assert not learning.due(shelf.UNIT, at=AT)
    assert learning.train(shelf.UNIT, by=SYSTEM, at=AT) is None
    assert first("水管漏水") == ""


def test_a_unit_is_learned_from_where_matters_went_and_says_what_spoke_for_it(world: World):
    some(world)
    trained = learning.train(shelf.UNIT, by=SYSTEM, at=AT)
    assert trained is not None
    assert (trained.examples, trained.in_use) == (8, True)
    assert first("家里水管漏水") == "urban"
    assert first("电梯坏了，物业不修") == "housing"
    (best, *_rest) = suggesting_units.suggested_units(
        Matter("", "家里水管漏水", "repair", "county.west", "hotline", "report")
    )
    assert Facet.WORDS in best.facets
    assert all(word in "家里水管漏水" for word in best.words)
    assert not best.sure, "nothing was measured yet"


def test_the_place_decides_where_the_words_do_not(world: World):
    for number in range(6):
        given(world, f"垃圾没有清运{number}", "urban", point=WEST)
        given(world, f"垃圾没有清运{number}", "housing", point=EAST)
    learning.train(shelf.UNIT, by=SYSTEM, at=AT)
    west, east = (area.path for area in world.townships)
    assert first("垃圾没有清运", area_path=west) == "urban"
    assert first("垃圾没有清运", area_path=east) == "housing"
    (best, *_rest) = suggesting_units.suggested_units(Matter("", "垃圾没有清运", "repair", west, "hotline", "report"))
    assert best.facets[0] is Facet.AREA


def test_the_unit_complained_of_is_never_suggested(world: World):
    some(world)
    learning.train(shelf.UNIT, by=SYSTEM, at=AT)
    found = suggesting_units.suggested_units(Matter("", "水管漏水", "repair"), about_path=world.units["urban"].path)
    assert "urban" not in [each.unit.code for each in found]


def test_not_ours_upheld_and_dispatched_elsewhere_is_learned_overnight(world: World, monkeypatch: pytest.MonkeyPatch):
    some(world)
    case = given(world, "下水道的井盖没了", "urban")
    learning.train(shelf.UNIT, by=SYSTEM, at=AT)
    assert first("井盖没了") == "urban"
    handler, dispatcher = world.acting("handler"), world.acting("dispatcher")
    later = AT + timedelta(hours=1)
    actions.perform(case, "return", by=handler, at=later, data={"reason": "不属于我们"})
    actions.perform(case, "rule_on_return", by=dispatcher, at=later, data={"outcome": "upheld", "reason": "确实"})
    lead = {"lead": world.units["housing"].id}
    actions.perform(case, "assign", by=dispatcher, at=later + timedelta(minutes=5), data=lead)
    actions.perform(case, "claim", by=world.acting("other_handler"), at=later + timedelta(minutes=9), data={})
    (correction,) = learning.corrections(shelf.UNIT)
    assert (correction.case_id, correction.before, correction.after) == (case, "urban", "housing")
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=1))
    jobs.learn()
    stamps.forget()
    assert first("井盖没了") == "housing"
    assert shelf.history(shelf.UNIT)[0].corrected == 1


def test_a_transfer_is_a_correction_and_a_first_dispatch_is_none(world: World):
    some(world)
    assert learning.corrections(shelf.UNIT) == []
    case = given(world, "路灯坏了", "urban")
    data = {"lead": world.units["housing"].id, "reason": "归住建"}
    actions.perform(case, "transfer", by=world.acting("dispatcher"), at=AT + timedelta(hours=1), data=data)
    (correction,) = learning.corrections(shelf.UNIT)
    assert (correction.before, correction.after) == ("urban", "housing")


def repaired(world: World, body: str, wrong: str, right: str, at=AT) -> int:
    told = Submission(body=body, category=wrong, longitude=110.5, latitude=30.5)
    case = actions.submit(told, channel="hotline", by=world.acting("intake"), at=at).case_id
    later = at + timedelta(hours=1)
    actions.perform(case, "classify", by=world.acting("dispatcher"), at=later, data={"category": right})
    return case


def categories(world: World) -> None:
    for category, texts in (("repair", LEAKS), ("enquiry", ("想问低保怎么申请", "请问居住证去哪里办理"))):
        for text in texts:
            told = Submission(body=text, category=category, longitude=110.5, latitude=30.5)
            actions.submit(told, channel="hotline", by=world.acting("intake"), at=AT)


def test_a_settled_model_is_taught_a_correction_overnight_and_keeps_what_it_knew(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(training, "SETTLED", 1)
    categories(world)
    learning.train(by=SYSTEM, at=AT)
    before = shelf.in_use()
    assert before is not None
    repaired(world, "广场喷泉漏电", "enquiry", "repair", at=AT + timedelta(hours=2))
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=1))
    jobs.learn()
    stamps.forget()
    newest = shelf.history()[0]
    assert (newest.in_use, newest.taught_from) == (True, before.number)
    assert suggested("", "喷泉漏电了")[0].category.code == "repair"
    assert suggested("", "低保怎么申请")[0].category.code == "enquiry"


def overnight(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=days))
    jobs.learn()
    stamps.forget()


@pytest.mark.parametrize("settled", [1, 1_000])
def test_a_lesson_taken_back_is_forgotten_overnight_and_given_back_is_known_again(
    world: World, monkeypatch: pytest.MonkeyPatch, settled: int
):
    monkeypatch.setattr(training, "SETTLED", settled)
    categories(world)
    learning.train(by=SYSTEM, at=AT)
    for number, text in enumerate(("广场喷泉漏电", "桥上栏杆松了")):
        repaired(world, text, "enquiry", "repair", at=AT + timedelta(hours=2 + number))
    overnight(monkeypatch, 1)
    assert suggested("", "喷泉漏电了")[0].category.code == "repair"
    fountain = next(each for each in learning.corrections() if each.at == AT + timedelta(hours=3))
    wrong = {"entry_id": fountain.entry_id, "purpose": shelf.CATEGORY}
    learning.unlearn(**wrong, by=SYSTEM, at=AT + timedelta(days=1, hours=9))
    before = surest("喷泉漏电了")
    overnight(monkeypatch, 2)
    assert surest("喷泉漏电了") < before, "nothing is known of fountains any more"
    assert suggested("", "栏杆松了")[0].category.code == "repair", "the other lesson stays"
    assert shelf.history()[0].corrected == 1
    forgot = len(shelf.history())
    overnight(monkeypatch, 3)
    assert len(shelf.history()) == forgot, "once is enough"
    learning.relearn(**wrong, at=AT + timedelta(days=3, hours=9))
    overnight(monkeypatch, 4)
    assert surest("喷泉漏电了") == pytest.approx(before, abs=0.05)


def surest(body: str) -> float:
    return next(each.share for each in suggested("", body) if each.category.code == "repair")


def test_the_only_lesson_taken_back_brings_back_the_model_before_it(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(training, "SETTLED", 1)
    categories(world)
    learning.train(by=SYSTEM, at=AT)
    repaired(world, "广场喷泉漏电", "enquiry", "repair", at=AT + timedelta(hours=2))
    overnight(monkeypatch, 1)
    (correction,) = learning.corrections()
    when = AT + timedelta(days=1, hours=9)
    learning.unlearn(entry_id=correction.entry_id, purpose=shelf.CATEGORY, by=SYSTEM, at=when)
    overnight(monkeypatch, 2)
    used = shelf.in_use()
    assert used is not None
    assert used.number == 1
    assert len(shelf.history()) == 2


def test_what_a_settled_model_began_with_is_forgotten_by_one_made_anew(world: World, monkeypatch: pytest.MonkeyPatch):
    categories(world)
    repaired(world, "广场喷泉漏电", "enquiry", "repair", at=AT)
    learning.train(by=SYSTEM, at=AT + timedelta(hours=3))
    monkeypatch.setattr(training, "SETTLED", 1)
    (correction,) = learning.corrections()
    when = AT + timedelta(hours=9)
    learning.unlearn(entry_id=correction.entry_id, purpose=shelf.CATEGORY, by=SYSTEM, at=when)
    overnight(monkeypatch, 1)
    newest = shelf.history()[0]
    assert (newest.number, newest.in_shadow, newest.corrected) == (2, True, 0)
    overnight(monkeypatch, 2)
    assert len(shelf.history()) == 2, "it is measured in the shadow, and not replaced each night"


def test_a_correction_that_was_wrong_is_withdrawn_and_not_learned(world: World, monkeypatch: pytest.MonkeyPatch):
    categories(world)
    case = repaired(world, "广场喷泉漏电", "repair", "enquiry")
    (correction,) = learning.corrections()
    learning.unlearn(entry_id=correction.entry_id, purpose=shelf.CATEGORY, by=SYSTEM, at=AT)
    learning.unlearn(entry_id=correction.entry_id, purpose=shelf.CATEGORY, by=SYSTEM, at=AT)
    trained = learning.train(by=SYSTEM, at=AT)
    assert trained is not None
    assert (trained.examples, trained.corrected) == (6, 0), "the case teaches nothing at all"
    assert learning.corrections()[0].withdrawn
    later = AT + timedelta(hours=5)
    actions.perform(case, "classify", by=world.acting("dispatcher"), at=later, data={"category": "repair"})
    trained = learning.train(by=SYSTEM, at=later)
    assert trained is not None
    assert (trained.examples, trained.corrected) == (7, 1), "corrected once more, it teaches again"
    learning.relearn(entry_id=correction.entry_id, purpose=shelf.CATEGORY, at=later)
    assert not any(each.withdrawn for each in learning.corrections())
    with pytest.raises(LookupError):
        learning.unlearn(entry_id=10**9, purpose=shelf.CATEGORY, by=SYSTEM, at=AT)


def test_a_model_beside_a_settled_one_answers_in_the_shadow_first(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(training, "SETTLED", 1)
    categories(world)
    learning.train(by=SYSTEM, at=AT)
    second = learning.train(by=SYSTEM, at=AT + timedelta(hours=1))
    assert second is not None
    assert (second.in_use, second.in_shadow) == (False, True)
    used, shadow = shelf.in_use(), shelf.in_shadow()
    assert used is not None
    assert shadow is not None
    assert (used.number, shadow.number) == (1, 2)
    learning.train(by=SYSTEM, at=AT + timedelta(hours=2))
    assert TextModel.objects.filter(in_shadow=True).values_list("number", flat=True).get() == 3


def test_a_truncated_model_of_units_is_refused_and_the_last_good_one_used(world: World):
    some(world)
    learning.train(shelf.UNIT, by=SYSTEM, at=AT)
    learning.train(shelf.UNIT, by=SYSTEM, at=AT)
    newest = TextModel.objects.get(purpose=shelf.UNIT, in_use=True)
    TextModel.objects.filter(pk=newest.pk).update(content=bytes(newest.content)[:100])
    stamps.bump(shelf.STAMP)
    used = shelf.in_use(shelf.UNIT)
    assert used is not None
    assert used.number != newest.number
    other = bytes(newest.content)
    version = len(modelfile.MARK)
    TextModel.objects.filter(purpose=shelf.UNIT).update(content=other[:version] + b"\xff\xff" + other[version + 2 :])
    stamps.bump(shelf.STAMP)
    assert shelf.in_use(shelf.UNIT) is None
    assert first("水管漏水") == ""


def test_what_is_said_in_sensitive_matters_alone_is_not_known_to_the_model(world: World, sensitive: str):
    categories(world)
    secret = "甄嬛被打得鼻青脸肿"
    for text in (secret, "家里老人被打骂"):
        told = Submission(body=text, category=sensitive, longitude=110.5, latitude=30.5)
        actions.submit(told, channel="hotline", by=world.acting("intake"), at=AT)
    learning.train(by=SYSTEM, at=AT)
    used = shelf.in_use()
    assert used is not None
    known = used.model.vocabulary.known([Words("", "甄嬛"), Words("", "水管漏水")])
    assert known[0] == 0
    assert known[1] > 0.9
    assert sensitive in used.model.nodes[""].answers
