"""The pages on which somebody brings the register of their committee in."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from banjie.mediation.models import Dispute, RegisterRun, RegisterState
from banjie.mediation.register.jobs import forget_registers, work
from banjie.mediation.register.keeping import forget_due
from banjie.platform import clock
from tests.integration.mediation.register.test_bringing_registers_in import AGREED, FAILED, write
from tests.integration.mediation.world import MediationWorld, make_mediation_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mediation(transactional_db: None) -> MediationWorld:
    return make_mediation_world()


@pytest.fixture
def clerk(mediation: MediationWorld) -> Client:
    return client_of(mediation, "intake")


def client_of(mediation: MediationWorld, who: str) -> Client:
    client = Client()
    client.force_login(mediation.base.staff[who])
    return client


def uploaded(client: Client, path: Path) -> RegisterRun:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    response = client.post(reverse("mediation:registers"), {"file": file})
    assert response.status_code == 302, response.content.decode()
    return RegisterRun.objects.latest("id")


def page(client: Client, name: str, run: RegisterRun, status: int = 200) -> BeautifulSoup:
    response = client.get(reverse(f"mediation:{name}", args=[run.token]), follow=True)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def filled(soup: BeautifulSoup, **changes: str) -> dict[str, Any]:
    """What the form of columns sends as it stands, with changes."""
    sent: dict[str, Any] = {}
    form = soup.select_one("form.two-column")
    assert form is not None
    for control in form.select("input[name], select[name]"):
        name = str(control["name"])
        if control.name == "select":
            chosen = control.select_one("option[selected]")
            sent[name] = str(chosen["value"]) if chosen is not None else ""
        elif control.get("type") not in {"checkbox", "radio"} or control.has_attr("checked"):
            sent[name] = str(control.get("value", ""))
    return sent | changes


def step(client: Client, name: str, run: RegisterRun, data: dict[str, Any] | None = None) -> None:
    """Takes a step and does the job that it leaves, as a worker would."""
    response = client.post(reverse(f"mediation:{name}", args=[run.token]), data or {})
    assert response.status_code == 302, response.content.decode()
    work(run_id=run.id)
    run.refresh_from_db()


def checked(client: Client, path: Path, **changes: str) -> RegisterRun:
    run = uploaded(client, path)
    step(client, "register-columns", run, filled(page(client, "register-columns", run), **changes))
    return run


def test_a_register_goes_from_upload_to_disputes(clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write(tmp_path, AGREED, FAILED))
    assert (run.state, run.refused) == (RegisterState.EXAMINED, 0)
    soup = page(clerk, "register", run)
    shown = soup.get_text()
    assert "甲方家漏水" in shown
    assert "张和平" not in shown
    step(clerk, "register-start", run)
    assert (run.state, run.made) == (RegisterState.IMPORTED, 2)
    assert Dispute.objects.count() == 2
    assert page(clerk, "register", run).select_one(f"a[href='{reverse('mediation:disputes')}']") is not None
    listed = clerk.get(reverse("mediation:registers")).content.decode()
    assert run.name in listed


def test_what_a_word_means_is_asked_and_remembered(clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write(tmp_path, (*AGREED[:1], "扯皮", *AGREED[2:]), FAILED))
    assert run.refused == 1
    soup = page(clerk, "register", run)
    select = soup.select_one("select[name='meaning-kind-0']")
    assert select is not None
    assert {str(option["value"]) for option in select.select("option")} >= {"neighbours", "family", "(empty)"}
    step(clerk, "register-meanings", run, {"meaning-kind-0": "neighbours"})
    assert (run.state, run.refused) == (RegisterState.EXAMINED, 0)
    assert run.mapping["values"] == {"kind": {"扯皮": "neighbours"}}


def test_rows_at_fault_are_given_back_as_a_sheet(clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write(tmp_path, AGREED, (*FAILED[:4], "昨天", *FAILED[5:])))
    assert run.refused == 1
    response = clerk.get(reverse("mediation:register-report", args=[run.token]))
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows(values_only=True))  # type: ignore[attr-defined]
    assert len(rows) == 2
    assert rows[1][2] == FAILED[2]
    # With a row at fault nothing comes in, whoever asks.
    step(clerk, "register-start", run)
    assert (run.state, Dispute.objects.count()) == (RegisterState.EXAMINED, 0)


def test_a_mapping_that_does_not_hold_is_told_on_the_page(clerk: Client, tmp_path: Path) -> None:
    run = uploaded(clerk, write(tmp_path, AGREED))
    sent = filled(page(clerk, "register-columns", run))
    outcome = next(name for name, value in sent.items() if value == "outcome")
    response = clerk.post(reverse("mediation:register-columns", args=[run.token]), sent | {outcome: ""})
    assert response.status_code == 422
    response = clerk.post(reverse("mediation:register-columns", args=[run.token]), sent | {"source": "Not A Source"})
    assert response.status_code == 422


def test_a_file_that_is_no_table_is_told_at_its_field(clerk: Client, tmp_path: Path) -> None:
    file = SimpleUploadedFile("登记簿.xlsx", b"")
    assert clerk.post(reverse("mediation:registers"), {"file": file}).status_code == 422


def test_a_register_is_its_starters_alone(mediation: MediationWorld, clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write(tmp_path, AGREED))
    for who in ("dispatcher", "supervisor"):
        other = client_of(mediation, who)
        for name in ("register", "register-columns", "register-report", "register-progress"):
            assert other.get(reverse(f"mediation:{name}", args=[run.token])).status_code == 404
        assert other.post(reverse("mediation:register-start", args=[run.token])).status_code == 404
    assert Client().get(reverse("mediation:register", args=[run.token])).status_code == 302


def test_the_file_is_erased_on_request_and_on_schedule(clerk: Client, tmp_path: Path) -> None:
    run = checked(clerk, write(tmp_path, AGREED))
    step(clerk, "register-forget", run)
    assert run.file == ""
    assert "first" not in run.found
    assert page(clerk, "register", run).select_one("form[action$='file-removal/']") is None
    waiting = uploaded(clerk, write(tmp_path, FAILED))
    forget_registers()
    waiting.refresh_from_db()
    assert waiting.file
    from datetime import timedelta

    assert forget_due(at=clock.now() + timedelta(days=8)) == 1


def test_a_file_that_is_gone_is_told(clerk: Client, tmp_path: Path) -> None:
    run = uploaded(clerk, write(tmp_path, AGREED))
    RegisterRun.objects.filter(id=run.id).update(file="imports/nowhere", state=RegisterState.EXAMINING)
    work(run_id=run.id)
    run.refresh_from_db()
    assert (run.state, run.failure) == (RegisterState.FAILED, "file_gone")
    assert page(clerk, "register", run).select_one(".callout") is not None
