"""Public matters as strangers read them, and as somebody tries to read more."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.models import Attachment, Case, TimelineEntry
from banjie.cases.publishing import acts, showing
from banjie.cases.publishing.payloads import PublicWords
from banjie.cases.publishing.showing import Wanted
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do
from tests.integration.cases.world import AT, POINT_EAST, World
from tests.integration.organisations.factories import make_area
from tests.integration.web.publicity import SECRETS, WORDS, category_says, opened, plain, raised, released, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]


def everything_strangers_read(number: str) -> str:
    pages = [
        opened("/public/"),
        opened("/public/", view="map"),
        opened(f"/public/{number}/"),
        opened("/public/", q="路灯"),
    ]
    assert {page.status_code for page in pages} == {200}
    return "\n".join(page.content.decode() for page in pages)


def test_a_released_matter_is_told_in_its_released_words(world: World) -> None:
    made = released(world)
    told = words(opened(f"/public/{made.number}/"))
    for said in (WORDS.title, WORDS.text, made.number, "西乡", "设施与环境", "已提出"):
        assert said in told
    assert WORDS.title in words(opened("/public/"))
    assert "It was raised" in words(opened(f"/public/{made.number}/", "en"))


def test_nothing_of_the_reporter_and_no_word_of_the_offices_leaves(world: World) -> None:
    made = released(world)
    secret_steps = {
        "note": "内部备注泄露",
        "internal_account": "内部说明泄露",
        "public_reply": "张某某您好，19900000077",
    }
    do(world, "dispatcher", made.case_id, "accept")
    do(world, "dispatcher", made.case_id, "assign", lead=world.units["urban"].pk, note=secret_steps["note"])
    do(world, "handler", made.case_id, "claim")
    do(world, "handler", made.case_id, "ask_reporter", question="张某某，您家是501吗？")
    actions.perform(made.case_id, "provide_information", by=AS_REPORTER, at=AT, data={"text": "是501，19900000077"})
    actions.unmask(made.case_id, purpose="核实张某某", by=world.acting("handler"), at=AT)
    answer = ANSWER | {key: secret_steps[key] for key in ("internal_account", "public_reply")}
    do(world, "handler", made.case_id, "answer", at=AT + HOUR, **answer)
    do(world, "reviewer", made.case_id, "approve", at=AT + 2 * HOUR)
    do(world, "reviewer", made.case_id, "close", at=AT + 3 * HOUR)
    actions.perform(
        made.case_id,
        "rate",
        by=AS_REPORTER,
        at=AT + 4 * HOUR,
        data={"solved": True, "satisfaction": 5, "comment": "谢谢，张某某"},
    )
    told = everything_strangers_read(made.number)
    for secret in (*SECRETS, *secret_steps.values(), made.tracking_code, "501", "核实", "谢谢", "您好"):
        assert secret not in told
    for staff in world.staff.values():
        assert staff.name not in words(opened(f"/public/{made.number}/"))


def test_the_reply_is_shown_once_somebody_has_read_it_too(world: World) -> None:
    made = released(world)
    walk(world, made.case_id, public_reply="张某某您好，路灯已修复。")
    page = opened(f"/public/{made.number}/")
    assert "路灯已修复" not in page.content.decode()
    assert "已答复并办结" in words(page)
    mended = PublicWords(title=WORDS.title, text=WORDS.text, reply="路灯已修复。")
    acts.release(made.case_id, words=mended, by=world.acting("reviewer"), at=AT + 4 * HOUR)
    told = words(opened(f"/public/{made.number}/"))
    assert "路灯已修复。" in told
    assert "张某某" not in told


def walk(world: World, case_id: int, **answer: str) -> None:
    do(world, "dispatcher", case_id, "accept")
    do(world, "dispatcher", case_id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", case_id, "claim")
    do(world, "handler", case_id, "answer", at=AT + HOUR, **ANSWER | answer)
    do(world, "reviewer", case_id, "approve", at=AT + 2 * HOUR)
    do(world, "reviewer", case_id, "close", at=AT + 3 * HOUR)


def test_what_is_not_shown_and_what_does_not_exist_answer_alike(world: World) -> None:
    hidden = [
        raised(world),
        raised(world, public=False),
        raised(world, identity="confidential"),
        raised(world, kind="dispute"),
        raised(world, about_unit=world.units["urban"].pk),
    ]
    taken_back = released(world)
    acts.take_back(taken_back.case_id, reason="有人认得出", by=world.acting("reviewer"), at=AT)
    refused = raised(world)
    acts.refuse(refused.case_id, reason="只涉及他人", by=world.acting("reviewer"), at=AT)
    numbers = [each.number for each in (*hidden, taken_back, refused)]
    answers = [opened(f"/public/{number}/") for number in (*numbers, "202603-999999", "x", "路灯", "%00")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({plain(answer) for answer in answers}) == 1
    listed = opened("/public/").content.decode()
    assert not any(number in listed for number in numbers)


@pytest.mark.parametrize("later", ["dispute", "category", "sensitive", "confidential", "withdrawn", "consent", "about"])
def test_whatever_speaks_against_it_later_hides_it_at_once(world: World, later: str) -> None:
    made = released(world)
    case = Case.objects.filter(id=made.case_id)
    match later:
        case "dispute":
            do(world, "dispatcher", made.case_id, "classify", kind="dispute")
        case "category":
            category_says(world, public=False)
        case "sensitive":
            category_says(world, sensitive=True)
        case "confidential":
            case.update(identity="confidential")
        case "withdrawn":
            actions.perform(made.case_id, "withdraw", by=AS_REPORTER, at=AT, data={"reason": "算了"})
        case "consent":
            Client().post(f"/track/{made.tracking_code}/public/", {"public": "no"})
        case "about":
            case.update(about_unit=world.units["urban"], about_unit_path="government.urban")
    assert opened(f"/public/{made.number}/").status_code == 404
    assert made.number not in opened("/public/").content.decode()
    assert made.number not in opened("/public/", view="map").content.decode()


def test_the_place_is_told_as_exactly_as_the_category_says(world: World) -> None:
    made = released(world)
    page = opened("/public/", view="map").content.decode()
    assert "[110.512, 30.51]" in page
    assert "110.5123" not in page
    category_says(world, public_place="exact")
    assert "[110.512345, 30.509876]" in opened(f"/public/{made.number}/").content.decode()
    category_says(world, public_place="area")
    for path in (f"/public/{made.number}/", "/public/?view=map"):
        told = opened(path).content.decode()
        assert "110.51" not in told
        assert "30.5" not in told
    assert "西乡" in words(opened(f"/public/{made.number}/"))


def test_a_filter_by_a_small_area_does_not_give_away_where_it_is(world: World) -> None:
    made = released(world)
    village = make_area("village", level="village", parent=world.townships[0], name="梧桐村")
    grid = make_area("grid9", level="grid", parent=village, name="第九网格")
    Case.objects.filter(id=made.case_id).update(area=grid, area_path=grid.path)
    assert made.number in opened("/public/", area=world.townships[0].path).content.decode()
    assert made.number in opened("/public/", area=village.path).content.decode()
    assert made.number not in opened("/public/", area=grid.path).content.decode()
    told = words(opened(f"/public/{made.number}/"))
    assert "梧桐村" in told
    assert "第九网格" not in told


def test_the_list_is_narrowed_by_category_area_state_and_words(world: World) -> None:
    made = released(world)
    other = released(world, PublicWords(title="井盖缺失", text="路边的井盖不见了。"), longitude=POINT_EAST[0])
    walk(world, other.case_id)
    for query, expected in (
        ({}, {made, other}),
        ({"area": "county.west"}, {made}),
        ({"area": "county.east"}, {other}),
        ({"area": "nowhere"}, set()),
        ({"state": "open"}, {made}),
        ({"state": "closed"}, {other}),
        ({"category": world.category}, {made, other}),
        ({"category": "nothing"}, set()),
        ({"q": "井盖"}, {other}),
        ({"q": made.number}, {made}),
        ({"q": "原话不公开"}, set()),
        ({"q": "张某某"}, set()),
        ({"q": "''|&!:*"}, set()),
        ({"page": "99999"}, set()),
        ({"page": "-1", "state": "x", "area": "\0"}, set()),
    ):
        page = opened("/public/", **query)
        assert page.status_code == 200
        shown = {each for each in (made, other) if each.number in str(page.content.decode())}
        assert shown == expected, query


def test_photos_leave_only_where_they_were_chosen_and_only_as_copies(world: World) -> None:
    made = raised(world)
    chosen, kept, inside = (attached(made.case_id, seen) for seen in (True, True, False))
    words_with = PublicWords(title=WORDS.title, text=WORDS.text, photos=(chosen,))
    acts.release(made.case_id, words=words_with, by=world.acting("reviewer"), at=AT)
    path = f"/public/{made.number}/photos"
    shown = opened(f"{path}/{chosen}/small/")
    assert shown.status_code == 200
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Cache-Control"] == "no-store"
    for other in (kept, inside, 999_999):
        assert opened(f"{path}/{other}/small/").status_code == 404
    assert opened(f"{path}/{chosen}/huge/").status_code == 404
    assert f"/photos/{chosen}/" in opened(f"/public/{made.number}/").content.decode()
    foreign = released(world)
    assert opened(f"/public/{foreign.number}/photos/{chosen}/small/").status_code == 404
    acts.take_back(made.case_id, reason="有人脸", by=world.acting("reviewer"), at=AT)
    assert opened(f"{path}/{chosen}/small/").status_code == 404


def attached(case_id: int, seen: bool) -> int:
    """A photo of the reporter's; or one that the offices keep for themselves."""
    drawn = BytesIO()
    Image.new("RGB", (8, 8 + Attachment.objects.count()), "navy").save(drawn, "PNG")
    made = actions.attach(case_id, content=drawn.getvalue(), name="灯.png", by=AS_REPORTER, at=AT, resident_sees=True)
    Attachment.objects.filter(id=made.attachment_id).update(resident_sees=seen)
    return made.attachment_id


def test_the_list_asks_the_same_whatever_its_length(world: World) -> None:
    released(world)
    with CaptureQueriesContext(connection) as few:
        opened("/public/")
    for _ in range(5):
        released(world)
    with CaptureQueriesContext(connection) as many:
        opened("/public/")
    assert len(many) == len(few) <= 3
    assert {query["sql"].split()[0] for query in many} == {"SELECT"}


def test_more_than_a_page_goes_on_on_the_next(world: World) -> None:
    made = [released(world, PublicWords(title=f"第{n}盏灯不亮", text="灯不亮。")) for n in range(showing.PAGE + 1)]
    first, more = showing.public_list(Wanted())
    second, none = showing.public_list(Wanted(page=2))
    assert (more, none) == (True, False)
    assert {line.id for line in (*first, *second)} == {each.case_id for each in made}
    assert 'rel="next"' in opened("/public/").content.decode()


def test_every_step_of_showing_stands_on_the_timeline(world: World) -> None:
    made = raised(world)
    acts.propose(made.case_id, words=WORDS, by=world.acting("intake"), at=AT)
    acts.release(made.case_id, words=WORDS, by=world.acting("reviewer"), at=AT + HOUR)
    acts.take_back(made.case_id, reason="有人认得出", by=world.acting("reviewer"), at=AT + timedelta(days=1))
    entries = TimelineEntry.objects.filter(case_id=made.case_id).order_by("sequence")
    assert [(each.command, each.resident_sees) for each in entries][1:] == [
        ("propose_public", False),
        ("publish", True),
        ("take_back", True),
    ]
    assert entries[2].data["text"] == WORDS.text
    told = words(opened(f"/track/{made.tracking_code}/"))
    assert "已公开" in told
    assert WORDS.text in told
    assert "有人认得出" in told
