"""Many cases put straight into the tables, of every kind that figures tell apart."""

import random
from datetime import datetime, timedelta

from banjie.cases.models import Case, Rating
from tests.integration.cases.world import World

OPEN = ("received", "assigned", "handling", "waiting", "answered")
OVER = ("closed", "finished", "declined", "withdrawn", "merged")


def invent(world: World, *, at: datetime, count: int, seed: int = 1) -> None:
    chance = random.Random(seed)
    places = [*((area.path, area.pk) for area in world.townships), (world.county.path, world.county.pk), ("", None)]
    units = [world.units[code] for code in ("urban", "housing", "water")]
    cases = []
    for number in range(count):
        received = at - timedelta(hours=chance.expovariate(1 / 90))
        is_open = chance.random() < 0.5
        closed = None if is_open else min(received + timedelta(hours=chance.expovariate(1 / 60)), at)
        path, area_id = chance.choice(places)
        unit = chance.choice([*units, None])
        spot = (chance.uniform(110, 112), chance.uniform(30, 31)) if chance.random() < 0.8 else (None, None)
        cases.append(
            Case(
                number=f"202603-{number:06d}",
                tracking_code=f"T{number:06d}",
                process="standard-1",
                state=chance.choice(OPEN if is_open else OVER),
                is_open=is_open,
                kind="report",
                channel="hotline",
                identity=chance.choice(("open", "open", "confidential", "anonymous")),
                title="不该出现在墙上的标题",
                category_path=chance.choice((world.category, "")),
                area_id=area_id,
                area_path=path,
                longitude=spot[0],
                latitude=spot[1],
                lead_unit=unit,
                lead_unit_path=unit.path if unit else "",
                about_unit_path=world.units["centre"].path if chance.random() < 0.1 else "",
                received_at=received,
                closed_at=closed,
                due_at=at + timedelta(hours=chance.gauss(0, 60)) if chance.random() < 0.9 else None,
                closed_late=None if is_open else chance.choice((True, False, None)),
            )
        )
    made = Case.objects.bulk_create(cases)
    Rating.objects.bulk_create(
        Rating(
            case=case,
            rated_at=min(case.closed_at + timedelta(hours=chance.uniform(0, 30)), at),
            solved=chance.random() < 0.7,
            satisfaction=chance.randint(1, 5),
        )
        for case in made
        if case.closed_at is not None and chance.random() < 0.5
    )
