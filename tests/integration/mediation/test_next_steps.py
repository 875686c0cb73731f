"""The overview says what the next step is, to whom it falls, and leads there only those who can do it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from banjie.mediation import actions
from banjie.mediation.actions import sessions
from banjie.mediation.queries import dispute_file, next_step_of
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.agreeing import make_draft, make_read, seen, sign_all
from tests.integration.mediation.sitting import THEN, arrange, begin_session, sign_and_lock, write
from tests.integration.mediation.world import add_parties, consent, make_begun, make_claimed, make_dispute


@pytest.fixture
def now(monkeypatch):
    moment = [AT]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return lambda at: moment.__setitem__(0, at)


@pytest.fixture
def overview(client, mediation, now):
    def visiting(who, case_id):
        staff = mediation.people.get(who) or mediation.base.staff[who]
        client.force_login(staff)
        answer = client.get(reverse("mediation:dispute", args=[case_id]))
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser").select_one("section[aria-labelledby=h-next]")

    return visiting


def step(mediation, case_id, who="township", at=AT):
    file = dispute_file(case_id, mediation.acting(who).viewer, at=at)
    return next_step_of(file, mediation.acting(who).viewer, at=at)


def code(mediation, case_id, who="township", at=AT):
    return step(mediation, case_id, who, at).code


def test_up_to_the_beginning(mediation):
    case_id = make_dispute(mediation)
    assert (code(mediation, case_id), step(mediation, case_id).yours) == ("claim", True)
    case_id = make_claimed(mediation)
    assert code(mediation, case_id) == "name_parties"
    parties = add_parties(mediation, case_id)
    asked = step(mediation, case_id, "township_head")
    assert (asked.code, asked.yours, list(asked.who)) == ("seat", True, [mediation.committees["township"].name])
    taken = actions.seat(case_id, mediation.mediators["township"], by=mediation.acting("township"), at=AT)
    assert code(mediation, case_id) == "declare_no_tie"
    actions.declare_no_tie(case_id, by=mediation.acting("township"), at=AT)
    assert code(mediation, case_id) == "ask_consent"
    consent(mediation, case_id, *parties)
    assert code(mediation, case_id) == "begin"
    by = mediation.acting("township")
    actions.object_to(case_id, taken, party_id=parties[0], reason="亲戚", by=by, at=AT)
    assert (code(mediation, case_id), step(mediation, case_id).yours) == ("rule_on_objection", False)
    assert step(mediation, case_id, "township_head").yours


def test_from_the_beginning_to_the_end_by_what_is_there(mediation):
    case_id, (first, second) = make_begun(mediation)
    by = mediation.acting("township")
    assert code(mediation, case_id) == "first_session"
    session_id = arrange(mediation, case_id)
    found = step(mediation, case_id)
    assert (found.code, found.session_id, found.moment) == ("hold_session", session_id, THEN)
    assert code(mediation, case_id, at=THEN + timedelta(minutes=1)) == "start_session"
    sessions.cancel(case_id, session_id, reason="改期", by=by, at=AT)
    session_id = begin_session(mediation, case_id, came=[first, second])
    write(mediation, case_id, session_id, "双方各自陈述")
    assert code(mediation, case_id, at=THEN) == "end_session"
    sessions.end(case_id, session_id, by=by, at=THEN)
    assert code(mediation, case_id, at=THEN) == "finish_minutes"
    sign_and_lock(mediation, case_id, session_id)
    assert code(mediation, case_id, at=THEN) == "after_session"
    assert code(mediation, case_id, at=AT + timedelta(days=60)) == "time_over"
    make_draft(mediation, case_id, first, second, at=THEN)
    assert code(mediation, case_id, at=THEN) == "finish_draft"


def test_who_is_still_to_sign_is_named(mediation):
    case_id, (first, second) = make_begun(mediation)
    agreement_id, digest = make_read(mediation, case_id, first, second)
    found = step(mediation, case_id)
    assert (found.code, found.turn, list(found.who)) == ("sign", "parties", ["张三", "李四"])
    by = mediation.acting("township")
    for line in seen(mediation, case_id, agreement_id).slots:
        if line.slot.signed_as == "party" and line.slot.party_id == first:
            drawn = "M60 106" + "".join(f"L{x} {100 + x % 9}" for x in range(68, 320, 8))
            actions.sign(
                case_id, agreement_id, slot=line.slot, digest=digest, drawn=drawn, identity="card", by=by, at=AT
            )
    assert list(step(mediation, case_id).who) == ["李四"]


def test_an_agreement_is_kept_then_its_file_closed(mediation):
    case_id, (first, second) = make_begun(mediation)
    agreement_id, digest = make_read(mediation, case_id, first, second)
    assert sign_all(mediation, case_id, agreement_id, digest)
    found = step(mediation, case_id)
    assert (found.code, found.turn) == ("keep", "parties")
    assert found.day is not None
    assert step(mediation, case_id, "supervisor").day is None


def test_the_page_says_it_and_offers_what_else_may_be_done(mediation, overview):
    case_id, _ = make_begun(mediation)
    section = overview("township", case_id)
    assert "安排首次调解会" in section.text
    assert "轮到您办理" in section.text
    assert mediation.people["township"].name in section.text
    links = [each["href"] for each in section.select("a")]
    assert links == [
        reverse("mediation:new-session", args=[case_id]),
        reverse("mediation:begin-agreement", args=[case_id]),
    ]
    page = section.find_parent("main") or section.find_parent("div")
    courses = {each["href"].rstrip("/").rpartition("/")[2] for each in page.select("a[href*=course]")}
    assert courses >= {"go_up", "end_without"}


@pytest.mark.parametrize("who", ["township_head", "second", "supervisor", "dispatcher", "auditor"])
def test_nobody_else_learns_of_a_session_with_one_side_or_is_led_anywhere(mediation, overview, who):
    case_id, _ = make_begun(mediation)
    arrange(mediation, case_id, side="A")
    section = overview(who, case_id)
    assert "开展调解" in section.text
    assert not section.select("a")
    assert not section.select("time")


def test_a_draft_is_nobody_s_but_the_mediators(mediation):
    case_id, (first, second) = make_begun(mediation)
    make_draft(mediation, case_id, first, second)
    assert code(mediation, case_id) == "finish_draft"
    assert code(mediation, case_id, "township_head") == "mediate"


def test_what_is_over_says_so(mediation, overview):
    case_id, _ = make_begun(mediation)
    actions.end_without(case_id, ending="no_agreement", by=mediation.acting("township"), at=AT)
    assert code(mediation, case_id) in {"complete_file", "close_file"}
    assert overview("township", case_id) is not None
