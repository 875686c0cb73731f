"""Figures counted over disputes that came in, by those who may count them."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from banjie.mediation.figures import Filters, Period, counted, period_of
from banjie.mediation.models import Dispute
from banjie.organisations.permissions import Viewer
from tests.integration.mediation.register.test_bringing_registers_in import AGREED, COMMITTEE, FAILED, bring, write
from tests.integration.mediation.world import MediationWorld, make_mediation_world

pytestmark = pytest.mark.django_db(transaction=True)

QUERIES = 1


@pytest.fixture
def mediation(transactional_db: None) -> MediationWorld:
    return make_mediation_world()


def period(key: str = "2024-11") -> Period:
    found = period_of(key)
    assert found is not None
    return found


def viewer_of(mediation: MediationWorld, who: str) -> Viewer:
    found = mediation.acting(who).viewer
    assert found is not None
    return found


def rows(count: int, **changes: Any) -> list[tuple[Any, ...]]:
    names = ("编号", "类型", "当事人", "简况", "受理", "结案", "结果", "金额", "组织", "调解员")
    made = []
    for number in range(1, count + 1):
        row = dict(zip(names, AGREED, strict=True)) | {"编号": str(number)} | changes
        made.append(tuple(row[name] for name in names))
    return made


def _of_disputes(queries: CaptureQueriesContext) -> list[str]:
    """The statements that count; whether what is held in memory is still right is asked once a second."""
    return [query["sql"] for query in queries.captured_queries if "dispute" in query["sql"]]


def client_of(mediation: MediationWorld, who: str) -> Client:
    client = Client()
    client.force_login(mediation.people.get(who) or mediation.base.staff[who])
    return client


def test_counts_of_a_month(mediation: MediationWorld, tmp_path: Path) -> None:
    oral = ("3", "邻里", "赵六与钱七", "", "2024/10/20", "2024/11/5", "达成口头协议", "500元", COMMITTEE, "")
    bring(write(tmp_path, AGREED, FAILED, oral))
    total = counted(viewer_of(mediation, "supervisor"), period()).total()
    assert (total.received, total.ended, total.agreed, total.without) == (2, 3, 2, 1)
    assert (total.written, total.oral, total.kept) == (1, 1, 1)
    assert str(total.amount) == "35500.00"
    assert (total.days, total.within_a_month) == (9 + 28 + 16, 3)
    assert (total.application, total.entrusted) == (3, 0)
    october = counted(viewer_of(mediation, "supervisor"), period("2024-10")).total()
    assert (october.received, october.ended) == (1, 0)
    assert counted(viewer_of(mediation, "supervisor"), period("2024-Q4")).total().received == 3


def test_counts_by_type_rung_and_track(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, AGREED, FAILED))
    counts = counted(viewer_of(mediation, "supervisor"), period())
    assert counts.by_column()["neighbours"].agreed == 1
    assert counts.by_column()["labour"].without == 1
    assert [(rung.track, rung.key, rung.stays, rung.agreed) for rung in counts.rungs] == [("people", "township", 2, 1)]
    assert counted(viewer_of(mediation, "supervisor"), period(), Filters(track="judicial")).total().ended == 0
    path = mediation.committees["village"].path
    assert counted(viewer_of(mediation, "supervisor"), period(), Filters(unit_path=path)).total().ended == 0


def test_what_came_up_again_counts_with_the_old_agreement(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, AGREED, FAILED))
    old, new = Dispute.objects.order_by("case_id")
    Dispute.objects.filter(case_id=new.case_id).update(earlier=old)
    total = counted(viewer_of(mediation, "supervisor"), period()).total()
    assert (total.relapsed, total.relapse_rate.value) == (1, 1.0)


def test_nobody_counts_what_is_not_theirs(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, AGREED))
    assert counted(viewer_of(mediation, "township_head"), period()).total().ended == 1
    assert counted(viewer_of(mediation, "village_head"), period()).total().ended == 0
    assert counted(viewer_of(mediation, "village"), period()).total().ended == 0
    assert client_of(mediation, "village").get(reverse("mediation:figures")).status_code == 404
    assert client_of(mediation, "intake").get(reverse("mediation:figures-form")).status_code in {200, 404}


def test_many_disputes_are_counted_by_as_many_statements(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, *rows(3)))
    viewer = viewer_of(mediation, "supervisor")
    counted(viewer, period())
    with CaptureQueriesContext(connection) as few:
        counted(viewer, period())
    bring(write(tmp_path, *rows(60), name="2024年全.xlsx"))
    with CaptureQueriesContext(connection) as many:
        assert counted(viewer, period()).total().ended == 60
    assert len(_of_disputes(few)) == len(_of_disputes(many)) == QUERIES


def test_the_page_shows_what_each_rate_is_made_of(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, AGREED, FAILED))
    response = client_of(mediation, "supervisor").get(reverse("mediation:figures"), {"period": "2024-11"})
    assert response.status_code == 200
    text = BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)
    assert "50.0%" in text
    client = client_of(mediation, "supervisor")
    assert client.get(reverse("mediation:figures"), {"period": "2024-99"}).status_code == 404
    assert client.get(reverse("mediation:figures")).status_code == 200


def test_the_form_is_a_workbook_in_the_customary_layout(mediation: MediationWorld, tmp_path: Path) -> None:
    bring(write(tmp_path, AGREED, FAILED))
    response = client_of(mediation, "supervisor").get(reverse("mediation:figures-form"), {"period": "2024-11"})
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    assert len(book.worksheets) == 3
    lines = [list(line) for line in book.worksheets[0].iter_rows(values_only=True)]
    total = lines[-2]
    assert total[2:6] == [2, 2, 1, "50.0%"]
    assert total[7] == 3.5
    assert len(lines) == 3 + 15 + 1 + 1


def test_small_numbers_are_not_published(mediation: MediationWorld, tmp_path: Path) -> None:
    many = rows(20)
    few = [("x" + row[0], "医疗", *row[2:]) for row in rows(2)]
    bring(write(tmp_path, *many, *few, ("99", *FAILED[1:])))
    client = client_of(mediation, "supervisor")
    assert client.get(reverse("mediation:figures-public"), {"period": "2024-11"}).status_code == 404
    response = client.get(reverse("mediation:figures-public"), {"period": "2024"})
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    cells = [cell for page in book.worksheets for line in page.iter_rows(min_row=4, values_only=True) for cell in line]
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    assert "＊" in cells
    assert not [number for number in numbers if 0 < number < 5]
