"""What comes next in a dispute, and whose turn it is. Pure: how it stands in, a code and a turn out.

It tells no more than it is told: of what a reader may not know the values are empty, and the answer is plainer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from banjie.mediation.wishes import AFTER_THE_END


class Turn(StrEnum):
    INTAKE = "intake"
    DISPATCHER = "dispatcher"
    COMMITTEE = "committee"
    HEAD = "head"
    MEDIATOR = "mediator"
    PARTIES = "parties"
    NOBODY = "nobody"


class Meeting(StrEnum):
    """The session that matters next. UNWRITTEN: one took place whose minutes are not finished. HELD: all are."""

    UNKNOWN = ""
    NONE = "none"
    PROPOSED = "proposed"
    ARRANGED = "arranged"
    TIME_PASSED = "time_passed"
    UNDER_WAY = "under_way"
    UNWRITTEN = "unwritten"
    HELD = "held"


class Paper(StrEnum):
    """The agreement in the making: by which of its places it waits, once it can be signed."""

    NONE = ""
    DRAFT = "draft"
    READ = "read"
    UNSIGNED_BY_PARTIES = "unsigned_by_parties"
    UNCHECKED = "unchecked"
    UNSIGNED_BY_US = "unsigned_by_us"


@dataclass(frozen=True, slots=True)
class Stands:
    """`late`: the time of the rung has run out. `tie_open`: somebody who sits has not declared yet. `owed_late`: what
    was agreed is overdue.
    """

    state: str
    holds: frozenset[str] = frozenset()
    seated: bool = False
    tie_open: bool = False
    objection_waits: bool = False
    meeting: Meeting = Meeting.UNKNOWN
    paper: Paper = Paper.NONE
    late: bool = False
    owed_late: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """`code` has its words in the pages."""

    code: str
    turn: Turn


_BEFORE: Final[Mapping[str, Step]] = MappingProxyType(
    {
        "received": Step("accept", Turn.INTAKE),
        "accepted": Step("dispatch", Turn.DISPATCHER),
        "returned": Step("rule_on_return", Turn.DISPATCHER),
        "assigned": Step("claim", Turn.COMMITTEE),
        "suspended": Step("resume", Turn.HEAD),
    }
)
_PAPERS: Final[Mapping[Paper, Step]] = MappingProxyType(
    {
        Paper.READ: Step("open_signing", Turn.MEDIATOR),
        Paper.UNSIGNED_BY_PARTIES: Step("sign", Turn.PARTIES),
        Paper.UNCHECKED: Step("check_identity", Turn.MEDIATOR),
        Paper.UNSIGNED_BY_US: Step("sign_and_seal", Turn.MEDIATOR),
    }
)
_MEETINGS: Final[Mapping[Meeting, Step]] = MappingProxyType(
    {
        Meeting.TIME_PASSED: Step("start_session", Turn.MEDIATOR),
        Meeting.ARRANGED: Step("hold_session", Turn.MEDIATOR),
        Meeting.PROPOSED: Step("settle_time", Turn.MEDIATOR),
        Meeting.UNWRITTEN: Step("finish_minutes", Turn.MEDIATOR),
    }
)


def next_step(stands: Stands) -> Step:
    """There is always one, until the file is closed."""
    if stands.state in _BEFORE:
        return _BEFORE[stands.state]
    match stands.state:
        case "consulting":
            return _before_mediation(stands)
        case "mediating":
            return _in_mediation(stands)
        case "performing":
            return _keeping(stands)
        case "failed" | "unsettled" if "both_sides_wish" in stands.holds:
            return Step("try_again", Turn.MEDIATOR)
        case "failed":
            return _closing(stands)
        case state if state in AFTER_THE_END:
            return Step("over", Turn.NOBODY)
        case _:
            return Step("go_on", Turn.COMMITTEE)


def _before_mediation(stands: Stands) -> Step:
    """In the order in which it is done: who quarrels, who sits, whether they want to."""
    ours = Turn.MEDIATOR if stands.seated else Turn.COMMITTEE
    if "all_sides_named" not in stands.holds:
        return Step("name_parties", ours)
    if not stands.seated:
        return Step("seat", Turn.HEAD)
    if stands.objection_waits:
        return Step("rule_on_objection", Turn.HEAD)
    if stands.tie_open:
        return Step("declare_no_tie", Turn.MEDIATOR)
    if "mediator_seated" not in stands.holds:
        return Step("settle_seats", Turn.HEAD)
    if "all_consent" not in stands.holds:
        return Step("ask_consent", Turn.MEDIATOR)
    return Step("begin", Turn.MEDIATOR)


def _in_mediation(stands: Stands) -> Step:
    """What is under way first, then what waits for somebody; where nothing does, the mediator chooses."""
    if stands.objection_waits:
        return Step("rule_on_objection", Turn.HEAD)
    if not stands.seated:
        return Step("seat", Turn.HEAD)
    if stands.meeting is Meeting.UNDER_WAY:
        return Step("end_session", Turn.MEDIATOR)
    if stands.paper in _PAPERS:
        return _PAPERS[stands.paper]
    if stands.late:
        return Step("time_over", Turn.MEDIATOR)
    if stands.meeting in _MEETINGS and stands.meeting is not Meeting.UNWRITTEN:
        return _MEETINGS[stands.meeting]
    if stands.paper is Paper.DRAFT:
        return Step("finish_draft", Turn.MEDIATOR)
    if stands.meeting is Meeting.UNWRITTEN:
        return _MEETINGS[stands.meeting]
    codes = {Meeting.NONE: "first_session", Meeting.HELD: "after_session"}
    return Step(codes.get(stands.meeting, "mediate"), Turn.MEDIATOR)


def _keeping(stands: Stands) -> Step:
    if "breach_reported" in stands.holds:
        return Step("answer_breach", Turn.MEDIATOR)
    if "obligations_settled" not in stands.holds:
        return Step("see_to_it", Turn.MEDIATOR) if stands.owed_late else Step("keep", Turn.PARTIES)
    return _closing(stands)


def _closing(stands: Stands) -> Step:
    if "file_complete" not in stands.holds:
        return Step("complete_file", Turn.MEDIATOR)
    return Step("close_file", Turn.MEDIATOR)
