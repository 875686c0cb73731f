"""Strangers say that what is shown should not be: hidden where it gives somebody away, and read again by a person."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from banjie.cases.acting import AS_REPORTER
from banjie.cases.models import Publication
from banjie.cases.models.publishing import Concern
from banjie.cases.publishing import acts, concerns, queue, showing
from banjie.cases.publishing.payloads import Objection, PublicWords
from banjie.cases.publishing.queue import Pile
from banjie.cases.publishing.rules import ConcernKind
from tests.integration.cases.test_closed_loop import HOUR
from tests.integration.cases.world import AT, World
from tests.integration.web.publicity import WORDS, opened, released, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]
CHANGED = PublicWords(title="主街一盏路灯不亮", text="主街的一盏路灯不亮。")


def send(number: str, **data: str) -> object:
    return Client().post(reverse("public:concern", args=[number]), {"kind": "personal", "note": ""} | data)


def say(number: str, kind: ConcernKind = ConcernKind.PERSONAL, note: str = "") -> bool:
    return concerns.raise_concern(number, said=Objection(kind=kind, note=note), at=AT)


def shown(number: str) -> bool:
    return opened(reverse("public:case", args=[number])).status_code == 200


def waiting(world: World) -> list[str]:
    return [each.number for each in queue.waiting(world.acting("reviewer").viewer, Pile.CONCERNS)[0]]


def test_what_gives_somebody_away_is_hidden_at_once_and_read_again(world: World) -> None:
    made = released(world)
    assert send(made.number, note="第二句写了她住哪一户").status_code == 302
    assert not shown(made.number)
    assert showing.public_lines([made.case_id]) == []
    assert waiting(world) == [made.number]
    read = queue.reading(made.case_id, by=world.acting("reviewer"), at=AT)
    assert [(each.kind, each.note) for each in read.concerns] == [(ConcernKind.PERSONAL, "第二句写了她住哪一户")]
    assert queue.count(world.acting("reviewer").viewer) == 1
    acts.release(made.case_id, words=CHANGED, by=world.acting("reviewer"), at=AT + HOUR)
    assert shown(made.number)
    assert waiting(world) == []
    assert Concern.objects.get().note == "", "what was noted goes with it"


def test_everything_else_stays_until_somebody_has_read_it(world: World) -> None:
    made = released(world)
    assert send(made.number, kind="insult").status_code == 302
    assert shown(made.number)
    assert waiting(world) == [made.number]
    acts.take_back(made.case_id, reason="确有不妥", by=world.acting("reviewer"), at=AT + HOUR)
    assert not shown(made.number)
    assert waiting(world) == []


def test_words_that_were_read_again_cannot_be_talked_away(world: World) -> None:
    made = released(world)
    assert say(made.number)
    acts.release(made.case_id, words=WORDS, by=world.acting("reviewer"), at=AT + HOUR)
    assert not say(made.number)
    assert shown(made.number)
    assert waiting(world) == [made.number], "it is read once more all the same"
    acts.release(made.case_id, words=WORDS, by=world.acting("reviewer"), at=AT + 2 * HOUR)
    acts.release(made.case_id, words=CHANGED, by=world.acting("reviewer"), at=AT + 3 * HOUR)
    assert say(made.number), "other words are another matter"


def test_a_reporter_who_takes_it_back_ends_the_reading(world: World) -> None:
    made = released(world)
    say(made.number)
    acts.consent(made.case_id, public=False, by=AS_REPORTER, at=AT)
    assert waiting(world) == []
    assert Publication.objects.get().standing == "taken_back"


def test_the_reporter_is_told_and_no_one_is_named(world: World) -> None:
    made = released(world)
    say(made.number, note="我是隔壁的王某")
    told = words(opened(reverse("resident:track", args=[made.tracking_code])))
    assert "已暂停展示" in told
    assert "王某" not in told


def test_many_voices_are_one_reading(world: World) -> None:
    made = released(world)
    for _ in range(concerns.MOST + 5):
        say(made.number, ConcernKind.UNTRUE)
    assert Concern.objects.count() == concerns.MOST
    assert waiting(world) == [made.number]


@pytest.mark.parametrize("data", [{"kind": ""}, {"kind": "person"}, {"note": "长" * 501}])
def test_what_says_nothing_is_asked_again(world: World, data: dict[str, str]) -> None:
    made = released(world)
    answer = send(made.number, **data)
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content, "html.parser").select_one(".field-error")
    assert shown(made.number)


def test_what_is_not_shown_takes_no_concern(world: World) -> None:
    assert send("260302-999999").status_code == 404
    assert send("%00").status_code == 404


def test_by_the_interface_the_same(world: World) -> None:
    made = released(world)
    at = f"/api/v1/public/cases/{made.number}/concerns"
    client = Client()

    def post(body: object) -> object:
        return client.post(at, body, content_type="application/json")

    assert post({"kind": "gossip"}).status_code == 422
    assert post({"kind": "personal", "who": "me"}).status_code == 422
    answer = post({"kind": "personal", "note": "有门牌号"})
    assert (answer.status_code, answer.json()) == (202, {"hidden": True})
    assert post({"kind": "personal"}).status_code == 404
    for _ in range(20):
        last = post({"kind": "other"})
    assert last.status_code == 429
    assert last.json()["type"].endswith("too-many")
