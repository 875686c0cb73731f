"""Tries at a party's door that were counted in a table of its own go on counting in the one table of tries."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from banjie.mediation import access
from banjie.mediation.access import Busy, Entered
from banjie.platform.models import Knock
from banjie.platform.proving import limits, secrets
from tests.integration.cases.world import AT
from tests.integration.mediation.access.coming_in import ADDRESS

pytestmark = pytest.mark.django_db(transaction=True)
NO_CODE = "7K3M-9QPX-2VTD"
BEFORE, AFTER = "0007_what_is_going_on", "0008_one_table_of_tries"


def _migrated(*targets: tuple[str, str]) -> None:
    MigrationExecutor(connection).migrate(list(targets))


@pytest.fixture
def before() -> Iterator[Callable[[], None]]:
    """The tables as they stood at 0007; carries on to 0008 when called, and to the newest in any case."""
    _migrated(("mediation", BEFORE))
    yield lambda: _migrated(("mediation", AFTER))
    _migrated(*MigrationExecutor(connection).loader.graph.leaf_nodes())


def _tried(times: int, *, minutes_ago: int) -> None:
    """Rows as the door wrote them before."""
    origin = secrets.of_origin("party knock", ADDRESS, at=AT)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO dispute_access_knock (origin, at) VALUES (%s, %s)",
            [(origin, AT - timedelta(minutes=minutes_ago, seconds=number)) for number in range(times)],
        )


def _tables() -> list[str]:
    return connection.introspection.table_names()


def test_every_try_is_moved_beside_those_of_other_doors(before):
    other = secrets.of_origin("own matters", ADDRESS, at=AT)
    Knock.objects.create(origin=other, at=AT)
    _tried(3, minutes_ago=2)
    before()
    assert "dispute_access_knock" not in _tables()
    kept = {bytes(origin): at for origin, at in Knock.objects.order_by("-at").values_list("origin", "at")}
    assert Knock.objects.count() == 4
    assert kept == {
        other: AT,
        secrets.of_origin("party knock", ADDRESS, at=AT): AT - timedelta(minutes=2, seconds=2),
    }


def test_whoever_had_tried_too_often_is_still_sent_away(before):
    _tried(limits.KNOCKS, minutes_ago=2)
    before()
    assert isinstance(access.enter(NO_CODE, address=ADDRESS, at=AT), Busy)
    assert isinstance(access.enter(NO_CODE, address="203.0.113.8", at=AT), Entered)


def test_what_was_long_ago_keeps_nobody_out(before):
    _tried(limits.KNOCKS, minutes_ago=16)
    before()
    assert isinstance(access.enter(NO_CODE, address=ADDRESS, at=AT), Entered)
