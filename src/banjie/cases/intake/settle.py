"""Settles what each draft leaves open: category, kind, level, place, unit. Says what cannot be settled."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from banjie.cases.commands import courses
from banjie.cases.intake.draft import Draft, Past, Problem, ProblemCode, Through
from banjie.cases.reference import Reference
from banjie.catalogue.tree import CategoryNode
from banjie.core import questions, workflow
from banjie.core.clocks import Target
from banjie.core.routing import Routing, Subject
from banjie.organisations.permissions import inside
from banjie.organisations.tree import UnitRef
from banjie.places.levels import Level
from banjie.places.queries import AreaRef

# A clock that is a little ahead is no reason to turn a matter away.
AHEAD = timedelta(minutes=10)
EARLIEST_YEAR = 1970
# A village is a place that somebody can go to; a county is not.
_PLACE_ENOUGH = Level.VILLAGE


class Settled(NamedTuple):
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
    settling = _Settling(reference, at, problems)
    return [settling.settle(index, draft, areas.get(index)) for index, draft in enumerate(batch)]


def _areas(batch: Sequence[Draft], reference: Reference, at: datetime) -> dict[int, AreaRef]:
    """The area of every draft with a point, found for the whole batch at once."""
    pointed = [
        (index, (draft.longitude, draft.latitude))
        for index, draft in enumerate(batch)
        if draft.longitude is not None and draft.latitude is not None and _on_earth(draft)
    ]
    found = reference.locate_many([point for _, point in pointed], at)
    return {index: area for (index, _), area in zip(pointed, found, strict=True) if area is not None}


class _Settling:
    """Settles one batch. What depends on few things only is looked up once for all drafts that share it."""

    def __init__(self, reference: Reference, at: datetime, problems: list[Problem]) -> None:
        self._reference = reference
        self._at = at
        self._problems = problems
        self._index = 0
        self._processes: dict[str, workflow.Process] = {}
        self._centres: dict[tuple[str, int | None], int | None] = {}
        self._targets: dict[tuple[str, str, str], Mapping[str, Target]] = {}

    def settle(self, index: int, draft: Draft, located: AreaRef | None) -> Settled | None:
        before = len(self._problems)
        self._index = index
        category = self._category(draft)
        answers = self._answers(draft, category)
        area = self._area(draft, located)
        self._check_place(draft, category)
        self._check_times(draft)
        about = self._about(draft)
        self._check_lead(draft, about)
        if len(self._problems) > before:
            return None
        return self._settled(draft, category, answers, area, about)

    def _wrong(self, field: str, code: ProblemCode, detail: str = "") -> None:
        self._problems.append(Problem(self._index, field, code, detail))

    def _settled(
        self,
        draft: Draft,
        category: CategoryNode | None,
        answers: Mapping[str, Any],
        area: AreaRef | None,
        about: UnitRef | None,
    ) -> Settled:
        kind = draft.kind or (category.kind if category else "report")
        level = draft.level or (category.level if category else "general")
        path = category.path if category else ""
        area_path = area.path if area else ""
        lead, routing = self._lead(draft, path, area_path, kind, level, answers, about)
        process = self._process(course_of(kind, draft))
        return Settled(
            process,
            kind,
            level,
            category.id if category else None,
            path,
            answers,
            area,
            draft.longitude,
            draft.latitude,
            self._centre_id(area_path, about),
            lead,
            routing,
            about.id if about else None,
            about.path if about else "",
            _public(draft, category),
            self._limits(path, level, process),
        )

    def _lead(
        self,
        draft: Draft,
        path: str,
        area_path: str,
        kind: str,
        level: str,
        answers: Mapping[str, Any],
        about: UnitRef | None,
    ) -> tuple[UnitRef | None, Routing | None]:
        """The unit that was named, or that had it elsewhere; else the one that routing finds."""
        reference = self._reference
        named = draft.lead or (draft.past.lead_unit if draft.past else None)
        if named is not None or draft.past is not None or not path:
            return reference.unit_named(named), None
        subject = Subject(path, area_path, kind, level, answers, reference.about(about.id if about else None))
        routing = reference.route(subject)
        return reference.unit(routing.unit_id) if routing.unit_id is not None else None, routing

    def _check_lead(self, draft: Draft, about: UnitRef | None) -> None:
        """A lead named by hand must exist and must not be the unit complained of, nor a part of it."""
        if draft.lead is None:
            return
        lead = self._reference.unit(draft.lead)
        if lead is None:
            self._wrong("lead", ProblemCode.UNIT_UNKNOWN, str(draft.lead))
        elif about is not None and inside(lead.path, about.path):
            self._wrong("lead", ProblemCode.UNIT_COMPLAINED_OF, lead.name)

    def _process(self, key: str) -> workflow.Process:
        if key not in self._processes:
            self._processes[key] = workflow.newest(key)
        return self._processes[key]

    def _centre_id(self, area_path: str, about: UnitRef | None) -> int | None:
        key = area_path, about.id if about else None
        if key not in self._centres:
            centre = self._reference.centre(area_path, excluding=key[1])
            self._centres[key] = centre.id if centre else None
        return self._centres[key]

    def _limits(self, path: str, level: str, process: workflow.Process) -> Mapping[str, Target]:
        key = path, level, process.name
        if key not in self._targets:
            set_here = self._reference.targets(self._reference.catalogue.number, path, level)
            self._targets[key] = {**set_here, **process.times}
        return self._targets[key]

    def _category(self, draft: Draft) -> CategoryNode | None:
        if draft.category is None:
            if draft.through is not Through.RECEIVED:
                self._wrong("category", ProblemCode.CATEGORY_NEEDED)
            return None
        known = self._reference.category_at(draft.category)
        if known is None or known.id is None:
            self._wrong("category", ProblemCode.CATEGORY_UNKNOWN, draft.category)
            return None
        if not known.active and draft.past is None:
            self._wrong("category", ProblemCode.CATEGORY_RETIRED, known.name)
        return known

    def _answers(self, draft: Draft, category: CategoryNode | None) -> Mapping[str, Any]:
        if category is None or not (category.questions or draft.answers):
            return {}
        answers, faults = questions.check(category.questions, draft.answers)
        # A file from elsewhere cannot have answered what only our forms ask.
        if draft.past is None and draft.imported is None:
            for key, fault in faults.items():
                self._wrong(f"answers.{key}", ProblemCode.ANSWER_INVALID, str(fault.code))
        return answers

    def _area(self, draft: Draft, located: AreaRef | None) -> AreaRef | None:
        if draft.area is not None:
            named = self._reference.area(draft.area)
            if named is None:
                self._wrong("area", ProblemCode.AREA_UNKNOWN, draft.area)
            return located or named
        if draft.longitude is not None and located is None:
            self._explain_outside(draft)
        return located

    def _check_place(self, draft: Draft, category: CategoryNode | None) -> None:
        """Where the category says that nobody can settle it without knowing where."""
        if category is None or not category.place_required or draft.place_text.strip() or draft.longitude is not None:
            return
        # Of what was over elsewhere nobody can be asked any more.
        if draft.past is not None and (draft.past.closed_at is not None or draft.past.steps):
            return
        named = self._reference.area(draft.area) if draft.area is not None else None
        if named is None or named.level.rank < _PLACE_ENOUGH.rank:
            self._wrong("place_text", ProblemCode.PLACE_NEEDED, category.name)

    def _explain_outside(self, draft: Draft) -> None:
        """What came in elsewhere may lie outside every area of today; a point that was mistyped may not."""
        assert draft.longitude is not None
        assert draft.latitude is not None
        point = f"{draft.longitude}, {draft.latitude}"
        if self._lies_here(draft.latitude, draft.longitude):
            self._wrong("longitude", ProblemCode.COORDINATES_SWAPPED, point)
        elif not _on_earth(draft):
            self._wrong("longitude", ProblemCode.COORDINATES_OUT_OF_RANGE, point)
        elif draft.past is None:
            self._wrong("longitude", ProblemCode.OUTSIDE_EVERY_AREA, point)

    def _lies_here(self, longitude: float, latitude: float) -> bool:
        if abs(longitude) > 180 or abs(latitude) > 90:
            return False
        return self._reference.locate_many([(longitude, latitude)], self._at)[0] is not None

    def _about(self, draft: Draft) -> UnitRef | None:
        if draft.about_unit is None:
            return None
        unit = self._reference.unit_named(draft.about_unit)
        if unit is None:
            self._wrong("about_unit", ProblemCode.UNIT_UNKNOWN, str(draft.about_unit))
        return unit

    def _check_times(self, draft: Draft) -> None:
        if draft.received_at > self._at + AHEAD:
            self._wrong("received_at", ProblemCode.RECEIVED_IN_FUTURE, draft.received_at.isoformat())
        elif draft.received_at.year < EARLIEST_YEAR:
            self._wrong("received_at", ProblemCode.RECEIVED_TOO_LONG_AGO, draft.received_at.isoformat())
        if draft.past is not None:
            self._check_past(draft.past, draft.received_at)

    def _check_past(self, past: Past, received_at: datetime) -> None:
        latest = self._at + AHEAD
        for field, moment in (
            ("accepted_at", past.accepted_at),
            ("replied_at", past.replied_at),
            ("closed_at", past.closed_at),
        ):
            if moment is None:
                continue
            if moment < received_at:
                closed = field == "closed_at"
                code = ProblemCode.CLOSED_BEFORE_RECEIVED if closed else ProblemCode.BEFORE_RECEIVED
                self._wrong(field, code, moment.isoformat())
            elif moment > latest:
                self._wrong(field, ProblemCode.IN_FUTURE, moment.isoformat())


def course_of(kind: str, draft: Draft) -> str:
    """The process that a matter takes. What was answered or over elsewhere was not mediated here."""
    if draft.course is not None:
        return draft.course
    if draft.on_the_spot:
        return "fast"
    past = draft.past
    over = past is not None and (past.closed_at is not None or bool(past.reply))
    return courses.of_kind(kind) if not over else courses.STANDARD


def _public(draft: Draft, category: CategoryNode | None) -> bool:
    """Shown publicly only if the reporter agrees and the category allows it; never a sensitive one."""
    return bool(draft.public) and category is not None and category.public and not category.sensitive


def _on_earth(draft: Draft) -> bool:
    return abs(draft.longitude or 0) <= 180 and abs(draft.latitude or 0) <= 90
