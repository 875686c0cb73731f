"""Mediators in a browser: a head seats a joint panel, a party objects, a ladder gets a rung; axe on every page."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from banjie.mediation import actions
from banjie.mediation.ladders.setting import ladder
from banjie.mediation.models import Dispute, RungStay, Seat
from banjie.organisations.actions import prefer
from banjie.organisations.models import PreferenceName
from tests.browser.conftest import SignIn
from tests.browser.pages.test_accessibility import LOOKS, faults
from tests.browser.settling import goto
from tests.integration.cases.world import AT, World
from tests.integration.mediation.mediators.test_figures import ended
from tests.integration.mediation.mediators.test_seats import enter, make_trade_committee
from tests.integration.mediation.world import (
    MediationWorld,
    add_parties,
    consent,
    make_claimed,
    make_mediation_world,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def mediation(world: World) -> Iterator[MediationWorld]:
    made = make_mediation_world(world)
    enter(made, "expert", make_trade_committee(made), kind="expert", skills=["property"])
    enter(made, "third", made.committees["township"], kind="veteran", skills=["property", "neighbours"])
    actions.change_mediator(
        made.people["second"].pk,  # type: ignore[attr-defined]
        made.committees["township"].pk,
        values={"languages": ["bo"], "skills": ["labour"], "term_until": AT.date() + timedelta(days=20)},
        by=made.acting("township_head"),
        at=AT,
    )
    world.staff.update(made.people)  # type: ignore[arg-type]
    for staff in made.people.values():
        prefer(PreferenceName.TOUR_TAKEN, True, staff_id=staff.pk)  # type: ignore[attr-defined]
    _warm(world)
    return made


def _warm(world: World) -> None:
    """The first page of a process compiles all templates, which on a busy machine outlasts the browser's patience."""
    client = Client()
    client.force_login(world.staff["township_head"])
    client.get("/work/mediation/")


def property_dispute(mediation: MediationWorld) -> int:
    case_id = make_claimed(mediation)
    actions.describe(case_id, kind="property", by=mediation.acting("township"), at=AT)
    parties = add_parties(mediation, case_id)
    consent(mediation, case_id, *parties)
    return case_id


def go(page: Page, path: str) -> None:
    goto(page, "/".join(page.url.split("/")[:3]) + path)


def test_a_head_seats_a_joint_panel_and_decides_on_an_objection(signed_in: SignIn, mediation: MediationWorld) -> None:
    case_id = property_dispute(mediation)
    seats = f"/work/mediation/{case_id}/seats/"
    head = signed_in("township_head", seats)
    first = head.locator("#h-suggested ~ ol .suggestion").first
    expect(first).to_contain_text(mediation.people["third"].name)  # type: ignore[attr-defined]
    head.keyboard.press("1")
    expect(head.locator(".seat")).to_have_count(1)
    head.locator(f"form[action$='/{case_id}/seats/join/'] button").first.click()
    expect(head.locator(".seat")).to_have_count(2)
    head.locator(".seat").first.locator("[popovertarget], summary, button").first.click()
    head.locator(".seat").first.locator("form[action$='/chair/'] button").click()
    expect(head.locator(".seat").first.locator(".badge")).to_have_count(1)

    for who in ("third", "expert"):
        own = signed_in(who, seats)
        own.locator(f"form[action$='/{case_id}/seats/no-tie/'] button").click()
        expect(own.locator(".seat .lamp-good")).to_have_count(1 if who == "third" else 2)

    seat = Seat.objects.get(mediator_id=mediation.mediators["third"])
    own = signed_in("third", f"/work/mediation/{case_id}/seats/{seat.pk}/object/")
    own.locator("textarea").fill("与对方住同一小区")
    own.locator("form[data-draft-skip] .button-primary").click()
    expect(own.locator(".seat .callout")).to_contain_text("与对方住同一小区")
    head.reload()
    head.locator("a[href*='/objections/']").click()
    head.locator("input[name=upheld][value=yes]").check()
    head.locator("textarea").fill("情况属实")
    head.locator("form[data-draft-skip] .button-primary").click()
    expect(head.locator(".seat")).to_have_count(1)
    seat.refresh_from_db()
    assert seat.why_left == "objected"


def test_an_administrator_puts_a_rung_below_and_the_dispute_stays_where_it_is(
    signed_in: SignIn, mediation: MediationWorld
) -> None:
    case_id = property_dispute(mediation)
    page = signed_in("administrator", "/work/mediation/ladders/")
    page.locator("a[href$='/ladders/people/']").click()
    page.locator("button[value=add]").click()
    page.locator("[name=r3-unit_role]").select_option("mediation")
    page.locator(".rung-form button[value=down-3]").click()
    page.locator(".rung-form button[value=down-2]").click()
    page.locator(".rung-form button[value=down-1]").click()
    page.locator("[name=r0-name]").fill("邻里议事会")
    page.locator("[name=r0-amount]").fill("两周")
    page.locator("button.button-primary[value=save]").click()
    expect(page.locator(".field-error")).to_have_count(1)
    expect(page.locator("[name=r0-amount]")).to_have_value("两周")
    page.locator("[name=r0-amount]").fill("14")
    page.locator("button.button-primary[value=save]").click()
    page.wait_for_url("**/work/mediation/ladders/")
    expect(page.locator("#h-changes ~ ul li")).to_have_count(1)
    assert ladder("people").rungs[0].name == "邻里议事会"
    assert Dispute.objects.get(case_id=case_id).rung == 2
    assert RungStay.objects.get(dispute_id=case_id).key == "township"


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing(signed_in: SignIn, mediation: MediationWorld, size: str, scheme: str) -> None:
    case_id = property_dispute(mediation)
    mediator = mediation.mediators["second"]
    ended(mediation, "second", kind="labour", how="agreed", number=14)
    ended(mediation, "second", kind="land", how="without", number=8)
    actions.record_absence(mediator, since=AT.date(), until=AT.date(), by=mediation.acting("second"), at=AT)
    actions.comment_figures(mediator, year=AT.year, text="土地纠纷多", by=mediation.acting("second"), at=AT)
    actions.record_referral(
        case_id,
        incoming=True,
        body="court",
        body_name="县人民法院",
        letter_on=date(2026, 1, 5),
        report_due_on=AT.date() - timedelta(days=2),
        by=mediation.acting("township"),
        at=AT,
    )
    found: list[str] = []
    paths = {
        "township_head": [
            f"/work/mediation/{case_id}/seats/",
            f"/work/mediation/{case_id}/seats/tie/",
            f"/work/mediation/{case_id}/letters/",
            f"/work/mediation/{case_id}/letters/new/",
            "/work/mediation/reports-due/",
            "/work/mediation/mediators/",
            f"/work/mediation/mediators/{mediator}/",
            f"/work/mediation/mediators/{mediator}/change/",
            "/work/mediation/committees/",
        ],
        "administrator": [
            "/work/mediation/ladders/",
            "/work/mediation/ladders/four_rungs/",
            "/work/mediation/committees/new/",
        ],
        "second": [f"/work/mediation/mediators/{mediator}/"],
    }
    for who, pages in paths.items():
        page = signed_in(who, pages[0], size=size, scheme=scheme)
        for path in pages:
            go(page, path)
            found += faults(page)
    assert found == []
