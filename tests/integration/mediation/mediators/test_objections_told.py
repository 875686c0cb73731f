"""Whoever rules on an objection hears of it: that there is one, and never what the party said."""

import pytest
from django.core import mail as outbox_of
from django.urls import reverse

from banjie.cases.models import Notice, TimelineEntry
from banjie.mediation import actions, party_actions
from banjie.mediation.models import Objection, Seat
from banjie.platform import clock, jobs
from tests.integration.cases.world import AT
from tests.integration.mediation.access.coming_in import opened
from tests.integration.mediation.mediators.test_seats import enter
from tests.integration.mediation.world import add_parties, make_begun, make_claimed, seat_alone
from tests.integration.organisations.factories import make_staff

WORDS = "与对方是表兄弟"


@pytest.fixture(autouse=True)
def _at_work(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(jobs, "later", lambda wanted, *, at=None, once=None, **arguments: wanted(**arguments))


def told(case_id):
    """Who was told of an objection, by username, and as whom."""
    found = TimelineEntry.objects.filter(case_id=case_id, command="object").values_list("sequence", flat=True)
    notices = Notice.objects.filter(case_id=case_id, entry__in=list(found)).select_related("staff")
    return {(each.staff.username, each.asked, each.stands_in) for each in notices}


def object_to(mediation, case_id, seat, party, by="township"):
    return actions.object_to(case_id, seat, party_id=party, reason=WORDS, by=mediation.acting(by), at=AT)


def test_the_head_of_the_committee_is_told_when_a_mediator_puts_an_objection_on_record(mediation):
    case_id = make_claimed(mediation)
    first, _ = add_parties(mediation, case_id)
    object_to(mediation, case_id, seat_alone(mediation, case_id, "township"), first)
    assert told(case_id) == {("head_township", "ruler", False)}


def test_and_when_a_party_objects_on_its_own_page(mediation):
    case_id, (first, _) = make_begun(mediation)
    _token, session = opened(mediation, case_id, first)
    seat = Seat.objects.get(dispute_id=case_id)
    party_actions.object_to_mediator(session, seat.id, reason=WORDS, at=AT)
    assert told(case_id) == {("head_township", "ruler", False)}


def test_what_the_party_said_stands_neither_on_the_timeline_nor_in_the_notice(mediation, client, settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    case_id, (first, _) = make_begun(mediation)
    head = mediation.people["township_head"]
    type(head).objects.filter(pk=head.pk).update(email="head@unit.test")
    seat = Seat.objects.get(dispute_id=case_id)
    object_to(mediation, case_id, seat.id, first)
    entry = TimelineEntry.objects.get(case_id=case_id, command="object")
    assert entry.data == {"about": mediation.people["township"].id}
    assert not entry.resident_sees
    client.force_login(head)
    seen = client.get(reverse("workbench:notices")).content.decode()
    assert "当事人申请调解员回避" in seen
    assert WORDS not in seen
    assert "张三" not in seen
    (letter,) = outbox_of.outbox
    assert letter.to == ["head@unit.test"]
    assert WORDS not in letter.body
    assert "张三" not in letter.body
    notice = Notice.objects.get(case_id=case_id, staff=head)
    answer = client.get(reverse("workbench:notice", args=[notice.id]))
    assert answer["Location"] == reverse("mediation:seats", args=[case_id])
    ruling = reverse("mediation:rule-on-objection", args=[case_id, Objection.objects.get().id])
    assert ruling in client.get(answer["Location"]).content.decode()


def test_a_head_who_sits_does_not_rule_on_the_objection_so_the_next_above_is_told(mediation):
    case_id = make_claimed(mediation)
    first, _ = add_parties(mediation, case_id)
    township = mediation.committees["township"]
    head = mediation.people["township_head"]
    sits = actions.change_mediator(
        head.id,
        township.id,
        values={"kind": "full_time", "term_from": AT.date().replace(year=2020)},
        by=mediation.acting("administrator"),
        at=AT,
    )
    above = make_staff("head_government", "unit_leader", mediation.base.units["government"])
    seat = actions.seat(case_id, sits, by=mediation.acting("township_head"), at=AT)
    object_to(mediation, case_id, seat, first, by="township_head")
    assert told(case_id) == {(above.username, "ruler", False)}


def test_where_nobody_heads_the_committee_the_centre_hears_it_and_not_the_colleagues(mediation):
    case_id = make_claimed(mediation)
    first, _ = add_parties(mediation, case_id)
    enter(mediation, "third", mediation.committees["township"])
    seat = seat_alone(mediation, case_id, "township")
    head = mediation.people["township_head"]
    head.appointments.update(ended_on=AT.date())
    object_to(mediation, case_id, seat, first)
    assert {who for who, _, _ in told(case_id)} == {"supervisor"}
    assert {stands_in for _, _, stands_in in told(case_id)} == {True}
