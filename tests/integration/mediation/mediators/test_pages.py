"""The pages of mediators, seats, letters and ladders: what is shown to whom, and what a button does."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banjie.mediation import actions
from banjie.mediation.ladders.setting import ladder
from banjie.mediation.models import Absence, Committee, LadderChange, Mediator, Objection, Referral, Seat, Tie
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.mediators.test_seats import enter, make_trade_committee
from tests.integration.mediation.world import make_begun, make_claimed


@pytest.fixture(autouse=True)
def _at_work(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def visit(client, mediation):
    def visiting(who, name, *args, data=None, query=""):
        client.force_login(mediation.people.get(who) or mediation.base.staff[who])
        path = reverse(f"mediation:{name}", args=args) + query
        return client.get(path) if data is None else client.post(path, data)

    return visiting


def soup(answer):
    assert answer.status_code == 200, answer
    return BeautifulSoup(answer.content, "html.parser")


def send(page, action, **given):
    """The fields of the form with this address, as a browser would send them."""
    form = page.find("form", action=action)
    assert form is not None, action
    return {each["name"]: each.get("value", "") for each in form.find_all("input") if each.get("name")} | given


def test_the_head_seats_the_first_suggested_with_one_button(mediation, visit):
    case_id = make_claimed(mediation)
    enter(mediation, "third", mediation.committees["township"], kind="expert")
    page = soup(visit("township_head", "seats", case_id))
    first = page.select_one("#h-suggested ~ ol .suggestion")
    button = first.select_one("button[data-shortcut]")
    assert button["data-shortcut"] == "1"
    assert first.select(".reason-for")
    action = reverse("mediation:take-seat", args=[case_id])
    answer = visit("township_head", "take-seat", case_id, data=send(page, action))
    assert answer.status_code == 302
    seat = Seat.objects.get(dispute_id=case_id)
    assert not seat.chosen_by_parties
    # The same page once more, from before: nothing is seated over what has changed.
    visit("township_head", "take-seat", case_id, data=send(page, action, mediator="999", seen="0"))
    assert Seat.objects.count() == 1


def test_a_panel_is_seated_whole_or_not_at_all(mediation, visit):
    case_id = make_claimed(mediation)
    for name, kind in (("third", "expert"), ("fourth", "folk")):
        enter(mediation, name, mediation.committees["township"], kind=kind)
    actions.describe(case_id, ladder="four_rungs", by=mediation.acting("township_head"), at=AT)
    members = [mediation.mediators[name] for name in ("third", "fourth")]
    given = {"member": members, "chair": members[0]}
    visit("township_head", "take-panel", case_id, data=given)
    assert not Seat.objects.exists(), "an expert does not sit with the elders"
    actions.describe(case_id, ladder="people", by=mediation.acting("township_head"), at=AT)
    visit("township_head", "take-panel", case_id, data=given)
    assert sorted(Seat.objects.values_list("mediator_id", "chair")) == sorted(zip(members, (True, False), strict=True))


def test_objection_ruling_handing_over_and_stepping_aside_by_form(mediation, visit):
    case_id, (first, _) = make_begun(mediation)
    seat = Seat.objects.get(dispute_id=case_id)
    given = {"party": first, "reason": "与对方是同学"}
    assert visit("township", "object-to", case_id, seat.id, data=given).status_code == 302
    objection = Objection.objects.get()
    page = soup(visit("township_head", "rule-on-objection", case_id, objection.id))
    assert "与对方是同学" in page.select_one(".timeline-quote").text
    assert visit("township", "rule-on-objection", case_id, objection.id).status_code == 404
    refused = visit("township_head", "rule-on-objection", case_id, objection.id, data={"upheld": "no"})
    assert refused.status_code == 422
    given = {"upheld": "no", "reason": "查无此事"}
    assert visit("township_head", "rule-on-objection", case_id, objection.id, data=given).status_code == 302
    given = {"to": mediation.mediators["second"], "why": "load"}
    assert visit("township", "hand-over", case_id, seat.id, data=given).status_code == 302
    assert visit("township", "recuse", case_id).status_code == 404
    assert visit("second", "recuse", case_id, data={"tie": "interest", "note": ""}).status_code == 302
    assert Tie.objects.get().kind == "interest"
    assert not Seat.objects.filter(left_at=None).exists()


def test_a_joint_panel_by_one_button(mediation, visit):
    case_id = make_claimed(mediation)
    actions.describe(case_id, kind="property", by=mediation.acting("township"), at=AT)
    expert = enter(mediation, "expert", make_trade_committee(mediation), kind="expert")
    page = soup(visit("township_head", "seats", case_id))
    action = reverse("mediation:join-seat", args=[case_id])
    assert visit("township_head", "join-seat", case_id, data=send(page, action)).status_code == 302
    assert Seat.objects.get(dispute_id=case_id).mediator_id == expert
    assert soup(visit("expert", "seats", case_id)).find("form", action=reverse("mediation:no-tie", args=[case_id]))


def test_who_sees_no_names_sees_who_sits_and_nothing_of_why(mediation, visit):
    case_id, (first, _) = make_begun(mediation)
    seat = Seat.objects.get(dispute_id=case_id)
    actions.object_to(case_id, seat.id, party_id=first, reason="同学关系", by=mediation.acting("township"), at=AT)
    page = soup(visit("second", "seats", case_id))
    assert mediation.people["township"].name in page.text
    assert "同学关系" not in page.text
    assert not page.select(".suggestion")
    for name in ("referrals", "recuse"):
        assert visit("second", name, case_id).status_code == 404
    for who in ("handler", "village", "county"):
        assert visit(who, "seats", case_id).status_code == 404


def test_a_letter_is_recorded_with_its_file_and_reported_back(mediation, visit):
    case_id, _ = make_begun(mediation)
    given = {
        "incoming": "in",
        "body": "court",
        "body_name": "清河县人民法院",
        "letter_number": "（2026）委调12号",
        "letter_on": "2026-01-05",
        "report_due_on": "2026-01-04",
    }
    assert visit("township", "add-referral", case_id, data=given).status_code == 422
    paper = SimpleUploadedFile("委派函.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    given |= {"report_due_on": str(AT.date() - timedelta(days=1)), "letter": paper}
    answer = visit("township", "add-referral", case_id, data=given)
    assert answer.status_code == 302, answer.content.decode()
    letter = Referral.objects.get()
    kept = visit("township", "referral-letter", case_id, letter.id)
    assert kept["Content-Type"] == "application/pdf"
    assert visit("second", "referral-letter", case_id, letter.id).status_code == 404
    assert "清河县人民法院" in soup(visit("township_head", "reports-due")).text
    assert "清河县人民法院" not in soup(visit("second", "reports-due")).text
    assert visit("handler", "reports-due").status_code == 404
    given = {"report": "双方于1月10日达成协议"}
    assert visit("township", "report-back", case_id, letter.id, data=given).status_code == 302
    assert "清河县人民法院" not in soup(visit("township_head", "reports-due")).text


def test_a_committee_and_a_mediator_are_entered_by_the_administrator(mediation, visit):
    unit = mediation.base.units["government"]
    staff = mediation.base.staff["handler"]
    given = {"unit": unit.code, "kind": "authority", "trade": "land", "short_name": "政", "active": "on"}
    assert visit("administrator", "new-committee", data=given).status_code == 302
    assert Committee.objects.get(unit=unit).trade == "land"
    given = {
        "staff": staff.username,
        "committee": unit.id,
        "kind": "expert",
        "skills": ["land", "grazing"],
        "languages": ["bo"],
        "area": mediation.base.townships[0].code,
        "term_from": "2026-01-01",
        "term_until": "2025-01-01",
        "at_once": "5",
    }
    assert visit("administrator", "new-mediator", data=given).status_code == 422
    assert visit("administrator", "new-mediator", data=given | {"term_until": "2029-01-01"}).status_code == 302
    made = Mediator.objects.get(staff=staff)
    assert (made.skills, made.areas) == (["land", "grazing"], [mediation.base.townships[0].path])
    page = soup(visit("administrator", "mediators", query="?language=bo&kind=expert"))
    assert [each.text for each in page.select("a.row-link")] == [staff.name]
    assert visit("village_head", "change-mediator", made.id).status_code == 404
    assert (
        visit("administrator", "change-mediator", made.id, data=given | {"term_until": "", "at_once": "6"}).status_code
        == 302
    )
    made.refresh_from_db()
    assert (made.active, made.at_once, made.term_until) == (False, 6, None)


def test_a_mediator_s_own_page_takes_absences_training_and_a_comment(mediation, visit):
    mediator = mediation.mediators["second"]
    given = {"since": str(AT.date()), "until": str(AT.date() + timedelta(days=3))}
    assert visit("second", "absence", mediator, data=given).status_code == 302
    assert visit("second", "absence", mediator, data=given | {"until": "2020-01-01"}).status_code == 422
    given = {"held_on": "2026-01-03", "hours": "4.5", "subject": "民法典"}
    assert visit("second", "training", mediator, data=given).status_code == 302
    given = {"year": AT.year, "text": "本年多为土地纠纷"}
    assert visit("second", "comment-figures", mediator, data=given).status_code == 302
    page = soup(visit("second", "mediator", mediator)).text
    assert "民法典" in page
    assert "本年多为土地纠纷" in page
    others = soup(visit("township", "mediator", mediator))
    assert "民法典" not in others.text
    assert others.select_one("#figures") is None
    assert (
        visit("township", "absence", mediator, data=given | {"since": "2026-01-01", "until": "2026-01-02"}).status_code
        == 404
    )
    absence = Absence.objects.get()
    assert visit("second", "cancel-absence", mediator, absence.id, data={}).status_code == 302
    assert not Absence.objects.exists()


def ladder_form(page):
    """What a browser sends of the page of a ladder, without a button."""
    given = {}
    form = next(each for each in page.find_all("form", method="post") if each.find("input", {"name": "count"}))
    for each in form.select("input[name], select[name]"):
        if each.name == "select":
            chosen = each.find("option", selected=True)
            given[each["name"]] = chosen["value"] if chosen else ""
        elif each["type"] in {"checkbox", "radio"}:
            if each.has_attr("checked"):
                given.setdefault(each["name"], []).append(each.get("value", "on"))
        else:
            given[each["name"]] = each.get("value", "")
    return given


def test_a_rung_is_added_moved_below_and_kept_by_the_administrator(mediation, visit):
    case_id, _ = make_begun(mediation)
    page = soup(visit("administrator", "ladder", "people"))
    page = soup(visit("administrator", "ladder", "people", data=ladder_form(page) | {"do": "add"}))
    given = ladder_form(page)
    assert given["count"] == "4"
    given |= {"r3-name": "邻里议事会", "r3-unit_role": "mediation", "r3-amount": "7"}
    for place in (3, 2, 1):
        page = soup(visit("administrator", "ladder", "people", data=given | {"do": f"down-{place}"}))
        given = ladder_form(page)
    assert given["r0-name"] == "邻里议事会"
    assert not LadderChange.objects.exists()
    answer = visit("administrator", "ladder", "people", data=given | {"do": "save"})
    assert answer.status_code == 302, answer.content.decode()
    assert [rung.key for rung in ladder("people").rungs] == ["rung_1", "village", "township", "county"]
    told = soup(visit("administrator", "ladders")).text
    assert "邻里议事会" in told
    assert mediation.base.staff["administrator"].name in told
    assert visit("administrator", "give-up-ladder", "people", data={}).status_code == 302
    assert [rung.key for rung in ladder("people").rungs] == ["village", "township", "county"]
    assert Seat.objects.get(dispute_id=case_id).rung == 1


def test_faults_of_a_ladder_stand_where_they_are_and_what_was_typed_stays(mediation, visit):
    given = {
        "count": "2",
        "name": "本县",
        "track": "",
        "r0-name": "村",
        "r0-unit_role": "mediation",
        "r0-amount": "soon",
        "r0-counted": "d",
        "r0-level": "any",
        "r1-name": "村",
        "r1-unit_role": "",
        "r1-amount": "30",
        "r1-counted": "wd",
        "r1-level": "village",
        "do": "save",
    }
    answer = visit("administrator", "new-ladder", data=given)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    faulty = [each["name"] for each in page.select("[aria-invalid=true]") if each.get("name")]
    assert sorted(faulty) == ["r0-amount", "r1-name", "r1-unit_role", "track"]
    assert page.select_one("[name=r0-amount]")["value"] == "soon"


@pytest.mark.parametrize("who", ["township_head", "township", "handler"])
def test_ladders_exist_for_whoever_sets_them(mediation, visit, who):
    for name, *args in (("ladders",), ("new-ladder",), ("ladder", "people")):
        assert visit(who, name, *args).status_code == 404
