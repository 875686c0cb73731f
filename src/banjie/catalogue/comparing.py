"""What changed rules would have done to cases that were already routed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from banjie.catalogue.compiled import Catalogue, UnknownCategory
from banjie.core.routing import Resolve, Router, Routing, Subject

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class SubjectWithOutcome:
    """A case as routing saw it, its number, and the unit that had the lead in the end (None if none had)."""

    reference: str
    subject: Subject
    went_to: int | None = None


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """A case that the new rules would send elsewhere."""

    reference: str
    category_path: str
    old: Routing
    new: Routing
    went_to: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The outcome of a comparison. Units are keys; None stands for the centre's dispatcher.

    `rows` are the first `MOST_ROWS` cases that change; the counts cover all of them. `by_rule` counts by
    (old rule, new rule). `agreed_old` and `agreed_new` say how often each catalogue named the unit that had
    the lead in the end, of `known` cases that had one.
    """

    total: int
    changed: int
    rows: tuple[ComparedCase, ...] = ()
    by_unit: Mapping[tuple[int | None, int | None], int] = field(default_factory=dict)
    by_rule: Mapping[tuple[str | None, str | None], int] = field(default_factory=dict)
    known: int = 0
    agreed_old: int = 0
    agreed_new: int = 0


def compare(old: Catalogue, new: Catalogue, subjects: Iterable[SubjectWithOutcome], resolve: Resolve) -> Difference:
    """Routes every subject by both catalogues, with the units of today."""
    old_router, new_router = Router(old.rules, resolve), Router(new.rules, resolve)
    by_unit: Counter[tuple[int | None, int | None]] = Counter()
    by_rule: Counter[tuple[str | None, str | None]] = Counter()
    rows: list[ComparedCase] = []
    total = known = agreed_old = agreed_new = 0
    for case in subjects:
        total += 1
        was = old_router.route(_placed(case.subject, old))
        now = new_router.route(_placed(case.subject, new))
        if case.went_to is not None:
            known += 1
            agreed_old += was.unit_id == case.went_to
            agreed_new += now.unit_id == case.went_to
        if was.unit_id == now.unit_id:
            continue
        by_unit[was.unit_id, now.unit_id] += 1
        by_rule[was.rule_id, now.rule_id] += 1
        if len(rows) < MOST_ROWS:
            rows.append(ComparedCase(case.reference, case.subject.category_path, was, now, case.went_to))
    by = dict(by_unit.most_common()), dict(by_rule.most_common())
    return Difference(total, by_unit.total(), tuple(rows), *by, known, agreed_old, agreed_new)


def _placed(subject: Subject, catalogue: Catalogue) -> Subject:
    """The subject with its category where this catalogue has it; as it was, where it has none."""
    try:
        path = catalogue.category_at(subject.category_path).path
    except UnknownCategory:
        return subject
    return subject if path == subject.category_path else replace(subject, category_path=path)
