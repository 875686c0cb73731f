"""A list narrowed to where the viewer's rights do not reach finds nothing, without asking case by case."""

import pytest

from banjie.cases import queries
from banjie.cases.filters import Filters
from banjie.cases.models import Case
from banjie.cases.visibility import visible_to
from banjie.organisations.permissions import Viewer
from tests.integration.cases.test_closed_loop import AT, do, walked_to_handling
from tests.integration.cases.world import World


def viewer(world: World, who: str) -> Viewer:
    found = world.acting(who).viewer
    assert found is not None
    return found


def numbers(world: World, who: str, **filters: object) -> list[str]:
    return [line.number for line in queries.listing(viewer(world, who), Filters.model_validate(filters), at=AT).lines]


def test_an_area_that_no_grant_reaches_leaves_no_condition_to_try(world: World) -> None:
    walked_to_handling(world)
    field = viewer(world, "field")
    reached = {grant.area_path for grant in field.grants}
    elsewhere = next(area.code for area in world.townships if f"county.{area.code}" not in reached)
    if "county" not in reached:
        assert visible_to(field, Case.objects.all(), area_path=f"county.{elsewhere}").query.is_empty()
    assert numbers(world, "field", area=elsewhere) == []


@pytest.mark.parametrize("area", ["", "county", "west"])
def test_an_area_around_or_within_ones_own_shows_what_it_did(world: World, area: str) -> None:
    made = walked_to_handling(world)
    assert numbers(world, "dispatcher", area=area) == [made.number]
    assert numbers(world, "dispatcher", area="east") == []


def test_a_unit_called_in_finds_the_case_under_the_unit_that_leads(world: World) -> None:
    made = walked_to_handling(world)
    lead = world.units["urban"].pk
    assert numbers(world, "other_handler", unit=lead) == []
    do(world, "handler", made.case_id, "call_in", unit=world.units["housing"].pk, task="查水管")
    assert numbers(world, "other_handler", unit=lead) == [made.number]
    assert numbers(world, "handler", unit=lead) == [made.number]
    assert numbers(world, "handler", unit=world.units["housing"].pk) == []
