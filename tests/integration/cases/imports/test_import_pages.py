"""The pages on which a clerk brings a department's file in."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from banjie.cases.imports import mappings
from banjie.cases.imports.jobs import work
from banjie.cases.models import Case, ImportFault, ImportRun, RunState
from banjie.catalogue import queries as catalogue
from tests.integration.cases.imports.files import row, write_csv
from tests.integration.cases.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def clerk(world: World) -> Client:
    client = Client()
    client.force_login(world.staff["intake"])
    return client


def upload(client: Client, path: Path) -> Any:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("imports:overview"), {"file": file})


def uploaded(client: Client, path: Path) -> ImportRun:
    response = upload(client, path)
    assert response.status_code == 302, response.content.decode()
    return ImportRun.objects.latest("id")


def page(client: Client, name: str, run: ImportRun, status: int = 200) -> BeautifulSoup:
    response = client.get(reverse(f"imports:{name}", args=[run.token]), follow=True)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def filled(soup: BeautifulSoup, **changes: str) -> dict[str, str]:
    """What the form of columns sends as it stands, with changes."""
    sent: dict[str, str] = {}
    form = soup.select_one("form.two-column")
    assert form is not None
    for control in form.select("input[name], select[name]"):
        name = str(control["name"])
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            sent[name] = str(chosen["value"]) if chosen is not None else ""
        elif control.get("type") not in {"checkbox", "radio"} or control.has_attr("checked"):
            sent[name] = str(control.get("value", ""))
    return sent | changes


def step(client: Client, name: str, run: ImportRun, data: dict[str, str] | None = None) -> None:
    """Takes a step and does the job that it leaves, as a worker would."""
    response = client.post(reverse(f"imports:{name}", args=[run.token]), data or {})
    assert response.status_code == 302, response.content.decode()
    work(run_id=run.id)
    run.refresh_from_db()


def checked(client: Client, path: Path, **changes: str) -> ImportRun:
    run = uploaded(client, path)
    step(client, "columns", run, filled(page(client, "columns", run), **changes))
    return run


def test_a_file_goes_from_upload_to_cases(clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write_csv(tmp_path / "二月.csv", [row(1), row(2)]))
    assert run.state == RunState.EXAMINED
    text = page(clerk, "run", run).get_text(" ")
    assert "路灯不亮 1" in text
    assert Case.objects.count() == 0
    step(clerk, "start", run)
    assert (run.state, run.made) == (RunState.IMPORTED, 2)
    assert Case.objects.count() == 2
    assert run.token in clerk.get(reverse("imports:overview")).content.decode()


def test_whoever_may_import_is_led_there_from_every_page(clerk: Client, world: World) -> None:
    rail = BeautifulSoup(clerk.get("/work/cases/").content, "html.parser")
    assert rail.select_one(f"a.rail-link[href='{reverse('imports:overview')}']") is not None
    clerk.force_login(world.staff["handler"])
    rail = BeautifulSoup(clerk.get("/work/cases/").content, "html.parser")
    assert rail.select_one(f"a.rail-link[href='{reverse('imports:overview')}']") is None


def test_the_mapping_is_remembered_for_the_next_file(clerk: Client, tmp_path: Path) -> None:
    step(
        clerk, "start", checked(clerk, write_csv(tmp_path / "a.csv", [row(1)]), name="城管局登记表", source="chengguan")
    )
    next_one = uploaded(clerk, write_csv(tmp_path / "b.csv", [row(2)]))
    assert (next_one.found["basis"], next_one.source) == ("remembered", "chengguan")


def test_a_mapping_sent_back_unchanged_is_what_it_was(clerk: Client, tmp_path: Path) -> None:
    shipped = next(content for content in mappings.shipped() if content.source == "nyc-311")
    cells = ["x"] * len(shipped.headers)
    run = uploaded(clerk, write_csv(tmp_path / "nyc.csv", [cells], headers=shipped.headers))
    step(clerk, "columns", run, filled(page(clerk, "columns", run)))
    sent, before = mappings.read(json.dumps(run.mapping)), shipped
    assert set(sent.extras) == set(before.extras)
    assert sent.model_copy(update={"extras": before.extras}) == before


def test_a_column_is_given_another_meaning(clerk: Client, tmp_path: Path) -> None:
    run = uploaded(clerk, write_csv(tmp_path / "a.csv", [row(1)]))
    soup = page(clerk, "columns", run)
    step(clerk, "columns", run, filled(soup, use_1="place_text", use_3="keep", template_title="{标题} {编号}"))
    fields = run.mapping["fields"]  # type: ignore[index]
    assert fields["place_text"]["columns"] == ["标题"]
    assert fields["title"]["template"] == "{标题} {编号}"
    assert run.mapping["extras"] == ["类别"]  # type: ignore[index]


def test_a_mapping_that_does_not_hold_is_told_and_keeps_what_was_chosen(clerk: Client, tmp_path: Path) -> None:
    run = uploaded(clerk, write_csv(tmp_path / "a.csv", [row(1)]))
    data = filled(page(clerk, "columns", run), use_8="", time_zone="Asia/Nowhere", name="二月")
    response = clerk.post(reverse("imports:columns", args=[run.token]), data)
    assert response.status_code == 422
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one(".error-summary") is not None
    assert soup.select_one("#id_name")["value"] == "二月"  # type: ignore[index]


def test_words_without_meaning_are_asked_and_remembered(clerk: Client, world: World, tmp_path: Path) -> None:
    rows = [row(1, 类别="飞碟"), row(2, 类别="飞碟"), row(3, 类别="测试单")]
    run = checked(clerk, write_csv(tmp_path / "a.csv", rows))
    soup = page(clerk, "run", run)
    asked = {label.get_text(): str(label["for"]) for label in soup.select("label[for^=meaning-category]")}
    assert set(asked) == {"飞碟", "测试单"}
    step(clerk, "meanings", run, {asked["飞碟"]: world.category, asked["测试单"]: "(leave_out)"})
    assert (run.state, run.refused, run.left_out, run.found["ready"]) == (RunState.EXAMINED, 0, 1, 2)
    step(clerk, "start", run)
    assert set(Case.objects.values_list("category__code", flat=True)) == {world.category}


def test_what_the_columns_are_can_be_changed_after_the_check(clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write_csv(tmp_path / "a.csv", [row(1)]))
    step(clerk, "columns", run, filled(page(clerk, "columns", run), use_3=""))
    assert run.state == RunState.EXAMINED
    assert "category" not in run.mapping["fields"]  # type: ignore[index]


def test_a_word_with_one_likely_meaning_has_it_proposed(clerk: Client, world: World, tmp_path: Path) -> None:
    name = catalogue.current().category(world.category).name
    run = checked(clerk, write_csv(tmp_path / "a.csv", [row(1, 类别=f"{name}（旧）")]))
    soup = page(clerk, "run", run)
    assert soup.select_one("input[name=meaning-category-0]")["value"] == world.category  # type: ignore[index]
    assert run.refused == 1


def test_a_meaning_may_be_typed_without_script(clerk: Client, world: World, tmp_path: Path) -> None:
    name = catalogue.current().category(world.category).name
    run = checked(clerk, write_csv(tmp_path / "a.csv", [row(1, 类别="飞碟")]))
    step(clerk, "meanings", run, {"meaning-category-0_text": name})
    assert (run.refused, run.found["ready"]) == (0, 1)


def test_faulty_rows_can_be_had_back_and_the_others_brought_in(clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write_csv(tmp_path / "a.csv", [row(1), row(2, 经度="30.5", 纬度="110.5"), row(3)]))
    assert run.refused == 1
    response = clerk.get(reverse("imports:report", args=[run.token]))
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert sheet.cell(2, 1).value == "G-2"
    step(clerk, "start", run)
    assert (run.state, Case.objects.count()) == (RunState.REFUSED, 0)
    step(clerk, "start", run, {"skip": "1"})
    assert (run.state, run.made, Case.objects.count()) == (RunState.IMPORTED, 2, 2)


def test_progress_is_told_without_loading_the_page_and_ends_with_it(clerk: Client, tmp_path: Path) -> None:
    run = uploaded(clerk, write_csv(tmp_path / "a.csv", [row(1)]))
    url = reverse("imports:columns", args=[run.token])
    clerk.post(url, filled(page(clerk, "columns", run)))
    progress = reverse("imports:progress", args=[run.token])
    under_way = clerk.get(progress, headers={"hx-request": "true"})
    assert 'hx-trigger="every 1s"' in under_way.content.decode()
    assert "HX-Refresh" not in under_way
    assert BeautifulSoup(clerk.get(reverse("imports:run", args=[run.token])).content, "html.parser").progress
    work(run_id=run.id)
    assert clerk.get(progress)["HX-Refresh"] == "true"


def test_an_import_can_be_cancelled_before_it_begins(clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write_csv(tmp_path / "a.csv", [row(1)]))
    clerk.post(reverse("imports:start", args=[run.token]))
    clerk.post(reverse("imports:cancel", args=[run.token]))
    work(run_id=run.id)
    run.refresh_from_db()
    assert (run.state, Case.objects.count()) == (RunState.CANCELLED, 0)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html></html>"])
def test_a_file_that_is_no_table_is_told_at_its_field(clerk: Client, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    response = upload(clerk, tmp_path / "a.xlsx")
    assert response.status_code == 422
    assert BeautifulSoup(response.content, "html.parser").select_one(".field-invalid") is not None
    assert ImportRun.objects.count() == 0


def test_another_sheet_of_a_workbook_is_turned_to(clerk: Client, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["标题"])
    other = book.create_sheet("二月")
    other.append(["标题", "内容"])
    other.append(["路灯", "不亮"])
    book.save(tmp_path / "a.xlsx")
    run = uploaded(clerk, tmp_path / "a.xlsx")
    clerk.post(reverse("imports:sheet", args=[run.token]), {"sheet": "二月"})
    run.refresh_from_db()
    assert run.found["headers"] == ["标题", "内容"]


def test_nobody_sees_an_import_of_another(clerk: Client, world: World, tmp_path: Path) -> None:
    run = checked(clerk, write_csv(tmp_path / "a.csv", [row(1)]))
    other = Client()
    other.force_login(world.staff["administrator"])
    for name in ("run", "progress", "columns", "report"):
        assert other.get(reverse(f"imports:{name}", args=[run.token])).status_code == 404
    for name in ("start", "cancel", "forget", "meanings", "set-up", "sheet"):
        assert other.post(reverse(f"imports:{name}", args=[run.token])).status_code == 404


def test_who_may_not_import_finds_no_such_page(world: World, tmp_path: Path) -> None:
    handler = Client()
    handler.force_login(world.staff["handler"])
    assert handler.get(reverse("imports:overview")).status_code == 404
    assert handler.get(reverse("imports:mappings")).status_code == 404
    assert upload(handler, write_csv(tmp_path / "a.csv", [row(1)])).status_code == 404


def test_nobody_reads_files_of_the_machine_through_the_name_of_a_mapping(clerk: Client, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text(mappings.write(mappings.shipped()[0]))
    assert clerk.get(reverse("imports:mapping-export"), {"name": str(secret)}).status_code == 404


def test_a_mapping_is_taken_out_brought_in_and_forgotten(clerk: Client) -> None:
    name = mappings.shipped()[0].name
    exported = clerk.get(reverse("imports:mapping-export"), {"name": name})
    assert exported["Content-Disposition"].startswith("attachment")
    changed = exported.content.replace(name.encode(), b"My own")
    clerk.post(reverse("imports:mappings"), {"file": SimpleUploadedFile("m.json", changed)})
    assert [content.name for content in mappings.saved()] == ["My own"]
    clerk.post(reverse("imports:mapping-removal"), {"name": "My own"})
    assert mappings.saved() == []


def test_a_file_is_erased_on_request_and_its_cases_stay(clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write_csv(tmp_path / "a.csv", [row(1), row(2, 受理时间="")]))
    step(clerk, "start", run, {"skip": "1"})
    step(clerk, "forget", run)
    assert (run.file, ImportFault.objects.count(), Case.objects.count()) == ("", 0, 1)
    assert "samples" not in run.found
    assert clerk.get(reverse("imports:report", args=[run.token])).status_code == 404


def test_setting_up_is_for_those_who_may(clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write_csv(tmp_path / "a.csv", [row(1)]))
    assert clerk.post(reverse("imports:set-up", args=[run.token])).status_code == 404
