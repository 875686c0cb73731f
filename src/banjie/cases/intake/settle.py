"""Settles what each draft leaves open: category, kind, level, place, unit. Says what cannot be settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from banjie.cases.intake.draft import Draft, Problem, ProblemCode, Through
from banjie.cases.reference import Reference
from banjie.catalogue.tree import CategoryNode
from banjie.core import questions, workflow
from banjie.core.clocks import Target
from banjie.core.routing import Routing, Subject
from banjie.organisations.tree import UnitRef
from banjie.places.queries import AreaRef

# A clock that is a little ahead is no reason to turn a matter away.
AHEAD = timedelta(minutes=10)
EARLIEST_YEAR = 1970


@dataclass(frozen=True, slots=True)
class Settled:
    """Everything about one draft that is not its own words."""

    process: workflow.Process
    kind: str
    level: str
    category_id: int | None
    category_path: str
    answers: Mapping[str, Any]
    area: AreaRef | None
    longitude: float | None
    latitude: float | None
    centre_id: int | None
    lead: UnitRef | None
    routing: Routing | None
    about_unit_id: int | None
    about_unit_path: str
    public: bool
    targets: Mapping[str, Target]


def settle_batch(
    batch: Sequence[Draft], reference: Reference, *, at: datetime, problems: list[Problem]
) -> list[Settled | None]:
    """One entry a draft, None for those that `problems` now names."""
    areas = _areas(batch, reference, at)
    return [_settle(index, draft, areas.get(index), reference, at, problems) for index, draft in enumerate(batch)]


def _areas(batch: Sequence[Draft], reference: Reference, at: datetime) -> dict[int, AreaRef]:
    """The area of every draft with a point, found for the whole batch at once."""
    pointed = [
        (index, (draft.longitude, draft.latitude))
        for index, draft in enumerate(batch)
        if draft.longitude is not None and draft.latitude is not None and _on_earth(draft)
    ]
    found = reference.locate_many([point for _, point in pointed], at)
    return {index: area for (index, _), area in zip(pointed, found, strict=True) if area is not None}


def _settle(
    index: int, draft: Draft, located: AreaRef | None, reference: Reference, at: datetime, problems: list[Problem]
) -> Settled | None:
    before = len(problems)

    def wrong(field: str, code: ProblemCode, detail: str = "") -> None:
        problems.append(Problem(index, field, code, detail))

    category = _category(draft, reference, wrong)
    answers = _answers(draft, category, wrong)
    area = _area(draft, located, reference, wrong)
    _check_times(draft, at, wrong)
    about = _about(draft, reference, wrong)
    if len(problems) > before:
        return None
    return _settled(draft, category, answers, area, about, reference)


def _settled(
    draft: Draft,
    category: CategoryNode | None,
    answers: Mapping[str, Any],
    area: AreaRef | None,
    about: UnitRef | None,
    reference: Reference,
) -> Settled:
    kind = draft.kind or (category.kind if category else "report")
    level = draft.level or (category.level if category else "general")
    path = category.path if category else ""
    area_path = area.path if area else ""
    centre = reference.centre(area_path)
    subject = Subject(path, area_path, kind, level, answers, reference.about(about.id if about else None))
    routing = reference.route(subject) if category is not None and draft.lead is None and draft.past is None else None
    lead = reference.unit_named(draft.lead or (draft.past.lead_unit if draft.past else None))
    if lead is None and routing is not None and routing.unit_id is not None:
        lead = reference.unit(routing.unit_id)
    return Settled(
        process=workflow.newest("fast" if draft.on_the_spot else "standard"),
        kind=kind,
        level=level,
        category_id=category.id if category else None,
        category_path=path,
        answers=answers,
        area=area,
        longitude=draft.longitude,
        latitude=draft.latitude,
        centre_id=centre.id if centre else None,
        lead=lead,
        routing=routing,
        about_unit_id=about.id if about else None,
        about_unit_path=about.path if about else "",
        public=_public(draft, category),
        targets=reference.targets(reference.catalogue.number, path, level),
    )


def _public(draft: Draft, category: CategoryNode | None) -> bool:
    """Shown publicly only if the reporter agrees and the category allows it; never a sensitive one."""
    return bool(draft.public) and category is not None and category.public and not category.sensitive


def _category(draft: Draft, reference: Reference, wrong: Any) -> CategoryNode | None:
    if draft.category is None:
        if draft.through is not Through.RECEIVED:
            wrong("category", ProblemCode.CATEGORY_NEEDED)
        return None
    known = reference.category_at(draft.category)
    if known is None or known.id is None:
        wrong("category", ProblemCode.CATEGORY_UNKNOWN, draft.category)
        return None
    if not known.active and draft.past is None:
        wrong("category", ProblemCode.CATEGORY_RETIRED, known.name)
    return known


def _answers(draft: Draft, category: CategoryNode | None, wrong: Any) -> Mapping[str, Any]:
    if category is None or not (category.questions or draft.answers):
        return {}
    clean, faults = questions.check(category.questions, draft.answers)
    if draft.past is None:
        for key, fault in faults.items():
            wrong(f"answers.{key}", ProblemCode.ANSWER_INVALID, fault.code)
    return clean


def _area(draft: Draft, located: AreaRef | None, reference: Reference, wrong: Any) -> AreaRef | None:
    if draft.area is not None:
        named = reference.area(draft.area)
        if named is None:
            wrong("area", ProblemCode.AREA_UNKNOWN, draft.area)
        return located or named
    if draft.longitude is not None and not _on_earth(draft):
        wrong("longitude", ProblemCode.COORDINATES_OUT_OF_RANGE, f"{draft.longitude}, {draft.latitude}")
        return None
    if draft.longitude is not None and located is None and draft.past is None:
        _explain_outside(draft, reference, wrong)
    return located


def _explain_outside(draft: Draft, reference: Reference, wrong: Any) -> None:
    assert draft.longitude is not None
    assert draft.latitude is not None
    swapped = (draft.latitude, draft.longitude)
    if abs(swapped[1]) <= 90 and reference.locate_many([swapped], draft.received_at)[0] is not None:
        wrong("longitude", ProblemCode.COORDINATES_SWAPPED)
    else:
        wrong("longitude", ProblemCode.OUTSIDE_EVERY_AREA, f"{draft.longitude}, {draft.latitude}")


def _on_earth(draft: Draft) -> bool:
    return abs(draft.longitude or 0) <= 180 and abs(draft.latitude or 0) <= 90


def _about(draft: Draft, reference: Reference, wrong: Any) -> UnitRef | None:
    if draft.about_unit is None:
        return None
    unit = reference.unit_named(draft.about_unit)
    if unit is None:
        wrong("about_unit", ProblemCode.UNIT_UNKNOWN, str(draft.about_unit))
    return unit


def _check_times(draft: Draft, at: datetime, wrong: Any) -> None:
    if draft.received_at > at + AHEAD:
        wrong("received_at", ProblemCode.RECEIVED_IN_FUTURE, draft.received_at.isoformat())
    elif draft.received_at.year < EARLIEST_YEAR:
        wrong("received_at", ProblemCode.RECEIVED_TOO_LONG_AGO, draft.received_at.isoformat())
    past = draft.past
    if past is not None and past.closed_at is not None and past.closed_at < draft.received_at:
        wrong("closed_at", ProblemCode.CLOSED_BEFORE_RECEIVED, past.closed_at.isoformat())
