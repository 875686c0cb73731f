"""Danger and what may not be mediated, told where somebody hands a matter in and where somebody takes it in."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from banjie.cases import actions as cases
from banjie.cases.acting import AS_REPORTER
from banjie.cases.intake.draft import Submission, Through
from banjie.cases.models import Case
from tests.integration.cases.world import AT, POINT_WEST
from tests.integration.mediation.world import MediationWorld

pytestmark = pytest.mark.django_db


def handed_in(mediation: MediationWorld, body: str, kind: str = "dispute") -> Case:
    submission = Submission(
        body=body,
        kind=kind,  # type: ignore[arg-type]
        category=mediation.base.category,
        longitude=POINT_WEST[0],
        latitude=POINT_WEST[1],
    )
    made = cases.submit(submission, channel="web", by=AS_REPORTER, at=AT, through=Through.RECEIVED)
    return Case.objects.get(id=made.case_id)


def receipt(case: Case) -> BeautifulSoup:
    response = Client().get(reverse("resident:sent", args=[case.tracking_code]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def calls(soup: BeautifulSoup) -> set[str]:
    return {str(link["href"]) for link in soup.select("a[href^='tel:']")}


def test_a_danger_is_answered_with_the_number_and_the_matter_is_in(mediation: MediationWorld) -> None:
    case = handed_in(mediation, "老公喝醉了又打我，我不敢回家")
    assert case.is_open
    assert {"tel:110", "tel:12338"} <= calls(receipt(case))


def test_what_may_not_be_mediated_is_told_to_whoever_quarrels(mediation: MediationWorld) -> None:
    assert "tel:12368" in calls(receipt(handed_in(mediation, "法院已经判决，他不执行")))
    assert calls(receipt(handed_in(mediation, "法院已经判决，他不执行", kind="enquiry"))) == set()
    assert calls(receipt(handed_in(mediation, "楼上漏水，泡坏了我家天花板"))) == set()


def test_whoever_takes_it_in_sees_the_words_that_say_so(mediation: MediationWorld) -> None:
    case = handed_in(mediation, "以前他威胁过我。楼上漏水，邻居不赔")
    client = Client()
    client.force_login(mediation.base.staff["dispatcher"])
    soup = BeautifulSoup(client.get(reverse("mediation:dispute", args=[case.id])).content, "html.parser")
    assert [quote.get_text() for quote in soup.select("q")] == ["威胁"]
    assert "tel:110" in calls(soup)
