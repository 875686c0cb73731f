"""The pages of reports, and the files one takes away."""

from datetime import date, timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from docx import Document
from pypdf import PdfReader

from banjie.analytics.models import Report, ReportEdit, ReportPlan
from banjie.analytics.report import keeping
from banjie.analytics.report.figures import ScopeKind
from banjie.analytics.report.periods import PeriodKind, containing
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, World, make_world

pytestmark = pytest.mark.django_db
NOW = AT + timedelta(days=40)
MONDAY = containing(PeriodKind.DAY, date(2026, 3, 2))
LATE = containing(PeriodKind.DAY, date(2026, 4, 1))


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = make_world()
    walked_to_closed(made)
    walked_to_handling(made)
    taken_in(made)
    return made


@pytest.fixture
def supervisor(world: World) -> Client:
    return client_of(world, "supervisor")


def client_of(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.staff[who])
    return client


def made(world: World, period=MONDAY, **options) -> int:
    asked = {"kind": ScopeKind.AREA, "path": world.county.path, "language": "zh-hans", "by": SYSTEM} | options
    return keeping.make(**asked, period=period, at=NOW)


def soup(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_a_report_is_made_on_the_spot_for_any_past_day(world, supervisor):
    page = soup(supervisor.get("/work/reports/"))
    assert page.find("input", {"name": "day"}, id="id_day")["value"] == "2026-04-10"
    asked = {"area": "county", "unit": "", "kind": "day", "day": "2026-03-02"}
    answer = supervisor.post("/work/reports/make/", asked)
    report = Report.objects.get()
    assert answer["Location"] == f"/work/reports/{report.pk}/"
    assert supervisor.post("/work/reports/make/", asked)["Location"] == answer["Location"]
    assert (report.first, report.language) == (date(2026, 3, 2), "zh-hans")
    lines = soup(supervisor.get("/work/reports/")).select("#reports tbody tr")
    assert len(lines) == 1
    assert "待签发" in lines[0].text


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"area": "county", "kind": "month", "day": "2026-04-02"}, "该时段尚未结束"),
        ({"area": "", "kind": "day", "day": "2026-03-02"}, "请选择区域或单位"),
        ({"area": "nowhere", "kind": "day", "day": "2026-03-02"}, "没有此区域"),
        ({"area": "county", "kind": "day", "day": "2026-13-02"}, ""),
        ({"area": "county", "kind": "quarter", "day": "9999-12-31"}, ""),
        ({"area": "county", "kind": "day", "day": "0001-01-01"}, ""),
    ],
)
def test_what_cannot_be_made_says_why(world, supervisor, asked, problem):
    answer = supervisor.post("/work/reports/make/", {"unit": "", **asked})
    assert answer.status_code == 422
    assert problem in answer.content.decode()
    assert not Report.objects.exists()


def test_a_leader_of_a_unit_makes_reports_on_it_and_on_nothing_else(world):
    leader = client_of(world, "leader")
    own = leader.post("/work/reports/make/", {"unit": "urban", "area": "", "kind": "day", "day": "2026-03-02"})
    assert own.status_code == 302
    for asked in ({"unit": "housing", "area": ""}, {"unit": "", "area": "county"}):
        answer = leader.post("/work/reports/make/", {**asked, "kind": "day", "day": "2026-03-02"})
        assert answer.status_code == 422
        assert "不由您负责" in answer.content.decode()


def test_figures_lead_to_their_cases_and_as_many(world, supervisor):
    page = soup(supervisor.get(f"/work/reports/{made(world)}/"))
    links = {link.text: link["href"] for link in page.select("#p-overall\\.received a, #p-overall\\.closed a")}
    assert set(links) == {"3", "1"}
    for count, address in links.items():
        assert len(soup(supervisor.get(address)).select("#cases tbody tr")) == int(count), address
    standing = page.select_one("#p-overall\\.stock a")["href"]
    assert "open_on=2026-03-02" in standing
    listed = soup(supervisor.get(standing))
    assert len(listed.select("#cases tbody tr")) == 2
    assert "当日末在办" in listed.select_one(".filter-chips").text


def test_the_overdue_figure_leads_to_the_list_in_the_report(world, supervisor):
    page = soup(supervisor.get(f"/work/reports/{made(world, LATE)}/"))
    assert page.select_one("#p-overall\\.stock a[href='#late']").text == "2"
    assert page.find(id="late")
    assert len(page.select("a[href^='/work/cases/'][href$='/']")) >= 2


def test_a_supervisor_edits_a_paragraph_and_releases(world, supervisor):
    report_id = made(world)
    key = "overall.received"
    answer = supervisor.post(f"/work/reports/{report_id}/edit/", {"key": key, "text": "今日<b>平稳</b>。"})
    assert answer["Location"] == f"/work/reports/{report_id}/#p-{key}"
    paragraph = soup(supervisor.get(f"/work/reports/{report_id}/")).find(id=f"p-{key}")
    assert "今日<b>平稳</b>。" in paragraph.select_one(".report-prose").text
    assert "已改动" in paragraph.text
    assert "当日收到诉求3件" in paragraph.select_one(".report-made").text
    supervisor.post(f"/work/reports/{report_id}/release/")
    page = soup(supervisor.get(f"/work/reports/{report_id}/"))
    assert world.staff["supervisor"].name in page.select_one(".report-signature").text
    assert not page.select(".report-edit")
    late = supervisor.post(f"/work/reports/{report_id}/edit/", {"key": key, "text": "x"})
    assert late.status_code == 422
    shown = BeautifulSoup(late.content, "html.parser")
    assert "报告已签发" in shown.text
    assert shown.select_one(".callout textarea").text == "x"
    assert ReportEdit.objects.count() == 1


def test_what_is_too_long_comes_back_as_it_was_typed(world, supervisor):
    report_id = made(world)
    typed = "长" * 20_001
    answer = supervisor.post(f"/work/reports/{report_id}/edit/", {"key": "overall.stock", "text": typed})
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("textarea", id="t-overall.stock").text == typed
    assert "超过20000个字符" in page.text


def test_a_new_version_takes_the_place_of_a_released_one(world, supervisor):
    report_id = made(world)
    supervisor.post(f"/work/reports/{report_id}/release/")
    answer = supervisor.post(f"/work/reports/{report_id}/anew/")
    newer = Report.objects.get(version=2)
    assert answer["Location"] == f"/work/reports/{newer.pk}/"
    assert "已有新版本" in soup(supervisor.get(f"/work/reports/{report_id}/")).text
    assert len(soup(supervisor.get("/work/reports/?released=no")).select("#reports tbody tr")) == 1


def test_the_list_is_narrowed_to_what_a_report_is_about_its_kind_and_a_day_in_it(world, supervisor):
    made(world)
    urban = made(world, kind=ScopeKind.UNIT, path=world.units["urban"].path)
    made(world, containing(PeriodKind.WEEK, MONDAY.first))

    def listed(query: str) -> int:
        return len(soup(supervisor.get(f"/work/reports/?{query}")).select("#reports tbody tr"))

    about = soup(supervisor.get("/work/reports/")).select("select[name=about] option[value]")
    key = next(each["value"] for each in about if each.text == world.units["urban"].name)
    assert [listed(each) for each in ("", f"about={key}", "kind=week", "day=2026-03-04", "day=2020-01-01")] == [
        *(3, 1, 1, 1, 0)
    ]
    assert listed("about=unit-x&kind=x&day=x&released=x") == 3
    assert f"/work/reports/{urban}/" in supervisor.get(f"/work/reports/?about={key}").content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "yesterday"])
def test_a_list_narrowed_to_a_day_that_is_none_is_the_whole_list(world, supervisor, day):
    whole = soup(supervisor.get("/work/cases/")).select("#cases tbody tr")
    for query in (f"open_on={day}", f"happened_since={day}&happened_until={day}"):
        assert len(soup(supervisor.get(f"/work/cases/?{query}")).select("#cases tbody tr")) == len(whole)


def test_for_others_there_is_no_such_page(world):
    report_id = made(world)
    paths = ["/work/reports/", f"/work/reports/{report_id}/", f"/work/reports/{report_id}/pdf/"]
    for who in ("handler", "intake", "administrator"):
        assert [client_of(world, who).get(path).status_code for path in paths] == [404, 404, 404], who
    leader = client_of(world, "leader")
    assert [leader.get(path).status_code for path in paths] == [200, 404, 404]
    auditor = client_of(world, "auditor")
    assert [auditor.get(path).status_code for path in paths] == [200, 200, 200]
    for act in ("edit", "release", "anew"):
        assert auditor.post(f"/work/reports/{report_id}/{act}/").status_code == 404
    assert auditor.get("/work/reports/plans/new/").status_code == 404
    assert client_of(world, "supervisor").get(f"/work/reports/{report_id}/doc/").status_code == 404


def test_plans_are_set_changed_and_given_up(world, supervisor):
    assert supervisor.get("/work/reports/plans/new/").status_code == 200
    asked = {"area": "county", "unit": "", "kinds": ["day", "week"], "hour": "7", "language": "en"}
    assert supervisor.post("/work/reports/plans/new/", asked).status_code == 302
    plan = ReportPlan.objects.get()
    assert (plan.kinds, plan.hour, plan.language) == (["day", "week"], 7, "en")
    assert "日报、周报" in soup(supervisor.get("/work/reports/")).text
    page = soup(supervisor.get(f"/work/reports/plans/{plan.pk}/"))
    assert len(page.select("input[name=kinds][checked]")) == 2
    assert supervisor.post("/work/reports/plans/new/", asked | {"kinds": []}).status_code == 422
    assert client_of(world, "leader").get(f"/work/reports/plans/{plan.pk}/").status_code == 404
    supervisor.post(f"/work/reports/plans/{plan.pk}/drop/")
    assert not ReportPlan.objects.exists()


def test_the_docx_reads_as_the_page_does(world, supervisor):
    report_id = made(world, LATE)
    keeping.edit(report_id=report_id, key="overall.closed", text="一行。\n二行。", by=SYSTEM, at=NOW)
    answer = supervisor.get(f"/work/reports/{report_id}/docx/")
    assert "centre" in unquote(answer["Content-Disposition"])
    document = Document(BytesIO(answer.content))
    texts = [(each.style.name, each.text) for each in document.paragraphs]
    title = f"{world.units['centre'].name}每日工作情况"
    assert texts[:3] == [("Title", title), ("Subtitle", "（2026年4月1日 星期三）"), ("Heading 1", "一、总体情况")]
    bodies = [text for style, text in texts if style == "Body Text"]
    assert bodies[0].startswith("（一）当日未收到诉求")
    assert "（二）一行。" in bodies
    assert "二行。" in bodies
    assert any("（二）" not in text and "六、超期事项" in text for _, text in texts)
    heads = [row for table in document.tables for row in table.rows[:1]]
    assert heads
    assert all(row._tr.trPr.find(f"{NAMESPACE}tblHeader") is not None for row in heads)
    assert "编制：" in [text for _, text in texts]
    fonts = document.styles["Title"].element.rPr.rFonts.attrib
    assert fonts[f"{NAMESPACE}eastAsia"] == "方正小标宋简体"
    assert "PAGE" in document.sections[0].footer._element.xml


NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_the_pdf_holds_the_chinese_its_fonts_and_its_tables(world, supervisor):
    report_id = made(world, LATE)
    content = supervisor.get(f"/work/reports/{report_id}/pdf/").content
    assert content == supervisor.get(f"/work/reports/{report_id}/pdf/").content
    reader = PdfReader(BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages).replace(" ", "")
    assert "每日工作情况" in text
    assert "期末超期未办结的事项2件" in text
    assert "— 1 —".replace(" ", "") in text
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), font["/BaseFont"]


def test_an_english_report_is_english_in_every_form(world, supervisor):
    report_id = made(world, LATE, language="en")
    document = Document(BytesIO(supervisor.get(f"/work/reports/{report_id}/docx/").content))
    assert document.paragraphs[2].text == "1. Overall"
    pdf = PdfReader(BytesIO(supervisor.get(f"/work/reports/{report_id}/pdf/").content))
    assert "Overdue cases" in "".join(page.extract_text() for page in pdf.pages)
