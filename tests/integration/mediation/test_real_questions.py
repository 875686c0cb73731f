"""Real questions to lawyers come in as enquiries; those that are quarrels become disputes of the right type.

Runs on ../shared/data/legal_zh/consultation_topics.json (LawBench 2-4, Apache-2.0), which is not part of the
repository; skipped where it is absent.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from banjie.cases import actions as cases
from banjie.cases import integrity
from banjie.cases.intake.draft import Draft, Through
from banjie.cases.models import Case
from banjie.mediation.actions import turn_into_dispute
from banjie.mediation.advising import advise
from banjie.mediation.models import Dispute
from tests.integration.cases.world import AT
from tests.integration.mediation.world import MediationWorld, make_mediation_world

QUESTIONS = Path(__file__).resolve().parents[4] / "shared" / "data" / "legal_zh" / "consultation_topics.json"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not QUESTIONS.exists(), reason=f"There is no {QUESTIONS}."),
]

# By what the labels of the data say: only types that mean the same in both.
SAME = {
    "婚姻家庭": {"family"},
    "劳动纠纷": {"labour", "wages"},
    "交通事故": {"traffic"},
    "抵押担保": {"lending", "finance"},
    "债权债务": {"lending"},
}


@pytest.fixture
def mediation(transactional_db: None) -> MediationWorld:
    return make_mediation_world()


def test_questions_come_in_and_quarrels_become_disputes(mediation: MediationWorld) -> None:
    rows = json.loads(QUESTIONS.read_text("utf-8"))
    assert len(rows) == 500
    by = mediation.acting("dispatcher")
    drafts = [
        Draft(
            "",
            row["question"].strip(),
            "web",
            AT,
            "enquiry",
            mediation.base.category,
            submission_key=f"question:{number}",
            imported={"source": "questions"},
            through=Through.ACCEPTED,
        )
        for number, row in enumerate(rows)
    ]
    made = cases.submit_many(drafts, by=by, at=AT)
    assert made.problems == ()
    assert Case.objects.filter(kind="enquiry").count() == 500

    topics: Counter[tuple[str, bool]] = Counter()
    turned = 0
    for index, one in made.submitted.items():
        advice = advise(rows[index]["question"])
        if not advice.fits_mediation:
            continue
        code = advice.proposal.code
        assert code is not None
        turn_into_dispute(one.case_id, kind=code, by=by, at=AT)
        turned += 1
        if (expected := SAME.get(rows[index]["answer"])) is not None:
            topics[rows[index]["answer"], code in expected] += 1

    # About a quarter of the questions are quarrels; nothing of the others was dropped.
    assert 60 <= turned <= 250
    assert Case.objects.count() == 500
    assert Dispute.objects.count() == turned == Case.objects.filter(kind="dispute").count()
    right = sum(count for (_, same), count in topics.items() if same)
    assert right >= 0.75 * topics.total()
    assert not [found for found in integrity.verify() if not isinstance(found, int)]
