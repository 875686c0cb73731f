"""The caller's pages: one call after the other, what the unit says beside what the reporter says."""

from datetime import timedelta

import pytest

from banjie.cases.follow_up import sampling
from banjie.cases.models import Case, FollowUpCall, Rating
from banjie.platform import clock
from tests.integration.cases.follow_up import everybody_called
from tests.integration.cases.test_closed_loop import do, walked_to_closed
from tests.integration.cases.world import AT
from tests.integration.web.conftest import soup

LATER = AT + timedelta(days=8)


@pytest.fixture(autouse=True)
def _a_week_later(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    settings.BANJIE_FOLLOW_UP_RULE = everybody_called(tmp_path)


@pytest.fixture
def closed(world):
    made = [walked_to_closed(world) for _ in range(2)]
    sampling.draw(at=LATER)
    return made


def test_the_desk_lists_whom_to_call_and_leads_to_the_first(closed, signed_in):
    caller = signed_in("caller")
    page = soup(caller.get("/work/calls/"))
    assert len(page.select("#calls tbody tr")) == 2
    answer = caller.post("/work/calls/next/")
    assert answer["Location"] == f"/work/calls/{closed[0].case_id}/"
    assert FollowUpCall.objects.filter(held_by__isnull=False).count() == 1


def test_a_call_shows_the_claim_and_saving_leads_to_the_next(closed, signed_in):
    caller = signed_in("caller")
    one, other = (f"/work/calls/{each.case_id}/" for each in closed)
    text = soup(caller.get(one)).get_text()
    assert "路灯已修复。" in text
    said = {"result": "reached", "solved": "no", "satisfaction": "2", "in_time": "yes", "why_not": "partly_done"}
    answer = caller.post(one, said)
    assert answer["Location"] == other
    assert Case.objects.get(id=closed[0].case_id).state == "accepted"
    verdict = Rating.objects.get(case_id=closed[0].case_id)
    assert (verdict.solved, verdict.satisfaction, verdict.in_time, verdict.why_not) == (False, 2, True, "partly_done")


@pytest.mark.parametrize("result", ["no_answer", "wrong_number", "refused"])
def test_one_click_notes_that_nobody_was_reached(closed, signed_in, result):
    caller = signed_in("caller")
    caller.post(f"/work/calls/{closed[0].case_id}/", {"result": result})
    assert FollowUpCall.objects.get(case_id=closed[0].case_id).attempts == 1
    assert not Rating.objects.exists()


def test_a_verdict_without_its_answers_is_asked_for_again(closed, signed_in):
    answer = signed_in("caller").post(f"/work/calls/{closed[0].case_id}/", {"result": "reached", "solved": "yes"})
    assert answer.status_code == 422
    assert not Rating.objects.exists()


def test_put_aside_leads_to_another(closed, signed_in):
    caller = signed_in("caller")
    caller.post("/work/calls/next/")
    answer = caller.post("/work/calls/next/", {"aside": str(closed[0].case_id)})
    assert answer["Location"] == f"/work/calls/{closed[1].case_id}/"
    assert caller.post("/work/calls/next/", {"aside": "9" * 30}).status_code == 302


def test_a_poor_verdict_is_called_back_and_opened_again_on_wish(world, signed_in):
    made = walked_to_closed(world)
    from banjie.cases import actions
    from banjie.cases.acting import AS_REPORTER

    said = {"solved": True, "satisfaction": 1}
    actions.perform(made.case_id, "rate", by=AS_REPORTER, at=LATER, data=said)
    caller = signed_in("caller")
    page = soup(caller.get(f"/work/calls/{made.case_id}/"))
    assert page.select_one("[name=reopen]") is not None
    caller.post(f"/work/calls/{made.case_id}/", {"result": "reached", "reopen": "yes", "comment": "又坏了"})
    assert Case.objects.get(id=made.case_id).state == "accepted"


def test_how_the_sample_came_about_can_be_read(closed, signed_in):
    text = soup(signed_in("caller").get("/work/calls/draws/")).get_text()
    assert sampling.FollowUpDraw.objects.get().seed in text


def test_for_others_there_are_no_calls(closed, signed_in):
    for path in ("/work/calls/", "/work/calls/draws/", f"/work/calls/{closed[0].case_id}/"):
        assert signed_in("handler").get(path).status_code == 404


def test_the_rail_of_a_caller_leads_to_the_desk_with_the_count(closed, signed_in):
    page = soup(signed_in("caller").get("/work/calls/"))
    assert page.select_one("#rail-count-to_follow_up").get_text() == "2"
    assert page.select_one('nav a[href="/work/calls/"]')["aria-current"] == "page"


def test_the_three_rates_stand_with_their_formulas(world, closed, signed_in):
    do(world, "caller", closed[0].case_id, "follow_up", at=LATER, solved=False, satisfaction=1, in_time=False)
    do(world, "caller", closed[1].case_id, "follow_up", at=LATER, solved=True, satisfaction=5, in_time=True)
    supervisor = signed_in("supervisor")
    for by in ("unit", "area", "category"):
        page = soup(supervisor.get(f"/work/verdicts/?period=2026-03&by={by}"))
        (row,) = page.select("#verdicts tbody tr")
        cells = [cell.get_text(" ", strip=True) for cell in row.select("td")]
        assert cells[1].endswith("2")
        assert "2" in cells[2]
        assert cells[-1].endswith("1")
    assert "全部评价数" in page.get_text() or "all verdicts" in page.get_text()
    contradicted = next(link["href"] for link in page.select("a") if "contradicted" in link.get("href", ""))
    assert closed[0].number in supervisor.get(contradicted).content.decode()


def test_rates_come_as_a_workbook_and_published_without_small_numbers(world, closed, signed_in):
    from io import BytesIO

    import openpyxl

    do(world, "caller", closed[0].case_id, "follow_up", at=LATER, solved=False, satisfaction=1)
    supervisor = signed_in("supervisor")
    answer = supervisor.get("/work/verdicts/rates.xlsx?period=2026")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert len(book.sheetnames) == 4
    assert book.worksheets[0].cell(3, 3).value == 1
    published = openpyxl.load_workbook(BytesIO(b"".join(supervisor.get("/work/verdicts/public.xlsx?period=2026"))))
    values = [cell.value for row in published.worksheets[0].iter_rows(min_row=3, max_row=4) for cell in row]
    assert 1 not in values
    assert "＊" in values
    assert supervisor.get("/work/verdicts/public.xlsx?period=2026-03").status_code == 404


def test_a_unit_leader_sees_how_their_unit_is_judged_and_nobody_else_asks_for_more(world, closed, signed_in):
    do(world, "caller", closed[0].case_id, "follow_up", at=LATER, solved=True, satisfaction=5)
    leader = signed_in("leader")
    assert len(soup(leader.get("/work/verdicts/?period=2026-03")).select("#verdicts tbody tr")) == 1
    assert leader.get("/work/verdicts/?period=2026-03&area=county").status_code == 404
    assert signed_in("handler").get("/work/verdicts/").status_code == 404
    assert signed_in("supervisor").get("/work/verdicts/?period=2026-13").status_code == 404


def test_the_reporter_is_asked_by_mail_once_and_reads_that_they_were(world, settings, mailoutbox):
    from django.core import mail

    from banjie.web import verdict_letters

    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    from banjie.cases import actions, queries
    from banjie.cases.intake.draft import ContactDetails
    from tests.integration.cases import test_closed_loop as loop

    details = ContactDetails(name="某某", email="someone@example.org")
    made = actions.submit(loop.matter(world, contact=details), channel="hotline", by=world.acting("intake"), at=AT)
    for who, command, data in (
        ("intake", "accept", {}),
        ("dispatcher", "assign", {"lead": world.units["urban"].pk}),
        ("handler", "claim", {}),
        ("handler", "answer", loop.ANSWER),
        ("reviewer", "approve", {}),
        ("reviewer", "close", {}),
    ):
        do(world, who, made.case_id, command, at=AT, **data)
    assert verdict_letters.ask(made.case_id, 0, at=AT) is True
    assert verdict_letters.ask(made.case_id, 0, at=AT) is False
    (letter,) = mail.outbox
    assert letter.to == ["someone@example.org"]
    assert made.tracking_code in letter.body
    assert "路灯" not in letter.body
    assert queries.tracked(made.tracking_code, at=AT).entries[-1].command == "ask_verdict"
