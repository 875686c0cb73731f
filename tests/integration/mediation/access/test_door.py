"""Who comes in to a party's page, and who does not."""

from datetime import timedelta

import pytest

from banjie.mediation import access, actions
from banjie.mediation.access import Busy, NotOpened, Opened, PartySession, limits
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import AccessEntry, AccessProof, PartyAccess, PartyVisit
from banjie.platform import proving
from banjie.platform.models import Knock
from banjie.platform.proving import limits as proving_limits
from tests.integration.cases.world import AT
from tests.integration.mediation.access.coming_in import ADDRESS, entered, entry_of, opened, paper_for
from tests.integration.mediation.world import add_parties, make_begun, make_claimed

pytestmark = pytest.mark.django_db
NO_CODE = "7K3M-9QPX-2VTD"


@pytest.fixture
def begun(mediation):
    case_id, parties = make_begun(mediation)
    return mediation, case_id, parties


def prove(token, digits, *, at=AT, address=ADDRESS):
    return access.prove(token, digits, address=address, at=at)


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06d}"


def test_code_and_number_open_one_dispute_as_one_party(begun):
    world, case_id, (first, _second) = begun
    _token, session = opened(world, case_id, first)
    assert (session.case_id, session.party_id, session.label, session.decides) == (case_id, first, "A1", True)


def test_nobody_makes_the_proof_up():
    with pytest.raises(TypeError):
        PartySession(1, 1, 1, 1, None, "A", "A1", "en", True, AT, object())


def test_neither_code_nor_number_nor_token_is_stored(begun):
    world, case_id, (first, _second) = begun
    paper = paper_for(world, case_id, first)
    token = entered(paper.code)
    digits = access.read_out(case_id, paper.access_id, by=world.acting("township"), at=AT)
    visit = prove(token, digits).token
    rows = [repr(list(model.objects.values_list())) for model in (PartyAccess, AccessEntry, AccessProof, PartyVisit)]
    for secret in (paper.code, paper.code.replace("-", ""), digits, token, visit):
        assert all(secret not in row for row in rows)
    assert paper.code not in repr(paper)


def test_a_code_is_read_as_people_type_it(begun):
    world, case_id, (first, _second) = begun
    paper = paper_for(world, case_id, first)
    entry_of(f" {paper.code.lower().replace('-', ' ')} ")
    assert AccessEntry.objects.latest("id").access_id == paper.access_id


def test_a_new_paper_voids_the_old_one_and_closes_the_page(begun):
    world, case_id, (first, _second) = begun
    old = paper_for(world, case_id, first)
    token, _session = opened(world, case_id, first)
    assert access.session_with(token, at=AT) is not None
    new = paper_for(world, case_id, first)
    assert access.session_with(token, at=AT) is None
    entry_of(old.code)
    assert AccessEntry.objects.latest("id").access_id is None
    entry_of(new.code)
    assert AccessEntry.objects.latest("id").access_id == new.access_id


def test_a_code_taken_back_between_code_and_number_opens_nothing(begun):
    world, case_id, (first, _second) = begun
    paper = paper_for(world, case_id, first)
    token = entered(paper.code)
    digits = access.read_out(case_id, paper.access_id, by=world.acting("township"), at=AT)
    access.withdraw(case_id, paper.access_id, by=world.acting("township"), at=AT)
    assert prove(token, digits) == NotOpened(4)
    with pytest.raises(BadEntry, match="access_unknown"):
        access.read_out(case_id, paper.access_id, by=world.acting("township"), at=AT)


def test_a_number_works_once_within_ten_minutes(begun):
    world, case_id, (first, _second) = begun
    paper = paper_for(world, case_id, first)
    by = world.acting("township")
    first_token, second_token = entered(paper.code), entered(paper.code)
    digits = access.read_out(case_id, paper.access_id, by=by, at=AT)
    late = AT + limits.PROOF
    assert prove(first_token, digits, at=late) == NotOpened(4)
    digits = access.read_out(case_id, paper.access_id, by=by, at=late)
    assert isinstance(prove(first_token, digits, at=late), Opened)
    assert isinstance(prove(second_token, digits, at=late), NotOpened)


def test_five_wrong_numbers_kill_the_number_and_the_entry(begun):
    world, case_id, (first, _second) = begun
    paper = paper_for(world, case_id, first)
    token = entered(paper.code)
    digits = access.read_out(case_id, paper.access_id, by=world.acting("township"), at=AT)
    assert [prove(token, wrong(digits)).tries for _ in range(5)] == [4, 3, 2, 1, 0]
    assert prove(token, digits) == NotOpened(0)
    assert isinstance(prove(entered(paper.code), digits), NotOpened)


def test_guessing_goes_on_through_no_number_of_fresh_entries(begun):
    """However many entries and numbers, a code that was missed thirty times stays shut for the day."""
    world, case_id, (first, _second) = begun
    paper = paper_for(world, case_id, first)
    by = world.acting("township")
    for turn in range(limits.MISSES_A_DAY):
        token = entered(paper.code, address=f"203.0.113.{turn}")
        digits = access.read_out(case_id, paper.access_id, by=by, at=AT)
        prove(token, wrong(digits), address=f"203.0.113.{turn}")
    token = entered(paper.code, address="198.51.100.1")
    digits = access.read_out(case_id, paper.access_id, by=by, at=AT)
    assert isinstance(prove(token, digits, address="198.51.100.1"), NotOpened)
    tomorrow = AT + timedelta(days=1)
    token = entered(paper.code, at=tomorrow)
    digits = access.read_out(case_id, paper.access_id, by=world.acting("township", tomorrow), at=tomorrow)
    assert isinstance(prove(token, digits, at=tomorrow), Opened)


def test_an_address_that_tries_too_often_waits_whatever_it_tries(begun):
    world, case_id, (first, _second) = begun
    paper = paper_for(world, case_id, first)
    for _ in range(proving_limits.KNOCKS):
        entered(NO_CODE)
    assert access.enter(paper.code, address=ADDRESS, at=AT) == Busy()
    assert access.enter(NO_CODE, address=ADDRESS, at=AT) == Busy()
    assert prove("anything", "123456") == Busy()
    entered(paper.code, address="198.51.100.1")
    entered(paper.code, at=AT + proving_limits.KNOCK_WINDOW)


def test_addresses_are_not_kept(begun):
    entered(NO_CODE)
    knock = Knock.objects.get()
    assert ADDRESS.encode() not in bytes(knock.origin)
    access.forget(at=AT + limits.KEPT)
    proving.forget(at=AT + limits.KEPT)
    assert not Knock.objects.exists()
    assert not AccessEntry.objects.exists()


def test_a_number_of_one_party_does_not_open_the_page_of_another(begun):
    world, case_id, (first, second) = begun
    mine, theirs = paper_for(world, case_id, first), paper_for(world, case_id, second)
    token = entered(mine.code)
    digits = access.read_out(case_id, theirs.access_id, by=world.acting("township"), at=AT)
    access.read_out(case_id, mine.access_id, by=world.acting("township"), at=AT)
    assert isinstance(prove(token, digits), NotOpened)


def test_wrong_and_right_codes_cost_the_same_questions(begun, django_assert_num_queries):
    world, case_id, (first, _second) = begun
    paper = paper_for(world, case_id, first)
    entered(NO_CODE, address="198.51.100.1")
    with django_assert_num_queries(9) as right:
        entered(paper.code)
    with django_assert_num_queries(9) as none:
        entered(NO_CODE)
    with django_assert_num_queries(9):
        entered("no code at all")

    def shapes(captured):
        return [query["sql"].split(" ")[0] for query in captured.captured_queries]

    assert shapes(right) == shapes(none)


def test_a_visit_ends_when_left_alone_after_hours_and_by_leaving(begun):
    world, case_id, (first, _second) = begun
    token, _session = opened(world, case_id, first)
    assert access.session_with(token, at=AT + timedelta(minutes=29)) is not None
    assert access.session_with(token, at=AT + timedelta(minutes=58)) is not None
    assert access.session_with(token, at=AT + timedelta(minutes=89)) is None
    token, _session = opened(world, case_id, first)
    for minutes in range(0, 240, 20):
        assert access.session_with(token, at=AT + timedelta(minutes=minutes)) is not None
    assert access.session_with(token, at=AT + limits.LONGEST) is None
    token, _session = opened(world, case_id, first)
    access.leave(token, at=AT)
    assert access.session_with(token, at=AT) is None


def test_only_an_authority_that_holds_opens_the_page(begun):
    world, case_id, (first, _second) = begun
    by = world.acting("township")

    def beside(**more):
        role = more.pop("role", "representative")
        return actions.add_companion(case_id, first, role=role, details=Details(name="王律师"), by=by, at=AT, **more)

    helper = beside(role="helper")
    with pytest.raises(BadEntry, match="companion_without_authority"):
        paper_for(world, case_id, first, companion_id=helper)
    speaks = beside(authority="general", valid_until=AT.date())
    token, session = opened(world, case_id, first, companion_id=speaks)
    assert (session.party_id, session.companion_id, session.decides) == (first, speaks, False)
    assert access.session_with(token, at=AT) is not None
    settles = beside(authority="special", paper="0" * 64)
    assert opened(world, case_id, first, companion_id=settles)[1].decides
    with pytest.raises(BadEntry, match="companion_without_authority"):
        paper_for(world, case_id, first, companion_id=speaks, at=AT + timedelta(days=2))
    actions.end_companion(case_id, speaks, by=by, at=AT)
    assert access.session_with(token, at=AT) is None


def test_a_minor_comes_in_through_the_guardian(mediation):
    case_id = make_claimed(mediation)
    by = mediation.acting("township")
    child = actions.add_party(case_id, side="A", details=Details(name="小明"), minor=True, by=by, at=AT)
    with pytest.raises(BadEntry, match="minor_needs_guardian"):
        paper_for(mediation, case_id, child)
    mother = actions.add_companion(
        case_id, child, role="guardian", authority="by_law", details=Details(name="母亲"), by=by, at=AT
    )
    _token, session = opened(mediation, case_id, child, companion_id=mother)
    assert session.decides


def test_a_party_that_left_or_was_forgotten_has_no_page(mediation):
    case_id = make_claimed(mediation)
    first, second = add_parties(mediation, case_id)
    mine, _session = opened(mediation, case_id, first)
    theirs, _session = opened(mediation, case_id, second)
    actions.remove_party(case_id, first, by=mediation.acting("township"), at=AT)
    assert access.session_with(mine, at=AT) is None
    assert access.session_with(theirs, at=AT) is not None
    actions.erase_due([case_id], at=AT)
    assert access.session_with(theirs, at=AT) is None


def test_papers_are_made_by_those_who_prepare_or_mediate_and_nobody_else(begun):
    world, case_id, (first, _second) = begun
    with pytest.raises(DisputeNotFound):
        paper_for(world, case_id, first, who="second")
    paper = paper_for(world, case_id, first)
    other, _parties = make_begun(world)
    by = world.acting("township")
    with pytest.raises(BadEntry, match="party_unknown"):
        paper_for(world, other, first)
    with pytest.raises(BadEntry, match="access_unknown"):
        access.read_out(other, paper.access_id, by=by, at=AT)
    with pytest.raises(BadEntry, match="access_unknown"):
        access.withdraw(other, paper.access_id, by=by, at=AT)
