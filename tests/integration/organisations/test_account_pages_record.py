"""Whatever is recorded of the organisation has words, and is shown on the pages to which it belongs."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from banjie.catalogue import actions as catalogue
from banjie.catalogue.loading import default_content
from banjie.channels import endpoints as channels
from banjie.onward import actions as onward
from banjie.onward.models import Offered
from banjie.organisations import actions
from banjie.organisations.clients import actions as clients
from banjie.organisations.models import OrganisationChange, Staff, UnitKind
from banjie.outbound import actions as outbound
from banjie.places.models import Area
from banjie.platform import clock
from banjie.platform.actors import SYSTEM
from banjie.services.hall import keeping
from banjie.services.hall.keeping import Wanted
from banjie.services.hall.models import DeviceKind
from banjie.web.accounts.wording import CHANGES
from tests.integration.organisations.conftest import World
from tests.integration.organisations.test_account_pages_organisation import soup, text

pytestmark = pytest.mark.django_db


def everything_that_can_be_recorded(world: World) -> None:
    by, now = SYSTEM, clock.now()
    handler, unit = world.handler.pk, world.works.pk
    post, grant, appointment = world.post.pk, world.grant.pk, world.appointment.pk
    actions.change_staff(staff_id=handler, changes={"name": "Lin"}, by=by, at=now)
    actions.set_temporary_password(staff_id=handler, password="k7mh-93qd-xw2n", by=by, at=now)
    actions.share_password(staff_ids=[handler], password="another horse 8 battery", by=by, at=now)
    Staff.objects.filter(pk=handler).update(failed_attempts=3)
    actions.unlock_staff(staff_id=handler, by=by, at=now)
    actions.begin_second_factor(staff_id=handler)
    actions.remove_second_factor(staff_id=handler, by=by, at=now)
    actions.rename_post(post_id=post, name="Desk", by=by, at=now)
    actions.change_unit(unit_id=unit, changes={"area_id": world.east.pk, "kind": UnitKind.COMPANY}, by=by, at=now)
    actions.move_unit(unit_id=unit, parent_id=world.centre.pk, by=by, at=now)
    actions.remove_shift(shift_id=world.shift.pk, by=by, at=now)
    actions.withdraw_role(grant_id=grant, by=by, at=now)
    actions.end_appointment(appointment_id=appointment, by=by, at=now)
    for act in (actions.retire_post, actions.restore_post):
        act(post_id=post, by=by, at=now)
    for act in (actions.retire_unit, actions.restore_unit):
        act(unit_id=unit, by=by, at=now)
    for act in (actions.deactivate_staff, actions.reactivate_staff):
        act(staff_id=handler, by=by, at=now)
    a_hall(unit)
    other_systems(unit, world.county)


def other_systems(unit_id: int, county: Area) -> None:
    """An endpoint of every kind that there is: where events go, by what matters come, where cases are sent on to."""
    by: dict[str, Any] = {"by": SYSTEM, "at": clock.now()}
    admitted = clients.admit_client(name="City", contact="", scopes=["read"], expires_at=None, **by)
    clients.grant_to_client(client_id=admitted.client_id, role="dispatcher", unit_id=unit_id, area_id=county.pk, **by)
    told = outbound.Wanted("Events", "https://hooks.example.org/in")
    hook = outbound.subscribe(client_id=admitted.client_id, wanted=told, **by).subscription_id
    outbound.change(subscription_id=hook, wanted=replace(told, types=["closed"]), **by)
    for act in (outbound.renew_secret, outbound.stop, outbound.start, outbound.remove):
        act(subscription_id=hook, **by)
    calls = channels.Wanted("Calls", {"hosts": "r.example.cn"})
    channel = channels.make("calls", wanted=calls, **by).endpoint_id
    channels.change(channel, wanted=replace(calls, name="Call centre"), **by)
    channels.renew(channel, **by)
    for active in (False, True):
        channels.set_active(channel, active=active, **by)
    server = onward.Wanted(name="Next city", url="https://311.example.org/v2", unit_id=unit_id)
    endpoint = onward.add(wanted=server, **by)
    onward.change(endpoint_id=endpoint, wanted=replace(server, takes_updates=True), **by)
    for active in (False, True):
        onward.set_active(endpoint_id=endpoint, active=active, **by)
    content = default_content()
    catalogue.publish_content(content=content, note="test", **by)
    category = content.categories[0].code
    Offered.objects.create(endpoint_id=endpoint, code="W", name="Water")
    onward.map_category(endpoint_id=endpoint, category=category, service_code="W", sources={}, **by)
    onward.remove(endpoint_id=endpoint, **by)


def a_hall(unit_id: int) -> None:
    by, now = SYSTEM, clock.now()
    wanted = Wanted(code="hall", name="Hall", unit_id=unit_id)
    hall = keeping.open_hall(wanted=wanted, by=by, at=now)
    keeping.change_hall(hall_id=hall, wanted=replace(wanted, speaks=True), by=by, at=now)
    until = now + timedelta(days=9)
    made = keeping.admit(hall_id=hall, kind=DeviceKind.KIOSK, name="Door", expires_at=until, by=by, at=now)
    keeping.revoke(device_id=made.device_id, by=by, at=now)


def test_every_change_has_words_and_is_shown_where_it_belongs(as_root: Client, world: World) -> None:
    post = world.post.pk
    everything_that_can_be_recorded(world)
    found = set(OrganisationChange.objects.exclude(subject_kind="client").values_list("verb", "subject_kind"))
    assert found == set(CHANGES)
    for url, titles in (
        (reverse("accounts:unit", args=[world.works.pk]), 20),
        (reverse("accounts:post", args=[post]), 8),
        (reverse("accounts:staff-member", args=[world.handler.pk]), 10),
    ):
        assert len(soup(as_root.get(url)).select(".timeline-title")) == titles, url
    shown = text(as_root.get(reverse("accounts:unit", args=[world.works.pk])))
    assert "Works → Centre › Works" in shown
