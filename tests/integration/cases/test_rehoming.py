"""Redrawn boundaries: open cases follow, closed ones keep what held when they were made."""

from datetime import timedelta

import shapely

from banjie.cases import rehoming
from banjie.cases.models import Case, TimelineEntry
from banjie.places.models import AreaBoundary
from banjie.platform import stamps
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import taken_in, walked_to_closed
from tests.integration.cases.world import AT


def test_open_cases_follow_a_redrawn_boundary_and_closed_ones_stay(world):
    opened, closed = taken_in(world), walked_to_closed(world)
    later = AT + timedelta(days=1)
    redraw(world, later)
    assert list(rehoming.rehome_open(below=[""], by=SYSTEM, at=later)) == [(1, 1)]
    assert Case.objects.get(id=opened.case_id).area_path == "county.east"
    assert Case.objects.get(id=closed.case_id).area_path == "county.west"
    entry = TimelineEntry.objects.filter(case_id=opened.case_id).last()
    assert (entry.command, entry.data["before"]) == ("rehome", "county.west")


def test_rehoming_again_changes_nothing(world):
    taken_in(world)
    later = AT + timedelta(days=1)
    redraw(world, later)
    list(rehoming.rehome_open(below=[""], by=SYSTEM, at=later))
    assert list(rehoming.rehome_open(below=[""], by=SYSTEM, at=later)) == []


def redraw(world, moment):
    """The east takes over nearly all of the west, where the cases lie."""
    west, east = world.townships
    for area, box in ((west, (110, 30, 110.1, 31)), (east, (110.1, 30, 112, 31))):
        AreaBoundary.objects.filter(area=area).update(valid_to=moment)
        AreaBoundary.objects.create(area=area, path=area.path, valid_from=moment, wkb=shapely.box(*box).wkb)
    stamps.bump("areas")
