"""A county in which rounds are held, agreements kept and courts asked: for the browser."""

from dataclasses import replace
from decimal import Decimal

from banjie.mediation.actions import risk_places, rounds
from banjie.mediation.models import Round
from banjie.mediation.terms import Term
from banjie.organisations.actions import prefer
from banjie.organisations.models import PreferenceName
from tests.integration.cases.world import AT, World
from tests.integration.mediation.keeping.agreeing import A_DAY, TODAY, make_agreed, pay
from tests.integration.mediation.world import MediationWorld, make_dispute

LONG = "金色家园二期（宏达置业开发）3号、5号、7号楼停工，1200户业主交房无期，农民工工资专户未足额存入"


def everybody(mediation: MediationWorld) -> World:
    """The world with its mediators among the staff, so that they can sign in."""
    for staff in mediation.people.values():
        prefer(PreferenceName.TOUR_TAKEN, True, staff_id=staff.pk)
    return replace(mediation.base, staff={**mediation.base.staff, **mediation.people})


def with_a_round(mediation: MediationWorld, *, disputes: int = 3) -> int:
    """A round of the western township, due today, with disputes and places before it. Returns its id."""
    head = mediation.acting("township_head")
    west = mediation.base.townships[0]
    for number in range(disputes):
        make_dispute(mediation, title=f"楼上夜间装修噪声纠纷{number}")
    given = {"area_path": west.path, "by": head, "at": AT}
    risk_places.enter_place(kind="building_site", place="金色家园二期", what=LONG, urgency=3, **given)
    risk_places.enter_place(
        kind="wages", place="城南工业园鑫源服装厂", what="拖欠120名工人工资约86万元，厂房已停水停电", urgency=2, **given
    )
    unit = mediation.committees["township"].id
    rounds.plan_rounds(area_path=west.path, unit_id=unit, first_on=TODAY, by=head, at=AT)
    return Round.objects.get().id


def with_an_agreement(mediation: MediationWorld) -> tuple[int, tuple[int, int], list[int]]:
    """Three instalments, the first of them late, one on a holiday, and something to leave off."""

    def terms(first: int, second: int) -> list[Term]:
        parts = [(TODAY - 10 * A_DAY, 1), (TODAY + 5 * A_DAY, 2), (TODAY + 60 * A_DAY, 3)]
        total = Decimal("30000.00")
        owed = [
            pay(second, first, "10000.00", due_on=day, what="电费垫付款", group=1, instalment=n, of_total=total)
            for day, n in parts
        ]
        refrain = Term("refrain", second, first, what="不再擅自停供电梯及公共照明用电", due="lasting")
        once = Term(
            "do", second, first, what="公示近三年公共电费账目", due="on_condition", condition="业主委员会完成换届"
        )
        return [*owed, refrain, once]

    return make_agreed(mediation, terms)
