"""What is done while a unit has a matter: questions, waiting, more time, a higher centre, the answer and its review."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from banjie.cases.commands import payloads as p
from banjie.cases.commands.change import BadData, Change, Context, Insert, Settle, only_given
from banjie.cases.commands.changes.looking_up import after, as_handler, lead_of, unit_for


def _ask_reporter(context: Context, payload: p.AskReporter) -> Change:
    return Change(data={"question": payload.question, "until": after(context, payload.within)})


def _information(context: Context, payload: p.Information) -> Change:
    return Change(data={"text": payload.text})


def _suspend(context: Context, payload: p.Suspend) -> Change:
    return Change(data={"reason": payload.reason, "until": after(context, payload.within)})


def _request_extension(context: Context, payload: p.RequestExtension) -> Change:
    values = {
        "amount": payload.amount,
        "reason": payload.reason,
        "requested_at": context.at,
        "requested_by": context.by.id,
    }
    return Change(
        fields={"extension_pending": True},
        inserts=[Insert("Extension", values)],
        data={"amount": payload.amount, "reason": payload.reason},
    )


def _decide_extension(context: Context, *, granted: bool, reason: str) -> Change:
    decided = {
        "granted": granted,
        "decided_at": context.at,
        "decided_by": context.by.id,
        "decision_reason": reason,
    }
    return Change(
        fields={"extension_pending": False},
        settles=[Settle("Extension", {"granted": None}, decided)],
        data=only_given(reason=reason),
    )


def _grant_extension(context: Context, payload: p.Remark) -> Change:
    return _decide_extension(context, granted=True, reason=payload.note)


def _refuse_extension(context: Context, payload: p.Reasoned) -> Change:
    return _decide_extension(context, granted=False, reason=payload.reason)


def _escalate(context: Context, payload: p.Escalate) -> Change:
    centre = context.reference.higher_centre(context.case.centre_id)
    if centre is None:
        raise BadData("no_higher_centre", "reason")
    return Change(
        fields={"centre_id": centre.id, "lead_unit_id": None, "lead_unit_path": "", "handler_id": None},
        data={"centre": centre.id, "centre_name": centre.name, "reason": payload.reason},
    )


def _answer(context: Context, payload: p.AnswerPayload) -> Change:
    given = payload.model_dump()
    values = given | {
        "unit_id": context.case.lead_unit_id or context.by.unit_id,
        "round": context.case.reopens,
        "answered_at": context.at,
        "answered_by": context.by.id,
    }
    fields: dict[str, object] = {"answered_at": context.at}
    if context.case.lead_unit_id is None and context.by.unit_id is not None:
        fields |= lead_of(context, unit_for(context, context.by.unit_id, "unit")) | {"handler_id": as_handler(context)}
    return Change(fields=fields, inserts=[Insert("Answer", values)], data=given)


def _approve(context: Context, payload: p.Remark) -> Change:
    approved = {"approved_at": context.at, "approved_by": context.by.id}
    return Change(
        settles=[Settle("Answer", {"approved_at": None, "sent_back_at": None}, approved)],
        data=only_given(note=payload.note),
    )


def _send_back(context: Context, payload: p.Reasoned) -> Change:
    returned = {"sent_back_at": context.at, "sent_back_reason": payload.reason}
    return Change(
        settles=[Settle("Answer", {"sent_back_at": None, "round": context.case.reopens}, returned)],
        data={"reason": payload.reason},
    )


CHANGES: Mapping[str, Callable[[Context, Any], Change]] = MappingProxyType(
    {
        "add_information": _information,
        "answer": _answer,
        "approve": _approve,
        "ask_reporter": _ask_reporter,
        "escalate": _escalate,
        "grant_extension": _grant_extension,
        "provide_information": _information,
        "refuse_extension": _refuse_extension,
        "request_extension": _request_extension,
        "send_back": _send_back,
        "settle_on_the_spot": _answer,
        "suspend": _suspend,
    }
)
