"""What was closed there is not settled here: a reviewer sends the answer back, a dispatcher refuses the return."""

import pytest

from banjie.cases.models import Case
from banjie.onward import queries
from banjie.onward.models import Endpoint
from tests.integration.cases.test_closed_loop import do
from tests.integration.cases.world import AT, World
from tests.integration.onward.neighbour import Neighbour
from tests.integration.onward.steps import MINUTE, awake, endpoint, given, go, link
from tests.integration.onward.test_sent_on import commands, state
from tests.integration.outbound.receiver import says

HOUR = 60 * MINUTE
REASON = "照片里灯还是不亮，请再查线路。"


def answered_there(world: World, peer: Neighbour, there: int) -> int:
    case = given(world)
    go(there, AT)
    peer.set("8001", status="closed", status_notes="已修复。")
    go(there, AT + 10 * MINUTE)
    assert state(case.case_id) == "answered"
    return case.case_id


def sent_back(world: World, case_id: int, reason: str = REASON) -> None:
    do(world, "reviewer", case_id, "send_back", at=AT + HOUR, reason=reason)


def test_an_answer_that_is_sent_back_is_told_where_updates_are_taken_and_answered_anew(world: World, peer: Neighbour):
    there = endpoint(world, peer.url, takes_updates=True)
    case_id = answered_there(world, peer, there)
    sent_back(world, case_id)
    for minutes in (1, 2, 3):
        go(there, AT + HOUR + minutes * MINUTE)
    (told,) = peer.told
    assert (told["service_request_id"], told["status"]) == (["8001"], ["OPEN"])
    assert told["description"][0].endswith(REASON)
    assert (link(case_id).state, len(peer.posted)) == ("closed", 1)
    assert commands(case_id)[-1] == "note"
    # The old answer is not given again by itself.
    awake(there)
    go(there, AT + 2 * HOUR)
    assert state(case_id) == "handling"
    peer.set("8001", status="open", status_notes="再查。")
    awake(there)
    go(there, AT + 3 * HOUR)
    peer.set("8001", status="closed", status_notes="线路已更换。")
    awake(there)
    go(there, AT + 4 * HOUR)
    assert state(case_id) == "answered"
    do(world, "reviewer", case_id, "approve", at=AT + 5 * HOUR)


def test_an_answer_to_it_counts_though_it_was_never_opened_again(world: World, peer: Neighbour):
    there = endpoint(world, peer.url, takes_updates=True)
    case_id = answered_there(world, peer, there)
    sent_back(world, case_id)
    go(there, AT + HOUR + MINUTE)
    peer.set("8001", status_notes="线路已更换，请看新照片。")
    awake(there)
    go(there, AT + 2 * HOUR)
    assert state(case_id) == "answered"
    do(world, "reviewer", case_id, "send_back", at=AT + 3 * HOUR, reason="仍不亮")
    go(there, AT + 3 * HOUR + MINUTE)
    assert [each["description"][0].rpartition(" ")[2] for each in peer.told] == [REASON, "仍不亮"]


@pytest.mark.parametrize("refuses", [False, True])
def test_where_no_update_is_taken_it_is_handed_in_anew_with_the_reason(world: World, peer: Neighbour, refuses: bool):
    there = endpoint(world, peer.url, takes_updates=refuses)
    case_id = answered_there(world, peer, there)
    if refuses:
        peer.moods["POST servicerequestupdates"] = says(400, b'[{"code": 400, "description": "it is closed"}]')
    sent_back(world, case_id)
    for minutes in (1, 2, 3, 4):
        go(there, AT + HOUR + minutes * MINUTE)
    assert len(peer.posted) == 2
    words = peer.posted[1]["description"][0]
    assert "8001" in words
    assert REASON in words
    assert Case.objects.get(id=case_id).number in words
    new, old = queries.links_of(case_id)
    assert (new.remote_id, new.state) == ("8002", "open")
    assert (old.remote_id, old.ended_why) == ("8001", "sent_back")
    peer.set("8002", status="closed", status_notes="线路已更换。")
    awake(there)
    go(there, AT + 2 * HOUR)
    assert state(case_id) == "answered"


@pytest.mark.parametrize("takes_updates", [True, False])
def test_a_refused_return_is_sent_once_more(world: World, peer: Neighbour, takes_updates: bool):
    there = endpoint(world, peer.url, declined_words="不予受理", takes_updates=takes_updates)
    case = given(world)
    go(there, AT)
    peer.set("8001", status="closed", status_notes="不予受理：属住建部门职责。")
    go(there, AT + 10 * MINUTE)
    ruled = {"outcome": "refused", "reason": "路灯由你处养护"}
    do(world, "dispatcher", case.case_id, "rule_on_return", at=AT + 20 * MINUTE, **ruled)
    for minutes in (21, 22, 23):
        go(there, AT + minutes * MINUTE)
    said = peer.told[0]["description"][0] if takes_updates else peer.posted[1]["description"][0]
    assert "路灯由你处养护" in said
    assert (len(peer.told), len(peer.posted)) == ((1, 1) if takes_updates else (0, 2))


def test_words_that_may_tell_of_somebody_stay_here(world: World, peer: Neighbour):
    there = endpoint(world, peer.url, takes_updates=True)
    case_id = answered_there(world, peer, there)
    sent_back(world, case_id, "请联系王某 13800138000 当面核实")
    go(there, AT + HOUR + MINUTE)
    (told,) = peer.told
    assert "13800138000" not in str(told)
    assert told["description"][0]


def test_a_server_that_is_away_is_told_later_and_once(world: World, peer: Neighbour):
    there = endpoint(world, peer.url, takes_updates=True)
    case_id = answered_there(world, peer, there)
    peer.moods["POST servicerequestupdates"] = says(503, b"away")
    sent_back(world, case_id)
    go(there, AT + HOUR + MINUTE)
    assert (link(case_id).state, len(peer.posted)) == ("contested", 1)
    assert Endpoint.objects.get().failures == 1
    peer.moods.clear()
    Endpoint.objects.update(resume_at=None)
    for minutes in (5, 6):
        go(there, AT + HOUR + minutes * MINUTE)
    assert (link(case_id).state, len(peer.told)) == ("closed", 1)


def test_a_case_that_is_ended_before_they_are_told_is_told_as_over(world: World, peer: Neighbour):
    there = endpoint(world, peer.url, takes_updates=True)
    case_id = answered_there(world, peer, there)
    sent_back(world, case_id)
    do(world, "intake", case_id, "withdraw", at=AT + HOUR + MINUTE, reason="反映人撤回")
    awake(there)
    go(there, AT + HOUR + 2 * MINUTE)
    assert peer.told == []
    assert link(case_id).ended_why == "over"


def test_what_was_sent_back_by_somebody_else_before_is_no_news(world: World, peer: Neighbour):
    """The answer of a unit of ours was sent back, and then the case was given to the other server: nothing is told."""
    there = endpoint(world, peer.url, takes_updates=True)
    case = given(world)
    go(there, AT)
    peer.set("8001", status="closed", status_notes="")
    go(there, AT + 10 * MINUTE)
    assert state(case.case_id) == "answered"
    go(there, AT + 11 * MINUTE)
    assert (link(case.case_id).state, peer.told) == ("closed", [])
