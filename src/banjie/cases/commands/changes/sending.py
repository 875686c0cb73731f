"""Who has a matter: dispatched, taken on, returned, recalled, transferred, units called in."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from banjie.cases.commands import payloads as p
from banjie.cases.commands.change import BadData, Change, Context, Insert, Settle, only_given
from banjie.cases.commands.changes.looking_up import after, as_handler, lead_of, unit_for


def _assign(context: Context, payload: p.Assign) -> Change:
    lead = unit_for(context, payload.lead, "lead")
    change = Change(fields=lead_of(context, lead), data={"lead": lead.id, "lead_name": lead.name})
    change.data |= only_given(note=payload.note)
    for called in payload.assisting:
        _call(context, change, called.unit, called.task, called.within)
    return change


def _call(context: Context, change: Change, unit_id: int, task: str, within: str | None) -> None:
    unit = unit_for(context, unit_id, "unit")
    if unit.id == (change.fields.get("lead_unit_id") or context.case.lead_unit_id):
        raise BadData("unit_leads_already", "unit")
    due_at = after(context, within) if within else None
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


def _claim(context: Context, payload: p.Claim) -> Change:
    handler = payload.handler or as_handler(context)
    return Change(fields={"handler_id": handler}, data={"handler": handler})


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
    lead = unit_for(context, payload.lead, "lead")
    if lead.id == context.case.lead_unit_id:
        raise BadData("unit_leads_already", "lead")
    return Change(
        fields=lead_of(context, lead),
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


CHANGES: Mapping[str, Callable[[Context, Any], Change]] = MappingProxyType(
    {
        "assign": _assign,
        "call_in": _call_in,
        "claim": _claim,
        "contribute": _contribute,
        "recall": _recall,
        "return": _return,
        "rule_on_return": _rule_on_return,
        "transfer": _transfer,
    }
)
