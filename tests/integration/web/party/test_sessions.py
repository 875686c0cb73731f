"""A party's sessions on its page: its own and everybody's, and nothing of the other side's."""

import pytest

from banjie.mediation import queries
from banjie.mediation.actions import sessions
from banjie.mediation.models import OtherTime, TimeAnswer
from banjie.mediation.sessions import reading
from tests.integration.cases.world import AT
from tests.integration.mediation.access.coming_in import opened
from tests.integration.mediation.sitting import arrange, party, span
from tests.integration.mediation.world import make_begun
from tests.integration.web.conftest import soup

pytestmark = pytest.mark.django_db


def propose(world, case_id, **more):
    return sessions.propose(
        case_id, **{"kind": "joint", "times": [span()], "by": world.acting("township"), "at": AT, **more}
    )


def test_a_party_says_which_times_suit(begun, come_in):
    world, case_id, (first, second) = begun
    session_id = propose(world, case_id, place="调解室一")
    phone, other = come_in(case_id, first), come_in(case_id, second)
    (ask,) = [each for each in soup(phone.get("/m/matter/")).select(".party-ask a") if "session" in each["href"]]
    page = soup(phone.get(ask["href"]))
    name = page.select_one("input[type=radio]")["name"]
    assert phone.post(ask["href"], {}).status_code == 422
    assert phone.post(ask["href"], {name: "no"})["Location"] == "/m/matter/?done=times"
    answer = TimeAnswer.objects.get()
    assert (answer.who, answer.suits, answer.how, answer.recorded_by) == (party(first), False, "on_page", None)
    assert not soup(other.get(f"/m/matter/session/{session_id}/")).select("input[checked]")
    _token, theirs = opened(world, case_id, second)
    (seen,) = queries.own_sessions(theirs, at=AT)
    assert [each.suits for each in seen.times] == [None]


def test_a_party_asks_for_another_time_with_a_reason_for_the_mediator_alone(begun, come_in):
    world, case_id, (first, second) = begun
    session_id = arrange(world, case_id)
    phone, other = come_in(case_id, first), come_in(case_id, second)
    path = f"/m/matter/session/{session_id}/other/"
    assert phone.post(path, {"reason": " "}).status_code == 422
    assert phone.post(path, {"reason": "要去医院透析"})["Location"] == "/m/matter/?done=other-time"
    assert OtherTime.objects.for_reader(reading.panel(case_id)).count() == 1
    for page in (other.get("/m/matter/"), other.get(path)):
        assert "透析" not in page.text
    assert phone.post(path, {"reason": "再说一次"}).status_code == 422


def test_the_other_sides_session_does_not_exist(begun, come_in):
    world, case_id, (first, second) = begun
    mine = arrange(world, case_id, side="A", place="东厢房")
    phone, other = come_in(case_id, first), come_in(case_id, second)
    assert "东厢房" in phone.get("/m/matter/").text
    assert "东厢房" not in other.get("/m/matter/").text
    for path in (f"/m/matter/session/{mine}/", f"/m/matter/session/{mine}/other/"):
        assert phone.get(path).status_code == 200
        assert other.get(path).status_code == 404
        assert other.post(path, {"reason": "x"}).status_code == 404
    _token, theirs = opened(world, case_id, second)
    assert queries.own_sessions(theirs, at=AT) == []


def test_a_session_of_another_dispute_does_not_exist(begun, come_in, mediation):
    world, case_id, (first, _second) = begun
    other, _parties = make_begun(mediation)
    foreign = propose(world, other)
    phone = come_in(case_id, first)
    assert phone.get(f"/m/matter/session/{foreign}/").status_code == 404
    assert phone.post(f"/m/matter/session/{foreign}/", {}).status_code == 404
