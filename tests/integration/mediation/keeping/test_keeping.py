"""From an agreement that binds to one that is kept, or broken, and what then."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from banjie.cases import queries as cases
from banjie.cases.acting import Acting
from banjie.cases.errors import CommandRefused
from banjie.cases.models import TimelineEntry
from banjie.core.workflow import Capacity
from banjie.mediation import actions
from banjie.mediation.actions import following_up, keeping
from banjie.mediation.actions.keeping import Proof, Told
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry, DisputeNotFound, StaleDispute
from banjie.mediation.models import KeepingEntry, Obligation
from banjie.mediation.performance.breaches import broken
from banjie.mediation.performance.reminding import RemindersUnsent, remind
from banjie.mediation.queries import dispute_file
from banjie.mediation.queries.due import due_for
from banjie.mediation.queries.keeping import performance_of
from banjie.mediation.terms import Term
from banjie.platform.actors import Actor, ActorKind
from tests.integration.cases.world import AT
from tests.integration.mediation.keeping.agreeing import A_DAY, TODAY, make_agreed, pay
from tests.integration.mediation.world import add_parties, consent, make_claimed


def shown(world, case_id, who="township", at=AT):
    return performance_of(dispute_file(case_id, world.acting(who, at).viewer, at=at), at=at)


def line(world, case_id, number=1, at=AT):
    return shown(world, case_id, at=at).lines[number - 1]


def paid(world, case_id, obligation, amount, *, at=AT, **more):
    told = Told(amount=Decimal(amount), **more)
    return keeping.perform(case_id, obligation, told=told, by=world.acting("township", at), at=at)


def says(world, case_id, obligation, command, party, *, at=AT, **more):
    keeping.settle(
        case_id, obligation, command, told=Told(said_by=party, **more), by=world.acting("township", at), at=at
    )


def as_party(party):
    return Acting(Actor(ActorKind.PARTY, party, "B1"), fixed=frozenset({Capacity.PARTY}))


def holds(world, case_id, at=AT):
    return dispute_file(case_id, world.acting("township", at).viewer, at=at).holds


def test_in_two_parts_with_proof_then_confirmed(mediation):
    case_id, (creditor, _), [owed] = make_agreed(mediation)
    assert paid(mediation, case_id, owed, "400.00", proof=Proof("ab" * 32, "转账.jpg"), how="transfer") == "part"
    part = line(mediation, case_id)
    assert (part.owed.paid, part.owed.rest) == (Decimal("400.00"), Decimal("600.00"))
    assert part.entries[0].proof_name == "转账.jpg"
    assert paid(mediation, case_id, owed, "600.00") == "reported"
    assert line(mediation, case_id).owed.lamp == "to_confirm"
    assert "obligations_settled" not in holds(mediation, case_id)
    says(mediation, case_id, owed, "confirm", creditor, how="telephone")
    assert line(mediation, case_id).owed.state == "kept"
    assert "obligations_settled" in holds(mediation, case_id)
    assert shown(mediation, case_id).rest == 0


@pytest.mark.parametrize("amount", ["1000.01", "0.001", "0", "-5"])
def test_sums_that_do_not_hold(mediation, amount):
    case_id, _, [owed] = make_agreed(mediation)
    with pytest.raises(BadEntry):
        paid(mediation, case_id, owed, amount)
    assert KeepingEntry.objects.count() == 0


def test_a_mistake_is_taken_back_and_stays_on_record(mediation):
    case_id, _, [owed] = make_agreed(mediation)
    paid(mediation, case_id, owed, "1000.00")
    keeping.correct(case_id, owed, amount=Decimal("900.00"), by=mediation.acting("township"), at=AT)
    assert line(mediation, case_id).owed.paid == Decimal("100.00")
    assert line(mediation, case_id).owed.state == "part"
    assert [entry.amount for entry in line(mediation, case_id).entries] == [Decimal("1000.00"), Decimal("-900.00")]
    with pytest.raises(BadEntry, match="sum_below"):
        keeping.correct(case_id, owed, amount=Decimal("100.01"), by=mediation.acting("township"), at=AT)


def test_entries_are_only_ever_added(mediation):
    case_id, _, [owed] = make_agreed(mediation)
    paid(mediation, case_id, owed, "10.00")
    with pytest.raises(IntegrityError), transaction.atomic():
        KeepingEntry.objects.update(amount=Decimal("999.00"))
    with pytest.raises(IntegrityError), transaction.atomic():
        KeepingEntry.objects.all().delete()


@pytest.mark.parametrize("command", ["confirm", "waive", "dispute"])
def test_only_the_other_side_says_what_is_the_other_sides_to_say(mediation, command):
    case_id, (_, debtor), [owed] = make_agreed(mediation)
    paid(mediation, case_id, owed, "1000.00")
    with pytest.raises(BadEntry, match="creditor_says"):
        says(mediation, case_id, owed, command, debtor)
    with pytest.raises(BadEntry, match="creditor_says"):
        keeping.settle(case_id, owed, command, by=mediation.acting("township"), at=AT)
    with pytest.raises(BadEntry, match="creditor_says"):
        keeping.settle(case_id, owed, command, told=Told(said_by=debtor), by=as_party(debtor), at=AT)


def test_a_party_reports_and_the_other_confirms_on_their_own_pages(mediation):
    case_id, (creditor, debtor), [owed] = make_agreed(mediation)
    told = Told(amount=Decimal("1000.00"), said_by=debtor, how="on_page")
    assert keeping.perform(case_id, owed, told=told, by=as_party(debtor), at=AT) == "reported"
    keeping.settle(case_id, owed, "confirm", told=Told(said_by=creditor), by=as_party(creditor), at=AT)
    assert line(mediation, case_id).owed.state == "kept"


def test_a_party_does_not_perform_for_the_other(mediation):
    case_id, (creditor, _), [owed] = make_agreed(mediation)
    told = Told(amount=Decimal("1000.00"), said_by=creditor)
    with pytest.raises(BadEntry, match="debtor_or_mediator"):
        keeping.perform(case_id, owed, told=told, by=as_party(creditor), at=AT)


def test_a_party_of_another_dispute_says_nothing_here(mediation):
    case_id, _, [owed] = make_agreed(mediation)
    other = make_claimed(mediation)
    stranger, _ = add_parties(mediation, other)
    with pytest.raises(BadEntry, match="party_unknown"):
        says(mediation, case_id, owed, "waive", stranger)


def test_what_is_owed_under_a_condition_waits_for_it(mediation):
    def terms(first, second):
        return [Term("pay", second, first, amount=Decimal("50.00"), due="on_condition", condition="验收合格")]

    case_id, _, [owed] = make_agreed(mediation, terms)
    assert line(mediation, case_id).owed.lamp == "condition"
    with pytest.raises(BadEntry, match="condition_met"):
        paid(mediation, case_id, owed, "50.00")
    with pytest.raises(BadEntry, match="due_missing"):
        keeping.meet_condition(case_id, owed, by=mediation.acting("township"), at=AT)
    keeping.meet_condition(case_id, owed, due_on=TODAY + 5 * A_DAY, by=mediation.acting("township"), at=AT)
    assert line(mediation, case_id).owed.day.agreed == TODAY + 5 * A_DAY
    with pytest.raises(BadEntry, match="no_condition_waits"):
        keeping.meet_condition(case_id, owed, due_on=TODAY + A_DAY, by=mediation.acting("township"), at=AT)
    assert paid(mediation, case_id, owed, "50.00") == "reported"


def test_what_is_given_up_is_owed_by_nobody(mediation):
    def terms(first, second):
        given_up = Term("waive", first, second, amount=Decimal("360.00"), due="at_signing", what="其余请求")
        return [pay(second, first, "120.00"), given_up]

    case_id, (creditor, _), [owed, given_up] = make_agreed(mediation, terms)
    later = AT + 60 * A_DAY
    seen = shown(mediation, case_id, at=later)
    assert [each.owed.lamp for each in seen.lines] == ["overdue", "settled"]
    assert (seen.total, seen.rest) == (Decimal("120.00"), Decimal("120.00"))
    assert {visit.obligation for visit in seen.visits} == {None, 1}
    assert {each.owed.id for each in due_for(mediation.acting("township").viewer, at=later) if each.owed} == {owed}
    paid(mediation, case_id, owed, "120.00")
    says(mediation, case_id, owed, "confirm", creditor)
    assert "obligations_settled" in holds(mediation, case_id)
    # Whoever records it all the same does not make it money that was paid.
    paid(mediation, case_id, given_up, "360.00")
    assert shown(mediation, case_id).paid == Decimal("120.00")


def test_a_claim_given_up_under_a_condition_stands_until_that_is_met(mediation):
    def terms(first, second):
        return [Term("waive", first, second, due="on_condition", condition="付清工资", what="其余请求")]

    case_id, _, [given_up] = make_agreed(mediation, terms)
    assert line(mediation, case_id).owed.lamp == "condition"
    assert "obligations_settled" not in holds(mediation, case_id)
    keeping.meet_condition(case_id, given_up, due_on=TODAY, by=mediation.acting("township"), at=AT)
    assert line(mediation, case_id).owed.lamp == "settled"
    assert "obligations_settled" in holds(mediation, case_id)


def test_a_day_on_a_holiday_moves_to_the_next_that_is_worked(mediation):
    labour_day = date(2026, 5, 1)
    case_id, _, _ = make_agreed(mediation, lambda a, b: [pay(b, a, due_on=labour_day)])
    day = line(mediation, case_id).owed.day
    assert (day.agreed, day.last, day.moved) == (labour_day, date(2026, 5, 6), True)
    at = AT + timedelta(days=(date(2026, 5, 6) - TODAY).days)
    assert line(mediation, case_id, at=at).owed.lamp == "due"
    assert line(mediation, case_id, at=at + A_DAY).owed.lamp == "overdue"


def test_a_breach_leads_back_to_mediation(mediation):
    case_id, (creditor, _), [owed] = make_agreed(mediation)
    with pytest.raises(CommandRefused):
        keeping.mediate_again(case_id, by=mediation.acting("township"), at=AT)
    says(mediation, case_id, owed, "report_breach", creditor, note="对方说没钱，李四已搬走")
    assert broken(on=TODAY) == {case_id: 1}
    assert line(mediation, case_id).breach == "对方说没钱，李四已搬走"
    keeping.mediate_again(case_id, by=mediation.acting("township"), at=AT)
    file = dispute_file(case_id, mediation.acting("township").viewer, at=AT)
    assert file.case.state == "consulting"
    assert file.ending == ""
    assert [stay.ended_at for stay in file.stays] == [file.stays[0].ended_at, None]
    actions.begin(case_id, by=mediation.acting("township"), at=AT)


def test_words_of_a_breach_reach_neither_the_timeline_nor_the_entries(mediation):
    case_id, (creditor, _), [owed] = make_agreed(mediation)
    says(mediation, case_id, owed, "report_breach", creditor, note="李四已搬走")
    keeping.mediate_again(case_id, by=mediation.acting("township"), at=AT)
    timeline = str(list(TimelineEntry.objects.filter(case_id=case_id).values_list("data", flat=True)))
    assert "李四" not in timeline
    assert "李四" not in str(list(KeepingEntry.objects.values()))


def test_or_to_court_or_given_up_or_taken_back(mediation):
    def terms(first, second):
        return [pay(second, first), pay(second, first), pay(second, first)]

    case_id, (creditor, _), owed = make_agreed(mediation, terms)
    for each in owed:
        says(mediation, case_id, each, "report_breach", creditor)
    says(mediation, case_id, owed[0], "go_to_court", creditor)
    says(mediation, case_id, owed[1], "waive", creditor)
    says(mediation, case_id, owed[2], "take_back", creditor)
    assert [each.owed.state for each in shown(mediation, case_id).lines] == ["in_court", "waived", "part"]
    paid(mediation, case_id, owed[2], "1000.00")
    says(mediation, case_id, owed[2], "confirm", creditor)
    assert "obligations_settled" in holds(mediation, case_id)


def test_two_who_write_at_once_do_not_overwrite_each_other(mediation):
    case_id, _, [owed] = make_agreed(mediation)
    seen = dispute_file(case_id, mediation.acting("township").viewer, at=AT).version
    paid(mediation, case_id, owed, "10.00")
    told = Told(amount=Decimal("10.00"))
    with pytest.raises(StaleDispute):
        keeping.perform(case_id, owed, told=told, by=mediation.acting("township"), at=AT, expected=seen)


@pytest.mark.parametrize("who", ["second", "village", "handler", "auditor", "dispatcher", "administrator"])
def test_nobody_else_records_or_reads_how_it_is_kept(mediation, who):
    case_id, _, [owed] = make_agreed(mediation)
    with pytest.raises(DisputeNotFound):
        keeping.perform(case_id, owed, told=Told(amount=Decimal("1")), by=mediation.acting(who), at=AT)
    with pytest.raises(DisputeNotFound):
        shown(mediation, case_id, who=who)


def test_what_is_due_across_the_disputes_of_a_mediator(mediation):
    first, _, _ = make_agreed(mediation, lambda a, b: [pay(b, a, due_on=TODAY - 4 * A_DAY)])
    second, _, _ = make_agreed(mediation, lambda a, b: [pay(b, a, due_on=TODAY + 3 * A_DAY)])
    found = due_for(mediation.acting("township").viewer, at=AT)
    assert [(each.case_id, each.lamp) for each in found if each.owed] == [(first, "overdue"), (second, "near")]
    assert {each.case_id for each in due_for(mediation.acting("township_head").viewer, at=AT)} == {first, second}
    assert due_for(mediation.acting("village").viewer, at=AT) == []


# Follow-up visits


def test_visits_come_after_the_agreement_and_after_each_day(mediation):
    case_id, _, _ = make_agreed(mediation)
    visits = shown(mediation, case_id).visits
    assert [each.occasion for each in visits] == ["due_1", "after_15_days", "after_3_months"]
    assert visits[0].due_on == TODAY + 11 * A_DAY


def test_a_visit_is_recorded_once_and_one_that_reached_nobody_stays_due(mediation):
    case_id, _, _ = make_agreed(mediation)
    given = {"occasion": "after_15_days", "how": "telephone", "by": mediation.acting("township"), "at": AT}
    following_up.record_visit(case_id, finding="not_met", **given)
    assert "after_15_days" in [each.occasion for each in shown(mediation, case_id).visits]
    following_up.record_visit(case_id, finding="partly", note="张三说已付一半", **given)
    performance = shown(mediation, case_id)
    assert "after_15_days" not in [each.occasion for each in performance.visits]
    assert performance.made[-1].note == "张三说已付一半"
    with pytest.raises(BadEntry, match="visit_unknown"):
        following_up.record_visit(case_id, finding="kept", **given)


def test_a_relapse_names_the_old_file(mediation):
    old, _, _ = make_agreed(mediation)
    given = {"occasion": "after_15_days", "how": "visit", "finding": "relapse"}
    following_up.record_visit(old, **given, by=mediation.acting("township"), at=AT)
    later = AT + 20 * A_DAY
    new = make_claimed(mediation)
    actions.describe(new, claimed=Decimal("1"), by=mediation.acting("township"), at=AT)
    from banjie.mediation.models import Dispute

    Dispute.objects.filter(case_id=new).update(opened_at=later)
    following_up.link_relapse(new, earlier=old, by=mediation.acting("township", later), at=later)
    assert dispute_file(new, mediation.acting("township").viewer, at=later).earlier_id == old
    assert shown(mediation, old).made[0].relapse_id == new
    with pytest.raises(BadEntry, match="earlier_unknown"):
        following_up.link_relapse(old, earlier=new, by=mediation.acting("township", later), at=later)


# Reminders


@pytest.fixture
def posted(settings):
    """A mail server that keeps what it gets."""
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    return outbox


def with_address(mediation, case_id, party, reminders="given"):
    details = Details(name="李四", phone="13800000002", email="lisi@example.com")
    actions.change_party(case_id, party, details=details, by=mediation.acting("township"), at=AT)
    if reminders:
        consent(mediation, case_id, party, to="reminders")


def test_whoever_agreed_is_reminded_once_an_occasion_and_told_nothing(mediation, posted):
    case_id, (_, debtor), _ = make_agreed(
        mediation, lambda a, b: [pay(b, a, due_on=TODAY + 2 * A_DAY, what="赔偿医药费")]
    )
    with_address(mediation, case_id, debtor)
    assert remind(at=AT) == 1
    assert remind(at=AT) == 0
    assert remind(at=AT + 2 * A_DAY) == 1
    assert remind(at=AT + 4 * A_DAY) == 1
    number = cases.brief(case_id, mediation.acting("township")).number
    for letter in posted.outbox:
        assert letter.to == ["lisi@example.com"]
        said = letter.subject + letter.body
        for secret in ("李四", "张三", "医药", "1000", number, "调解", "mediat", "协议", "dispute", "http"):
            assert secret not in said


def test_whoever_did_not_agree_or_no_longer_does_is_not(mediation, posted):
    case_id, (_, debtor), _ = make_agreed(mediation, lambda a, b: [pay(b, a, due_on=TODAY + 2 * A_DAY)])
    with_address(mediation, case_id, debtor, reminders="")
    assert remind(at=AT) == 0
    consent(mediation, case_id, debtor, to="reminders")
    actions.record_consent(
        case_id, debtor, to="reminders", answer="withdrawn", how="telephone", by=mediation.acting("township"), at=AT
    )
    assert remind(at=AT) == 0


def test_nor_is_anybody_about_what_is_done(mediation, posted):
    case_id, (_, debtor), [owed] = make_agreed(mediation, lambda a, b: [pay(b, a, due_on=TODAY + 2 * A_DAY)])
    with_address(mediation, case_id, debtor)
    paid(mediation, case_id, owed, "1000.00")
    assert remind(at=AT) == 0


def test_a_letter_that_could_not_be_handed_over_goes_out_later(mediation, posted, monkeypatch):
    case_id, (_, debtor), _ = make_agreed(mediation, lambda a, b: [pay(b, a, due_on=TODAY + 2 * A_DAY)])
    with_address(mediation, case_id, debtor)
    from banjie.platform import mail

    def refuses(**_letter):
        raise OSError("no route")

    with monkeypatch.context() as broken_server:
        broken_server.setattr(mail, "send", refuses)
        with pytest.raises(RemindersUnsent):
            remind(at=AT)
    assert remind(at=AT) == 1


def test_an_obligation_of_another_dispute_is_unknown_here(mediation):
    case_id, _, _ = make_agreed(mediation)
    _, _, [other] = make_agreed(mediation)
    with pytest.raises(BadEntry, match="obligation_unknown"):
        paid(mediation, case_id, other, "1.00")
    assert Obligation.objects.count() == 2
