"""From the wish of both parties to a ruling, by hand and through a court's system that misbehaves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from banjie.cases.acting import AS_SYSTEM
from banjie.mediation import actions
from banjie.mediation.actions import confirming, handing_over, lapsing
from banjie.mediation.actions.following_court import follow_court, followed_handovers
from banjie.mediation.confirmation.court_adapter import Trouble
from banjie.mediation.confirmation.eligibility import QUESTIONS
from banjie.mediation.confirmation.package import faults
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import Confirmation, ConfirmationEntry, Handover
from banjie.mediation.queries import dispute_file
from banjie.mediation.queries.confirming import confirmation_of
from banjie.mediation.queries.courts import CourtAsked, court_asked_last
from banjie.platform import files
from tests.integration.cases.world import AT
from tests.integration.mediation.keeping.agreeing import A_DAY, TODAY, make_agreed
from tests.integration.mediation.keeping.fake_court import fake_court
from tests.integration.mediation.world import consent

PDF = "%PDF-1.4\n% {about}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NO = dict.fromkeys(QUESTIONS, False)


def by(world, at=AT):
    return {"by": world.acting("township", at), "at": at}


def begun(world, at=AT):
    case_id, parties, _ = make_agreed(world)
    confirming.begin_confirmation(case_id, court="青城县人民法院", ground="organisation", **by(world, at))
    return case_id, parties


def made_ready(world, at=AT):
    case_id, parties = begun(world, at)
    consent(world, case_id, *parties, to="confirmation")
    confirming.review(case_id, answers=NO, **by(world, at))
    for wanted in shown(world, case_id, at).papers:
        content = PDF.format(about=f"{wanted.kind} {wanted.party_id}").encode()
        stored = files.store(content, name=f"{wanted.kind}.pdf")
        confirming.add_paper(
            case_id, kind=wanted.kind, party_id=wanted.party_id, digest=stored.digest, name=stored.name, **by(world, at)
        )
    return case_id, parties


def shown(world, case_id, at=AT, who="township"):
    return confirmation_of(dispute_file(case_id, world.acting(who, at).viewer, at=at), at=at)


def test_from_asking_to_a_ruling_by_hand(mediation):
    case_id, _ = made_ready(mediation)
    package = handing_over.export_package(case_id, **by(mediation))
    assert faults(package.content) == []
    assert [each["kind"] for each in package.manifest["papers"]][:3] == ["application", "agreement", "certificate"]
    assert "张三" not in str(package.manifest)
    confirming.submit(case_id, **by(mediation))
    confirming.court_received(case_id, number="（2026）川0101民特12号", on=TODAY, **by(mediation))
    confirming.court_asks_correction(case_id, until=TODAY + 5 * A_DAY, why="补李四身份证复印件", **by(mediation))
    assert shown(mediation, case_id).why == "补李四身份证复印件"
    confirming.corrected(case_id, **by(mediation))
    confirming.court_rules(case_id, confirmed=True, on=TODAY, number="民特12号之一", **by(mediation))
    found = shown(mediation, case_id)
    assert found.state == "confirmed"
    assert found.enforceable
    assert "李四" not in str(list(ConfirmationEntry.objects.values()))
    with pytest.raises(BadEntry, match="confirmation_goes_on"):
        confirming.begin_confirmation(case_id, court="青城县人民法院", ground="party", **by(mediation))


def test_day_thirty_yes_day_thirty_one_no(mediation):
    at = AT + 30 * A_DAY
    assert date(2026, 4, 1) == TODAY + 30 * A_DAY
    case_id, _ = made_ready(mediation)
    with pytest.raises(BadEntry, match="in_time"):
        confirming.submit(case_id, **by(mediation, at + A_DAY))
    confirming.submit(case_id, **by(mediation, at))
    late, _, _ = make_agreed(mediation)
    with pytest.raises(BadEntry, match="in_time"):
        confirming.begin_confirmation(late, court="青城县人民法院", ground="party", **by(mediation, at + A_DAY))


def test_both_parties_ask_together_and_after_the_agreement(mediation):
    case_id, (first, second) = made_ready(mediation)
    actions.record_consent(case_id, second, to="confirmation", answer="withdrawn", how="telephone", **by(mediation))
    with pytest.raises(BadEntry, match="asked_by_all"):
        confirming.submit(case_id, **by(mediation))
    assert first


def test_what_bars_it_is_said_with_its_source(mediation):
    case_id, _ = made_ready(mediation)
    confirming.review(case_id, answers={"personal_status": True}, **by(mediation))
    assert [(each.code, each.source) for each in shown(mediation, case_id).findings] == [
        ("personal_status", "interpretation_355_3")
    ]
    with pytest.raises(BadEntry, match="eligible"):
        confirming.submit(case_id, **by(mediation))


def test_a_missing_paper_keeps_the_set_back(mediation):
    case_id, parties = begun(mediation)
    consent(mediation, case_id, *parties, to="confirmation")
    confirming.review(case_id, answers=NO, **by(mediation))
    with pytest.raises(BadEntry, match="set_whole"):
        confirming.submit(case_id, **by(mediation))


def test_nothing_handed_in_lapses_with_the_last_day(mediation):
    case_id, _ = begun(mediation)
    assert lapsing.lapse_due(at=AT + 30 * A_DAY) == 0
    assert lapsing.lapse_due(at=AT + 31 * A_DAY) == 1
    assert Confirmation.objects.get().state == "lapsed"
    assert case_id


def test_a_ruling_against_it_needs_its_reasons(mediation):
    case_id, _ = made_ready(mediation)
    confirming.submit(case_id, **by(mediation))
    with pytest.raises(BadEntry, match="reason_missing"):
        confirming.court_rules(case_id, confirmed=False, on=TODAY, **by(mediation))
    confirming.court_rules(case_id, confirmed=False, on=TODAY, why="内容不明确", **by(mediation))
    assert shown(mediation, case_id).state == "refused"


@pytest.mark.parametrize("who", ["second", "village", "auditor", "dispatcher", "handler"])
def test_nobody_else_asks_a_court(mediation, who):
    case_id, _ = made_ready(mediation)
    acting = {"by": mediation.acting(who), "at": AT}
    with pytest.raises(DisputeNotFound):
        confirming.submit(case_id, **acting)
    with pytest.raises(DisputeNotFound):
        handing_over.export_package(case_id, **acting)


# Through the court's system


@pytest.fixture
def court(settings):
    with fake_court() as running:
        settings.BANJIE_COURT_URL, settings.BANJIE_COURT_TOKEN = running.url, "secret"
        settings.BANJIE_COURT_SECONDS = 0.5
        yield running


def test_off_by_default(mediation):
    case_id, _ = made_ready(mediation)
    with pytest.raises(BadEntry, match="no_court_system"):
        handing_over.send_to_court(case_id, **by(mediation))


def test_a_set_goes_to_the_court_and_its_steps_come_back(mediation, court):
    case_id, _ = made_ready(mediation)
    handover = handing_over.send_to_court(case_id, **by(mediation))
    assert Confirmation.objects.get().state == "preparing"
    assert handing_over.try_handover(handover, at=AT)
    assert Confirmation.objects.get().state == "submitted"
    court.steps = [{"step": "received", "on": "2026-03-02", "number": "民特12号"}]
    assert follow_court(handover, at=AT) == 1
    assert follow_court(handover, at=AT) == 0
    court.steps += [{"step": "confirmed", "on": "2026-03-06", "number": "裁定一号"}]
    assert followed_handovers() == [handover]
    assert follow_court(handover, at=AT + 5 * A_DAY) == 1
    assert Confirmation.objects.get().state == "confirmed"
    assert followed_handovers() == []


@pytest.mark.parametrize(
    "mood",
    ["hangs", "500", "503", "429", "no_json", "list", "no_reference", "number", "endless", "breaks_off", "gibberish"],
)
def test_what_goes_wrong_once_goes_well_the_next_time_and_is_taken_once(mediation, court, mood):
    case_id, _ = made_ready(mediation)
    handover = handing_over.send_to_court(case_id, **by(mediation))
    court.moods = [mood]
    assert not handing_over.try_handover(handover, at=AT)
    waits = Handover.objects.get()
    assert (waits.state, waits.tries) == ("waiting", 1)
    assert Confirmation.objects.get().state == "preparing"
    assert handing_over.waiting_handovers(at=AT + timedelta(minutes=11)) == [handover]
    assert handing_over.waiting_handovers(at=AT + timedelta(minutes=9)) == []
    assert handing_over.try_handover(handover, at=AT)
    assert len(court.taken) == 1
    assert len({key for _, key, _ in court.seen}) == 1


def test_a_court_that_took_it_and_never_answered_has_it_once(mediation, court):
    case_id, _ = made_ready(mediation)
    handover = handing_over.send_to_court(case_id, **by(mediation))
    court.moods = ["takes_it_and_hangs"]
    assert not handing_over.try_handover(handover, at=AT)
    assert handing_over.try_handover(handover, at=AT)
    assert handing_over.try_handover(handover, at=AT) is False
    assert court.taken == {str(Handover.objects.get().key): "REF-1"}
    assert Handover.objects.get().reference == "REF-1"


@pytest.mark.parametrize("mood", ["400", "403", "elsewhere"])
def test_a_no_is_a_no_and_the_set_can_go_by_hand(mediation, court, mood):
    case_id, _ = made_ready(mediation)
    handover = handing_over.send_to_court(case_id, **by(mediation))
    court.moods = [mood]
    assert not handing_over.try_handover(handover, at=AT)
    assert Handover.objects.get().state == "failed"
    confirming.submit(case_id, **by(mediation))
    assert Confirmation.objects.get().state == "submitted"


def test_while_a_set_is_on_its_way_it_is_not_changed(mediation, court):
    case_id, _ = made_ready(mediation)
    handing_over.send_to_court(case_id, **by(mediation))
    with pytest.raises(BadEntry, match="handover_waits"):
        confirming.review(case_id, answers=NO, **by(mediation))
    handing_over.call_off_sending(case_id, **by(mediation))
    confirming.review(case_id, answers=NO, **by(mediation))
    again = handing_over.send_to_court(case_id, **by(mediation))
    assert Handover.objects.get().id == again


def test_a_wish_taken_back_stops_what_waits(mediation, court):
    case_id, (first, _) = made_ready(mediation)
    handover = handing_over.send_to_court(case_id, **by(mediation))
    actions.record_consent(case_id, first, to="confirmation", answer="withdrawn", how="telephone", **by(mediation))
    assert not handing_over.try_handover(handover, at=AT)
    assert Handover.objects.get().problem == "no_longer_ready"
    assert court.seen == []


def test_after_the_last_day_nothing_is_sent(mediation, court):
    case_id, _ = made_ready(mediation)
    handover = handing_over.send_to_court(case_id, **by(mediation))
    assert not handing_over.try_handover(handover, at=AT + 31 * A_DAY)
    assert Handover.objects.get().problem == "too_late"
    assert court.seen == []


@pytest.mark.parametrize(
    "steps", [[{"step": "eaten", "on": "2026-03-02"}], [{"step": "received", "on": "yesterday"}], ["received"], [None]]
)
def test_news_that_cannot_be_read_changes_nothing(mediation, court, steps):
    case_id, _ = made_ready(mediation)
    handover = handing_over.send_to_court(case_id, **by(mediation))
    handing_over.try_handover(handover, at=AT)
    court.steps = steps
    with pytest.raises(Trouble):
        follow_court(handover, at=AT)
    assert Confirmation.objects.get().state == "submitted"


def test_a_step_said_twice_or_entered_by_hand_is_taken_once(mediation, court):
    case_id, _ = made_ready(mediation)
    handover = handing_over.send_to_court(case_id, **by(mediation))
    handing_over.try_handover(handover, at=AT)
    confirming.court_received(case_id, number="民特12号", on=TODAY, **by(mediation))
    received = {"step": "received", "on": "2026-03-02", "number": "民特12号"}
    court.steps = [received, received, {"step": "refused", "on": "2026-03-02", "why": "内容不明确"}]
    assert follow_court(handover, at=AT) == 3
    asked = Confirmation.objects.get()
    assert (asked.state, asked.court_number) == ("refused", "民特12号")
    assert ConfirmationEntry.objects.filter(command="receive").count() == 1


def test_the_system_alone_begins_nothing(mediation):
    case_id, _, _ = make_agreed(mediation)
    with pytest.raises(DisputeNotFound):
        confirming.begin_confirmation(case_id, court="x", ground="party", by=AS_SYSTEM, at=AT)


def test_the_court_asked_last_is_offered_to_the_same_unit_only(mediation):
    case_id, _ = begun(mediation)
    other, _parties, _ = make_agreed(mediation)
    file = dispute_file(other, mediation.acting("township", AT).viewer, at=AT)
    assert court_asked_last(file) == CourtAsked("青城县人民法院", "", "organisation")
    elsewhere = replace(file, case=replace(file.case, lead_unit_id=(file.case.lead_unit_id or 0) + 1))
    assert court_asked_last(elsewhere) is None
    assert case_id != other
