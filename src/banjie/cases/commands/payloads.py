"""What each command carries. The order of the fields is the order on the form."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext_noop as _
from pydantic import AwareDatetime, Field, model_validator

from banjie.cases.commands.fields import (
    CaseId,
    CategoryCode,
    KindKey,
    LevelKey,
    OptionalProse,
    Payload,
    Prose,
    Short,
    Span,
    StaffId,
    UnitId,
    Unreached,
    WhyNot,
)


class Nothing(Payload):
    """The command says it all."""


class Remark(Payload):
    note: OptionalProse = Field("", title=_("Note"))


class Reasoned(Payload):
    reason: Prose = Field(title=_("Reason"))


class Decline(Payload):
    reason: Prose = Field(title=_("Reason"))
    lawful_channel: Prose = Field(
        title=_("Where to turn instead"), description=_("The lawful channel for this matter, in plain words.")
    )


class Classify(Payload):
    category: CategoryCode | None = Field(None, title=_("Category"))
    kind: KindKey | None = Field(None, title=_("Kind"))
    level: LevelKey | None = Field(None, title=_("Level"))
    title: Short | None = Field(None, title=_("Title"))
    place_text: Annotated[str, Field(max_length=200)] | None = Field(None, title=_("Place"))
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = Field(None, title=_("Longitude"))
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = Field(None, title=_("Latitude"))
    public: bool | None = Field(None, title=_("Show publicly"))
    note: OptionalProse = Field("", title=_("Note"))

    @model_validator(mode="after")
    def _point_is_whole(self) -> Self:
        if (self.longitude is None) != (self.latitude is None):
            raise ValueError("point_incomplete")
        return self


class CalledIn(Payload):
    unit: UnitId = Field(title=_("Unit"))
    task: OptionalProse = Field("", title=_("What is needed of them"))
    within: Span | None = Field(None, title=_("Within"))


class Assign(Payload):
    lead: UnitId = Field(title=_("Lead unit"))
    assisting: tuple[CalledIn, ...] = Field((), title=_("Assisting units"), max_length=20)
    note: OptionalProse = Field("", title=_("Note for the units"))


class Claim(Payload):
    handler: StaffId | None = Field(None, title=_("Handler"), description=_("Left empty: yourself."))


class RuleOnReturn(Payload):
    outcome: Literal["upheld", "refused"] = Field(title=_("Ruling"))
    reason: Prose = Field(title=_("Reason"))


class Transfer(Payload):
    lead: UnitId = Field(title=_("New lead unit"))
    reason: Prose = Field(title=_("Reason"))


class CallIn(Payload):
    unit: UnitId = Field(title=_("Unit"))
    task: Prose = Field(title=_("What is needed of them"))
    within: Span = Field("2wd", title=_("Within"))


class Contribute(Payload):
    result: Prose = Field(title=_("Result"))


class AskReporter(Payload):
    question: Prose = Field(title=_("Question to the reporter"))
    within: Span = Field("5wd", title=_("Wait at most"))


class Information(Payload):
    text: Prose = Field(title=_("Information"))


class Suspend(Payload):
    reason: Prose = Field(title=_("Reason"))
    within: Span = Field("10wd", title=_("For at most"))


class RequestExtension(Payload):
    amount: Span = Field("3wd", title=_("How much more time"))
    reason: Prose = Field(title=_("Reason"))


class Escalate(Payload):
    reason: Prose = Field(title=_("Reason"))


class AnswerPayload(Payload):
    found_true: bool = Field(title=_("Is the matter as reported?"))
    within_duty: bool = Field(title=_("Is it within the unit's duty?"))
    contacted_how: Literal["phone", "visit", "message", "not_possible", "not_needed"] = Field(
        title=_("How the reporter was contacted")
    )
    contacted_at: AwareDatetime | None = Field(None, title=_("When the reporter was contacted"))
    solved: Literal["solved", "partly", "not_solved", "explained"] = Field(title=_("Is it solved?"))
    unsolved_reason: OptionalProse = Field("", title=_("If not, why not"))
    internal_account: Prose = Field(title=_("Account of the handling (internal)"))
    public_reply: Prose = Field(title=_("Reply to the reporter"))

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.solved in {"partly", "not_solved"} and not self.unsolved_reason:
            raise ValueError("unsolved_reason_missing")
        if self.contacted_how in {"phone", "visit", "message"} and self.contacted_at is None:
            raise ValueError("contacted_at_missing")
        return self


class Rate(Payload):
    solved: bool = Field(title=_("Was it settled?"))
    satisfaction: Annotated[int, Field(ge=1, le=5)] = Field(title=_("How satisfied are you?"))
    in_time: bool | None = Field(None, title=_("Were you answered in time?"))
    why_not: WhyNot | None = Field(None, title=_("If something was wrong: what?"))
    comment: OptionalProse = Field("", title=_("Comment"))


class FollowUp(Payload):
    reached: bool = Field(True, title=_("Was the reporter reached?"))
    why_unreached: Unreached | None = Field(None, title=_("If not, why not?"))
    solved: bool | None = Field(None, title=_("Does the reporter say it is settled?"))
    satisfaction: Annotated[int, Field(ge=1, le=5)] | None = Field(None, title=_("Satisfaction"))
    in_time: bool | None = Field(None, title=_("Answered in time?"))
    why_not: WhyNot | None = Field(None, title=_("If something was wrong: what?"))
    comment: OptionalProse = Field("", title=_("What the reporter said"))

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.reached and (self.solved is None or self.satisfaction is None):
            raise ValueError("verdict_missing")
        if self.reached and self.why_unreached is not None:
            raise ValueError("reached_after_all")
        return self


class CallBack(Payload):
    reached: bool = Field(True, title=_("Was the reporter reached?"))
    why_unreached: Unreached | None = Field(None, title=_("If not, why not?"))
    reopen: bool = Field(False, title=_("Does the reporter want it opened again?"))
    why_not: WhyNot | None = Field(None, title=_("If something was wrong: what?"))
    comment: OptionalProse = Field("", title=_("What the reporter said"))

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.reached and self.why_unreached is not None:
            raise ValueError("reached_after_all")
        if not self.reached and self.reopen:
            raise ValueError("verdict_missing")
        return self


class Oversee(Payload):
    instruction: Prose = Field(title=_("Instruction"))
    within: Span = Field("2wd", title=_("Reply within"))


class Reply(Payload):
    reply: Prose = Field(title=_("Reply"))


class Merge(Payload):
    into: CaseId = Field(title=_("Case to merge into"))
    reason: OptionalProse = Field("", title=_("Reason"))


class Note(Payload):
    text: Prose = Field(title=_("Note"))


PAYLOADS: Mapping[str, type[Payload]] = MappingProxyType(
    {
        "accept": Remark,
        "add_information": Information,
        "answer": AnswerPayload,
        "approve": Remark,
        "ask_reporter": AskReporter,
        "assign": Assign,
        "call_back": CallBack,
        "call_in": CallIn,
        "claim": Claim,
        "classify": Classify,
        "close": Remark,
        "contribute": Contribute,
        "decline": Decline,
        "escalate": Escalate,
        "finish": Remark,
        "follow_up": FollowUp,
        "grant_extension": Remark,
        "hand_on": Remark,
        "merge": Merge,
        "note": Note,
        "oversee": Oversee,
        "provide_information": Information,
        "rate": Rate,
        "recall": Reasoned,
        "refuse_extension": Reasoned,
        "remind": Remark,
        "reopen": Reasoned,
        "reply_to_oversight": Reply,
        "request_extension": RequestExtension,
        "resume": Remark,
        "return": Reasoned,
        "rule_on_return": RuleOnReturn,
        "send_back": Reasoned,
        "settle_on_the_spot": AnswerPayload,
        "stop_waiting": Remark,
        "suspend": Suspend,
        "transfer": Transfer,
        "withdraw": Reasoned,
    }
)


def outcome_of(payload: Payload) -> str | None:
    """The outcome that a payload chooses, for commands whose target depends on it."""
    match payload:
        case RuleOnReturn(outcome=outcome):
            return outcome
        case Rate(solved=solved):
            return "settled" if solved else "unsettled"
        case FollowUp(reached=False):
            return "unreached"
        case FollowUp(solved=solved):
            return "settled" if solved else "unsettled"
        case _:
            return None


def parse(command: str, data: Mapping[str, Any]) -> Payload:
    """The checked payload of a command. Raises pydantic.ValidationError; KeyError for an unknown command."""
    return PAYLOADS[command].model_validate(dict(data))
