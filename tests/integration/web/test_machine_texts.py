"""A language model beside the case and beside the answer: on the pages, without script too, and by API."""

import pytest
from django.test import Client

from banjie.cases import actions, queries
from banjie.cases.machine_texts.writing import Writing
from banjie.cases.models import Answer, Case, MachineText
from tests.integration.api.callers import make_caller
from tests.integration.cases.test_closed_loop import ANSWER, HOUR, do, matter
from tests.integration.cases.world import AT, World
from tests.integration.intelligence.fake_model import a_model, answers
from tests.integration.web.conftest import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_work")]
DRAFT = (
    "您好，您反映的西乡主街路灯不亮一事已收悉。经工作人员3月1日现场查看，情况属实，原因是电缆被挖断。"
    "当晚已更换电缆20米并恢复照明，补偿500元。感谢您对我们工作的关心和支持。"
)
ACCOUNT = "3月1日到现场查看，系电缆被挖断，当晚更换电缆20米，恢复照明。"
TYPED = {"internal_account": ACCOUNT, "found_true": "yes", "solved": "solved", "public_reply": "已写一半"}
RESIDENT = "本答复由工作人员借助语言模型起草并核定"


@pytest.fixture
def model(settings):
    with a_model(answers(DRAFT)) as fake:
        settings.BANJIE_MODEL_URL, settings.BANJIE_MODEL_NAME, settings.BANJIE_MODEL_SECONDS = fake.url, "qwen-local", 5
        yield fake


def made(world: World, body: str) -> int:
    told = matter(world, title="西乡主街路灯不亮", body=body)
    case_id = actions.submit(told, channel="hotline", by=world.acting("intake"), at=AT).case_id
    do(world, "intake", case_id, "accept")
    do(world, "dispatcher", case_id, "assign", lead=world.units["urban"].pk)
    do(world, "handler", case_id, "claim")
    return case_id


@pytest.fixture
def case_id(world: World) -> int:
    return made(world, "西乡主街路灯不亮三天了，晚上看不见路。")


@pytest.fixture
def long_id(world: World) -> int:
    return made(world, "灯坏以后夜里很黑，老人孩子出门都要打手电，请尽快修复。" * 80)


def draft(client: Client, case_id: int, *, scripted: bool = True, **typed: str):
    headers = {"HX-Request": "true"} if scripted else {}
    return client.post(f"/work/cases/{case_id}/do/answer/draft/", TYPED | typed, headers=headers)


def answered(world: World, case_id: int, reply: str = DRAFT) -> None:
    MachineText.objects.create(
        case_id=case_id, purpose="reply", language="zh-hans", asked_by_kind="staff", asked_by=1, asked_at=AT,
        entries=4, not_before=AT, done_at=AT, model="qwen-local", text=DRAFT,
    )  # fmt: skip
    do(world, "handler", case_id, "answer", at=AT + HOUR, **ANSWER | {"public_reply": reply})


def test_without_a_model_nothing_of_it_is_seen(world, signed_in, case_id, long_id):
    client = signed_in("handler")
    for address in (f"/work/cases/{long_id}/", f"/work/cases/{case_id}/do/answer/"):
        page = soup(client.get(address))
        assert not page.select(".machine-text")
        assert "语言模型" not in page.text
    assert client.post(f"/work/cases/{long_id}/summary/", headers={"HX-Request": "true"}).status_code == 404


def test_a_long_case_can_be_summed_up_and_says_who_wrote_it(world, signed_in, model, long_id, case_id):
    client = signed_in("auditor")
    assert not soup(client.get(f"/work/cases/{case_id}/")).select("#machine-summary")
    form = soup(client.get(f"/work/cases/{long_id}/")).select_one("#machine-summary form")
    waits = soup(client.post(form["action"], headers={"HX-Request": "true"})).select_one("#machine-summary")
    assert (waits["hx-get"], waits["hx-trigger"]) == (form["action"], "every 2s")
    model.says(answers("反映西乡主街路灯不亮，已派单并签收，尚未答复。"))
    Writing().turn()
    there = soup(client.get(form["action"], headers={"HX-Request": "true"})).select_one("#machine-summary")
    assert "已派单并签收" in there.text
    assert "qwen-local" in there.select_one(".machine-mark").text
    assert not there.get("hx-get")
    assert "已派单并签收" in soup(signed_in("handler").get(f"/work/cases/{long_id}/")).text


def test_a_summary_without_script_is_a_page(world, signed_in, model, long_id):
    client = signed_in("handler")
    assert client.post(f"/work/cases/{long_id}/summary/").headers["Location"] == f"/work/cases/{long_id}/"
    page = soup(client.get(f"/work/cases/{long_id}/"))
    assert page.select_one("#machine-summary noscript a")["href"] == f"/work/cases/{long_id}/"


def test_what_happened_since_a_summary_is_said(world, signed_in, model, long_id):
    client = signed_in("handler")
    client.post(f"/work/cases/{long_id}/summary/")
    Writing().turn()
    do(world, "handler", long_id, "note", text="已联系施工单位")
    assert "此后又有 1 项新情况" in soup(client.get(f"/work/cases/{long_id}/")).select_one("#machine-summary").text


def test_a_draft_is_asked_for_beside_the_form_and_shows_its_doubts(world, signed_in, model, case_id):
    client = signed_in("handler")
    page = soup(client.get(f"/work/cases/{case_id}/do/answer/"))
    scripted, plain = page.select_one("#machine-draft button"), page.select_one("#machine-draft noscript button")
    assert scripted["hx-post"] == plain["formaction"] == f"/work/cases/{case_id}/do/answer/draft/"
    assert scripted["type"] == "button"
    assert page.select_one("form.command-form #machine-draft")
    waits = soup(draft(client, case_id, anew="yes")).select_one("#machine-draft")
    assert waits["hx-trigger"] == "every 2s"
    Writing().turn()
    there = soup(draft(client, case_id, machine_text=waits.select_one("[name=machine_text]")["value"]))
    assert there.select_one("[data-machine-words]").text == DRAFT
    assert there.select_one(".machine-doubts q").text == "500元"
    assert there.select_one("[data-machine-insert]")["data-machine-insert"] == "public_reply"
    assert len(model.questions) == 1


def test_without_script_the_form_comes_back_with_what_was_typed_and_takes_the_draft(world, signed_in, model, case_id):
    client = signed_in("handler")
    page = soup(draft(client, case_id, scripted=False, anew="yes"))
    assert page.select_one("[name=internal_account]").text.strip() == ACCOUNT
    assert page.select_one("[name=public_reply]").text.strip() == "已写一半"
    assert page.select_one("[name=found_true][value=yes]").has_attr("checked")
    known = page.select_one("[name=machine_text]")["value"]
    Writing().turn()
    page = soup(draft(client, case_id, scripted=False, machine_text=known, insert="yes"))
    assert page.select_one("[name=public_reply]").text.strip() == f"已写一半\n{DRAFT}"
    assert not page.select(".error-summary")
    assert not Answer.objects.exists()


def test_a_draft_needs_an_account(world, signed_in, model, case_id):
    told = soup(draft(signed_in("handler"), case_id, internal_account=" ", anew="yes"))
    assert "请先填写" in told.select_one("[role=alert]").text
    assert not MachineText.objects.exists()


def test_a_model_that_fails_is_told_in_words(world, signed_in, model, case_id):
    model.says(500)
    client = signed_in("handler")
    known = soup(draft(client, case_id, anew="yes")).select_one("[name=machine_text]")["value"]
    Writing().turn()
    told = soup(draft(client, case_id, machine_text=known))
    assert "语言模型没有回应" in told.text
    assert not told.select("[data-machine-insert]")


def test_drafts_are_for_whoever_may_answer(world, signed_in, model, case_id):
    client = signed_in("handler")
    known = soup(draft(client, case_id, anew="yes")).select_one("[name=machine_text]")["value"]
    for who in ("dispatcher", "auditor", "other_handler"):
        assert draft(signed_in(who), case_id, anew="yes").status_code == 404
        assert draft(signed_in(who), case_id, machine_text=known).status_code == 404
    assert draft(client, made(world, "另一件"), machine_text=known).status_code == 404
    assert draft(client, case_id, machine_text="99999999").status_code == 404
    assert client.get(f"/work/cases/{case_id}/do/answer/draft/").status_code == 405
    assert client.post(f"/work/cases/{case_id}/do/note/draft/", TYPED).status_code == 404


@pytest.mark.parametrize("known", ["x", "1" * 40, "²", ""])
def test_an_id_that_is_none_asks_anew(world, signed_in, model, case_id, known):
    assert soup(draft(signed_in("handler"), case_id, machine_text=known)).select_one("#machine-draft")["hx-trigger"]


def test_a_case_that_no_model_may_be_told_of_offers_nothing(world, signed_in, model, long_id):
    Case.objects.filter(id=long_id).update(identity="confidential")
    client = signed_in("handler")
    for address in (f"/work/cases/{long_id}/", f"/work/cases/{long_id}/do/answer/"):
        assert not soup(client.get(address)).select(".machine-text")
    assert draft(client, long_id, anew="yes").status_code == 200
    assert "敏感" in soup(draft(client, long_id, anew="yes")).select_one("[role=alert]").text


def test_everybody_who_reads_the_answer_is_told_that_a_model_drafted_it(world, signed_in, case_id):
    answered(world, case_id)
    reviewer = signed_in("reviewer")
    page = soup(reviewer.get(f"/work/cases/{case_id}/do/approve/"))
    assert "qwen-local" in page.select_one(".reply-read .machine-mark").text
    assert "自己的话" not in page.select_one(".reply-aspects").text
    assert "借助语言模型起草" in soup(reviewer.get(f"/work/cases/{case_id}/print/")).select_one(".answer").text
    do(world, "reviewer", case_id, "approve", at=AT + 2 * HOUR)
    do(world, "reviewer", case_id, "close", at=AT + 3 * HOUR)
    code = Case.objects.get(id=case_id).tracking_code
    assert RESIDENT in soup(Client().get(f"/track/{code}/")).select_one(".reply").text
    told = Client().get(f"/api/v1/tracking/{code}").json()["replies"][0]
    assert (told["text"], told["drafted_with"]) == (DRAFT, "qwen-local")
    assert reviewer.get(f"/work/cases/{case_id}/file.pdf").content.startswith(b"%PDF")


def test_a_reply_of_ones_own_is_marked_by_nothing(world, signed_in, case_id):
    answered(world, case_id, reply="我到现场看了，是施工把线挖断了，连夜接好，您晚上再看看，有问题随时联系。")
    assert not soup(signed_in("reviewer").get(f"/work/cases/{case_id}/do/approve/")).select(".machine-mark")
    do(world, "reviewer", case_id, "approve", at=AT + 2 * HOUR)
    do(world, "reviewer", case_id, "close", at=AT + 3 * HOUR)
    code = Case.objects.get(id=case_id).tracking_code
    assert "语言模型" not in soup(Client().get(f"/track/{code}/")).text
    assert queries.tracked(code, at=AT).replies[0].drafted_with == ""


def test_other_systems_ask_and_read_alike(world, model, case_id):
    caller = make_caller(world, ("handler", "urban"))
    address = f"/api/v1/cases/{case_id}/machine-texts"
    asked = caller.post(address, {"purpose": "reply", "internal_account": ACCOUNT, "found_true": True})
    assert asked.status_code == 202, asked.content
    assert (asked.json()["standing"], asked.headers["Retry-After"]) == ("waiting", "2")
    Writing().turn()
    told = caller.get(asked.headers["Location"]).json()
    assert (told["standing"], told["text"], told["model"]) == ("written", DRAFT, "qwen-local")
    assert told["doubts"] == [{"code": "sum", "words": "500元"}]
    stranger = make_caller(world, ("handler", "housing"), name="Another")
    assert stranger.get(asked.headers["Location"]).status_code == 404
    assert stranger.post(address, {"purpose": "summary"}).status_code == 404
    reader = make_caller(world, ("auditor", "centre"), name="Reader")
    assert reader.get(asked.headers["Location"]).status_code == 404


def test_other_systems_are_refused_with_a_code(world, model, settings, case_id):
    caller = make_caller(world, ("handler", "urban"))
    address = f"/api/v1/cases/{case_id}/machine-texts"
    for wish, code in (
        ({"purpose": "reply"}, "no_account"),
        ({"purpose": "summary"}, "too_short"),
    ):
        refused = caller.post(address, wish)
        assert (refused.status_code, refused.json()["code"]) == (409, code)
        assert refused.json()["detail"]
    assert caller.post(address, {"purpose": "verdict"}).status_code == 422
    assert caller.post(address, {"purpose": "reply", "more": 1}).status_code == 422
    settings.BANJIE_MODEL_URL = ""
    assert caller.post(address, {"purpose": "summary"}).json()["code"] == "off"
    reader = make_caller(world, ("auditor", "centre"), name="Reader")
    settings.BANJIE_MODEL_URL = model.url
    assert reader.post(address, {"purpose": "reply", "internal_account": "x"}).status_code == 403
