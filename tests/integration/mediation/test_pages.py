"""A mediator at work on the pages of a dispute, and who finds no page there."""

import pytest
from bs4 import BeautifulSoup

from banjie.cases import queries as case_queries
from banjie.cases.filters import Queue
from banjie.cases.models import Case
from banjie.mediation import actions
from banjie.mediation.queries import dispute_file
from tests.integration.cases.world import AT
from tests.integration.mediation.world import make_begun, make_claimed, make_dispute, seat_alone


@pytest.fixture
def visit(client, mediation):
    def visiting(who, path, data=None):
        staff = mediation.people.get(who) or mediation.base.staff[who]
        type(staff).objects.filter(pk=staff.pk).update(language="en")
        client.force_login(staff)
        return client.get(path) if data is None else client.post(path, data)

    return visiting


def page(case_id, rest=""):
    return f"/work/mediation/{case_id}/{rest}"


def test_from_the_first_party_to_the_beginning(mediation, visit):
    case_id = make_claimed(mediation)
    seat_alone(mediation, case_id, "township")
    assert "Before mediation begins" in visit("township", page(case_id)).content.decode()
    for side, name in (("A", "张三"), ("B", "李四")):
        given = {"kind": "person", "name": name, "reads": "zh-hans", "phone": "13800000000"}
        answer = visit("township", page(case_id, f"parties/add/{side}/"), given)
        assert answer.status_code == 302, answer.content.decode()
    seen = visit("township", page(case_id, "parties/")).content.decode()
    assert "张三" in seen
    assert "Has not been asked yet" in seen
    file = dispute_file(case_id, mediation.acting("township").viewer, at=AT)
    for party in file.parties:
        path = page(case_id, f"parties/{party.id}/consent/")
        given = {"to": "mediation", "answer": "given", "how": "signed"}
        refused = visit("township", path, given)
        assert refused.status_code == 422
        assert "Tell the party its rights" in refused.content.decode()
        assert visit("township", path, given | {"told_rights": "on"}).status_code == 302
    assert visit("township", page(case_id, "begin/"), {}).status_code == 302
    assert case_queries.brief(case_id, mediation.acting("township")).state == "mediating"


def test_the_type_is_proposed_from_the_words_and_chosen_by_whoever_mediates(mediation, visit):
    case_id = make_claimed(mediation)
    seat_alone(mediation, case_id, "township")
    assert "Not chosen yet" in visit("township", page(case_id)).content.decode()
    assert '<option value="neighbours" selected>' in visit("township", page(case_id, "describe/")).content.decode()
    given = {"kind": "property", "brought_by": "application", "ladder": "people"}
    assert visit("township", page(case_id, "describe/"), given).status_code == 302
    assert dispute_file(case_id, mediation.acting("township").viewer, at=AT).kind == "property"
    assert "Property management" in visit("township", page(case_id)).content.decode()


def test_the_same_person_on_the_other_side_is_refused_in_words(mediation, visit):
    case_id, _ = make_begun(mediation)
    given = {"kind": "person", "name": "张三", "reads": "zh-hans"}
    answer = visit("township", page(case_id, "parties/add/B/"), given)
    assert answer.status_code == 422
    assert "on the other side already" in answer.content.decode()


def test_up_a_rung_by_form(mediation, visit):
    case_id, _ = make_begun(mediation, who="village")
    answer = visit("village", page(case_id, "course/go_up/"), {"reason": "双方对责任划分分歧较大"})
    assert answer.status_code == 302, answer.content.decode()
    brief = case_queries.brief(case_id, mediation.acting("dispatcher"))
    assert brief.lead_unit_id == mediation.committees["township"].id
    seen = visit("dispatcher", page(case_id)).content.decode()
    assert "双方对责任划分分歧较大" not in seen
    assert "双方对责任划分分歧较大" in visit("township_head", page(case_id)).content.decode()


def test_the_reporter_is_told_with_which_committee_it_goes_on(mediation, visit, client):
    case_id, _ = make_begun(mediation, who="village")
    actions.go_up(case_id, reason="分歧较大", by=mediation.acting("village"), at=AT)
    told = client.get(f"/track/{Case.objects.get(id=case_id).tracking_code}/").content.decode()
    assert f"由{mediation.committees['township'].name}继续调解" in told


def test_whoever_sees_no_names_is_offered_no_page_that_they_have_not(mediation, visit):
    case_id = make_claimed(mediation)
    actions.seat(case_id, mediation.mediators["second"], by=mediation.acting("township_head"), at=AT)
    assert "course/end_without" in visit("second", page(case_id)).content.decode()
    assert "/course/" not in visit("township", page(case_id)).content.decode()


def test_ended_without_agreement_by_form(mediation, visit):
    case_id, _ = make_begun(mediation)
    given = {"ending": "absent", "ways": ["court"], "reason": "一方三次未到场"}
    assert visit("township", page(case_id, "course/end_without/"), given).status_code == 302
    assert "A party did not appear" in visit("township", page(case_id)).content.decode()


@pytest.mark.parametrize("rest", ["parties/", "parties/add/A/", "describe/", "course/go_up/"])
def test_who_may_not_see_names_has_no_such_page(mediation, visit, rest):
    case_id, _ = make_begun(mediation)
    for who in ("second", "dispatcher", "supervisor", "auditor", "handler", "county", "administrator"):
        assert visit(who, page(case_id, rest)).status_code == 404, who


def test_the_list_shows_no_names(mediation, visit):
    make_begun(mediation)
    make_dispute(mediation, title="宅基地纠纷")
    seen = visit("dispatcher", "/work/mediation/").content.decode()
    assert "宅基地纠纷" in seen
    assert "张三" not in seen


@pytest.mark.parametrize("queue", Queue)
def test_every_worklist_opens(mediation, visit, queue):
    make_claimed(mediation)
    for who in ("township", "dispatcher"):
        assert visit(who, f"/work/cases/?queue={queue}").status_code == 200, who


@pytest.mark.parametrize(
    "who", ["township", "township_head", "dispatcher", "intake", "supervisor", "auditor", "administrator", "handler"]
)
def test_nothing_on_the_rail_leads_nowhere(mediation, visit, who):
    rail = visit(who, "/work/help/list/").context["rail"]
    links = [item["url"] for item in rail if "url" in item]
    assert links
    answers = {link: visit(who, link).status_code for link in links}
    assert {link: status for link, status in answers.items() if status >= 400} == {}


def test_once_mediation_has_ended_nobody_is_named_any_more(mediation, visit):
    case_id, (first, _) = make_begun(mediation)
    actions.end_without(case_id, ending="no_agreement", by=mediation.acting("township"), at=AT)
    assert "parties/add" not in visit("township", page(case_id, "parties/")).content.decode()
    answer = visit("township", page(case_id, "parties/add/A/"), {"kind": "person", "name": "王五", "reads": "zh-hans"})
    assert answer.status_code == 422
    assert "This dispute is over" in answer.content.decode()
    assert visit("township", page(case_id, f"parties/{first}/remove/"), {}).status_code == 422


@pytest.mark.parametrize(
    ("who", "path", "marked"),
    [
        ("township_head", "/work/mediation/figures/", "/work/mediation/figures/"),
        ("township_head", "/work/mediation/committees/", "/work/mediation/mediators/"),
        ("township_head", "/work/mediation/", "/work/mediation/"),
        ("administrator", "/work/mediation/committees/", "/work/mediation/committees/"),
        ("administrator", "/work/mediation/forms/", "/work/mediation/forms/"),
    ],
)
def test_the_rail_marks_the_one_page_that_is_open(mediation, visit, who, path, marked):
    rail = visit(who, path).context["rail"]
    assert [item["url"] for item in rail if item.get("current")] == [marked]


@pytest.mark.parametrize("who", ["second", "dispatcher", "supervisor", "auditor"])
@pytest.mark.parametrize("make", [make_claimed, lambda world: make_begun(world)[0]])
def test_who_sees_only_how_it_stands_is_led_to_no_page_that_is_not_theirs(mediation, visit, who, make):
    case_id = make(mediation)
    seen = visit(who, page(case_id))
    assert seen.status_code == 200
    links = {a["href"] for a in BeautifulSoup(seen.content, "html.parser").select(f"main a[href^='{page(case_id)}']")}
    answers = {link: visit(who, link).status_code for link in links}
    assert {link: status for link, status in answers.items() if status >= 400} == {}


def test_a_disputes_page_asks_each_thing_once_however_many_take_part(mediation, visit, django_assert_max_num_queries):
    case_id, _parties = make_begun(mediation)
    for number in range(12):
        given = {"kind": "person", "name": f"王{number}", "reads": "zh-hans", "phone": "13800000000"}
        assert visit("township", page(case_id, "parties/add/A/"), given).status_code == 302
    visit("township", page(case_id))
    # Seventeen are the page, one of them for what comes next; six are for signing in.
    with django_assert_max_num_queries(23) as asked:
        assert visit("township", page(case_id)).status_code == 200
    tables = [each["sql"].split(' FROM "')[-1].split('"')[0] for each in asked.captured_queries]
    assert [tables.count(f"dispute_{each}") for each in ("party", "consent", "companion")] == [1, 1, 1]


def test_list_and_overview_say_which_time_is_left_in_the_same_words(mediation, visit):
    case_id = make_claimed(mediation)
    words = ["Time left for this step", "Time left in all"]
    table = BeautifulSoup(visit("township", "/work/mediation/").content, "html.parser").select_one("table")
    heads = [each.text.strip() for each in table.select("thead th")]
    assert [each for each in heads if each in words] == words
    cells = table.select_one("tbody tr").select("td")
    listed = [cells[heads.index(each)].select_one("time")["datetime"] for each in words]
    facts = BeautifulSoup(visit("township", page(case_id)).content, "html.parser").select("aside dt")
    shown = {each.text.strip(): each.find_next("dd").select_one("time") for each in facts}
    assert [shown[each]["datetime"] for each in words] == listed
    assert listed[0] != listed[1]


def test_the_paper_for_a_party_prints_the_public_address_that_is_set(mediation, visit, settings):
    settings.PUBLIC_URL = "https://banjie.example.com"
    case_id, (first, _) = make_begun(mediation)
    paper = visit("township", page(case_id, "pages/paper/"), {"party": first})
    assert paper.status_code == 200, paper.content.decode()
    assert "https://banjie.example.com/" in paper.content.decode()
    assert "localhost" not in paper.content.decode()
