"""A matter comes in: accepted, declined, classified, merged, withdrawn; and what may be said at any time."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from banjie.cases.commands import payloads as p
from banjie.cases.commands.change import BadData, Change, Context, only_given
from banjie.cases.commands.courses import other_course

# What was changed of these is learned from, so the entry tells from what.
_TAUGHT: Final = frozenset({"kind", "level"})


def _remark(context: Context, payload: p.Remark) -> Change:
    return Change(data=only_given(note=payload.note))


def _accept(context: Context, payload: p.Remark) -> Change:
    return Change(fields={"accepted_at": context.at}, data=only_given(note=payload.note))


def _reasoned(context: Context, payload: p.Reasoned | p.Escalate) -> Change:
    return Change(data={"reason": payload.reason})


def _decline(context: Context, payload: p.Decline) -> Change:
    return Change(data={"reason": payload.reason, "lawful_channel": payload.lawful_channel})


def _classify(context: Context, payload: p.Classify) -> Change:
    change = Change(data=only_given(note=payload.note))
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


def _merge(context: Context, payload: p.Merge) -> Change:
    if payload.into == context.case.id:
        raise BadData("merge_into_itself", "into")
    return Change(
        fields={"merged_into_id": payload.into},
        data={"into": payload.into} | only_given(reason=payload.reason),
    )


def _note(context: Context, payload: p.Note) -> Change:
    return Change(data={"text": payload.text})


CHANGES: Mapping[str, Callable[[Context, Any], Change]] = MappingProxyType(
    {
        "accept": _accept,
        "classify": _classify,
        "close": _remark,
        "decline": _decline,
        "finish": _remark,
        "hand_on": _remark,
        "merge": _merge,
        "note": _note,
        "resume": _remark,
        "stop_waiting": _remark,
        "withdraw": _reasoned,
    }
)
