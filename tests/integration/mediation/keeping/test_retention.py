"""Particulars of parties go when their time is over, and never while somebody is still owed."""

from datetime import timedelta
from decimal import Decimal

import pytest

from banjie.cases import actions as cases
from banjie.cases.models import Case, TimelineEntry
from banjie.mediation import retention
from banjie.mediation.actions import keeping
from banjie.mediation.actions.keeping import Told
from banjie.mediation.models import Companion, Confirmation, Dispute, FollowUp, Keeping, Line, Party
from tests.integration.cases.world import AT
from tests.integration.mediation.keeping.agreeing import A_DAY, make_agreed, pay
from tests.integration.mediation.sitting import begin_session, write
from tests.integration.mediation.world import make_begun

YEAR = timedelta(days=366)


def left(case_id):
    return Party.objects.filter(dispute_id=case_id, sealed__isnull=False).count()


def over(case_id, state="finished", at=AT):
    """The case at its end, as its last command would have left it."""
    Case.objects.filter(id=case_id).update(state=state, is_open=False, closed_at=at)
    Dispute.objects.filter(case_id=case_id).update(filed_at=at)


def settle(world, case_id, owed, creditor):
    by = world.acting("township")
    keeping.perform(case_id, owed, told=Told(amount=Decimal("1000.00")), by=by, at=AT)
    keeping.settle(case_id, owed, "confirm", told=Told(said_by=creditor), by=by, at=AT)


def test_a_year_after_the_file_was_closed_names_are_forgotten(mediation):
    case_id, (creditor, _), [owed] = make_agreed(mediation)
    settle(mediation, case_id, owed, creditor)
    over(case_id)
    assert retention.erase_due(at=AT + YEAR - 2 * A_DAY) == 0
    assert left(case_id) == 2
    assert retention.erase_due(at=AT + YEAR) == 1
    assert left(case_id) == 0
    assert retention.erase_due(at=AT + YEAR) == 0


def test_what_was_said_in_sessions_goes_with_the_names(mediation):
    case_id, (first, second) = make_begun(mediation)
    session_id = begin_session(mediation, case_id, came=[first, second])
    write(mediation, case_id, session_id, "一句", "两句")
    over(case_id, state="unsettled")
    said = Line.objects.to_write(case_id)
    assert said.filter(sealed__isnull=False).count() == 2
    assert retention.erase_due(at=AT + YEAR) == 1
    assert said.filter(sealed__isnull=False).count() == 0


def test_never_while_anything_is_due(mediation):
    case_id, (creditor, _), [owed] = make_agreed(mediation, lambda a, b: [pay(b, a, due_on=(AT + 3 * YEAR).date())])
    over(case_id)
    assert retention.erase_due(at=AT + 2 * YEAR) == 0
    assert left(case_id) == 2
    settle(mediation, case_id, owed, creditor)
    assert retention.erase_due(at=AT + 2 * YEAR) == 1


@pytest.mark.parametrize("state", ["performing", "mediating", "failed", "consulting"])
def test_never_in_a_state_that_is_not_final(mediation, state):
    case_id, _ = make_begun(mediation)
    Case.objects.filter(id=case_id).update(state=state)
    assert retention.erase_due(at=AT + 5 * YEAR) == 0
    assert left(case_id) == 2


def test_never_while_a_court_has_not_ruled(mediation):
    case_id, (creditor, _), [owed] = make_agreed(mediation)
    settle(mediation, case_id, owed, creditor)
    over(case_id)
    agreement = Dispute.objects.get(case_id=case_id).agreements.get()
    Confirmation.objects.create(
        agreement=agreement, state="received", last_day=AT.date(), court="x", ground="party", began_at=AT
    )
    assert retention.erase_due(at=AT + YEAR) == 0
    Confirmation.objects.update(state="refused")
    assert retention.erase_due(at=AT + YEAR) == 1


def test_a_dispute_that_was_withdrawn_before_anybody_mediated_is_forgotten_too(mediation):
    case_id, _ = make_begun(mediation)
    cases.perform(case_id, "withdraw", by=mediation.base.acting("intake"), at=AT, data={"reason": "已和解"})
    assert retention.erase_due(at=AT + 300 * A_DAY) == 0
    assert retention.erase_due(at=AT + YEAR) == 1


def test_a_file_that_was_moved_lately_is_kept_whatever_its_closing_day(mediation):
    case_id, _ = make_begun(mediation)
    cases.perform(
        case_id, "withdraw", by=mediation.base.acting("intake"), at=AT + 300 * A_DAY, data={"reason": "已和解"}
    )
    Case.objects.filter(id=case_id).update(closed_at=AT)
    assert retention.erase_due(at=AT + YEAR) == 0


def test_what_was_said_of_a_breach_or_on_a_visit_goes_with_them(mediation):
    case_id, (creditor, _), [owed] = make_agreed(mediation)
    by = mediation.acting("township")
    keeping.settle(case_id, owed, "report_breach", told=Told(said_by=creditor, note="李四搬走"), by=by, at=AT)
    keeping.settle(case_id, owed, "waive", told=Told(said_by=creditor), by=by, at=AT)
    from banjie.mediation.actions.following_up import record_visit

    record_visit(case_id, occasion="after_15_days", finding="kept", how="visit", note="张三满意", by=by, at=AT)
    over(case_id)
    retention.erase_due(at=AT + YEAR)
    assert Keeping.objects.get().sealed is None
    assert FollowUp.objects.get().sealed is None
    assert Companion.objects.filter(sealed__isnull=False).count() == 0
    assert TimelineEntry.objects.filter(case_id=case_id).exists()


def test_what_only_lasts_keeps_nobody_for_ever(mediation):
    from banjie.mediation.terms import Term

    case_id, _, _ = make_agreed(mediation, lambda a, b: [Term("refrain", b, a, what="夜间不施工", due="lasting")])
    over(case_id)
    assert retention.erase_due(at=AT + YEAR) == 1


def test_each_dispute_by_itself(mediation):
    first, (creditor, _), [owed] = make_agreed(mediation)
    second, _, _ = make_agreed(mediation)
    settle(mediation, first, owed, creditor)
    over(first)
    over(second)
    assert retention.erase_due(at=AT + YEAR) == 1
    assert (left(first), left(second)) == (0, 2)
