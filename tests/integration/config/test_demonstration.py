"""The demo's disputes, loaded: every state of mediation and of what goes on inside of it is there to be seen."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from banjie.cases.models import Case
from banjie.config import demonstration
from banjie.core.workflow import newest
from banjie.knowledge.models import Article, Version
from banjie.mediation import models
from banjie.mediation.processes import process
from banjie.platform import clock

DEMO = Path(__file__).parents[3] / "demo"


@pytest.fixture
def loaded(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo with its disputes alone, all else left out for the sake of time."""
    folder = tmp_path / "demo"
    for name in demonstration.DISTRICTS:
        shutil.copytree(DEMO / name, folder / name)
        cases = json.loads((folder / name / "cases.json").read_text("utf-8"))
        disputes = [case for case in cases if case["kind"] == "dispute"]
        (folder / name / "cases.json").write_text(json.dumps(disputes), "utf-8")
    (folder / "qinghe" / "public.toml").write_text("", "utf-8")
    monkeypatch.setattr(demonstration.staging, "plan_reports", lambda at: None)
    for _ in demonstration.load(folder, at=clock.now()):
        pass


def test_every_state_of_mediation_and_of_its_parts_is_shown(loaded: None) -> None:
    cases = Counter(Case.objects.filter(kind="dispute").values_list("state", flat=True))
    assert set(newest("mediation").states) == set(cases)
    assert sum(cases.values()) == 64
    shown = {
        "session": models.Session.objects.for_upkeep().values_list("state", flat=True),
        "agreement": models.Agreement.objects.values_list("state", flat=True),
        "confirmation": models.Confirmation.objects.values_list("state", flat=True),
        "obligation": models.Keeping.objects.values_list("state", flat=True),
        "round": models.Round.objects.values_list("state", flat=True),
    }
    for key, states in shown.items():
        untouched = {process(key).start} if key == "obligation" else set()
        assert set(process(key).states) <= set(states) | untouched, key
    assert models.Offer.objects.values("standing").distinct().count() == len(models.OfferStanding.values)
    assert models.Point.objects.values("standing").distinct().count() == len(models.PointStanding.values)
    _sides_and_their_people()
    _relapse_is_linked()
    _questions_are_answered()


def _sides_and_their_people() -> None:
    roles = set(models.Companion.objects.values_list("role", flat=True))
    assert {"elected", "guardian", "interpreter", "lawyer", "representative"} <= roles
    tracks = set(models.Dispute.objects.values_list("track", flat=True))
    assert tracks == set(models.Track.values)
    left = set(models.Seat.objects.exclude(why_left="").values_list("why_left", flat=True))
    assert {"objected", "recused", "rung_left"} <= left
    endings = set(models.Dispute.objects.exclude(ending="").values_list("ending", flat=True))
    assert {"absent", "agreed", "consent_withdrawn", "no_agreement", "refused"} <= endings


def _relapse_is_linked() -> None:
    again = models.Dispute.objects.filter(earlier__isnull=False).get()
    visit = models.FollowUp.objects.get(finding="relapse")
    assert visit.relapse_id == again.case_id
    assert visit.agreement.dispute_id == again.earlier_id


def _questions_are_answered() -> None:
    standing = Counter((live is not None, draft) for live, draft in Article.objects.values_list("live", "standing"))
    assert standing == {(True, ""): 50, (False, "proposed"): 1}
    answers = "".join(Version.objects.values_list("answer", flat=True))
    assert "0000-8000037" in answers
    assert "{" not in answers
    told = Case.objects.filter(kind="enquiry", state="closed", timeline__command="answer_at_once")
    assert told.count() == 3
