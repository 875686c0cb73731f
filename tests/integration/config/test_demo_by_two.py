"""The demo loaded by two processes: whole or not at all, whatever happens to either."""

import json
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from banjie.cases.models import Case
from banjie.config import demonstration, local_secrets
from banjie.mediation.models import Dispute
from banjie.platform import clock

pytestmark = pytest.mark.django_db(transaction=True)

DEMO = Path(__file__).parents[3] / "demo"
MATTERS = 3


@pytest.fixture(autouse=True)
def _the_second_process_finds_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    here = connection.settings_dict
    monkeypatch.setenv("DATABASE_URL", f"postgresql://{here['USER']}@{quote(here['HOST'], safe='')}/{here['NAME']}")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
    for name, value in local_secrets.read_or_make(settings.DATA).items():
        monkeypatch.setenv(name, value)
    demonstration.forget()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The town with its disputes and a few matters; the county without any, as its units are wanted only."""
    made = tmp_path / "demo"
    for district in demonstration.DISTRICTS:
        shutil.copytree(DEMO / district, made / district)
    cases = json.loads((DEMO / "milbrook" / "cases.json").read_text("utf-8"))
    matters = [case for case in cases if case["kind"] != "dispute"][:MATTERS]
    disputes = [case for case in cases if case["kind"] == "dispute"]
    (made / "milbrook" / "cases.json").write_text(json.dumps(matters + disputes), "utf-8")
    for table in ("places.csv", "duty.csv", "replies.csv"):
        rows = (made / "qinghe" / table).read_text("utf-8-sig").splitlines()
        (made / "qinghe" / table).write_text("\n".join(rows[:2]), "utf-8")
    empty = (("cases.json", "[]"), ("disputes.toml", "dispute = []"), ("rounds.toml", ""), ("public.toml", ""))
    for name, content in (*empty, ("articles.toml", "article = []")):
        (made / "qinghe" / name).write_text(content, "utf-8")
    return made


def test_both_halves_are_there_in_the_end(folder: Path) -> None:
    told = list(demonstration.load_by_two(folder, at=clock.now()))
    assert told[-1][0] == told[-1][1] > MATTERS
    assert Case.objects.exclude(kind="dispute").count() == MATTERS
    assert Case.objects.filter(kind="dispute").count() == Dispute.objects.count() > 0
    assert demonstration.what_was_left() is demonstration.Left.NOTHING


def test_a_fault_in_the_second_half_keeps_nothing_of_the_first(folder: Path) -> None:
    file = folder / "milbrook" / "disputes.toml"
    file.write_text(file.read_text("utf-8").replace('by = "mb_mediate"', 'by = "nobody_at_all"'), "utf-8")
    with pytest.raises(demonstration.NotLoaded, match="nobody_at_all"):
        list(demonstration.load_by_two(folder, at=clock.now()))
    assert not Case.objects.exists()
    assert demonstration.what_was_left() is demonstration.Left.PART


def test_what_is_broken_off_is_given_up_by_both(folder: Path) -> None:
    loading = demonstration.load_by_two(folder, at=clock.now())
    next(loading)
    assert demonstration.what_was_left() is demonstration.Left.UNDER_WAY
    with pytest.raises(demonstration.BeingLoaded):
        next(demonstration.load_by_two(folder, at=clock.now()))
    loading.close()
    assert not Case.objects.exists()
    assert demonstration.what_was_left() is demonstration.Left.PART


def test_its_marks_lie_with_the_data() -> None:
    assert demonstration.what_was_left() is demonstration.Left.NOTHING
    assert list(Path(settings.DATA).glob("demo-loading*"))
