"""Every page of accounts and organisation: who gets in, who finds nothing, and which methods there are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from banjie.organisations.models import OrganisationChange
from tests.integration.organisations.conftest import World

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Door:
    """A page: its name, what stands in its address, whether it only reads, and who gets in."""

    name: str
    args: Callable[[World], list[int]] = field(default=lambda world: [])
    posts: bool = False
    also_gets: bool = False
    opens_for: tuple[str, ...] = ("root",)
    closed_to: tuple[str, ...] = ()

    @property
    def gets(self) -> bool:
        return not self.posts or self.also_gets


EVERYBODY = ("root", "east_admin", "auditor", "leader", "handler", "newcomer")
KEEPERS = ("east_admin", "auditor", "leader", "handler", "newcomer")
NOT_KEEPING = ("auditor", "leader", "handler", "newcomer")


def unit(world: World) -> list[int]:
    return [world.works.pk]


def post(world: World) -> list[int]:
    return [world.post.pk]


def grant(world: World) -> list[int]:
    return [world.post.pk, world.grant.pk]


def appointment(world: World) -> list[int]:
    return [world.post.pk, world.appointment.pk]


def handler(world: World) -> list[int]:
    return [world.handler.pk]


def shift(world: World) -> list[int]:
    return [world.shift.pk]


def session(world: World) -> list[int]:
    return [1]


DOORS = [
    Door("accounts:account", posts=True, also_gets=True, opens_for=EVERYBODY),
    Door("accounts:account-password", posts=True, also_gets=True, opens_for=EVERYBODY),
    Door("accounts:account-totp", posts=True, also_gets=True, opens_for=EVERYBODY),
    Door("accounts:account-totp-removal", posts=True, opens_for=EVERYBODY),
    Door("accounts:account-sessions", opens_for=EVERYBODY),
    Door("accounts:account-sessions-others", posts=True, opens_for=EVERYBODY),
    Door("accounts:account-session", session, posts=True, opens_for=EVERYBODY),
    Door("accounts:units", opens_for=EVERYBODY),
    Door("accounts:unit", unit, opens_for=EVERYBODY),
    Door("accounts:unit-new", posts=True, also_gets=True, opens_for=("root", "east_admin"), closed_to=NOT_KEEPING),
    Door("accounts:unit-change", unit, posts=True, also_gets=True, closed_to=KEEPERS),
    Door("accounts:unit-move", unit, posts=True, also_gets=True, closed_to=KEEPERS),
    Door("accounts:unit-retirement", unit, posts=True, closed_to=KEEPERS),
    Door("accounts:unit-return", unit, posts=True, closed_to=KEEPERS),
    Door("accounts:post", post, opens_for=EVERYBODY),
    Door("accounts:post-new", unit, posts=True, closed_to=KEEPERS),
    Door("accounts:post-name", post, posts=True, also_gets=True, closed_to=KEEPERS),
    Door("accounts:post-retirement", post, posts=True, closed_to=KEEPERS),
    Door("accounts:post-return", post, posts=True, closed_to=KEEPERS),
    Door("accounts:post-roles", post, posts=True, closed_to=KEEPERS),
    Door("accounts:post-role", grant, posts=True, closed_to=KEEPERS),
    Door("accounts:post-appointments", post, posts=True, closed_to=KEEPERS),
    Door("accounts:post-appointment-end", appointment, posts=True, closed_to=KEEPERS),
    Door(
        "accounts:staff",
        opens_for=("root", "east_admin", "auditor"),
        closed_to=("leader", "handler", "newcomer"),
    ),
    Door(
        "accounts:staff-member",
        handler,
        opens_for=("root", "auditor"),
        closed_to=("east_admin", "leader", "handler", "newcomer"),
    ),
    Door("accounts:staff-new", posts=True, also_gets=True, opens_for=("root", "east_admin"), closed_to=NOT_KEEPING),
    Door("accounts:staff-change", handler, posts=True, also_gets=True, closed_to=KEEPERS),
    Door("accounts:staff-deactivation", handler, posts=True, closed_to=KEEPERS),
    Door("accounts:staff-reactivation", handler, posts=True, closed_to=KEEPERS),
    Door("accounts:staff-password", handler, posts=True, closed_to=KEEPERS),
    Door("accounts:staff-unlocking", handler, posts=True, closed_to=KEEPERS),
    Door("accounts:staff-totp-removal", handler, posts=True, closed_to=KEEPERS),
    Door("accounts:duty", opens_for=EVERYBODY),
    Door(
        "accounts:duty-shifts",
        unit,
        posts=True,
        opens_for=("root", "leader"),
        closed_to=("east_admin", "auditor", "handler", "newcomer"),
    ),
    Door(
        "accounts:duty-shift-removal",
        shift,
        posts=True,
        opens_for=("root", "leader"),
        closed_to=("east_admin", "auditor", "handler", "newcomer"),
    ),
    Door(
        "accounts:access",
        opens_for=("root", "east_admin", "auditor", "leader"),
        closed_to=("handler", "newcomer"),
    ),
    Door("accounts:area-options", opens_for=EVERYBODY),
    Door("accounts:unit-options", opens_for=EVERYBODY),
    Door("accounts:staff-options", opens_for=EVERYBODY),
]
AT_THE_DOOR = {"accounts:sign-in-code"}

every_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)


def knock(client: Client, door: Door, world: World) -> Any:
    url = reverse(door.name, args=door.args(world))
    return client.get(url) if door.gets else client.post(url)


def test_every_page_of_accounts_stands_in_this_list() -> None:
    names = {
        f"accounts:{name}"
        for _, (_, resolver) in get_resolver().namespace_dict.items()
        if resolver.namespace == "accounts"
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    assert names - AT_THE_DOOR == {door.name for door in DOORS}


@every_door
def test_strangers_are_asked_to_sign_in(client: Client, world: World, door: Door) -> None:
    response = knock(client, door, world)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign-in"))


@every_door
def test_it_opens_for_those_it_is_for(client: Client, world: World, door: Door) -> None:
    for who in door.opens_for:
        client.force_login(getattr(world, who))
        if door.gets:
            assert knock(client, door, world).status_code == 200, who
        else:
            # Nothing was filled in, so it may be refused, but not as a page that is not there.
            found = knock(client, door, world).status_code
            assert found in {200, 302, 422}, who
            break


@every_door
def test_for_all_others_there_is_no_such_page(client: Client, world: World, door: Door) -> None:
    before = OrganisationChange.objects.count()
    for who in door.closed_to:
        client.force_login(getattr(world, who))
        assert knock(client, door, world).status_code == 404, who
        if door.posts:
            assert client.post(reverse(door.name, args=door.args(world))).status_code == 404, who
    assert OrganisationChange.objects.count() == before


@every_door
def test_it_takes_no_other_method(as_root: Client, world: World, door: Door) -> None:
    url = reverse(door.name, args=door.args(world))
    assert as_root.delete(url).status_code == 405
    assert as_root.put(url).status_code == 405
    if not door.posts:
        assert as_root.post(url).status_code == 405
    if not door.gets:
        assert as_root.get(url).status_code == 405


with_number = pytest.mark.parametrize(
    "door",
    [door for door in DOORS if door.args.__name__ != "<lambda>" and door.name != "accounts:account-session"],
    ids=lambda door: door.name,
)


@with_number
def test_what_is_not_there_is_not_found(as_root: Client, world: World, door: Door) -> None:
    url = reverse(door.name, args=[0 for _ in door.args(world)])
    response = as_root.get(url) if door.gets else as_root.post(url)
    assert response.status_code == 404


def test_a_role_or_appointment_of_another_post_is_not_found(as_root: Client, world: World) -> None:
    other = world.east_handler.appointments.get().post_id
    for name, number in (
        ("accounts:post-role", world.grant.pk),
        ("accounts:post-appointment-end", world.appointment.pk),
    ):
        assert as_root.post(reverse(name, args=[other, number])).status_code == 404
