"""What holds an office to its word: what the reporter says of it, reopening, reminders and oversight orders."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from banjie.cases.commands import payloads as p
from banjie.cases.commands.change import Change, Context, Insert, Settle, only_given
from banjie.cases.commands.changes.looking_up import after


def _rate(context: Context, payload: p.Rate) -> Change:
    return _verdict(context, payload, taken_by=None)


def _follow_up(context: Context, payload: p.FollowUp) -> Change:
    if not payload.reached:
        return Change(data=payload.model_dump(exclude_none=True))
    return _verdict(context, payload, taken_by=context.by.id)


def _verdict(context: Context, payload: p.Rate | p.FollowUp, *, taken_by: int | None) -> Change:
    given = payload.model_dump(exclude={"reached", "why_unreached"})
    values = given | {
        "why_not": payload.why_not or "",
        "round": context.case.reopens,
        "rated_at": context.at,
        "taken_by": taken_by,
    }
    data = payload.model_dump(exclude={"why_not", "why_unreached"}) | only_given(why_not=payload.why_not or "")
    return Change(fields={"rated_solved": payload.solved}, inserts=[Insert("Rating", values)], data=data)


def _call_back(context: Context, payload: p.CallBack) -> Change:
    return Change(data=payload.model_dump(exclude_none=True))


def _reopen(context: Context, payload: p.Reasoned) -> Change:
    return Change(
        fields={
            "reopens": context.case.reopens + 1,
            "reopened_at": context.at,
            "closed_at": None,
            "closed_late": None,
            "rated_solved": None,
            "lead_unit_id": None,
            "lead_unit_path": "",
            "handler_id": None,
            "extension_pending": False,
        },
        # A request for more time that nobody decided on went with the round it was made in.
        settles=[Settle("Extension", {"granted": None}, {"granted": False, "decided_at": context.at})],
        data={"reason": payload.reason, "lead_before": context.case.lead_unit_id},
    )


def _remind(context: Context, payload: p.Remark) -> Change:
    return Change(
        fields={"reminders": context.case.reminders + 1, "reminded_at": context.at},
        data=only_given(note=payload.note),
    )


def _oversee(context: Context, payload: p.Oversee) -> Change:
    due_at = after(context, payload.within)
    values = {
        "unit_id": context.case.lead_unit_id,
        "instruction": payload.instruction,
        "ordered_at": context.at,
        "ordered_by": context.by.id,
        "due_at": due_at,
    }
    return Change(
        fields={"oversight_due_at": due_at},
        inserts=[Insert("OversightOrder", values)],
        data={"instruction": payload.instruction, "due_at": due_at},
    )


def _reply_to_oversight(context: Context, payload: p.Reply) -> Change:
    replied = {"reply": payload.reply, "replied_at": context.at, "replied_by": context.by.id}
    return Change(
        fields={"oversight_due_at": None},
        settles=[Settle("OversightOrder", {"replied_at": None}, replied)],
        data={"reply": payload.reply},
    )


CHANGES: Mapping[str, Callable[[Context, Any], Change]] = MappingProxyType(
    {
        "call_back": _call_back,
        "follow_up": _follow_up,
        "oversee": _oversee,
        "rate": _rate,
        "remind": _remind,
        "reopen": _reopen,
        "reply_to_oversight": _reply_to_oversight,
    }
)
