"""Entries of timelines with their cases, as other systems are told of them: no contact, nothing an entry carries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from banjie.cases.models import Case, Identity, Rating, TimelineEntry
from banjie.cases.queries.outward import replies_to
from banjie.cases.reference import Reference, reference
from banjie.cases.visibility import visible_to
from banjie.organisations.permissions import Permission, Viewer

_ENTRY = ("case_id", "sequence", "at", "command", "source", "target", "data")
_CASE = (
    *("number", "is_open", "kind", "level", "identity", "category_path", "area_path", "longitude", "latitude"),
    *("place_text", "title", "lead_unit_id", "received_at", "due_at", "closed_at", "reopens"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """One entry and its case. What is grouped is told to those only who may read the group."""

    case_id: int
    number: str
    sequence: int
    at: datetime
    command: str
    source: str
    target: str
    reached: bool
    is_confidential: bool
    area_path: str
    category_path: str
    summary: Mapping[str, Any]
    place: Mapping[str, Any]
    unit: Mapping[str, Any] | None
    text: Mapping[str, Any]
    answer: str
    verdict: Mapping[str, Any] | None


def entries(wanted: Sequence[tuple[int, int]]) -> list[Told]:
    """The entries of these places (case, sequence), in the order in which they were written. Four statements."""
    cases = {case_id for case_id, _sequence in wanted}
    sequences = {sequence for _case_id, sequence in wanted}
    found = TimelineEntry.objects.filter(case_id__in=cases, sequence__in=sequences).order_by("id")
    columns = [*_ENTRY, *(f"case__{name}" for name in _CASE), "case__text__body"]
    rows = [row for row in found.values(*columns) if (row["case_id"], row["sequence"]) in set(wanted)]
    replies = replies_to({row["case_id"] for row in rows if not row["case__is_open"]})
    look_up = reference()
    verdicts = _verdicts(rows)
    return [_told(row, look_up, replies, verdicts) for row in rows]


def visible(case_ids: Iterable[int], viewer: Viewer) -> frozenset[int]:
    """Which of these cases the viewer may see."""
    return frozenset(visible_to(viewer, Case.objects.filter(id__in=set(case_ids))).values_list("id", flat=True))


def may_read_confidential(viewer: Viewer) -> bool:
    return viewer.may(Permission.CASES_SEE_CONFIDENTIAL)


def _verdicts(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[int, int], Mapping[str, Any]]:
    found = Rating.objects.filter(case_id__in={row["case_id"] for row in rows}).order_by("id")
    columns = ("case_id", "round", "solved", "satisfaction", "in_time")
    return {
        (row["case_id"], row["round"]): {name: row[name] for name in ("round", "solved", "satisfaction", "in_time")}
        for row in found.values(*columns)
    }


def _told(
    row: Mapping[str, Any],
    look_up: Reference,
    replies: Mapping[int, str],
    verdicts: Mapping[tuple[int, int], Mapping[str, Any]],
) -> Told:
    case = {name: row[f"case__{name}"] for name in _CASE}
    unit = look_up.unit_named(case["lead_unit_id"])
    round_ = case["reopens"]
    return Told(
        **{name: row[name] for name in _ENTRY if name != "data"},
        number=case["number"],
        reached=row["data"].get("reached") is not False,
        is_confidential=case["identity"] != Identity.OPEN,
        area_path=case["area_path"],
        category_path=case["category_path"],
        summary=_summary(case, look_up),
        place={name: case[name] for name in ("longitude", "latitude", "place_text")},
        unit={"id": unit.id, "name": unit.name, "name_en": unit.name_en} if unit is not None else None,
        text={"title": case["title"], "body": row["case__text__body"]},
        answer=replies.get(row["case_id"], ""),
        verdict=verdicts.get((row["case_id"], round_)) or verdicts.get((row["case_id"], round_ - 1)),
    )


def _summary(case: Mapping[str, Any], look_up: Reference) -> dict[str, Any]:
    category, area = look_up.category_at(case["category_path"]), look_up.area_at(case["area_path"])
    plain = {name: case[name] for name in ("number", "is_open", "kind", "level", "reopens")}
    moments = {name: case[name].isoformat() if case[name] else None for name in ("received_at", "due_at", "closed_at")}
    return {
        **plain,
        **moments,
        "category": {"code": category.code, "name": category.name, "name_en": category.name_en} if category else None,
        "area": {"code": area.code, "name": area.name} if area else None,
    }
