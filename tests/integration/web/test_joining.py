"""“Me too”, following with a proved address, and what somebody who tries the door learns: nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from banjie.cases.models import Case, Contact, Follower, Joined
from banjie.cases.publishing import acts, joining
from banjie.cases.publishing.payloads import PublicWords
from banjie.platform import clock, proving
from banjie.platform.models import AddressProof, Knock
from banjie.platform.proving import limits
from banjie.platform.proving.addresses import Channel
from banjie.web import follower_mail
from banjie.web.resident import proving_pages
from tests.integration.cases.test_closed_loop import HOUR, do
from tests.integration.cases.world import AT, World
from tests.integration.web.publicity import WORDS, raised, released, words
from tests.integration.web.test_public_matters import walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work", "_mail")]
ADDRESS = "neighbour@example.cn"


@pytest.fixture
def _mail(settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    mail.outbox = []


def asked(client: Client, number: str, address: str = ADDRESS) -> Any:
    """Gives the address and has the waiting numbers sent, as the job does."""
    answer = client.post(f"/public/{number}/follow/", {"address": address})
    for row in AddressProof.objects.filter(sent_at=None).order_by("id"):
        proving_pages.send_number(row.pk, at=clock.now())
    return answer


def digits() -> str:
    return re.search(r"\d{6}", mail.outbox[-1].body)[0]


def followed(number: str, address: str = ADDRESS) -> str:
    """The code that ends it."""
    client = Client()
    asked(client, number, address)
    return client.post("/public/prove/", {"number": digits()})["Location"].split("/")[-2]


def test_me_too_counts_a_browser_once(world: World) -> None:
    made = released(world)
    one, other = Client(), Client()
    for client in (one, one, other):
        assert client.post(f"/public/{made.number}/join/").status_code == 302
    assert "还有2人也遇到" in words(Client().get(f"/public/{made.number}/"))
    assert one.cookies["joined_with"]["httponly"]
    assert one.cookies["joined_with"]["path"] == "/public/"


def test_what_is_counted_links_no_two_matters(world: World) -> None:
    client = Client()
    for made in (released(world), released(world)):
        client.post(f"/public/{made.number}/join/")
    kept = [bytes(each) for each in Joined.objects.values_list("digest", flat=True)]
    assert len(set(kept)) == 2
    device = client.cookies["joined_with"].value.encode()
    assert not any(device in each for each in kept)


def test_nobody_joins_or_follows_what_is_not_shown(world: World) -> None:
    made = raised(world)
    for path in ("join", "follow"):
        assert Client().post(f"/public/{made.number}/{path}/", {"address": ADDRESS}).status_code == 404
    assert not (Joined.objects.exists())
    assert not (AddressProof.objects.exists())
    assert not (mail.outbox)


def test_whoever_proves_an_address_follows_and_is_told_of_the_answer_once(world: World) -> None:
    made = released(world)
    code = followed(made.number)
    page = words(Client().get(f"/public/following/{code}/"))
    assert WORDS.title in page
    assert "答复后将发邮件告知您" in page
    assert "还有1人也遇到" in words(Client().get(f"/public/{made.number}/"))
    walk(world, made.case_id)
    assert follower_mail.tell(made.case_id) == 0
    answered = PublicWords(title=WORDS.title, text=WORDS.text, reply="已修复。")
    acts.release(made.case_id, words=answered, by=world.acting("reviewer"), at=AT + 4 * HOUR)
    assert (follower_mail.tell(made.case_id), follower_mail.tell(made.case_id)) == (1, 0)
    letter = mail.outbox[-1]
    assert letter.to == [ADDRESS]
    assert f"/public/{made.number}/" in letter.body
    assert code in letter.body
    assert "已修复" not in letter.body


def test_following_ends_at_a_word_and_nothing_of_the_address_is_kept(world: World) -> None:
    made = released(world)
    code = followed(made.number)
    assert "已取消关注" in words(Client().post(f"/public/following/{code}/"))
    assert not Follower.objects.exists()
    assert Client().get(f"/public/following/{code}/").status_code == 404
    assert Client().get("/public/following/0000-0000-0000/").status_code == 404


def test_following_twice_is_following_once(world: World) -> None:
    made = released(world)
    first, second = followed(made.number), followed(made.number)
    assert Follower.objects.count() == Joined.objects.count() == 1
    assert first != second
    assert joining.following(first) is None
    assert joining.following(second) is not None


def test_an_address_is_sealed_and_tells_of_nothing_else(world: World) -> None:
    one, other = released(world), released(world)
    followed(one.number)
    followed(other.number)
    rows = list(Follower.objects.order_by("id"))
    assert rows[0].digest != rows[1].digest
    for row in rows:
        assert ADDRESS.encode() not in bytes(row.sealed)
    assert not AddressProof.objects.exists()


def test_nothing_is_sent_of_a_matter_that_is_no_longer_shown(world: World) -> None:
    made = released(world)
    code = followed(made.number)
    walk(world, made.case_id)
    answered = PublicWords(title=WORDS.title, text=WORDS.text, reply="已修复。")
    acts.release(made.case_id, words=answered, by=world.acting("reviewer"), at=AT + 4 * HOUR)
    acts.take_back(made.case_id, reason="误公开", by=world.acting("reviewer"), at=AT + 5 * HOUR)
    sent = len(mail.outbox)
    assert follower_mail.tell(made.case_id) == 0
    assert len(mail.outbox) == sent
    page = words(Client().get(f"/public/following/{code}/"))
    assert WORDS.title not in page
    assert "不再公开" in page


def test_followers_are_forgotten_on_schedule(world: World) -> None:
    made = released(world)
    followed(made.number)
    later = (AT + timedelta(days=400)).date()
    assert joining.erase_due(today=later) == 0  # the case is still open
    Case.objects.update(state="finished", is_open=False, closed_at=AT)
    assert joining.erase_due(today=AT.date()) == 0
    assert joining.erase_due(today=later) == 1
    assert not Follower.objects.exists()


def test_digits_work_once_and_five_misses_are_the_end(world: World) -> None:
    made = released(world)
    client = Client()
    asked(client, made.number)
    right = digits()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(limits.TRIES):
        assert client.post("/public/prove/", {"number": wrong}).status_code == 422
    assert client.post("/public/prove/", {"number": right}).status_code == 422
    assert not Follower.objects.exists()
    asked(client, made.number)
    used = digits()
    assert client.post("/public/prove/", {"number": used}).status_code == 302
    assert client.post("/public/prove/", {"number": used}).status_code == 422


def test_digits_open_nothing_in_another_browser_nor_a_quarter_of_an_hour_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = released(world)
    client, thief = Client(), Client()
    asked(client, made.number)
    asked(thief, made.number, "thief@example.cn")
    sent_to_first = re.search(r"\d{6}", mail.outbox[0].body)[0]
    if sent_to_first != digits():
        assert thief.post("/public/prove/", {"number": sent_to_first}).status_code == 422
    monkeypatch.setattr(clock, "now", lambda: AT + limits.ENTRY)
    assert client.post("/public/prove/", {"number": sent_to_first}).status_code == 422
    assert not Follower.objects.exists()


def test_an_address_gets_four_numbers_an_hour_and_the_page_says_the_same(world: World) -> None:
    made = released(world)
    places = [asked(Client(), made.number)["Location"] for _ in range(limits.LETTERS_AN_HOUR + 2)]
    assert len(mail.outbox) == limits.LETTERS_AN_HOUR
    assert set(places) == {"/public/prove/"}


def test_a_network_address_knocks_forty_times_a_quarter_of_an_hour(world: World) -> None:
    made = released(world)
    for _ in range(limits.KNOCKS):
        assert client_posts(made.number).status_code == 302
    assert client_posts(made.number).status_code == 429
    assert "127.0.0.1" not in str(list(Knock.objects.values_list("origin", flat=True)))
    proving.forget(at=AT + limits.KEPT)
    assert not (Knock.objects.exists())
    assert not (AddressProof.objects.exists())


def client_posts(number: str) -> Any:
    return Client().post(f"/public/{number}/follow/", {"address": ADDRESS})


def test_the_answer_says_nothing_of_who_is_known(world: World) -> None:
    """The reporter's own address is as good or as bad as any other."""
    made = released(world)
    assert Contact.objects.exists()
    known, unknown = (asked(Client(), made.number, each) for each in ("secret.person@example.cn", "nobody@example.cn"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_what_is_no_address_is_told_at_once_and_kept_in_the_field(world: World) -> None:
    made = released(world)
    page = Client().post(f"/public/{made.number}/follow/", {"address": "<b>王丽"})
    assert page.status_code == 422
    assert "&lt;b&gt;王丽" in page.content.decode()
    assert not AddressProof.objects.exists()


def test_a_proof_is_made_by_proving_only() -> None:
    with pytest.raises(TypeError):
        proving.Proved(Channel.EMAIL, ADDRESS, {}, "en", object())


def test_similar_matters_are_shown_while_typing_and_only_released_ones(world: World) -> None:
    made, hidden = released(world), raised(world)
    typed = {"body": "主街的路灯不亮三天了", "longitude": "110.513", "latitude": "30.51", "category": world.category}
    page = Client().post("/report/similar/", typed)
    assert made.number in page.content.decode()
    assert hidden.number not in page.content.decode()
    for changes in (
        {"body": "路灯"},
        {"body": "小区门口的垃圾没人收拾"},
        {"longitude": "111.5"},
        {"longitude": "nan", "body": ""},
        {"body": "原话不公开张某某梧桐里"},
    ):
        assert made.number not in Client().post("/report/similar/", typed | changes).content.decode(), changes
    acts.take_back(made.case_id, reason="误公开", by=world.acting("reviewer"), at=AT)
    assert made.number not in Client().post("/report/similar/", typed).content.decode()


def test_without_script_it_is_a_step_and_the_second_press_sends(world: World) -> None:
    made = released(world)
    sent = {"body": "主街的路灯不亮三天了", "longitude": "110.513", "latitude": "30.51", "identity": "anonymous"}
    page = Client().post("/report/", sent | {"show_similar": "yes"})
    assert page.status_code == 200
    assert made.number in page.content.decode()
    assert "主街的路灯不亮三天了" in page.content.decode()
    assert "show_similar" not in page.content.decode()
    assert Case.objects.count() == 1
    assert Client().post("/report/", sent).status_code == 302
    assert Case.objects.count() == 2


def test_whoever_follows_a_matter_that_is_merged_follows_the_other(world: World) -> None:
    first, second = released(world), released(world)
    only_first, both = followed(first.number), followed(first.number, "both@example.cn")
    kept = followed(second.number, "both@example.cn")
    Client().post(f"/public/{first.number}/join/")
    do(world, "intake", first.case_id, "merge", into=second.case_id, reason="同一盏灯")
    assert joining.move(first.case_id, into=second.case_id) == 1
    assert joining.following(only_first).number == second.number
    assert joining.following(both) is None, "one who follows both follows once"
    assert joining.following(kept).number == second.number
    assert joining.counts([first.case_id, second.case_id]) == {second.case_id: 4}
    assert joining.move(first.case_id, into=second.case_id) == 0, "a job may run twice"
    walk(world, second.case_id)
    answered = PublicWords(title=WORDS.title, text=WORDS.text, reply="已修复。")
    acts.release(second.case_id, words=answered, by=world.acting("reviewer"), at=AT + 4 * HOUR)
    mail.outbox = []
    assert follower_mail.tell(second.case_id) == 2
    assert {each.to[0] for each in mail.outbox} == {ADDRESS, "both@example.cn"}
