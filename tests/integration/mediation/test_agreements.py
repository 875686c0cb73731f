"""From a draft to an agreement that binds, and what keeps one from it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from banjie.cases import queries as case_queries
from banjie.mediation import actions, queries
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry, DisputeNotFound, StaleDispute
from banjie.mediation.models import Agreement, Dispute, Obligation, RungStay, Seat, Signature
from banjie.mediation.terms import Slot, Term, Text
from tests.integration.cases.world import AT
from tests.integration.mediation.agreeing import (
    DUE,
    PEN,
    a_draft,
    make_binding,
    make_draft,
    make_read,
    scan,
    seen,
    sign_all,
)
from tests.integration.mediation.world import make_begun

LATER = AT + timedelta(hours=1)
DAY_AFTER = AT + timedelta(days=1)


@pytest.fixture
def begun(mediation):
    case_id, parties = make_begun(mediation)
    return case_id, *parties


def refused(act, code):
    with pytest.raises(BadEntry) as found:
        act()
    assert found.value.code == code


def state_of(agreement_id):
    return Agreement.objects.get(id=agreement_id).state


def test_from_draft_to_binding_and_what_it_does_to_the_dispute(mediation, begun):
    case_id, first, second = begun
    agreement_id, digest = make_read(mediation, case_id, second, first)
    assert sign_all(mediation, case_id, agreement_id, digest, at=LATER)
    agreement = Agreement.objects.get(id=agreement_id)
    assert (agreement.state, agreement.binding_at, agreement.total) == ("binding", LATER, Decimal("3000.00"))
    dispute = Dispute.objects.get(case_id=case_id)
    assert (dispute.ending, dispute.ended_at, dispute.agreed) == ("agreed", LATER, Decimal("3000.00"))
    assert case_queries.brief(case_id, mediation.acting("township")).state == "performing"
    assert RungStay.objects.get(dispute_id=case_id).how == "agreed"
    assert Seat.objects.filter(dispute_id=case_id, left_at=None).exists()
    told = case_queries.case_file(case_id, by=mediation.acting("township"), at=LATER).timeline[-1]
    assert (told.command, told.data["digest"], told.data["form"]) == ("conclude", digest, "written")


def test_nobody_is_missing_before_it_binds(mediation, begun):
    case_id, first, second = begun
    agreement_id, digest = make_read(mediation, case_id, second, first)
    by = mediation.acting("township")
    slots = [line.slot for line in seen(mediation, case_id, agreement_id).slots]
    assert [slot.signed_as for slot in slots] == ["party", "party", "mediator", "committee"]
    places = [(slot, None) for slot in slots[:3]]
    common = {"scan": scan(), "digest": digest, "identity": "card", "signed_at": AT, "by": by, "at": LATER}
    assert not actions.sign_on_paper(case_id, agreement_id, places=places, **common)
    assert [line.slot.signed_as for line in seen(mediation, case_id, agreement_id).missing] == ["committee"]
    refused(lambda: actions.sign_on_paper(case_id, agreement_id, places=places[:1], **common), "signed_already")
    assert actions.sign_on_paper(case_id, agreement_id, places=[(slots[3], None)], **common)
    # It was signed before it was recorded, and binds from then.
    assert Agreement.objects.get(id=agreement_id).binding_at == AT


def test_any_change_of_the_text_voids_what_was_signed(mediation, begun):
    case_id, first, second = begun
    agreement_id, digest = make_read(mediation, case_id, second, first)
    by = mediation.acting("township")
    slot = Slot("party", first)
    actions.sign(case_id, agreement_id, slot=slot, digest=digest, drawn=PEN, identity="card", by=by, at=AT)
    changed = a_draft(second, first, text=Text(facts="楼上卫生间漏水。"))
    actions.write_agreement(case_id, agreement_id, draft=changed, by=by, at=LATER)
    assert state_of(agreement_id) == "draft"
    assert not Signature.objects.filter(agreement_id=agreement_id, voided_at=None).exists()
    refused(
        lambda: actions.sign(
            case_id, agreement_id, slot=slot, digest=digest, drawn=PEN, identity="card", by=by, at=LATER
        ),
        "text_unchanged",
    )
    actions.read_out(case_id, agreement_id, by=by, at=LATER)
    actions.open_signing(case_id, agreement_id, by=by, at=LATER)
    refused(
        lambda: actions.sign(
            case_id, agreement_id, slot=slot, digest=digest, drawn=PEN, identity="card", by=by, at=LATER
        ),
        "text_unchanged",
    )


def test_a_name_mended_meanwhile_makes_it_another_text(mediation, begun):
    case_id, first, second = begun
    agreement_id, digest = make_read(mediation, case_id, second, first)
    by = mediation.acting("township")
    actions.change_party(case_id, first, details=Details(name="张珊", phone="13800000001"), by=by, at=AT)
    assert not seen(mediation, case_id, agreement_id).same_text
    refused(
        lambda: actions.sign(
            case_id,
            agreement_id,
            slot=Slot("party", first),
            digest=digest,
            drawn=PEN,
            identity="card",
            by=by,
            at=LATER,
        ),
        "text_unchanged",
    )


def test_what_does_not_hold_together_is_not_read_out(mediation, begun):
    case_id, first, second = begun
    by = mediation.acting("township")
    agreement_id = make_draft(mediation, case_id, second, first, total=Decimal("2999"))
    refused(lambda: actions.read_out(case_id, agreement_id, by=by, at=AT), "sound")
    vague = a_draft(second, first)
    vague = replace(vague, terms=[*vague.terms, Term("do", first, second, what="尽快修好管道", due_on=DUE)])
    actions.write_agreement(case_id, agreement_id, draft=vague, by=by, at=AT)
    refused(lambda: actions.read_out(case_id, agreement_id, by=by, at=AT), "warnings_answered")
    waiting = seen(mediation, case_id, agreement_id).waiting
    actions.let_stand(case_id, agreement_id, keys=[each.key for each in waiting], by=by, at=AT)
    assert actions.read_out(case_id, agreement_id, by=by, at=AT)


def test_an_obligation_that_is_past_by_the_signing_is_not_signed(mediation, begun):
    case_id, first, second = begun
    by = mediation.acting("township")
    soon = [Term("pay", second, first, amount=Decimal("3000"), due_on=AT.date() + timedelta(days=1))]
    agreement_id = make_draft(mediation, case_id, second, first, terms=[*soon, a_draft(second, first).terms[1]])
    actions.read_out(case_id, agreement_id, by=by, at=AT)
    refused(
        lambda: actions.open_signing(case_id, agreement_id, by=by, at=AT + timedelta(days=5)),
        "sound",
    )


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ({"amount": Decimal("-1")}, "amount_not_positive"),
        ({"amount": Decimal("0.001")}, "amount_too_fine"),
        ({"owed_by": None}, "owed_by_missing"),
        ({"kind": "dance"}, "kind_unknown"),
    ],
)
def test_what_cannot_even_be_a_draft_says_where(mediation, begun, term, code):
    case_id, first, second = begun
    by = mediation.acting("township")
    agreement_id = actions.draft_agreement(case_id, by=by, at=AT)
    wrong = replace(Term("pay", second, first, amount=Decimal(5), due_on=DUE), **term)
    with pytest.raises(BadEntry) as found:
        actions.write_agreement(case_id, agreement_id, draft=a_draft(second, first, terms=[wrong]), by=by, at=AT)
    assert found.value.code == code
    assert found.value.field.startswith("terms-0-")


def test_nobody_from_another_dispute_can_owe_anything_here(mediation, begun):
    case_id, first, second = begun
    _, (stranger, _) = make_begun(mediation)
    by = mediation.acting("township")
    agreement_id = actions.draft_agreement(case_id, by=by, at=AT)
    foreign = [Term("pay", stranger, first, amount=Decimal(5), due_on=DUE)]
    refused(
        lambda: actions.write_agreement(
            case_id, agreement_id, draft=a_draft(second, first, terms=foreign), by=by, at=AT
        ),
        "not_a_party",
    )


def test_an_oral_one_binds_when_every_party_has_said_yes(mediation, begun):
    case_id, first, second = begun
    by = mediation.acting("township")
    agreement_id, digest = make_read(mediation, case_id, second, first, form="oral", text=Text(performance="当面付清"))
    say = {"digest": digest, "identity": "known", "by": by, "at": DAY_AFTER}
    assert not actions.confirm_orally(case_id, agreement_id, party_id=first, said_at=AT, **say)
    refused(
        lambda: actions.sign(
            case_id,
            agreement_id,
            slot=Slot("party", second),
            digest=digest,
            drawn=PEN,
            identity="card",
            by=by,
            at=LATER,
        ),
        "oral_is_said",
    )
    assert actions.confirm_orally(case_id, agreement_id, party_id=second, said_at=LATER, **say)
    agreement = Agreement.objects.get(id=agreement_id)
    assert (agreement.state, agreement.binding_at) == ("binding", LATER)


def test_only_whoever_may_settle_signs_for_a_party(mediation, begun):
    case_id, first, second = begun
    by = mediation.acting("township")
    common = {"details": Details(name="周律"), "by": by, "at": AT}
    general = actions.add_companion(case_id, first, role="lawyer", authority="general", **common)
    actions.end_companion(case_id, general, by=by, at=AT)
    general = actions.add_companion(case_id, first, role="representative", authority="general", **common)
    agreement_id, digest = make_read(mediation, case_id, second, first)
    pen = {"slot": Slot("party", first), "digest": digest, "drawn": PEN, "identity": "card", "by": by, "at": LATER}
    refused(lambda: actions.sign(case_id, agreement_id, companion_id=general, **pen), "authority_not_special")
    refused(lambda: actions.sign(case_id, agreement_id, **pen | {"identity": ""}), "identity_unchecked")
    refused(lambda: actions.sign(case_id, agreement_id, **pen | {"drawn": "[]"}), "strokes_unreadable")
    special = actions.add_companion(
        case_id,
        first,
        role="lawyer",
        authority="special",
        paper="a" * 64,
        details=Details(name="吴律"),
        by=by,
        at=AT,
    )
    assert not actions.sign(case_id, agreement_id, companion_id=special, **pen)
    assert Signature.objects.get(agreement_id=agreement_id).companion_id == special


def test_a_minor_signs_by_its_guardian(mediation, begun):
    case_id, first, second = begun
    by = mediation.acting("township")
    actions.change_party(case_id, first, minor=True, by=by, at=AT)
    agreement_id = make_draft(mediation, case_id, second, first)
    assert "minor_without_guardian" in [each.code for each in seen(mediation, case_id, agreement_id).findings]
    guardian = actions.add_companion(
        case_id, first, role="guardian", authority="by_law", details=Details(name="张母"), by=by, at=AT
    )
    digest = actions.read_out(case_id, agreement_id, by=by, at=AT)
    actions.open_signing(case_id, agreement_id, by=by, at=AT)
    pen = {"slot": Slot("party", first), "digest": digest, "drawn": PEN, "identity": "card", "by": by, "at": LATER}
    refused(lambda: actions.sign(case_id, agreement_id, **pen), "minor_signs_alone")
    actions.sign(case_id, agreement_id, companion_id=guardian, **pen)
    line = seen(mediation, case_id, agreement_id).slots[0]
    assert (line.counts, line.signature.by_name) == (True, "张母")
    assert line.signature.drawing.startswith("M60 106L68")


def test_a_mediator_signs_their_own_name_only(mediation, begun):
    case_id, first, second = begun
    head = mediation.acting("township_head")
    other = actions.seat(case_id, mediation.mediators["second"], by=head, at=AT)
    actions.declare_no_tie(case_id, by=mediation.acting("second"), at=AT)
    agreement_id, digest = make_read(mediation, case_id, second, first)
    slot = Slot("mediator", seat_id=other)
    pen = {"slot": slot, "digest": digest, "drawn": PEN, "at": LATER}
    refused(lambda: actions.sign(case_id, agreement_id, by=mediation.acting("township"), **pen), "own_name_only")
    actions.sign(case_id, agreement_id, by=mediation.acting("second"), **pen)
    missing = [line.slot.signed_as for line in seen(mediation, case_id, agreement_id).missing]
    assert missing == ["party", "party", "mediator", "committee"]


def test_a_new_agreement_takes_the_place_of_the_old_with_all_signatures_again(mediation, begun):
    case_id, first, second = begun
    old = make_binding(mediation, case_id, second, first)
    by = mediation.acting("township")
    new = actions.draft_agreement(case_id, by=by, at=DAY_AFTER)
    view = seen(mediation, case_id, new, at=DAY_AFTER)
    assert (view.supersedes, view.draft.text.facts) == (1, "楼上卫生间漏水，致楼下吊顶损坏。")
    smaller = replace(view.draft, terms=[replace(view.draft.terms[0], amount=Decimal(2500)), view.draft.terms[1]])
    actions.write_agreement(case_id, new, draft=replace(smaller, total=Decimal(2500)), by=by, at=DAY_AFTER)
    digest = actions.read_out(case_id, new, by=by, at=DAY_AFTER)
    actions.open_signing(case_id, new, by=by, at=DAY_AFTER)
    assert state_of(old) == "binding"
    assert sign_all(mediation, case_id, new, digest, at=DAY_AFTER)
    assert (state_of(old), state_of(new)) == ("superseded", "binding")
    assert Dispute.objects.get(case_id=case_id).agreed == Decimal("2500.00")
    told = case_queries.case_file(case_id, by=by, at=DAY_AFTER).timeline
    assert [entry.command for entry in told[-2:]] == ["conclude", "amend"]


CHANGES = {
    "agreement": lambda agreement: Agreement.objects.filter(id=agreement).update(total=1),
    "back": lambda agreement: Agreement.objects.filter(id=agreement).update(state="draft"),
    "gone": lambda agreement: Agreement.objects.filter(id=agreement).delete(),
    "amount": lambda agreement: Obligation.objects.filter(agreement_id=agreement, number=1).update(amount=1),
    "obligation gone": lambda agreement: Obligation.objects.filter(agreement_id=agreement).delete(),
    "one more": lambda agreement: Obligation.objects.create(
        agreement_id=agreement,
        number=9,
        kind="do",
        sealed=b"x",
        owed_by=Obligation.objects.filter(agreement_id=agreement)[0].owed_by,
    ),
    "signature": lambda agreement: Signature.objects.filter(agreement_id=agreement).update(digest="0" * 64),
    "signature void": lambda agreement: Signature.objects.filter(agreement_id=agreement).update(voided_at=AT),
    "signature gone": lambda agreement: Signature.objects.filter(agreement_id=agreement).delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_keeps_what_binds(mediation, begun, change):
    case_id, first, second = begun
    agreement_id = make_binding(mediation, case_id, second, first)
    with pytest.raises(DatabaseError), transaction.atomic():
        CHANGES[change](agreement_id)


def test_the_words_can_be_forgotten_and_nothing_else(mediation, begun):
    case_id, first, second = begun
    agreement_id = make_binding(mediation, case_id, second, first)
    assert actions.erase_words([case_id], at=DAY_AFTER)
    view = seen(mediation, case_id, agreement_id, at=DAY_AFTER)
    assert (view.draft.text.facts, view.draft.terms[0].amount) == ("", Decimal("3000.00"))
    assert view.slots[0].signature.drawing == ""
    assert view.digest


def test_everybody_gets_a_copy_and_it_is_written_down_once(mediation, begun):
    case_id, first, second = begun
    by = mediation.acting("township")
    agreement_id = make_draft(mediation, case_id, second, first)
    refused(lambda: actions.hand_copy(case_id, agreement_id, copy_for="committee", by=by, at=AT), "agreement_unknown")
    actions.abandon_agreement(case_id, agreement_id, by=by, at=AT)
    agreement_id = make_binding(mediation, case_id, second, first)
    for _ in range(2):
        actions.hand_copy(case_id, agreement_id, copy_for="party", party_id=first, by=by, at=LATER)
    assert [each.party_id for each in seen(mediation, case_id, agreement_id).copies] == [first]
    refused(lambda: actions.hand_copy(case_id, agreement_id, copy_for="party", by=by, at=AT), "party_unknown")


def test_two_who_write_at_once_do_not_overwrite_each_other(mediation, begun):
    case_id, first, second = begun
    by = mediation.acting("township")
    agreement_id = actions.draft_agreement(case_id, by=by, at=AT)
    version = Dispute.objects.get(case_id=case_id).version
    draft = a_draft(second, first)
    actions.write_agreement(case_id, agreement_id, draft=draft, by=by, at=AT, expected=version)
    with pytest.raises(StaleDispute):
        actions.write_agreement(case_id, agreement_id, draft=draft, by=by, at=AT, expected=version)
    refused(lambda: actions.draft_agreement(case_id, by=by, at=AT), "agreement_in_the_making")


def test_who_may_read_and_who_may_write(mediation, begun):
    case_id, first, second = begun
    agreement_id = make_draft(mediation, case_id, second, first)
    assert "楼上卫生间漏水" in str(seen(mediation, case_id, agreement_id, "township_head"))
    assert seen(mediation, case_id, agreement_id, "township_head").commands == frozenset()
    for who in ("second", "dispatcher", "auditor", "supervisor", "handler", "county", "administrator"):
        with pytest.raises(DisputeNotFound):
            seen(mediation, case_id, agreement_id, who)
        with pytest.raises(DisputeNotFound):
            actions.read_out(case_id, agreement_id, by=mediation.acting(who), at=AT)
    with pytest.raises(DisputeNotFound):
        actions.write_agreement(
            case_id, agreement_id, draft=a_draft(first, second), by=mediation.acting("township_head"), at=AT
        )


def test_no_word_of_it_stands_in_the_clear(mediation, begun):
    case_id, first, second = begun
    agreement_id = make_binding(mediation, case_id, second, first)
    rows = [
        *Agreement.objects.filter(id=agreement_id).values(),
        *Obligation.objects.filter(agreement_id=agreement_id).values(),
        *Signature.objects.filter(agreement_id=agreement_id).values(),
    ]
    plain = b"".join(bytes(each) for row in rows for each in row.values() if isinstance(each, (bytes, memoryview)))
    for word in ("漏水", "业主群", "银行转账", "张三", "签字页"):
        assert word not in str(rows)
        assert word.encode() not in plain
    told = case_queries.case_file(case_id, by=mediation.acting("township"), at=LATER)
    assert "漏水" not in str(told.timeline)
    assert "3000" not in str(told.timeline[-1])


def test_a_draft_is_nobodys_but_the_mediators(mediation, begun):
    case_id, first, second = begun
    agreement_id = make_draft(mediation, case_id, second, first)
    assert queries.agreement_before_parties(case_id, at=AT) is None
    actions.read_out(case_id, agreement_id, by=mediation.acting("township"), at=AT)
    assert queries.agreement_before_parties(case_id, at=AT).id == agreement_id
