"""What each command does, one pure function a command. Clocks are not here: they follow from the states."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from banjie.cases.commands import payloads as p
from banjie.cases.commands.change import BadData, Change, Context, Insert, Settle, UnitLike
from banjie.cases.commands.courses import other_course
from banjie.core.clocks import parse_target
from banjie.platform.actors import ActorKind

# What was changed of these is learned from, so the entry tells from what.
_TAUGHT: Final = frozenset({"kind", "level"})


def _remark(context: Context, payload: p.Remark) -> Change:
    return Change(data=_only_given(note=payload.note))


def _accept(context: Context, payload: p.Remark) -> Change:
    return Change(fields={"accepted_at": context.at}, data=_only_given(note=payload.note))


def _reasoned(context: Context, payload: p.Reasoned | p.Escalate) -> Change:
    return Change(data={"reason": payload.reason})


def _decline(context: Context, payload: p.Decline) -> Change:
    return Change(data={"reason": payload.reason, "lawful_channel": payload.lawful_channel})


def _classify(context: Context, payload: p.Classify) -> Change:
    change = Change(data=_only_given(note=payload.note))
    for name in ("kind", "level", "title", "place_text", "public"):
        value = getattr(payload, name)
        if value is not None and value != getattr(context.case, name):
            change.fields[name] = value
            change.data[name] = value
            if name in _TAUGHT:
                change.data[f"{name}_was"] = getattr(context.case, name)
    if payload.kind is not None and (process := other_course(context.case, payload.kind)) is not None:
        change.fields["process"] = process
        change.data["process"] = process
    if payload.category is not None:
        category = context.reference.category(payload.category)
        if category is None:
            raise BadData("category_unknown", "category")
        change.fields |= {"category_id": category.id, "category_path": category.path}
        change.data |= {"category": category.path, "category_name": category.name}
        if context.case.category_path not in ("", category.path):
            change.data["category_was"] = context.case.category_path
    if payload.longitude is not None and payload.latitude is not None:
        change.fields |= _place(context, payload.longitude, payload.latitude)
        change.data |= {"longitude": payload.longitude, "latitude": payload.latitude}
    return change


def _place(context: Context, longitude: float, latitude: float) -> dict[str, object]:
    area = context.reference.locate(longitude, latitude, context.at)
    if area is None:
        raise BadData("outside_every_area", "longitude")
    return {"longitude": longitude, "latitude": latitude, "area_id": area.id, "area_path": area.path}


def _assign(context: Context, payload: p.Assign) -> Change:
    lead = _unit(context, payload.lead, "lead")
    change = Change(fields=_lead(context, lead), data={"lead": lead.id, "lead_name": lead.name})
    change.data |= _only_given(note=payload.note)
    for called in payload.assisting:
        _call(context, change, called.unit, called.task, called.within)
    return change


def _lead(context: Context, lead: UnitLike) -> dict[str, object]:
    return {
        "lead_unit_id": lead.id,
        "lead_unit_path": lead.path,
        "handler_id": None,
        "assigned_at": context.at,
    }


def _unit(context: Context, unit_id: int, field: str) -> UnitLike:
    """The unit, unless the case complains of it or of a unit above it (DESIGN section 2)."""
    unit = context.reference.unit(unit_id)
    if unit is None:
        raise BadData("unit_unknown", field)
    about = context.case.about_unit_path
    if about and (unit.path == about or unit.path.startswith(f"{about}.")):
        raise BadData("unit_complained_of", field)
    return unit


def _call(context: Context, change: Change, unit_id: int, task: str, within: str | None) -> None:
    unit = _unit(context, unit_id, "unit")
    if unit.id == (change.fields.get("lead_unit_id") or context.case.lead_unit_id):
        raise BadData("unit_leads_already", "unit")
    due_at = _after(context, within) if within else None
    values = {
        "unit_id": unit.id,
        "unit_path": unit.path,
        "task": task,
        "called_at": context.at,
        "called_by": context.by.id,
        "due_at": due_at,
    }
    change.inserts.append(Insert("Assisting", values))
    called: list[Any] = change.data.setdefault("called_in", [])  # type: ignore[assignment]
    called.append({"unit": unit.id, "unit_name": unit.name, "task": task, "due_at": due_at})


def _after(context: Context, span: str) -> datetime:
    return context.reference.calendar.add(context.at, parse_target(span))


def _claim(context: Context, payload: p.Claim) -> Change:
    handler = payload.handler or _as_handler(context)
    return Change(fields={"handler_id": handler}, data={"handler": handler})


def _as_handler(context: Context) -> int | None:
    """Whoever acts, if it is a person: another system settles cases without becoming their handler."""
    return context.by.id if context.by.kind == ActorKind.STAFF else None


def _return(context: Context, payload: p.Reasoned) -> Change:
    values = {
        "unit_id": context.case.lead_unit_id,
        "reason": payload.reason,
        "returned_at": context.at,
        "returned_by": context.by.id,
    }
    return Change(
        fields={"returns": context.case.returns + 1},
        inserts=[Insert("Return", values)],
        data={"reason": payload.reason, "unit": context.case.lead_unit_id},
    )


def _rule_on_return(context: Context, payload: p.RuleOnReturn) -> Change:
    ruled = {
        "ruling": payload.outcome,
        "ruling_reason": payload.reason,
        "ruled_at": context.at,
        "ruled_by": context.by.id,
    }
    change = Change(
        settles=[Settle("Return", {"ruled_at": None}, ruled)],
        data={"ruling": payload.outcome, "reason": payload.reason},
    )
    if payload.outcome == "upheld":
        change.fields = {"lead_unit_id": None, "lead_unit_path": "", "handler_id": None}
    return change


def _recall(context: Context, payload: p.Reasoned) -> Change:
    return Change(
        fields={"lead_unit_id": None, "lead_unit_path": "", "handler_id": None},
        data={"reason": payload.reason, "unit": context.case.lead_unit_id},
    )


def _transfer(context: Context, payload: p.Transfer) -> Change:
    lead = _unit(context, payload.lead, "lead")
    if lead.id == context.case.lead_unit_id:
        raise BadData("unit_leads_already", "lead")
    return Change(
        fields=_lead(context, lead),
        data={"lead": lead.id, "lead_name": lead.name, "reason": payload.reason},
    )


def _call_in(context: Context, payload: p.CallIn) -> Change:
    change = Change()
    _call(context, change, payload.unit, payload.task, payload.within)
    return change


def _contribute(context: Context, payload: p.Contribute) -> Change:
    done = {"contributed_at": context.at, "contributed_by": context.by.id, "result": payload.result}
    where = {"unit_id": context.by.unit_id, "contributed_at": None, "released_at": None}
    return Change(
        settles=[Settle("Assisting", where, done)],
        data={"unit": context.by.unit_id, "result": payload.result},
    )


def _ask_reporter(context: Context, payload: p.AskReporter) -> Change:
    return Change(data={"question": payload.question, "until": _after(context, payload.within)})


def _information(context: Context, payload: p.Information) -> Change:
    return Change(data={"text": payload.text})


def _suspend(context: Context, payload: p.Suspend) -> Change:
    return Change(data={"reason": payload.reason, "until": _after(context, payload.within)})


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
        data=_only_given(reason=reason),
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
        fields |= _lead(context, _unit(context, context.by.unit_id, "unit")) | {"handler_id": _as_handler(context)}
    return Change(fields=fields, inserts=[Insert("Answer", values)], data=given)


def _approve(context: Context, payload: p.Remark) -> Change:
    approved = {"approved_at": context.at, "approved_by": context.by.id}
    return Change(
        settles=[Settle("Answer", {"approved_at": None, "sent_back_at": None}, approved)],
        data=_only_given(note=payload.note),
    )


def _send_back(context: Context, payload: p.Reasoned) -> Change:
    returned = {"sent_back_at": context.at, "sent_back_reason": payload.reason}
    return Change(
        settles=[Settle("Answer", {"sent_back_at": None, "round": context.case.reopens}, returned)],
        data={"reason": payload.reason},
    )


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
    data = payload.model_dump(exclude={"why_not", "why_unreached"}) | _only_given(why_not=payload.why_not or "")
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
        data=_only_given(note=payload.note),
    )


def _oversee(context: Context, payload: p.Oversee) -> Change:
    due_at = _after(context, payload.within)
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


def _merge(context: Context, payload: p.Merge) -> Change:
    if payload.into == context.case.id:
        raise BadData("merge_into_itself", "into")
    return Change(
        fields={"merged_into_id": payload.into},
        data={"into": payload.into} | _only_given(reason=payload.reason),
    )


def _note(context: Context, payload: p.Note) -> Change:
    return Change(data={"text": payload.text})


def _only_given(**values: str) -> dict[str, object]:
    return {name: value for name, value in values.items() if value}


CHANGES: Mapping[str, Callable[[Context, Any], Change]] = MappingProxyType(
    {
        "accept": _accept,
        "add_information": _information,
        "answer": _answer,
        "approve": _approve,
        "ask_reporter": _ask_reporter,
        "assign": _assign,
        "call_back": _call_back,
        "call_in": _call_in,
        "claim": _claim,
        "classify": _classify,
        "close": _remark,
        "contribute": _contribute,
        "decline": _decline,
        "escalate": _escalate,
        "finish": _remark,
        "follow_up": _follow_up,
        "grant_extension": _grant_extension,
        "hand_on": _remark,
        "merge": _merge,
        "note": _note,
        "oversee": _oversee,
        "provide_information": _information,
        "rate": _rate,
        "recall": _recall,
        "refuse_extension": _refuse_extension,
        "remind": _remind,
        "reopen": _reopen,
        "reply_to_oversight": _reply_to_oversight,
        "request_extension": _request_extension,
        "resume": _remark,
        "return": _return,
        "rule_on_return": _rule_on_return,
        "send_back": _send_back,
        "settle_on_the_spot": _answer,
        "stop_waiting": _remark,
        "suspend": _suspend,
        "transfer": _transfer,
        "withdraw": _reasoned,
    }
)
