"""The pages of rounds, performance and confirmation: what their forms do, and who finds no page there."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banjie.mediation.actions import rounds
from banjie.mediation.models import Confirmation, ConfirmationPaper, Keeping, RiskPlace, Round, RoundPlan
from banjie.platform import clock
from tests.integration.cases.world import AT
from tests.integration.mediation.keeping.agreeing import TODAY, make_agreed, pay
from tests.integration.mediation.world import make_dispute

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ROOT = "/work/mediation/"


@pytest.fixture
def visit(client, mediation, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=1))

    def visiting(who, path, data=None):
        client.force_login(mediation.people.get(who) or mediation.base.staff[who])
        english = {"accept-language": "en"}
        if data is None:
            return client.get(ROOT + path, headers=english)
        return client.post(ROOT + path, data, headers=english)

    return visiting


@pytest.fixture
def planned(mediation):
    west = mediation.base.townships[0]
    unit = mediation.committees["township"].id
    rounds.plan_rounds(area_path=west.path, unit_id=unit, first_on=TODAY, by=mediation.acting("township_head"), at=AT)
    return Round.objects.get()


def test_rounds_are_planned_by_form(mediation, visit):
    given = {"area": "west", "unit": "mediation_west", "interval": "week", "first_on": "2026-03-03"}
    assert visit("township_head", "rounds/plan/", given).status_code == 302
    assert RoundPlan.objects.get().interval == "week"
    assert "西乡" in visit("township_head", "rounds/").content.decode()


def test_a_person_is_refused_in_words_and_the_text_is_kept(mediation, visit):
    given = {"area": "west", "kind": "other", "place": "张三家", "what": "上访户，须盯防", "urgency": "3"}
    answer = visit("township_head", "rounds/places/new/", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "seems to name a person" in page
    assert "上访户，须盯防" in page
    assert RiskPlace.objects.count() == 0


def test_a_round_by_its_forms(mediation, visit, planned):
    make_dispute(mediation)
    path = f"rounds/{planned.id}/"
    assert visit("township_head", path + "open/", {}).status_code == 302
    item = planned.items.get()
    refused = visit("township_head", f"{path}items/{item.id}/", {"decision": "joint"})
    assert refused.status_code == 422
    given = {"decision": "joint", "unit": "mediation_brook", "what": "现场调处", "due_on": "2026-03-06"}
    assert visit("township_head", f"{path}items/{item.id}/", given).status_code == 302
    assert visit("township_head", path + "attending/", {"unit": "mediation_brook"}).status_code == 302
    answer = visit("township_head", path + "close/", {})
    assert answer.url.endswith("/minutes/")
    page = visit("township_head", path + "minutes/").content.decode()
    assert "现场调处" in page
    assert "噪声" not in page
    assert "现场调处" in visit("village", "rounds/").content.decode()
    task = item.tasks.get()
    assert visit("village", f"rounds/tasks/{task.id}/", {"report": "已办妥"}).status_code == 302
    planned.refresh_from_db()
    assert planned.state == "finished"


@pytest.mark.parametrize("who", ["village", "handler", "other_handler", "administrator", "field"])
def test_rounds_are_no_page_for_others(mediation, visit, planned, who):
    for path in (
        "rounds/",
        "rounds/plan/",
        "rounds/places/new/",
        f"rounds/{planned.id}/",
        f"rounds/{planned.id}/minutes/",
    ):
        assert visit(who, path).status_code == 404, path


def test_performance_by_its_forms(mediation, visit):
    case_id, (creditor, debtor), [owed] = make_agreed(mediation, lambda a, b: [pay(b, a, what="补偿款")])
    path = f"{case_id}/performance/"
    page = visit("township", path).content.decode()
    assert "补偿款" in page
    given = {"amount": "1000.00", "on": "2026-03-02", "how": "orally", "proof": SimpleUploadedFile("收据.pdf", PDF)}
    answer = visit("township", f"{path}{owed}/perform/", given)
    assert answer.status_code == 302, answer.content.decode()
    proof = Keeping.objects.get().obligation.entries.get().proof
    assert visit("township", f"{path}proof/{proof}/").status_code == 200
    assert visit("second", f"{path}proof/{proof}/").status_code == 404
    refused = visit("township", f"{path}{owed}/confirm/", {"said_by": debtor, "how": "orally", "on": "2026-03-02"})
    assert refused.status_code == 422
    given = {"said_by": creditor, "how": "telephone", "on": "2026-03-02"}
    assert visit("township", f"{path}{owed}/confirm/", given).status_code == 302
    assert Keeping.objects.get().state == "kept"
    assert visit("township", f"{path}{owed}/confirm/").status_code == 404
    given = {"finding": "kept", "how": "visit", "made_on": "2026-03-02", "note": "双方满意"}
    assert visit("township", f"{path}visits/after_15_days/", given).status_code == 302
    assert "双方满意" in visit("township", path).content.decode()


@pytest.mark.parametrize("who", ["second", "village", "dispatcher", "auditor", "handler", "administrator"])
def test_performance_and_confirmation_are_no_pages_for_others(mediation, visit, who):
    case_id, _, [owed] = make_agreed(mediation)
    for rest in ("performance/", f"performance/{owed}/perform/", "confirmation/", "confirmation/begin/"):
        assert visit(who, f"{case_id}/{rest}").status_code == 404, rest


def test_what_is_due_is_for_mediators(mediation, visit):
    make_agreed(mediation, lambda a, b: [pay(b, a, what="补偿款", due_on=TODAY + timedelta(days=6))])
    assert "噪声纠纷" in visit("township", "due/").content.decode()
    assert visit("auditor", "due/").status_code == 404


def test_confirmation_by_its_forms(mediation, visit):
    case_id, (first, _), _ = make_agreed(mediation)
    path = f"{case_id}/confirmation/"
    assert "Prepare the request" in visit("township", path).content.decode()
    given = {"court": "青城县人民法院", "ground": "organisation", "court_code": ""}
    assert visit("township", path + "begin/", given).status_code == 302
    assert visit("township", path + "review/", {"ownership": "yes", "property_papers": "no"}).status_code == 302
    assert Confirmation.objects.get().review == {"ownership": True, "property_papers": False}
    upload = {"which": f"identity:{first}", "file": SimpleUploadedFile("身份证.pdf", PDF)}
    assert visit("township", path + "papers/", upload).status_code == 302
    paper = ConfirmationPaper.objects.get()
    assert visit("township", f"{path}papers/{paper.id}/").status_code == 200
    assert visit("second", f"{path}papers/{paper.id}/").status_code == 404
    answer = visit("township", path + "package/", {})
    assert answer["Content-Type"] == "application/zip"
    assert answer.content.startswith(b"PK")
    assert visit("township", path + "court/confirm/").status_code == 404
    assert visit("township", path + "hand/elsewhere/", {}).status_code == 404
    refused = visit("township", path + "hand/in-person/", {})
    assert refused.status_code == 302
    assert Confirmation.objects.get().state == "preparing"


def test_day_thirty_one_is_told_what_else_can_be_done(mediation, visit, monkeypatch):
    case_id, _, _ = make_agreed(mediation)
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=31))
    page = visit("township", f"{case_id}/confirmation/").content.decode()
    assert "The thirty days are over" in page
    assert "bring an action" in page
    given = {"court": "青城县人民法院", "ground": "organisation"}
    refused = visit("township", f"{case_id}/confirmation/begin/", given)
    assert refused.status_code == 422
    assert "make a new agreement" in refused.content.decode()
