"""What is said of a mediator's disputes, to whom; and which reports are still due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from banjie.mediation import actions
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import Dispute, RungStay, Seat
from banjie.mediation.queries import Wanted, committees, mediator_figures, mediator_page, mediators, reports_due
from tests.integration.cases.world import AT
from tests.integration.mediation.world import make_begun, make_claimed, make_dispute

YEAR = AT.year
DAY = timedelta(days=1)


def ended(world, who, *, kind, how, number=1, at=AT):
    """Disputes that ended on a rung on which somebody sat."""
    for _ in range(number):
        case_id = make_dispute(world)
        dispute = Dispute.objects.create(
            case_id=case_id,
            kind=kind,
            ladder="people",
            opened_at=at,
            begun_at=at,
            ended_at=at + DAY,
            ending="agreed" if how == "agreed" else "no_agreement",
        )
        RungStay.objects.create(
            dispute=dispute, rung=0, key="village", track="people", began_at=at, ended_at=at + DAY, how=how
        )
        Seat.objects.create(
            dispute=dispute,
            mediator_id=world.mediators[who],
            rung=0,
            seated_at=at,
            left_at=at + DAY if how == "up" else None,
            why_left="rung_left" if how == "up" else "",
        )


def seen(world, reader, who="township", year=YEAR):
    return mediator_figures(world.mediators[who], world.acting(reader).viewer, year=year)


def test_nineteen_say_nothing_and_twenty_say_how_sure_they_are(mediation):
    ended(mediation, "township", kind="family", how="agreed", number=12)
    ended(mediation, "township", kind="family", how="without", number=4)
    ended(mediation, "township", kind="land", how="up", number=3)
    assert seen(mediation, "township").figures.too_few
    ended(mediation, "township", kind="land", how="agreed")
    figures = seen(mediation, "township").figures
    assert (figures.ended, figures.agreed, figures.share) == (20, 13, 0.65)
    assert (round(figures.low, 2), round(figures.high, 2)) == (0.43, 0.82)
    assert figures.expected is None


def test_the_committee_is_compared_like_for_like_without_the_mediator(mediation):
    ended(mediation, "township", kind="land", how="agreed", number=10)
    ended(mediation, "township", kind="land", how="without", number=10)
    ended(mediation, "second", kind="land", how="agreed", number=3)
    ended(mediation, "second", kind="land", how="without", number=7)
    ended(mediation, "second", kind="family", how="agreed", number=10)
    ended(mediation, "county", kind="land", how="agreed", number=5)
    assert seen(mediation, "township").figures.expected == pytest.approx(0.3)


def test_what_counts_is_the_year_and_a_mediation_that_began(mediation):
    ended(mediation, "township", kind="land", how="agreed", number=20)
    ended(mediation, "township", kind="land", how="agreed", at=datetime(YEAR - 1, 5, 1, tzinfo=UTC))
    ended(mediation, "township", kind="land", how="back")
    Dispute.objects.filter(case_id=Dispute.objects.latest("case_id").case_id).update(begun_at=None)
    assert seen(mediation, "township").figures.ended == 20
    assert seen(mediation, "township", year=YEAR - 1).figures.ended == 1


@pytest.mark.parametrize("who", ["second", "county_head", "village_head", "administrator", "supervisor", "auditor"])
def test_figures_are_for_the_mediator_and_the_head_alone(mediation, who):
    with pytest.raises(DisputeNotFound):
        seen(mediation, who)
    assert seen(mediation, "township_head").figures.ended == 0


def test_a_comment_is_the_mediator_s_own_and_goes_with_the_figures(mediation):
    mediator = mediation.mediators["township"]
    with pytest.raises(DisputeNotFound):
        actions.comment_figures(mediator, year=YEAR, text="x", by=mediation.acting("township_head"), at=AT)
    with pytest.raises(BadEntry):
        actions.comment_figures(mediator, year=YEAR + 1, text="x", by=mediation.acting("township"), at=AT)
    actions.comment_figures(mediator, year=YEAR, text="土地纠纷占多数", by=mediation.acting("township"), at=AT)
    assert seen(mediation, "township_head").comment == "土地纠纷占多数"
    actions.comment_figures(mediator, year=YEAR, text=" ", by=mediation.acting("township"), at=AT)
    assert seen(mediation, "township_head").comment == ""


def test_the_list_is_narrowed_by_what_is_asked(mediation):
    viewer = mediation.acting("township_head").viewer
    second = mediation.mediators["second"]
    village = mediation.committees["village"].area.path
    actions.change_mediator(
        mediation.people["second"].id,
        mediation.committees["township"].id,
        values={
            "kind": "expert",
            "skills": ["land"],
            "languages": ["bo"],
            "areas": [village],
            "term_until": AT.date() + 30 * DAY,
        },
        by=mediation.acting("township_head"),
        at=AT,
    )
    actions.record_absence(second, since=AT.date(), until=AT.date(), by=mediation.acting("second"), at=AT)
    for wanted in (
        Wanted(kind="expert"),
        Wanted(language="bo"),
        Wanted(term="ending"),
        Wanted(away=True),
        Wanted(skill="land", kind="expert"),
        Wanted(area_path=village, language="bo"),
        Wanted(committee=mediation.committees["township"].id, away=True),
    ):
        assert [each.id for each in mediators(viewer, wanted, on=AT.date())] == [second], wanted
    assert second not in [each.id for each in mediators(viewer, Wanted(skill="family"), on=AT.date())]
    assert not mediators(viewer, Wanted(load="full"), on=AT.date())
    assert len(mediators(viewer, Wanted(), on=AT.date())) == 4
    assert [each.mediators for each in committees(viewer)] == [1, 2, 1]
    assert mediators(mediation.acting("handler").viewer, Wanted(), on=AT.date()) == []


def test_a_mediator_s_page_warns_before_the_term_ends_and_keeps_absences_to_itself(mediation):
    mediator = mediation.mediators["second"]
    actions.change_mediator(
        mediation.people["second"].id,
        mediation.committees["township"].id,
        values={"term_until": AT.date() + 10 * DAY},
        by=mediation.acting("township_head"),
        at=AT,
    )
    actions.record_absence(mediator, since=AT.date(), until=AT.date(), by=mediation.acting("second"), at=AT)
    page = mediator_page(mediator, mediation.acting("second").viewer, on=AT.date())
    assert (page.own, page.may_keep, page.ends_in, len(page.absences)) == (True, False, 10, 1)
    head = mediator_page(mediator, mediation.acting("township_head").viewer, on=AT.date())
    assert (head.own, head.may_keep, head.sees_figures, len(head.absences)) == (False, True, True, 1)
    other = mediator_page(mediator, mediation.acting("township").viewer, on=AT.date())
    assert (other.may_keep, other.sees_figures, list(other.absences)) == (False, False, [])
    sets_up = mediator_page(mediator, mediation.acting("administrator").viewer, on=AT.date())
    assert (sets_up.may_keep, sets_up.sees_figures) == (True, False)
    with pytest.raises(DisputeNotFound):
        mediator_page(mediator, mediation.acting("handler").viewer, on=AT.date())


def letter(world, case_id, *, due, body="court"):
    return actions.record_referral(
        case_id,
        incoming=True,
        body=body,
        body_name="县人民法院",
        letter_on=date(2026, 1, 5),
        report_due_on=due,
        by=world.acting("township"),
        at=AT,
    )


def test_reports_due_come_the_most_urgent_first_and_go_when_they_are_sent(mediation, django_assert_max_num_queries):
    begun, _ = make_begun(mediation)
    other = make_claimed(mediation)
    today = AT.date()
    first = letter(mediation, other, due=today - DAY)
    second = letter(mediation, begun, due=today + 5 * DAY)
    third = letter(mediation, begun, due=None, body="police")
    head = mediation.acting("township_head").viewer
    with django_assert_max_num_queries(4):
        due = reports_due(head, on=today)
    assert [(each.referral_id, each.days) for each in due] == [(first, -1), (second, 5), (third, None)]
    actions.report_back(other, first, report="达成协议", by=mediation.acting("township"), at=AT)
    assert [each.referral_id for each in reports_due(head, on=today)] == [second, third]


@pytest.mark.parametrize("who", ["second", "county_head", "dispatcher", "supervisor", "handler"])
def test_who_sees_no_file_sees_no_letter(mediation, who):
    begun, _ = make_begun(mediation)
    letter(mediation, begun, due=AT.date())
    assert list(reports_due(mediation.acting(who).viewer, on=AT.date())) == []
