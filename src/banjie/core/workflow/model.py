"""The values a process is made of. Declared data; see `processes/*.toml` and `loading`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from banjie.core.clocks import Target

# Where a command leads that changes no state, and where one leads that goes back to the state before.
STAY = "="
BACK = "<"


class Capacity(StrEnum):
    """In what relation to a case somebody acts. The caller works it out; the engine only compares."""

    ASSISTING_HANDLER = "assisting_handler"
    DISPATCHER = "dispatcher"
    FIELD_WORKER = "field_worker"
    FOLLOW_UP_CALLER = "follow_up_caller"
    INTAKE_CLERK = "intake_clerk"
    LEAD_HANDLER = "lead_handler"
    LEAD_LEADER = "lead_leader"
    MEDIATOR = "mediator"
    PARTY = "party"
    REPORTER = "reporter"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class State:
    """One state of a case.

    `responsible` is in whose hands the case lies, `step` the clock that runs meanwhile (both None only in
    a final state), `queue` the worklist it stands in. `pauses` stops the clocks for as long as it lasts.
    `open` says that the matter is not settled yet.
    """

    key: str
    responsible: Capacity | None
    step: str | None
    queue: str | None = None
    open: bool = True
    pauses: bool = False
    final: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """Something somebody may do to a case in some states.

    `to` is a state, STAY or BACK; a command with `outcomes` leads to the state named for its outcome.
    `guards` name conditions (see `guards`), or those of the process itself. `resident_sees` puts the entry on
    the tracking page. A command that `continues` a step, as sending an answer back does, sets its old clock
    going again. One that is `of` a capability is that capability's to give, beside what it keeps itself.
    """

    key: str
    sources: frozenset[str]
    to: str
    by: frozenset[Capacity]
    guards: tuple[str, ...] = ()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    resident_sees: bool = False
    continues: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Process:
    """A declared life of a case. A running case stays on the version it started with.

    `conditions` are guards that the engine does not know: a capability that builds on cases says which hold.
    `times` are the limits of steps that the process itself sets, since a law does; all others are a catalogue's.
    """

    key: str
    version: int
    start: str
    states: Mapping[str, State]
    commands: Mapping[str, Command]
    steps: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    times: Mapping[str, Target] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.key}-{self.version}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of a case and of the person acting, gathered before a decision.

    `permitted` are the commands that the person's roles allow in this case; None does not limit them. `own_work`:
    the person's own unit handled the case or helped, or they gave its answer.
    `capability` is the one that acts, if it is not cases themselves, and `holds` the conditions that it
    found to be true.
    """

    capacities: frozenset[Capacity]
    previous_state: str | None = None
    has_category: bool = True
    has_lead: bool = False
    extension_pending: bool = False
    oversight_open: bool = False
    assists: bool = False
    answered_by_actor: bool = False
    own_work: bool = False
    reminded_recently: bool = False
    has_higher_centre: bool = True
    reopen_window_open: bool = False
    reopens_left: int = 0
    already_rated: bool = False
    permitted: frozenset[str] | None = None
    capability: str = ""
    holds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ClockPlan:
    """What a transition does to the clocks: names of steps to stop, start or set going again.

    `pause` and `resume` act on every clock that runs.
    """

    stop: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    rerun: tuple[str, ...] = ()
    pause: bool = False
    resume: bool = False
    stop_whole: bool = False
    restart_whole: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The command may be carried out, and this is what it comes to."""

    command: str
    source: str
    target: str
    clocks: ClockPlan
    resident_sees: bool

    @property
    def moves(self) -> bool:
        return self.source != self.target


class Reason(StrEnum):
    """Why a command is refused, apart from the guards' own codes."""

    UNKNOWN_COMMAND = "unknown_command"
    UNKNOWN_OUTCOME = "unknown_outcome"
    WRONG_STATE = "wrong_state"
    NOT_YOURS = "not_yours"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The command may not be carried out; `code` is a `Reason` or a guard's name, worded at the edge."""

    command: str
    code: str
    state: str
