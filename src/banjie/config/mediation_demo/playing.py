"""One dispute while it is played: what its names stand for, and the verbs of its steps."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings

from banjie.cases import queries as cases
from banjie.cases.acting import AS_SYSTEM, Acting
from banjie.config.mediation_demo.reading import Entered, Step, Told
from banjie.config.stage import Stage
from banjie.organisations import queries as organisations

type Verb = Callable[["Play", Step, datetime], None]

VERBS: dict[str, Verb] = {}


def verb(*names: str) -> Callable[[Verb], Verb]:
    """Marks the function that plays a verb of the shorthand."""

    def known(act: Verb) -> Verb:
        for name in names or (act.__name__,):
            VERBS[name] = act
        return act

    return known


@dataclass(slots=True)
class Play:
    """`by` is the mediator whose move it is. Ids by the names of the shorthand: A1 a party, A2 an exhibit of side A.

    `held` are the sessions with their results; `disputed` is what the last agreement says was disputed.
    """

    stage: Stage
    told: Told
    received: datetime
    by: str = ""
    parties: dict[str, int] = field(default_factory=dict)
    beside: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    seats: dict[str, int] = field(default_factory=dict)
    exhibits: dict[str, int] = field(default_factory=dict)
    offers: list[int] = field(default_factory=list)
    objection: int = 0
    objected_to: str = ""
    session: int = 0
    held: dict[int, str] = field(default_factory=dict)
    disputed: str = ""
    agreement: int = 0
    referral: int = 0
    times: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by = self.by or self.told.by

    @property
    def case_id(self) -> int:
        return self.stage.cases[self.told.ref]

    @property
    def acting(self) -> Acting:
        return self.stage.acting(self.by)

    def people(self, step: Step) -> list[str]:
        """The members of staff that a step names."""
        return [each for each in step.arguments if each in self.stage.staff]

    def takes_over(self, step: Step) -> None:
        """Whoever a step names goes on from here."""
        self.by = next(iter(self.people(step)), self.by)

    def entered(self, place: str) -> Entered:
        return next(each for each in self.told.parties if each.place == place)

    def head(self) -> str:
        """Who heads the committee with which the dispute lies, or the unit above it."""
        lead = lead_path(self.case_id)
        heads = {
            _path(self.stage.units[unit]): who
            for who, (unit, role) in self.stage.posts.items()
            if role == "unit_leader"
        }
        above = [path for path in heads if lead == path or lead.startswith(f"{path}.")]
        if not above:
            raise ValueError("nobody heads the committee")
        return heads[max(above, key=len)]


def _path(unit_id: int) -> str:
    unit = organisations.units_index().get(unit_id)
    assert unit is not None
    return unit.path


def lead_path(case_id: int) -> str:
    return cases.brief(case_id, AS_SYSTEM).lead_unit_path


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def day_of(at: datetime, days: int = 0) -> date:
    return at.astimezone(zone()).date() + timedelta(days=days)


def money(text: str) -> Decimal:
    return Decimal(text).quantize(Decimal("0.01"))


def year_in(text: str, at: datetime) -> str:
    return text.replace("{year}", str(day_of(at).year))
