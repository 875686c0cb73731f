"""Planning imports in tests, and having a plan stand as if it had been imported."""

from typing import Any

from banjie.places.boundaries import ImportOptions, ImportPlan, Standing, plan
from tests.unit.places.squares import collection


def planned(
    features: list[Any], standing: list[Standing] | None = None, options: ImportOptions | None = None
) -> ImportPlan:
    return plan(collection(features), standing or [], options or ImportOptions())


def standing_after(done: ImportPlan) -> list[Standing]:
    return [
        Standing(
            number,
            node.code,
            node.name,
            node.name_en,
            node.level,
            node.parent_code,
            node.path,
            True,
            node.shape,
        )
        for number, node in enumerate(done.nodes, start=1)
    ]


def faults(done: ImportPlan) -> list[tuple[int | None, str, str]]:
    return [(fault.index, fault.area_code, str(fault.code)) for fault in done.faults]
