"""Reports written from the command line."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from banjie.analytics.models import Report
from banjie.config import reports
from banjie.platform import clock
from tests.integration.cases.test_closed_loop import walked_to_closed
from tests.integration.cases.world import AT, World, make_world


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=1))
    return make_world()


def written(**changes):
    asked = {"area": "county", "unit": "", "day": None, "kind": "day", "form": "pdf", "language": "zh-hans"}
    return reports.written(**asked | changes)


def test_yesterday_is_written_and_kept(world):
    walked_to_closed(world)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(written())).pages).replace(" ", "")
    assert "当日收到诉求1件" in text
    assert Report.objects.get().first == date(2026, 3, 2)
    assert written(form="docx").startswith(b"PK")
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"area": "nowhere"}, "no area nowhere"),
        ({"area": "", "unit": "nobody"}, "no unit nobody"),
        ({"day": date(2026, 3, 3)}, "not over"),
        ({"kind": "month"}, "not over"),
        ({"day": date.max}, "outside the years"),
        ({"day": date.min}, "outside the years"),
    ],
)
def test_what_cannot_be_written_says_why(world, asked, problem):
    with pytest.raises(reports.CannotReport, match=problem):
        written(**asked)
