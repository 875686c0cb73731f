"""A small county with committees on three rungs, mediators, and disputes to try mediation on."""

from dataclasses import dataclass
from datetime import date

from banjie.cases import actions as cases
from banjie.cases.acting import AS_SYSTEM, Acting
from banjie.cases.intake.draft import Submission, Through
from banjie.mediation import actions
from banjie.mediation.details import Details
from banjie.mediation.models import Mediator
from banjie.organisations.models import Unit
from banjie.organisations.queries import viewer_for
from tests.integration.cases.world import AT, POINT_WEST, World, make_world
from tests.integration.organisations.factories import make_area, make_staff, make_unit
from tests.integration.remembering import remembered

FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True)
class MediationWorld:
    """`mediators` by the member of staff: village, township, second (of the township), county."""

    base: World
    committees: dict[str, Unit]
    mediators: dict[str, int]
    people: dict[str, object]

    def acting(self, who: str, at=AT) -> Acting:
        staff = self.people.get(who) or self.base.staff[who]
        return Acting.staff(viewer_for(staff, at))


def make_mediation_world(base: World | None = None) -> MediationWorld:
    return _with_committees(base) if base else _whole_mediation_world()


@remembered
def _whole_mediation_world() -> MediationWorld:
    return _with_committees(make_world())


def _with_committees(base: World) -> MediationWorld:
    west = base.townships[0]
    village_area = make_area("brook", level="village", parent=west, name="溪村")
    government = base.units["government"]
    committees = {
        "county": make_unit("mediation_county", area=base.county, parent=government, roles=["mediation_centre"]),
        "township": make_unit("mediation_west", area=west, parent=government, roles=["mediation"], level="township"),
    }
    committees["village"] = make_unit(
        "mediation_brook", area=village_area, parent=committees["township"], roles=["mediation"], level="village"
    )
    people: dict[str, object] = {}
    mediators: dict[str, int] = {}
    for name, unit in (("village", "village"), ("township", "township"), ("second", "township"), ("county", "county")):
        people[name] = make_staff(f"mediator_{name}", "mediator", committees[unit])
        mediators[name] = _mediator(people[name], committees[unit])
    for unit in committees:
        people[f"{unit}_head"] = make_staff(f"head_{unit}", "unit_leader", committees[unit])
    return MediationWorld(base, committees, mediators, people)


def _mediator(staff, unit: Unit) -> int:
    actions.change_committee(unit.id, values={"kind": "township", "short_name": f"调{unit.id}"}, by=AS_SYSTEM, at=AT)
    values = {"kind": "full_time", "term_from": FIRST_DAY}
    return actions.change_mediator(staff.id, unit.id, values=values, by=AS_SYSTEM, at=AT)


def make_dispute(world: MediationWorld, *, committee: str = "township", title: str = "噪声纠纷") -> int:
    """A dispute that lies with a committee, to be claimed. Returns the case's id."""
    submission = Submission(
        title=title,
        body="楼上夜间装修，多次交涉无果。",
        kind="dispute",
        category=world.base.category,
        longitude=POINT_WEST[0],
        latitude=POINT_WEST[1],
    )
    made = cases.submit(
        submission,
        channel="counter",
        by=world.acting("dispatcher"),
        at=AT,
        through=Through.ACCEPTED,
    )
    cases.perform(
        made.case_id, "assign", by=world.acting("dispatcher"), at=AT, data={"lead": world.committees[committee].id}
    )
    return made.case_id


def make_claimed(world: MediationWorld, *, who: str = "township", **more) -> int:
    """A dispute that a mediator has claimed, with nobody named yet."""
    case_id = make_dispute(world, committee=who if who in world.committees else "township", **more)
    cases.perform(case_id, "claim", by=world.acting(who), at=AT)
    return case_id


def add_parties(world: MediationWorld, case_id: int, *, by: str = "township") -> tuple[int, int]:
    """张三 on side A, 李四 on side B. Returns their ids."""
    acting = world.acting(by)
    first = actions.add_party(case_id, side="A", details=Details(name="张三", phone="13800000001"), by=acting, at=AT)
    second = actions.add_party(case_id, side="B", details=Details(name="李四", phone="13800000002"), by=acting, at=AT)
    return first, second


def consent(world: MediationWorld, case_id: int, *parties: int, by: str = "township", to: str = "mediation", **more):
    for party in parties:
        actions.record_consent(
            case_id,
            party,
            to=to,
            answer="given",
            how="signed",
            told_rights=True,
            by=world.acting(by),
            at=more.get("at", AT),
            about=more.get("about", ""),
        )


def make_begun(world: MediationWorld, *, who: str = "township") -> tuple[int, tuple[int, int]]:
    """A dispute in mediation: two parties who agreed, one mediator without ties."""
    case_id = make_claimed(world, who=who)
    parties = add_parties(world, case_id, by=who)
    seat_alone(world, case_id, who)
    consent(world, case_id, *parties, by=who)
    actions.begin(case_id, by=world.acting(who), at=AT)
    return case_id, parties


def seat_alone(world: MediationWorld, case_id: int, who: str) -> int:
    taken = actions.seat(case_id, world.mediators[who], by=world.acting(who), at=AT)
    actions.declare_no_tie(case_id, by=world.acting(who), at=AT)
    assert Mediator.objects.get(id=world.mediators[who]).seats.filter(id=taken).exists()
    return taken
