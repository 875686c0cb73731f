"""What is due stands by its lamp; of many the first, and all of one lamp when they are asked for."""

from datetime import date

import pytest

from banjie.mediation.performance.dates import Lamp
from banjie.mediation.performance.visits import Visit
from banjie.mediation.queries.due import DueLine
from banjie.web.mediation.keeping.showing import groups

DAY = date(2026, 3, 2)
LATE = [DueLine(n, f"{n}", "一件纠纷", DAY, Lamp.OVERDUE, visit=Visit("month", DAY)) for n in range(60)]
NEAR = [DueLine(99, "99", "另一件", DAY, Lamp.NEAR, visit=Visit("month", DAY))]


@pytest.mark.parametrize(("whole", "shown"), [("", [50, 1]), ("overdue", [60, 1]), ("near", [50, 1]), ("x", [50, 1])])
def test_the_first_of_each_are_shown_and_how_many_there_are(whole: str, shown: list[int]) -> None:
    found = groups([*LATE, *NEAR], whole)
    assert [len(each.rows) for each in found] == shown
    assert [(each.lamp, each.many) for each in found] == [(Lamp.OVERDUE, 60), (Lamp.NEAR, 1)]
    assert [row.line.case_id for row in found[0].rows] == list(range(shown[0]))
