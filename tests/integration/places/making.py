"""Made-up land in the database, imported through the ordinary action."""

from datetime import UTC, datetime
from typing import Any

from banjie.places import actions, queries
from banjie.places.boundaries import ImportOptions, ImportPlan, plan
from banjie.platform.actors import Actor, ActorKind
from tests.unit.places.squares import Feature, collection, land

# Nothing in these tests depends on today.
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)
LATER = datetime(2026, 9, 1, 4, 30, tzinfo=UTC)
LIN = Actor(ActorKind.STAFF, 7, "Lin")


def planned(features: list[Feature], **options: Any) -> ImportPlan:
    return plan(collection(features), queries.standing_areas(), ImportOptions(**options), basis=queries.basis())


def imported(features: list[Feature], valid_from: datetime = NEW_YEAR, **options: Any) -> actions.ImportResult:
    return actions.import_areas(planned(features, **options), by=LIN, at=LATER, valid_from=valid_from)


def make_land(villages: int = 2, grids: int = 2) -> None:
    imported(land(villages, grids))
