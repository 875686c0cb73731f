"""Counting many cases at once says the same as a list does, for everybody, and keeps up with what happens."""

import itertools
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from banjie.cases import cells
from banjie.cases.columns import columns, holding, reading, seen
from banjie.cases.filters import Filters
from banjie.cases.following import follow_unit
from banjie.cases.models import Case
from banjie.cases.queries.listing import narrowed
from banjie.organisations import actions as organisation_actions
from banjie.organisations.models import Unit
from banjie.organisations.queries import viewer_for
from banjie.platform.actors import SYSTEM
from tests.integration.cases.test_closed_loop import HOUR, do, taken_in, walked_to_closed, walked_to_handling
from tests.integration.cases.world import AT, POINT_WEST, World, make_world

WHO = (
    "dispatcher", "west_dispatcher", "supervisor", "auditor", "administrator", "handler", "other_handler", "leader",
    "field",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _kept_up_at_every_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "FRESH_FOR", -1.0)


def asked(world: World) -> list[dict[str, object]]:
    cell = cells.cell_at(*POINT_WEST, resolution=7)
    category = Case.objects.exclude(category_path="").values_list("category_path", flat=True)[0]
    day = (AT + timedelta(days=1)).date().isoformat()
    return [
        {}, {"open": True}, {"open": False}, {"state": "handling"}, {"state": "closed"}, {"state": "nonsense"},
        {"kind": "complaint"}, {"kind": "report", "open": True}, {"level": "general"}, {"channel": "web"},
        {"area": "county"}, {"area": "west"}, {"area": "county.east"}, {"area": "nowhere"},
        {"unit": world.units["urban"].pk}, {"unit": world.units["government"].pk}, {"unit": 0},
        {"category": category}, {"category": category.split(".")[0]}, {"category": "nonsense"},
        {"since": day}, {"until": day}, {"since": "2026-03-02", "until": "2026-03-02"},
        {"cell": cells.name(cell)}, {"cell": "nonsense"}, {"q": "路灯"}, {"queue": "overdue"}, {"queue": "to_handle"},
        {"happened": "closed"}, {"happened": "returned", "happened_since": "2026-03-02"},
        {"happened": "closed", "happened_since": day, "happened_until": day}, {"open_on": "2026-03-02"},
        {"mine": True}, {"handler": world.staff["handler"].pk}, {"mine": True, "kind": "report"},
    ]  # fmt: skip


def test_every_filter_of_a_list_is_tried(world: World) -> None:
    a_bit_of_everything(world)
    tried = {name for filters in asked(world) for name in filters}
    how_it_is_shown = {"order", "group", "cursor", "limit"}
    assert tried == Filters.model_fields.keys() - how_it_is_shown


def a_bit_of_everything(world: World) -> None:
    walked_to_closed(world)
    called, complained = walked_to_handling(world), walked_to_handling(world)
    do(world, "handler", called.case_id, "call_in", unit=world.units["housing"].pk, task="查水管")
    outside, quarrel = taken_in(world), taken_in(world)
    Case.objects.filter(id=complained.case_id).update(
        kind="complaint", about_unit_id=world.units["urban"].pk, about_unit_path=world.units["urban"].path
    )
    Case.objects.filter(id=outside.case_id).update(area=None, area_path="", longitude=None, latitude=None, cell=None)
    Case.objects.filter(id=quarrel.case_id).update(
        kind="dispute", area=world.townships[1], area_path="county.east", received_at=AT + timedelta(days=3)
    )


def differing(world: World) -> list[object]:
    found = []
    for who, filters in itertools.product(WHO, asked(world)):
        viewer, asked_for = viewer_for(world.staff[who], AT), Filters.model_validate(filters)
        listed = set(narrowed(viewer, asked_for, at=AT).values_list("id", flat=True))
        held = columns()
        counted = set(held.id[seen(held, viewer, asked_for, at=AT)].tolist())
        if listed != counted:
            found.append((who, filters, listed, counted))
    return found


def test_everybody_counts_what_they_would_find_in_a_list(world: World) -> None:
    a_bit_of_everything(world)
    assert differing(world) == []


def test_what_happens_later_is_counted_too(world: World) -> None:
    a_bit_of_everything(world)
    assert len(columns()) == 5
    made = walked_to_handling(world)
    do(world, "handler", made.case_id, "return", at=AT + HOUR, reason="不是我们的")
    assert len(columns()) == 6
    assert differing(world) == []


def test_nothing_is_read_again_while_nothing_happens(world: World, django_assert_num_queries) -> None:
    walked_to_handling(world)
    columns()
    holding._held.get().passed = reading.last_entry()
    held = columns()
    with django_assert_num_queries(2):
        assert columns() is held


def test_a_unit_put_elsewhere_takes_its_cases_with_it(world: World) -> None:
    walked_to_handling(world)
    urban, housing = world.units["urban"], world.units["housing"]
    handler = viewer_for(world.staff["other_handler"], AT)
    assert not seen(columns(), handler, Filters(), at=AT).any()
    organisation_actions.move_unit(unit_id=urban.pk, parent_id=housing.pk, by=SYSTEM, at=AT)
    follow_unit(urban.pk)
    assert Unit.objects.get(pk=urban.pk).path == "government.housing.urban"
    assert differing(world) == []


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_ends_late_is_not_missed(transactional_db) -> None:
    """Its entries have lower ids than others that were counted before it ended."""
    world = make_world()
    early, late = taken_in(world).case_id, taken_in(world).case_id
    assert columns().id.tolist() == [early, late]
    written, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            do(world, "intake", early, "accept")
            written.set()
            go_on.wait(10)
        connection.close()

    other = threading.Thread(target=slowly)
    other.start()
    assert written.wait(10)
    do(world, "intake", late, "accept")
    assert states() == {early: "received", late: "accepted"}
    assert states() == {early: "received", late: "accepted"}
    go_on.set()
    other.join()
    assert states() == {early: "accepted", late: "accepted"}


def states() -> dict[int, str]:
    held = columns()
    return {case: reading.STATES[place] for case, place in zip(held.id.tolist(), held.state.tolist(), strict=True)}
