"""Who is told of what. Pure: an entry of the timeline, a case and the holders of roles in, people out.

Worklists tell what waits; a notice tells what somebody would otherwise not look for: a deadline that nears or
has passed, a reminder, an order, a call for help, an answer to what they asked for, news on a matter in their
hands.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Protocol

from banjie.cases.acting import CaseInHand
from banjie.core.workflow import Capacity
from banjie.organisations.permissions import inside


class Audience(StrEnum):
    """For whom an entry is meant. The first four are the rungs of the escalation ladder, from the bottom up."""

    HANDLER = "handler"
    UNIT_LEADER = "unit_leader"
    CENTRE_SUPERVISOR = "centre_supervisor"
    COUNTY_LEADER = "county_leader"
    NAMED_HANDLER = "named_handler"
    ASKER = "asker"
    CALLED_UNIT = "called_unit"
    RULER = "ruler"
    DISPATCHER = "dispatcher"


RUNGS: Final = (Audience.HANDLER, Audience.UNIT_LEADER, Audience.CENTRE_SUPERVISOR, Audience.COUNTY_LEADER)

# Who is meant where the one who asked is gone; for most it is the head of the unit that still has the case.
_INSTEAD: Final = MappingProxyType({"reply_to_oversight": RUNGS[2:]})

# To which entries an entry replies: whoever made the last of them asked.
REPLIES_TO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "grant_extension": ("request_extension",),
        "refuse_extension": ("request_extension",),
        "reply_to_oversight": ("oversee",),
        "rule_on_return": ("return",),
        "send_back": ("answer", "settle_on_the_spot"),
    }
)

_HANDS: Final = (Audience.HANDLER, Audience.UNIT_LEADER)
_TOLD: Final[Mapping[str, tuple[Audience, ...]]] = MappingProxyType(
    {
        "add_information": (Audience.NAMED_HANDLER,),
        "attach": (Audience.NAMED_HANDLER,),
        "call_in": (Audience.CALLED_UNIT,),
        "claim": (Audience.NAMED_HANDLER,),
        "contribute": (Audience.HANDLER,),
        "hand_over": (Audience.NAMED_HANDLER,),
        "merge": (Audience.NAMED_HANDLER,),
        "merged_here": (Audience.NAMED_HANDLER,),
        "object": (Audience.RULER,),
        "oversee": _HANDS,
        "provide_information": (Audience.HANDLER,),
        "remind": _HANDS,
        "resume": (Audience.NAMED_HANDLER,),
        "sent_on_trouble": (Audience.DISPATCHER,),
        "stop_waiting": (Audience.NAMED_HANDLER,),
        "topic_alert": (*_HANDS, Audience.CENTRE_SUPERVISOR),
        "withdraw": (Audience.NAMED_HANDLER,),
    }
    | dict.fromkeys(REPLIES_TO, (Audience.ASKER,))
)
# What is the lead unit's whoever has the case just then: an order goes to it even while its answer is reviewed.
FOR_THE_UNIT: Final = frozenset({"contribute", "oversee", "topic_alert"})
# What cannot wait until somebody looks into the worklist.
_PRESSING: Final = frozenset({"urgent", "critical"})


_IN_UNIT: Final = frozenset({"handler", "mediator"})
_CENTRE: Final[Mapping[Capacity, frozenset[str]]] = MappingProxyType(
    {
        Capacity.DISPATCHER: frozenset({"dispatcher"}),
        Capacity.FIELD_WORKER: frozenset({"field_worker"}),
        Capacity.FOLLOW_UP_CALLER: frozenset({"follow_up_caller"}),
        Capacity.INTAKE_CLERK: frozenset({"intake_clerk"}),
        Capacity.REVIEWER: frozenset({"reviewer"}),
        Capacity.SUPERVISOR: frozenset({"supervisor"}),
    }
)
# In whose hands a case is that waits for its reporter before any unit has it.
_AT_INTAKE: Final = frozenset({"intake_clerk", "dispatcher"})

# Every role that can be meant, by what it reaches.
UNIT_ROLES: Final = _IN_UNIT | {"unit_leader"}
AREA_ROLES: Final = frozenset({"supervisor", "county_leader"}).union(*_CENTRE.values())


def may_be_told(roles: Iterable[str]) -> bool:
    """Whether anything is ever brought before somebody with these roles."""
    return any(role in UNIT_ROLES or role in AREA_ROLES for role in roles)


def audiences_of(command: str, data: Mapping[str, Any], level: str) -> tuple[Audience, ...]:
    """For whom an entry is meant; nobody for most."""
    if command == "alarm":
        return (Audience(data["audience"]),)
    if command in {"assign", "transfer"}:
        called = (Audience.CALLED_UNIT,) if data.get("called_in") else ()
        return (*_HANDS, *called) if level in _PRESSING else called
    return _TOLD.get(command, ())


def rungs_from(audience: Audience, command: str) -> tuple[Audience, ...]:
    """The audience, then those who are told instead where nobody belongs to it, in this order.

    Where the handler a case is named after is gone, nobody else needs to hear what was meant for them alone.
    """
    match audience:
        case Audience.NAMED_HANDLER:
            return (audience,)
        case Audience.ASKER:
            return (audience, *_INSTEAD.get(command, (Audience.UNIT_LEADER,)))
        case Audience.CALLED_UNIT | Audience.RULER | Audience.DISPATCHER:
            return (audience, Audience.CENTRE_SUPERVISOR, Audience.COUNTY_LEADER)
        case Audience.UNIT_LEADER:
            return (audience, Audience.HANDLER, *RUNGS[2:])
        case _:
            return RUNGS[RUNGS.index(audience) :]


class Holding(Protocol):
    """A role that somebody holds from a unit, over an area."""

    @property
    def staff_id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def area_path(self) -> str: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def unit_path(self) -> str: ...


class CaseTold(CaseInHand, Protocol):
    """What of a case decides who is told of it."""

    handler_id: int | None


@dataclass(frozen=True, slots=True)
class Meant:
    """What else is known of an entry: in whose hands the case lies, who asked, which units were called in, and whom
    it is about, who does not rule on it.
    """

    responsible: Capacity | None
    asker: int | None = None
    called: frozenset[str] = frozenset()
    about: int | None = None


def addressed(
    audience: Audience, command: str, case: CaseTold, meant: Meant, holdings: Sequence[Holding]
) -> tuple[tuple[int, ...], Audience]:
    """Whom an entry for this audience comes before, and as which audience: its own, or one that stands in."""
    if audience is Audience.CALLED_UNIT and not meant.called:
        return (), audience
    for rung in rungs_from(audience, command):
        if people := found(rung, case, meant, holdings):
            # A small unit without a head: its handlers hear the same on their own account, and at their own rung.
            known = audience is Audience.UNIT_LEADER and rung is Audience.HANDLER
            return ((), rung) if known else (people, rung)
    return (), audience


def found(audience: Audience, case: CaseTold, meant: Meant, holdings: Iterable[Holding]) -> tuple[int, ...]:
    """The members of staff who belong to an audience of a case: the closest to it, each once.

    Only people who may see the case, and never anybody of the unit that it complains of.
    """
    able = [each for each in holdings if not _complained_of(each, case)]
    match audience:
        case Audience.HANDLER:
            named = _named(case.handler_id, able, case, meant) if _lies_with_unit(case, meant) else ()
            return named or _in_whose_hands(able, case, meant)
        case Audience.NAMED_HANDLER:
            return _named(case.handler_id, able, case, meant)
        case Audience.ASKER:
            return _named(meant.asker, able, case, meant)
        case Audience.CALLED_UNIT:
            called = [_closest_unit(able, UNIT_ROLES, path) for path in sorted(meant.called)]
            return _each_once(staff for one in called for staff in one)
        case Audience.UNIT_LEADER:
            leads = frozenset({"unit_leader"}) if _lies_with_unit(case, meant) else frozenset[str]()
            return _closest_unit(able, leads, case.lead_unit_path)
        case Audience.RULER:
            others = [each for each in able if each.staff_id != meant.about]
            return _closest_unit(others, frozenset({"unit_leader"}), case.lead_unit_path)
        case Audience.DISPATCHER:
            return _closest_area(able, frozenset({"dispatcher"}), case)
        case Audience.CENTRE_SUPERVISOR:
            return _closest_area(able, frozenset({"supervisor"}), case)
        case Audience.COUNTY_LEADER:
            return _closest_area(able, frozenset({"county_leader"}), case)


def _complained_of(holding: Holding, case: CaseTold) -> bool:
    return bool(case.about_unit_path) and inside(holding.unit_path, case.about_unit_path)


def _lies_with_unit(case: CaseTold, meant: Meant) -> bool:
    """Whether it is the unit's turn. A review or a ruling that is late is not its handler's to hear of."""
    return bool(case.lead_unit_path) and meant.responsible not in _CENTRE


def _in_whose_hands(able: Sequence[Holding], case: CaseTold, meant: Meant) -> tuple[int, ...]:
    responsible = meant.responsible
    if responsible is Capacity.LEAD_LEADER:
        return _closest_unit(able, frozenset({"unit_leader"}), case.lead_unit_path)
    if responsible is not None and responsible in _CENTRE:
        return _closest_area(able, _CENTRE[responsible], case)
    if case.lead_unit_path:
        return _closest_unit(able, _IN_UNIT, case.lead_unit_path)
    return _closest_area(able, _AT_INTAKE, case)


def _named(staff_id: int | None, able: Sequence[Holding], case: CaseTold, meant: Meant) -> tuple[int, ...]:
    """This one, if they still hold a role through which they see the case."""
    theirs = (each for each in able if each.staff_id == staff_id)
    return (staff_id,) if staff_id is not None and any(_sees(each, case, meant) for each in theirs) else ()


def _sees(holding: Holding, case: CaseTold, meant: Meant) -> bool:
    if holding.role in UNIT_ROLES:
        paths = {case.lead_unit_path, *meant.called} - {""}
        return any(inside(path, holding.unit_path) for path in paths)
    return _covers(holding, case.area_path)


def _closest_unit(able: Sequence[Holding], roles: frozenset[str], unit_path: str) -> tuple[int, ...]:
    """Holders in the unit itself; where there are none, in the one above it, and so on."""
    if not unit_path:
        return ()
    there = [each for each in able if each.role in roles and inside(unit_path, each.unit_path)]
    return _nearest(there, lambda each: each.unit_path.count("."))


def _closest_area(able: Sequence[Holding], roles: frozenset[str], case: CaseTold) -> tuple[int, ...]:
    """Holders in the centre that has the case; where there are none, those with the narrowest area around it."""
    there = [each for each in able if each.role in roles and _covers(each, case.area_path)]
    own = [each for each in there if case.centre_id is not None and each.unit_id == case.centre_id]
    return _each_once(each.staff_id for each in own) or _nearest(there, lambda each: each.area_path.count("."))


def _covers(holding: Holding, area_path: str) -> bool:
    """A case outside every area belongs to the whole jurisdiction, as everywhere (see `acting.covers_area`)."""
    return inside(area_path, holding.area_path) if area_path else "." not in holding.area_path


def _nearest(there: Sequence[Holding], depth: Callable[[Holding], int]) -> tuple[int, ...]:
    deepest = max((depth(each) for each in there), default=0)
    return _each_once(each.staff_id for each in there if depth(each) == deepest)


def _each_once(staff: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(staff))
