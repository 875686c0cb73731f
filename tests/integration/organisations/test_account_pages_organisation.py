"""Units, posts, accounts, duty and rights in the browser's terms."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from banjie.organisations import actions, queries
from banjie.organisations.models import Appointment, DutyShift, Grant, Post, Staff, Unit
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from tests.integration.organisations.conftest import World
from tests.integration.organisations.factories import AT, give_role, make_staff, make_unit

pytestmark = pytest.mark.django_db

UNIT = {
    "name": "Parks",
    "name_en": "",
    "code": "parks",
    "parent": "works",
    "kind": "department",
    "level": "county",
    "area": "county",
    "roles": "parks, trees",
    "phone": "",
}


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: HttpResponse) -> str:
    return soup(response).get_text(" ", strip=True)


def errors(response: HttpResponse) -> dict[str, str]:
    found = soup(response).select("[id$=_error]")
    return {str(one["id"]).removeprefix("id_").removesuffix("_error"): one.get_text(strip=True) for one in found}


def toasts(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# Units


def test_the_list_shows_the_tree(as_root: Client, world: World) -> None:
    make_unit("lamps", parent=world.works, name="Lamps")
    rows = soup(as_root.get(reverse("accounts:units"))).select("tbody tr")
    assert [row.select_one("td").get_text() for row in rows] == [  # type: ignore[union-attr]
        "Centre",
        "Works",
        "\u3000Lamps",
        "East office",
    ]


def test_units_are_found_by_name_code_and_duty(as_root: Client, world: World) -> None:
    for typed, found in (("wor", ["Works"]), ("EAST", ["East office"]), ("roads", ["Works"]), ("zzz", [])):
        page = soup(as_root.get(reverse("accounts:units"), {"q": typed}))
        assert [link.get_text() for link in page.select("tbody a.row-link")] == found


def test_units_out_of_use_are_left_out_until_asked_for(as_root: Client, world: World) -> None:
    actions.retire_unit(unit_id=world.works.pk, by=SYSTEM, at=AT)
    url = reverse("accounts:units")
    assert "Works" not in text(as_root.get(url))
    assert "Works" in text(as_root.get(url, {"all": "1"}))


def test_the_list_costs_few_queries(
    as_root: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    as_root.get(reverse("accounts:units"))
    with django_assert_max_num_queries(6):
        as_root.get(reverse("accounts:units"))


def test_a_unit_is_created_from_the_page(as_root: Client, world: World) -> None:
    response = as_root.post(reverse("accounts:unit-new"), UNIT)
    unit = Unit.objects.get(code="parks")
    assert response["Location"] == reverse("accounts:unit", args=[unit.pk])
    assert (unit.path, unit.roles, unit.area) == ("works.parks", ["parks", "trees"], world.county)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "works"}, "code"),
        ({"code": "a.b"}, "code"),
        ({"name": "  "}, "name"),
        ({"area": "atlantis"}, "area"),
        ({"area": ""}, "area"),
        ({"parent": "nowhere"}, "parent"),
        ({"kind": "club"}, "kind"),
        ({"roles": "Not A Role!"}, "roles"),
        ({"name": "x" * 200}, "name"),
        ({"name": "a\x00b"}, "name"),
    ],
)
def test_a_bad_unit_is_refused_where_it_is_wrong(
    as_root: Client, world: World, changes: dict[str, str], field: str
) -> None:
    response = as_root.post(reverse("accounts:unit-new"), UNIT | changes)
    assert response.status_code == 422
    assert list(errors(response)) == [field]
    assert not Unit.objects.filter(code="parks").exists()
    typed = soup(response).select_one("input[name=roles]")
    assert typed is not None
    assert typed["value"] == changes.get("roles", UNIT["roles"])


def test_without_script_a_code_may_be_typed_for_an_area(as_root: Client, world: World) -> None:
    data = {key: value for key, value in UNIT.items() if key not in {"area", "parent"}}
    as_root.post(reverse("accounts:unit-new"), data | {"area_text": "east", "parent_text": "works"})
    assert Unit.objects.get(code="parks").area == world.east


@pytest.mark.parametrize(("field", "value"), [("area", "county"), ("area", "west"), ("parent", "works")])
def test_who_keeps_a_township_makes_units_only_there(client: Client, world: World, field: str, value: str) -> None:
    client.force_login(world.east_admin)
    own = UNIT | {"area": "east", "parent": "office"}
    response = client.post(reverse("accounts:unit-new"), own | {field: value})
    assert response.status_code == 422
    assert list(errors(response)) == [field]
    assert client.post(reverse("accounts:unit-new"), own).status_code == 302


def test_a_unit_is_changed_from_the_page(as_root: Client, world: World) -> None:
    url = reverse("accounts:unit-change", args=[world.works.pk])
    filled = {str(field["name"]): field.get("value", "") for field in soup(as_root.get(url)).select("main input[name]")}
    assert filled["name"] == "Works"
    assert (filled["area"], filled["area_text"]) == ("county", "County")
    response = as_root.post(url, UNIT | {"name": "Road works"})
    assert response.status_code == 302
    world.works.refresh_from_db()
    assert (world.works.name, world.works.code) == ("Road works", "works")


def test_a_unit_is_moved_from_the_page(as_root: Client, world: World) -> None:
    url = reverse("accounts:unit-move", args=[world.works.pk])
    assert as_root.post(url, {"parent": "centre"}).status_code == 302
    assert Unit.objects.get(code="works").path == "centre.works"
    response = as_root.post(reverse("accounts:unit-move", args=[world.centre.pk]), {"parent": "works"})
    assert response.status_code == 422
    assert list(errors(response)) == ["parent"]
    assert as_root.post(url, {"parent": ""}).status_code == 302
    assert Unit.objects.get(code="works").path == "works"


def test_taking_a_unit_out_of_use_and_back(as_root: Client, world: World) -> None:
    as_root.post(reverse("accounts:unit-retirement", args=[world.works.pk]))
    assert not Unit.objects.get(code="works").active
    as_root.post(reverse("accounts:unit-return", args=[world.works.pk]))
    assert Unit.objects.get(code="works").active


def test_a_refused_button_says_why(as_root: Client, world: World) -> None:
    make_unit("lamps", parent=world.works)
    response = as_root.post(reverse("accounts:unit-retirement", args=[world.works.pk]))
    assert response.status_code == 302
    assert len(toasts(response)) == 1
    assert Unit.objects.get(code="works").active


def test_a_unit_shows_its_posts_people_and_changes(as_root: Client, world: World) -> None:
    shown = text(as_root.get(reverse("accounts:unit", args=[world.works.pk])))
    assert all(word in shown for word in ("Lin Handler", "Leader", "County", "roads"))


def test_who_keeps_nothing_sees_no_button(client: Client, world: World) -> None:
    client.force_login(world.handler)
    for url in (
        reverse("accounts:unit", args=[world.works.pk]),
        reverse("accounts:post", args=[world.post.pk]),
        reverse("accounts:units"),
    ):
        main = soup(client.get(url)).select_one("main")
        assert main is not None
        assert main.select("form[method=post], a[href*=change], a[href*=new]") == []


# Posts


def test_a_post_is_made_granted_and_filled(as_root: Client, world: World) -> None:
    made = as_root.post(reverse("accounts:post-new", args=[world.works.pk]), {"name": "Night shift"})
    post = Post.objects.get(name="Night shift")
    assert made["Location"] == reverse("accounts:post", args=[post.pk])
    granted = as_root.post(
        reverse("accounts:post-roles", args=[post.pk]), {"grant-role": "handler", "grant-area": "east"}
    )
    assert granted.status_code == 302
    appointed = as_root.post(
        reverse("accounts:post-appointments", args=[post.pk]),
        {"appoint-staff": "newcomer", "appoint-started_on": "2026-03-01", "appoint-ended_on": ""},
    )
    assert appointed.status_code == 302
    viewer = queries.viewer_for(world.newcomer, clock.now())
    assert [(grant.role, grant.area_path) for grant in viewer.grants] == [("handler", "county.east")]


def test_separated_duties_are_explained(as_root: Client, world: World) -> None:
    response = as_root.post(
        reverse("accounts:post-roles", args=[world.post.pk]),
        {"grant-role": "reviewer", "grant-area": "county"},
    )
    assert response.status_code == 422
    assert soup(response).select_one(".error-summary") is not None
    assert Grant.objects.filter(post=world.post).count() == 1


def test_nobody_is_appointed_twice(as_root: Client, world: World) -> None:
    response = as_root.post(
        reverse("accounts:post-appointments", args=[world.post.pk]),
        {"appoint-staff": "handler", "appoint-started_on": "2026-03-05"},
    )
    assert response.status_code == 422
    assert "appoint-staff" in errors(response)


@pytest.mark.parametrize(
    "data",
    [
        {"appoint-staff": "nobody", "appoint-started_on": "2026-03-05"},
        {"appoint-staff": "newcomer", "appoint-started_on": "yesterday"},
        {"appoint-staff": "newcomer", "appoint-started_on": "2026-03-05", "appoint-ended_on": "2026-03-04"},
        {},
    ],
)
def test_a_bad_appointment_is_refused(as_root: Client, world: World, data: dict[str, str]) -> None:
    response = as_root.post(reverse("accounts:post-appointments", args=[world.post.pk]), data)
    assert response.status_code == 422
    assert errors(response)
    assert Appointment.objects.filter(post=world.post).count() == 1


def test_an_administrator_does_not_appoint_themselves(as_root: Client, world: World) -> None:
    response = as_root.post(
        reverse("accounts:post-appointments", args=[world.post.pk]),
        {"appoint-staff": "root", "appoint-started_on": "2026-03-05"},
    )
    assert response.status_code == 422
    assert not Appointment.objects.filter(post=world.post, staff=world.root).exists()


def test_who_keeps_a_township_grants_nothing_beyond_it(client: Client, world: World) -> None:
    client.force_login(world.east_admin)
    post = world.east_handler.appointments.get().post_id
    url = reverse("accounts:post-roles", args=[post])
    response = client.post(url, {"grant-role": "field_worker", "grant-area": "county"})
    assert (response.status_code, list(errors(response))) == (422, ["grant-area"])
    assert client.post(url, {"grant-role": "field_worker", "grant-area": "east"}).status_code == 302


def test_an_appointment_is_ended_and_a_role_withdrawn(as_root: Client, world: World) -> None:
    as_root.post(reverse("accounts:post-role", args=[world.post.pk, world.grant.pk]))
    assert not Grant.objects.filter(post=world.post).exists()
    url = reverse("accounts:post-appointment-end", args=[world.post.pk, world.appointment.pk])
    as_root.post(url)
    assert world.appointment.ended_on is not None
    shown = text(as_root.get(reverse("accounts:post", args=[world.post.pk])))
    assert "Root" in shown


def test_a_post_is_renamed_retired_and_brought_back(as_root: Client, world: World) -> None:
    as_root.post(reverse("accounts:post-name", args=[world.post.pk]), {"name": "Roads desk"})
    assert world.post.name == "Roads desk"
    as_root.post(reverse("accounts:post-retirement", args=[world.post.pk]))
    assert not world.post.active
    as_root.post(reverse("accounts:post-return", args=[world.post.pk]))
    assert world.post.active


# Accounts


def names(response: HttpResponse) -> list[str]:
    return [link.get_text() for link in soup(response).select("tbody a.row-link")]


def test_accounts_are_listed_and_found(as_root: Client, world: World) -> None:
    url = reverse("accounts:staff")
    assert "Lin Handler" in names(as_root.get(url))
    assert names(as_root.get(url, {"q": "lin hand"})) == ["Lin Handler"]
    assert names(as_root.get(url, {"q": "easth"})) == ["East Handler"]
    assert names(as_root.get(url, {"state": "without_post"})) == ["Newcomer"]
    assert names(as_root.get(url, {"state": "out_of_use"})) == []
    assert names(as_root.get(url, {"q": "a\x00%_"})) == []
    assert as_root.get(url, {"state": "nonsense", "page": "-3"}).status_code == 200


def test_who_keeps_a_township_sees_its_accounts_and_those_without_a_post(client: Client, world: World) -> None:
    client.force_login(world.east_admin)
    assert names(client.get(reverse("accounts:staff"))) == ["East Admin", "East Handler", "Newcomer"]


def test_the_list_of_accounts_costs_the_same_however_many_there_are(
    as_root: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        give_role(make_staff(f"extra{number}"), "handler", world.works)
    as_root.get(reverse("accounts:staff"))
    with django_assert_max_num_queries(9):
        page = soup(as_root.get(reverse("accounts:staff")))
    assert len(page.select("tbody tr")) == 50
    following = page.select_one("a[rel=next]")
    assert following is not None
    rest = as_root.get(reverse("accounts:staff") + str(following["href"]))
    assert len(names(rest)) == 17


def test_a_new_account_gets_a_password_shown_once(as_root: Client, world: World) -> None:
    response = as_root.post(
        reverse("accounts:staff-new"), {"username": "Wu.Ming", "name": "Wu Ming", "phone": "", "email": ""}
    )
    staff = Staff.objects.get(username="wu.ming")
    password = soup(response).select_one("code.large")
    assert password is not None
    assert staff.check_password(password.get_text())
    assert staff.must_change_password
    assert "no-store" in response["Cache-Control"]
    assert password.get_text() not in as_root.get(reverse("accounts:staff-member", args=[staff.pk])).text


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"username": "handler", "name": "X"}, "username"),
        ({"username": "h", "name": "X"}, "username"),
        ({"username": "ok.name", "name": ""}, "name"),
        ({"username": "ok.name", "name": "X", "email": "nope"}, "email"),
    ],
)
def test_a_bad_account_is_refused(as_root: Client, world: World, data: dict[str, str], field: str) -> None:
    before = Staff.objects.count()
    response = as_root.post(reverse("accounts:staff-new"), data)
    assert (response.status_code, list(errors(response))) == (422, [field])
    assert Staff.objects.count() == before


def test_an_account_is_changed(as_root: Client, world: World) -> None:
    url = reverse("accounts:staff-change", args=[world.handler.pk])
    as_root.post(url, {"name": "Lin Xiaodong", "phone": "139", "email": "", "language": "en"})
    world.handler.refresh_from_db()
    assert (world.handler.name, world.handler.phone) == ("Lin Xiaodong", "139")
    assert "Root" in text(as_root.get(reverse("accounts:staff-member", args=[world.handler.pk])))


def test_an_account_is_taken_out_of_use_and_brought_back(as_root: Client, world: World) -> None:
    as_root.post(reverse("accounts:staff-deactivation", args=[world.handler.pk]))
    world.handler.refresh_from_db()
    assert not world.handler.is_active
    as_root.post(reverse("accounts:staff-reactivation", args=[world.handler.pk]))
    world.handler.refresh_from_db()
    assert world.handler.is_active


def test_a_locked_account_is_shown_and_unlocked(as_root: Client, world: World) -> None:
    Staff.objects.filter(pk=world.handler.pk).update(failed_attempts=7, locked_until=clock.now() + timedelta(minutes=4))
    assert names(as_root.get(reverse("accounts:staff"), {"state": "waiting"})) == ["Lin Handler"]
    page = as_root.get(reverse("accounts:staff-member", args=[world.handler.pk]))
    assert soup(page).select_one(f"form[action='{reverse('accounts:staff-unlocking', args=[world.handler.pk])}']")
    as_root.post(reverse("accounts:staff-unlocking", args=[world.handler.pk]))
    world.handler.refresh_from_db()
    assert (world.handler.failed_attempts, world.handler.locked_until) == (0, None)


def test_a_temporary_password_replaces_the_present_one(as_root: Client, world: World) -> None:
    response = as_root.post(reverse("accounts:staff-password", args=[world.handler.pk]))
    shown = soup(response).select_one("code.large")
    assert shown is not None
    world.handler.refresh_from_db()
    assert world.handler.check_password(shown.get_text())
    assert world.handler.must_change_password


def test_somebody_with_a_post_elsewhere_is_not_kept_by_a_township(client: Client, world: World) -> None:
    give_role(world.newcomer, "handler", world.east_office, world.east)
    client.force_login(world.east_admin)
    url = reverse("accounts:staff-password", args=[world.newcomer.pk])
    assert client.post(url).status_code == 200
    give_role(world.newcomer, "handler", world.works)
    assert client.post(url).status_code == 404
    assert client.get(reverse("accounts:staff-member", args=[world.newcomer.pk])).status_code == 200


def test_the_auditor_sees_sign_ins_and_no_button(client: Client, world: World) -> None:
    client.post(reverse("sign-in"), {"username": "handler", "password": "wrong horse"})
    client.force_login(world.auditor)
    page = soup(client.get(reverse("accounts:staff-member", args=[world.handler.pk])))
    main = page.select_one("main")
    assert main is not None
    assert "127.0.0.1" in main.get_text()
    assert main.select("form[method=post]") == []


# Duty


def test_the_roster_shows_the_week(as_root: Client, world: World) -> None:
    page = soup(as_root.get(reverse("accounts:duty"), {"unit": "works", "week": "2026-03-04"}))
    rows = page.select("tbody tr")
    assert len(rows) == 7
    assert "09:00–17:00" in rows[0].get_text()
    assert "Lin Handler" in rows[0].get_text()
    assert "Lin Handler" not in rows[1].get_text()


def test_the_roster_opens_on_ones_own_unit(client: Client, world: World) -> None:
    client.force_login(world.leader)
    assert "Works" in soup(client.get(reverse("accounts:duty"))).select_one("h2").get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize("asked", [{"unit": "nowhere"}, {"week": "soon"}, {"unit": "works", "week": "9999-99-99"}])
def test_a_roster_that_is_not_there_asks_which(client: Client, world: World, asked: dict[str, str]) -> None:
    client.force_login(world.newcomer)
    assert client.get(reverse("accounts:duty"), asked).status_code == 200


def shift(world: World, **changes: Any) -> dict[str, Any]:
    data = {"staff": world.handler.pk, "first_day": "2026-03-10", "last_day": "", "starts": "22:00", "ends": "06:00"}
    return data | changes


def test_the_leader_puts_people_on_duty(client: Client, world: World) -> None:
    client.force_login(world.leader)
    url = reverse("accounts:duty-shifts", args=[world.works.pk])
    assert client.post(url, shift(world, last_day="2026-03-12")).status_code == 302
    added = DutyShift.objects.exclude(pk=world.shift.pk).order_by("starts_at")
    assert [one.starts_at.date() for one in added] == [date(2026, 3, day) for day in (10, 11, 12)]
    assert {one.ends_at - one.starts_at for one in added} == {timedelta(hours=8)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"staff": 0}, "staff"),
        ({"last_day": "2026-03-09"}, "last_day"),
        ({"last_day": "2026-05-09"}, "last_day"),
        ({"first_day": "soon"}, "first_day"),
        ({"starts": "25:00"}, "starts"),
    ],
)
def test_a_bad_shift_is_refused(client: Client, world: World, changes: dict[str, Any], field: str) -> None:
    client.force_login(world.leader)
    response = client.post(reverse("accounts:duty-shifts", args=[world.works.pk]), shift(world, **changes))
    assert response.status_code == 422
    assert field in errors(response)
    assert DutyShift.objects.count() == 1


def test_overlapping_shifts_are_refused_as_a_whole(client: Client, world: World) -> None:
    client.force_login(world.leader)
    url = reverse("accounts:duty-shifts", args=[world.works.pk])
    response = client.post(
        url, shift(world, first_day="2026-03-01", last_day="2026-03-02", starts="08:00", ends="12:00")
    )
    assert response.status_code == 422
    assert DutyShift.objects.count() == 1


def test_a_shift_is_removed(client: Client, world: World) -> None:
    client.force_login(world.leader)
    assert client.post(reverse("accounts:duty-shift-removal", args=[world.shift.pk])).status_code == 302
    assert not DutyShift.objects.exists()


# Who can do what here, and why


def rights(response: HttpResponse) -> list[str]:
    return [row.get_text(" ", strip=True) for row in soup(response).select("tbody tr")]


def test_the_chain_from_person_to_permission_is_shown(as_root: Client, world: World) -> None:
    found = rights(as_root.get(reverse("accounts:access"), {"permission": "cases.answer", "unit": "works"}))
    assert len(found) == 1
    assert all(word in found[0] for word in ("Lin Handler", "2026-03-02", "Works", "County"))


def test_the_question_can_be_narrowed_to_area_unit_and_person(as_root: Client, world: World) -> None:
    url = reverse("accounts:access")

    def people(**asked: str) -> list[str]:
        return [row.split("  ")[0] for row in rights(as_root.get(url, asked))]

    assert len(people(permission="cases.answer", area="east")) == 2
    assert len(people(permission="cases.answer", area="west")) == 1
    assert len(people(permission="cases.answer", unit="office")) == 1
    assert len(people(staff="handler")) == 1
    assert people(permission="cases.rule_on_return", area="county") == []


def test_a_leader_sees_the_rights_of_their_own_unit_only(client: Client, world: World) -> None:
    client.force_login(world.leader)
    url = reverse("accounts:access")
    assert len(rights(client.get(url, {"permission": "cases.answer", "unit": "works"}))) == 1
    assert rights(client.get(url, {"permission": "cases.answer", "unit": "office"})) == []


@pytest.mark.parametrize("asked", [{"permission": "cases.fly"}, {"area": "atlantis"}, {"staff": "nobody"}])
def test_a_question_about_nothing_says_so(as_root: Client, world: World, asked: dict[str, str]) -> None:
    response = as_root.get(reverse("accounts:access"), asked)
    assert response.status_code == 422
    assert soup(response).select_one(".error-summary") is not None


# What the fields offer


def options(client: Client, name: str, typed: str) -> list[str]:
    return [one["value"] for one in client.get(reverse(name), {"q": typed}).json()["options"]]


def test_fields_offer_areas_units_and_people(as_root: Client, world: World) -> None:
    assert options(as_root, "accounts:area-options", "") == ["county", "east", "west"]
    assert options(as_root, "accounts:area-options", "east") == ["east"]
    assert options(as_root, "accounts:unit-options", "off") == ["office"]
    assert options(as_root, "accounts:staff-options", "lin") == ["handler"]
    assert options(as_root, "accounts:staff-options", "%_\x00'") == []


# What was changed
