"""Staff read matters for the public: who may, what waits, and what each button does."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from banjie.cases.acting import AS_REPORTER
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CaseNotFound, CommandRefused, StaleCase
from banjie.cases.models import Case, Publication, TimelineEntry
from banjie.cases.publishing import acts, queue
from banjie.cases.publishing.payloads import PublicWords
from banjie.cases.publishing.queue import Pile
from tests.integration.cases.test_closed_loop import HOUR, do
from tests.integration.cases.world import AT, World
from tests.integration.web.publicity import WORDS, raised, released, words
from tests.integration.web.test_public_matters import walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]


def pile(world: World, which: Pile, who: str = "reviewer") -> list[str]:
    lines, count = queue.waiting(world.acting(who).viewer, which)
    assert count == len(lines)
    return [line.number for line in lines]


def test_what_waits_is_what_reporters_agreed_to_and_nobody_has_read(world: World) -> None:
    made = raised(world)
    for changes in (
        {"public": False},
        {"identity": "confidential"},
        {"kind": "dispute"},
        {"about_unit": world.units["urban"].pk},
    ):
        raised(world, **changes)
    assert pile(world, Pile.NEW) == [made.number]
    acts.propose(made.case_id, words=WORDS, by=world.acting("intake"), at=AT)
    assert (pile(world, Pile.NEW), pile(world, Pile.PROPOSED)) == ([], [made.number])
    acts.release(made.case_id, words=WORDS, by=world.acting("reviewer"), at=AT)
    assert (pile(world, Pile.PROPOSED), pile(world, Pile.RELEASED)) == ([], [made.number])
    assert queue.count(world.acting("reviewer").viewer) == 0


def test_a_released_matter_comes_up_again_once_it_is_answered(world: World) -> None:
    made = released(world)
    assert pile(world, Pile.REPLY) == []
    walk(world, made.case_id)
    assert pile(world, Pile.REPLY) == [made.number]
    read = queue.reading(made.case_id, by=world.acting("reviewer"), at=AT)
    assert (read.given, read.reply) == ("路灯已修复。", "路灯已修复。")
    said = PublicWords(title=WORDS.title, text=WORDS.text, reply="已修复。")
    acts.release(made.case_id, words=said, by=world.acting("reviewer"), at=AT + 4 * HOUR)
    assert pile(world, Pile.REPLY) == []
    assert Publication.objects.get().reply == "已修复。"


@pytest.mark.parametrize("who", ["handler", "leader", "supervisor", "auditor", "administrator", "caller", "field"])
def test_for_others_there_is_no_such_desk(world: World, signed_in, who: str) -> None:
    made = raised(world)
    client: Client = signed_in(who)
    assert client.get("/work/public/").status_code == 404
    assert client.get(f"/work/public/{made.case_id}/").status_code == 404
    assert (
        client.post(f"/work/public/{made.case_id}/", {"act": "publish", "title": "a", "text": "b"}).status_code == 404
    )
    assert not Publication.objects.exists()


def test_whoever_prepares_does_not_release(world: World, signed_in) -> None:
    made = raised(world)
    for who in ("intake", "dispatcher"):
        with pytest.raises(CommandRefused) as refused:
            acts.release(made.case_id, words=WORDS, by=world.acting(who), at=AT)
        assert refused.value.refusal.code == "not_yours"
    page = signed_in("intake").post(f"/work/public/{made.case_id}/", {"act": "publish", "title": "a", "text": "b"})
    assert page.status_code == 409
    with pytest.raises(CaseNotFound):
        acts.release(made.case_id, words=WORDS, by=AS_REPORTER, at=AT)
    assert not Publication.objects.exists()


def test_the_reader_changes_the_words_and_releases_them(world: World, signed_in) -> None:
    made = raised(world)
    client: Client = signed_in("reviewer")
    page = client.get(f"/work/public/{made.case_id}/")
    told = words(page)
    for said in ("请重点核对", "19900000077", "9号楼2单元501", "约百米"):
        assert said in told
    seen = BeautifulSoup(page.content, "html.parser").select_one("input[name=seen]")["value"]
    sent = {"act": "publish", "title": WORDS.title, "text": WORDS.text, "seen": seen}
    assert client.post(f"/work/public/{made.case_id}/", sent)["Location"] == "/work/public/"
    assert Publication.objects.get().standing == "released"
    assert made.number in client.get("/work/public/?pile=released").content.decode()


def test_numbers_that_tell_of_somebody_are_not_released_and_what_was_typed_stays(world: World, signed_in) -> None:
    made = raised(world)
    sent = {"act": "publish", "title": "路灯不亮", "text": "请打19900000077"}
    page = signed_in("reviewer").post(f"/work/public/{made.case_id}/", sent)
    assert page.status_code == 422
    assert "请删去" in words_of(page)
    assert "请打19900000077" in page.content.decode()
    bad = PublicWords(title="路灯", text="路灯", reply="写信 a.b@example.cn")
    with pytest.raises(BadData) as error:
        acts.release(made.case_id, words=bad, by=world.acting("reviewer"), at=AT)
    assert (error.value.code, error.value.field) == ("private_number", "reply")
    assert not Publication.objects.exists()


def words_of(page) -> str:
    return BeautifulSoup(page.content, "html.parser").get_text(" ")


def test_empty_words_and_a_missing_reason_are_told_where_they_stand(world: World, signed_in) -> None:
    made = raised(world)
    client: Client = signed_in("reviewer")
    for sent in ({"act": "publish", "title": "", "text": " "}, {"act": "refuse_public", "reason": ""}):
        page = client.post(f"/work/public/{made.case_id}/", sent)
        assert page.status_code == 422
        assert "此项必填" in words_of(page)
    assert not Publication.objects.exists()


def test_a_refusal_reaches_its_reporter_with_the_reason(world: World, signed_in) -> None:
    made = raised(world)
    client: Client = signed_in("reviewer")
    client.post(f"/work/public/{made.case_id}/", {"act": "refuse_public", "reason": "内容只涉及您本人。"})
    assert Publication.objects.get().standing == "refused"
    assert "内容只涉及您本人。" in words(Client().get(f"/track/{made.tracking_code}/"))
    assert pile(world, Pile.NEW) == []


def test_somebody_else_was_quicker(world: World, signed_in) -> None:
    made = raised(world)
    seen = Case.objects.get(id=made.case_id).entries
    do(world, "dispatcher", made.case_id, "accept")
    with pytest.raises(StaleCase):
        acts.release(made.case_id, words=WORDS, by=world.acting("reviewer"), at=AT, expected=seen)
    sent = {"act": "publish", "title": "改过的标题", "text": "改过", "seen": str(seen)}
    page = signed_in("reviewer").post(f"/work/public/{made.case_id}/", sent)
    assert page.status_code == 409
    assert "改过的标题" in page.content.decode()


def test_the_reporter_takes_it_back_and_agrees_anew_and_then_it_is_read_again(world: World) -> None:
    made = released(world)
    address = f"/track/{made.tracking_code}/public/"
    assert "已公开，不显示您的姓名" in words(Client().get(f"/track/{made.tracking_code}/"))
    Client().post(address, {"public": "no"})
    assert (Case.objects.get().public, Publication.objects.get().standing) == (False, "taken_back")
    Client().post(address, {"public": "no"})
    Client().post(address, {"public": "yes"})
    assert (Case.objects.get().public, Publication.objects.get().standing) == (True, "taken_back")
    assert Client().get(f"/public/{made.number}/").status_code == 404
    commands = TimelineEntry.objects.order_by("sequence").values_list("command", flat=True)
    assert list(commands)[-2:] == ["keep_private", "agree_public"]


def test_who_asked_to_be_known_to_the_centre_alone_cannot_agree(world: World) -> None:
    made = raised(world, identity="confidential", public=False)
    page = Client().post(f"/track/{made.tracking_code}/public/", {"public": "yes"})
    assert page.status_code == 409
    assert Case.objects.get().public is False
    assert "谁还能看到" not in words(Client().get(f"/track/{made.tracking_code}/"))


def test_the_report_asks_and_refuses_what_contradicts_itself(world: World) -> None:
    sent = {
        "body": "路灯不亮三天",
        "category": world.category,
        "longitude": "110.5",
        "latitude": "30.5",
        "public": "on",
    }
    page = Client().post("/report/", sent | {"identity": "confidential"})
    assert page.status_code == 422
    assert "不公开" in words_of(page)
    assert not Case.objects.exists()
    assert Client().post("/report/", sent | {"identity": "anonymous"}).status_code == 302
    assert Case.objects.get().public is True


def test_a_merged_matter_is_no_longer_shown(world: World) -> None:
    made, other = released(world), raised(world)
    do(world, "dispatcher", made.case_id, "accept")
    do(world, "dispatcher", other.case_id, "accept")
    do(world, "dispatcher", made.case_id, "merge", into=other.case_id)
    assert Client().get(f"/public/{made.number}/").status_code == 404
    with pytest.raises(CommandRefused) as refused:
        acts.release(made.case_id, words=WORDS, by=world.acting("reviewer"), at=AT)
    assert refused.value.refusal.code == "public_not_followed"


def test_a_dispute_cannot_be_released_by_anybody(world: World) -> None:
    made = raised(world, kind="dispute")
    for who in ("reviewer", "dispatcher"):
        with pytest.raises((CommandRefused, CaseNotFound)):
            acts.release(made.case_id, words=WORDS, by=world.acting(who), at=AT)
    assert not Publication.objects.exists()
