"""A case given to the unit that stands for another server: sent there once, followed, and answered from there."""

import time
from datetime import timedelta
from email.utils import formatdate

import pytest

from banjie.cases import queries as case_queries
from banjie.cases.models import Case, CaseText, Notice
from banjie.cases.notices import telling as notices
from banjie.onward import linking, rounds, secrets_kept
from banjie.onward.actions import Refused
from banjie.onward.models import Endpoint, Link
from banjie.platform import crypto, sealing
from banjie.platform.actors import SYSTEM
from tests.integration.api.callers import CASES, make_caller
from tests.integration.api.callers import matter as handed_in
from tests.integration.cases.test_closed_loop import do, taken_in
from tests.integration.cases.world import AT, World
from tests.integration.onward.neighbour import Neighbour
from tests.integration.onward.steps import MINUTE, awake, endpoint, given, go, link
from tests.integration.outbound.receiver import drips, hangs, never_ends, says, talks_nonsense


def state(case_id: int) -> str:
    return Case.objects.values_list("state", flat=True).get(id=case_id)


def commands(case_id: int) -> list[str]:
    case = Case.objects.get(id=case_id)
    return list(case.timeline.order_by("sequence").values_list("command", flat=True))


@pytest.mark.parametrize("form", ["json", "xml"])
def test_it_goes_there_and_its_answer_comes_back(world: World, peer: Neighbour, form: str):
    there = endpoint(world, peer.url, format=form)
    case = given(world)
    go(there, AT + MINUTE)
    (posted,) = peer.posted
    assert posted["service_code"] == ["W"]
    assert posted["api_key"] == ["k-1"]
    assert case.number in posted["description"][0]
    assert not posted.keys() & {"phone", "email", "last_name", "first_name", "media_url"}
    assert (link(case.case_id).remote_id, link(case.case_id).state) == ("8001", "open")
    # The unit has taken it on, and both staff and reporter are told where it went.
    assert state(case.case_id) == "handling"
    assert commands(case.case_id)[-2:] == ["sent_on", "claim"]
    peer.set("8001", status="closed", status_notes="已更换灯泡。")
    go(there, AT + 2 * MINUTE)
    go(there, AT + 20 * MINUTE)
    assert state(case.case_id) == "answered"
    file = case_queries.case_file(case.case_id, by=world.acting("reviewer"), at=AT)
    assert file.given_answers[0].public_reply == "已更换灯泡。"
    assert file.given_answers[0].unit_name == "Unit water"
    do(world, "reviewer", case.case_id, "approve", at=AT + timedelta(hours=1))
    do(world, "reviewer", case.case_id, "close", at=AT + timedelta(hours=1))
    assert len(peer.posted) == 1


def test_a_token_is_exchanged_for_a_number(world: World, peer: Neighbour):
    peer.gives_tokens = True
    there = endpoint(world, peer.url)
    case = given(world)
    go(there, AT)
    assert link(case.case_id).state == "token"
    go(there, AT + MINUTE)
    assert link(case.case_id).state == "token"
    peer.tokens["t8001"] = "8001"
    go(there, AT + 3 * MINUTE)
    assert (link(case.case_id).state, link(case.case_id).remote_id) == ("open", "8001")
    assert len(peer.posted) == 1


MOODS = {
    "hangs": hangs(2.5),
    "drips": drips,
    "nonsense": talks_nonsense,
    "endless": never_ends,
    "error": says(500, b"oops"),
    "page": says(200, b"<!doctype html><p>Welcome", Content_Type="text/html"),
    "empty": says(200, b""),
    "half": says(200, b'[{"service_request_id": "80'),
    "bomb": says(200, b'<!DOCTYPE a [<!ENTITY b "cc">]><service_requests/>', Content_Type="text/xml"),
    "no number": says(200, b"[{}]"),
}


@pytest.mark.parametrize("mood", MOODS)
def test_a_lost_receipt_makes_no_second_request(world: World, peer: Neighbour, mood: str):
    """It was taken in there, and the answer was spoilt: it is found again by our number."""
    there = endpoint(world, peer.url)
    case = given(world)
    peer.moods["POST requests"], peer.takes_all_the_same = MOODS[mood], True
    go(there, AT)
    assert link(case.case_id).state == "looking"
    peer.moods.clear()
    awake(there)
    go(there, AT + 5 * MINUTE)
    assert (link(case.case_id).state, link(case.case_id).remote_id) == ("open", "8001")
    assert (len(peer.posted), len(peer.requests)) == (1, 1)


def test_what_did_not_arrive_is_sent_again_once_that_is_sure(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    peer.moods["POST requests"] = says(500, b"oops")
    go(there, AT)
    peer.moods.clear()
    for minutes in (3, 6, 7):
        awake(there)
        go(there, AT + minutes * MINUTE)
    assert link(case.case_id).state == "open"
    assert (len(peer.posted), len(peer.requests)) == (2, 1)


def test_what_cannot_be_told_is_a_persons_to_decide(world: World, peer: Neighbour):
    """Its words are hidden there, so the one at this place may be ours."""
    there = endpoint(world, peer.url)
    case = given(world)
    peer.moods["POST requests"], peer.takes_all_the_same, peer.hides_words = says(502, b""), True, True
    go(there, AT)
    peer.moods.clear()
    awake(there)
    go(there, AT + 5 * MINUTE)
    assert link(case.case_id).state == "unsure"
    assert len(peer.posted) == 1
    by = world.acting("dispatcher").actor
    with pytest.raises(Refused, match="number_missing"):
        linking.is_there(link_id=link(case.case_id).id, remote_id=" ", by=by, at=AT)
    linking.is_there(link_id=link(case.case_id).id, remote_id="8001", by=by, at=AT + 6 * MINUTE)
    assert state(case.case_id) == "handling"


def test_a_process_killed_while_sending_looks_before_it_sends(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    linking.gather(at=AT)
    Link.objects.update(state="sending", sent_at=AT, service_code="W", next_at=AT + 15 * MINUTE)
    go(there, AT + 10 * MINUTE)
    assert peer.posted == []
    peer.take({"service_code": ["W"], "description": [f"… {case.number}"]})
    go(there, AT + 16 * MINUTE)
    go(there, AT + 17 * MINUTE)
    assert (link(case.case_id).remote_id, peer.posted) == ("8001", [])


def test_a_refusal_is_named_and_not_repeated(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    peer.moods["POST requests"] = says(400, b'[{"code":400,"description":"lat and long are outside"}]')
    for minutes in range(3):
        go(there, AT + minutes * MINUTE)
    found = link(case.case_id)
    assert (found.state, found.note, found.said) == ("refused", "refused", "400 lat and long are outside")
    assert len(peer.posted) == 1
    case_row = Case.objects.get(id=case.case_id)
    notices.tell(case.case_id, case_row.entries, at=AT)
    assert Notice.objects.get(case_id=case.case_id).staff_id == world.staff["west_dispatcher"].pk
    peer.moods.clear()
    linking.send_again(link_id=found.id, by=SYSTEM, at=AT)
    go(there, AT + 5 * MINUTE)
    assert link(case.case_id).state == "open"


def test_retry_after_is_honoured_and_the_dispatcher_told_after_five(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    peer.moods["POST requests"] = says(429, b"slow down", Retry_After="1800")
    go(there, AT)
    go(there, AT + 29 * MINUTE)
    assert len(peer.posted) == 1
    assert Endpoint.objects.get().resume_at >= AT + 30 * MINUTE
    for minutes in range(31, 35):
        awake(there)
        go(there, AT + minutes * MINUTE)
    assert commands(case.case_id).count("sent_on_trouble") == 1
    peer.moods.clear()
    awake(there)
    go(there, AT + 40 * MINUTE)
    assert (link(case.case_id).state, Endpoint.objects.get().failures) == ("open", 0)


def test_a_moment_to_come_again_is_honoured_as_seconds_are(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    given(world)
    # By its own clock, which it tells as well, and which has nothing to do with ours.
    later = formatdate(time.time() + 1800, usegmt=True)
    peer.moods["POST requests"] = says(503, b"closed for the night", Retry_After=later)
    go(there, AT)
    assert AT + 29 * MINUTE <= Endpoint.objects.get(pk=there).resume_at <= AT + 31 * MINUTE


def test_private_addresses_are_not_called(world: World, peer: Neighbour, settings):
    there = endpoint(world, peer.url)
    settings.BANJIE_ONWARD_PRIVATE = False
    case = given(world)
    go(there, AT)
    assert peer.posted == []
    assert link(case.case_id).note in {"bad_address", "private_address"}


def test_some_matters_never_leave(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    kept = given(world)
    Case.objects.filter(id=kept.case_id).update(identity="confidential")
    about = given(world)
    housing = world.units["housing"]
    Case.objects.filter(id=about.case_id).update(about_unit=housing, about_unit_path=housing.path)
    go(there, AT)
    assert peer.posted == []
    assert [link(each.case_id).note for each in (kept, about)] == ["confidential", "about_unit"]
    # Nor when a person asks for it.
    linking.send_again(link_id=link(kept.case_id).id, by=SYSTEM, at=AT)
    go(there, AT + MINUTE)
    assert peer.posted == []


@pytest.mark.parametrize(("allowed", "agreed", "told"), [(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 1)])
def test_a_contact_goes_along_only_where_its_reporter_agreed(
    world: World, peer: Neighbour, allowed: int, agreed: int, told: int
):
    there = endpoint(world, peer.url, tells_contact=bool(allowed))
    case = given(world)
    if agreed:
        linking.agree(case_id=case.case_id, how="电话中同意", by=SYSTEM, at=AT)
    go(there, AT)
    assert bool(peer.posted[0].keys() & {"phone", "last_name"}) == bool(told)
    # The reporter sees that it was told.
    assert commands(case.case_id).count("unmask_contact") == told


@pytest.mark.parametrize("agreed", [False, True])
def test_words_go_with_persons_masked_but_where_the_contact_goes_too(world: World, peer: Neighbour, agreed: bool):
    there = endpoint(world, peer.url, tells_contact=True)
    body = "3号楼2单元501室王先生家漏水，请打19912345678"
    case = given(world)
    CaseText.objects.filter(case_id=case.case_id).update(body=body)
    if agreed:
        linking.agree(case_id=case.case_id, how="电话中同意", by=SYSTEM, at=AT)
    go(there, AT)
    said = peer.posted[0]["description"][0].partition("\n")[0]
    assert said == (body if agreed else "3号楼2单元501室某先生家漏水，请打***")


def test_declined_there_is_returned_here(world: World, peer: Neighbour):
    there = endpoint(world, peer.url, declined_words="不予受理")
    case = given(world)
    go(there, AT)
    peer.set("8001", status="closed", status_notes="不予受理：属住建部门职责。")
    go(there, AT + 10 * MINUTE)
    assert state(case.case_id) == "returned"
    do(world, "dispatcher", case.case_id, "rule_on_return", at=AT + 20 * MINUTE, outcome="upheld", reason="确属住建")
    do(world, "dispatcher", case.case_id, "assign", at=AT + 21 * MINUTE, lead=world.units["housing"].pk)
    awake(there)
    go(there, AT + 30 * MINUTE)
    assert link(case.case_id).ended_why == "over"
    assert len(peer.posted) == 1


def test_what_the_case_does_not_allow_now_is_done_later(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    go(there, AT)
    do(world, "dispatcher", case.case_id, "suspend", at=AT + MINUTE, reason="等配件", within="5wd")
    peer.set("8001", status="closed", status_notes="已修复。")
    go(there, AT + 10 * MINUTE)
    assert (state(case.case_id), link(case.case_id).state) == ("suspended", "closed")
    do(world, "dispatcher", case.case_id, "resume", at=AT + 11 * MINUTE)
    go(there, AT + 12 * MINUTE)
    assert state(case.case_id) == "answered"


def test_closed_then_open_again_there_is_noted_and_told(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    go(there, AT)
    peer.set("8001", status="closed", status_notes="已修复。")
    go(there, AT + 10 * MINUTE)
    peer.set("8001", status="open", status_notes="又坏了。")
    awake(there)
    go(there, AT + 20 * MINUTE)
    assert state(case.case_id) == "answered"
    assert commands(case.case_id)[-2:] == ["sent_on_trouble", "note"]
    assert link(case.case_id).state == "open"


def test_an_assisting_unit_gives_its_result(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = taken_in(world)
    do(world, "intake", case.case_id, "accept")
    called = [{"unit": world.units["water"].pk, "task": "看看水管", "within": "2wd"}]
    do(world, "dispatcher", case.case_id, "assign", lead=world.units["urban"].pk, assisting=called)
    go(there, AT)
    assert state(case.case_id) == "assigned"
    peer.set("8001", status="closed", status_notes="水管已修。")
    go(there, AT + 10 * MINUTE)
    file = case_queries.case_file(case.case_id, by=world.acting("dispatcher"), at=AT)
    assert [each.result for each in file.assisting] == ["水管已修。"]


def test_many_are_asked_about_at_once_and_each_missing_one_by_itself(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    several = [given(world) for _ in range(3)]
    go(there, AT)
    del peer.requests["8002"], peer.requests["8003"]
    peer.moods["GET requests/8002"] = says(200, b'[{"service_request_id": "9002", "status": "open"}]')
    peer.asked.clear()
    awake(there)
    go(there, AT + 10 * MINUTE)
    assert sorted(each for each in peer.asked if "requests" in each and "updates" not in each) == [
        "GET requests",
        "GET requests/8002",
        "GET requests/8003",
    ]
    assert link(several[1].case_id).remote_id == "9002"
    for minutes in (20, 30):
        awake(there)
        go(there, AT + minutes * MINUTE)
    assert link(several[2].case_id).note == "not_there"
    assert commands(several[2].case_id).count("sent_on_trouble") == 1


def test_updates_become_notes_each_once(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    go(there, AT)
    peer.updates = [
        {"update_id": 7, "service_request_id": 8001, "status": "OPEN", "updated_datetime": "2030-01-01T00:00:00Z",
         "description": "已派人查看", "media_url": "https://elsewhere.example/p.jpg"}
    ]  # fmt: skip
    for minutes in (10, 20, 30):
        awake(there)
        go(there, AT + minutes * MINUTE)
    notes = [each for each in Case.objects.get(id=case.case_id).timeline.order_by("id") if each.command == "note"]
    assert len(notes) == 1
    assert notes[0].data["text"].startswith("已派人查看\n")
    assert "https://elsewhere.example/p.jpg" in notes[0].data["text"]


def test_what_is_over_here_is_told_where_updates_are_taken(world: World, peer: Neighbour):
    there = endpoint(world, peer.url, takes_updates=True)
    case = given(world)
    go(there, AT)
    do(world, "intake", case.case_id, "withdraw", at=AT + MINUTE, reason="反映人撤回")
    awake(there)
    go(there, AT + 2 * MINUTE)
    assert [each["service_request_id"] for each in peer.told] == [["8001"]]
    assert link(case.case_id).ended_why == "over"


def test_unlinked_it_stays_so_until_it_is_given_anew(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    go(there, AT)
    with pytest.raises(Refused, match="reason_missing"):
        linking.unlink(link_id=link(case.case_id).id, reason="", by=SYSTEM, at=AT)
    linking.unlink(link_id=link(case.case_id).id, reason="不是同一件事", by=SYSTEM, at=AT)
    go(there, AT + 10 * MINUTE)
    assert len(peer.posted) == 1
    at = AT + 20 * MINUTE
    do(world, "dispatcher", case.case_id, "transfer", at=at, lead=world.units["urban"].pk, reason="转办")
    do(world, "dispatcher", case.case_id, "transfer", at=at + MINUTE, lead=world.units["water"].pk, reason="转回")
    go(there, at + 2 * MINUTE)
    assert len(peer.posted) == 2


def test_two_workers_make_one_request(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    given(world)
    linking.gather(at=AT)
    Endpoint.objects.update(leased_until=AT + MINUTE)
    assert rounds.due(at=AT) == []
    assert not rounds.work(there, at=AT)
    assert peer.posted == []


def test_what_came_from_there_is_not_sent_back(world: World, peer: Neighbour):
    theirs = make_caller(world, ("intake_clerk", "centre"))
    there = endpoint(world, peer.url, client_id=theirs.id)
    made = theirs.post(CASES, handed_in(world))
    case_id = made.json()["case_id"]
    do(world, "intake", case_id, "accept")
    do(world, "dispatcher", case_id, "assign", lead=world.units["water"].pk)
    go(there, AT)
    assert (link(case_id).state, link(case_id).note, peer.posted) == ("refused", "came_from_there", [])


def test_a_merged_case_is_followed_no_more(world: World, peer: Neighbour):
    there = endpoint(world, peer.url)
    case = given(world)
    go(there, AT)
    do(world, "dispatcher", case.case_id, "merge", at=AT + MINUTE, into=taken_in(world).case_id)
    peer.set("8001", status="closed", status_notes="已修复。")
    awake(there)
    go(there, AT + 10 * MINUTE)
    assert state(case.case_id) == "merged"
    assert link(case.case_id).ended_why == "over_untold"


def test_a_new_key_of_the_installation_reaches_the_keys_of_endpoints(world: World, peer: Neighbour, settings):
    there = endpoint(world, peer.url, ask=False, mapped=False)
    new = crypto.new_key()
    settings.BANJIE_CONTACT_KEYS = [new, *settings.BANJIE_CONTACT_KEYS]
    assert ("Endpoint", "api_key", 1) in [(column.model.__name__, column.name, n) for column, n in sealing.reseal()]
    settings.BANJIE_CONTACT_KEYS = [new]
    assert secrets_kept.key_of(Endpoint.objects.get(pk=there)) == "k-1"
