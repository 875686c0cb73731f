"""The papers on a party's page: those made for it, and no others."""

import pytest

from banjie.mediation import actions
from banjie.mediation.models import DisputeDocument
from banjie.mediation.queries.sources import About
from tests.integration.cases.world import AT
from tests.integration.web.conftest import soup

pytestmark = pytest.mark.django_db


def test_a_party_takes_its_own_notices_and_nobody_elses(begun, come_in):
    world, case_id, (first, second) = begun
    by = world.acting("township")

    def made(form, **more):
        return actions.make_document(case_id, form, by=by, at=AT, **more)

    mine = made("rights_notice", about=About(party_id=first))
    theirs = made("rights_notice", about=About(party_id=second))
    everybodys = made("party_registration")
    phone = come_in(case_id, first)
    links = [each["href"] for each in soup(phone.get("/m/matter/")).select("a[href*='/document/']")]
    assert links == [f"/m/matter/document/{mine}/"]
    answer = phone.get(links[0])
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    # The register of parties names everybody's telephone.
    for document_id in (theirs, everybodys, 10**9):
        assert phone.get(f"/m/matter/document/{document_id}/").status_code == 404
    assert DisputeDocument.objects.count() == 3
