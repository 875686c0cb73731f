"""The same routing for many subjects: what they share is decided once.

Subjects of one category, area class, kind and level walk the rules together; only conditions on answers
are asked of each. An area class is the set of areas, among those that rules name, that a path runs through.
"""

from collections.abc import Iterable, Iterator

from banjie.core.conditions import Answers
from banjie.core.routing.matching import covers, failing_check, failing_condition, stated
from banjie.core.routing.values import Check, Match, Miss, Resolve, Routing, Rule, Subject, UnitChoice, settle

MOST_ROUTINGS = 200_000
MOST_BRANCHES = 20_000

type _Key = tuple[str, str, str, str]


class CompiledRules:
    """Rules made ready to be matched in bulk. Safe to share between threads: it only ever remembers."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._areas = tuple(dict.fromkeys(rule.area for rule in self.rules if rule.area))
        self._area_classes: dict[str, str] = {}
        self._branches: dict[_Key, _Branch] = {}
        # One object for each way to miss: branches by the thousand name the same few.
        self._misses = {(rule.id, check): Miss(rule.id, check) for rule in self.rules for check in Check}

    def branch(self, subject: Subject) -> "_Branch":
        key = (
            subject.category_path,
            self._area_class(subject.area_path),
            subject.kind,
            subject.level,
        )
        branch = self._branches.get(key)
        if branch is None:
            branch = _remember(self._branches, key, _Branch(tuple(self._steps(*key))), MOST_BRANCHES)
        return branch

    def _area_class(self, area_path: str) -> str:
        known = self._area_classes.get(area_path)
        if known is None:
            through = ".".join(code for code in self._areas if covers(code, area_path))
            known = _remember(self._area_classes, area_path, through, MOST_ROUTINGS)
        return known

    def _steps(self, category_path: str, area_path: str, kind: str, level: str) -> Iterator[Miss | Rule]:
        for rule in self.rules:
            check = failing_check(rule, category_path, area_path, kind, level)
            if check is not None:
                yield self._misses[rule.id, check]
                continue
            yield rule
            if not rule.answers:
                return


class _Branch:
    """What is left to ask of subjects that share category, area class, kind and level."""

    __slots__ = ("_steps", "settled")

    def __init__(self, steps: tuple[Miss | Rule, ...]) -> None:
        asks = any(isinstance(step, Rule) and step.answers for step in steps)
        self.settled: Match | None = None if asks else _walk(steps, {})
        self._steps = steps if asks else ()

    def match(self, answers: Answers) -> Match:
        return self.settled or _walk(self._steps, answers)


def _walk(steps: Iterable[Miss | Rule], answers: Answers) -> Match:
    missed: list[Miss] = []
    for step in steps:
        if isinstance(step, Miss):
            missed.append(step)
            continue
        condition = failing_condition(step, answers)
        if condition is None:
            return Match(step, stated(step), tuple(missed))
        missed.append(Miss(step.id, Check.ANSWERS, condition))
    return Match(None, (), tuple(missed))


class Router:
    """Compiled rules with the units of one moment. Make a new one when rules or units have changed."""

    def __init__(self, rules: CompiledRules, resolve: Resolve) -> None:
        self._rules = rules
        self._resolve = resolve
        self._units: dict[tuple[str, str, str | None], UnitChoice | None] = {}
        self._routings: dict[_Key, Routing] = {}

    def route(self, subject: Subject) -> Routing:
        """What `matching.route` says of the same rules, subject and units."""
        key = (subject.category_path, subject.area_path, subject.kind, subject.level)
        if subject.about is None:
            known = self._routings.get(key)
            if known is not None:
                return known
        branch = self._rules.branch(subject)
        match = branch.match(subject.answers)
        routing = settle(match, subject, self._unit(match.rule, subject.area_path))
        if subject.about is None and branch.settled is not None:
            _remember(self._routings, key, routing, MOST_ROUTINGS)
        return routing

    def _unit(self, rule: Rule | None, area_path: str) -> UnitChoice | None:
        if rule is None:
            return None
        question = (rule.to.unit_role, area_path, rule.to.area_level)
        if question in self._units:
            return self._units[question]
        return _remember(self._units, question, self._resolve(*question), MOST_ROUTINGS)


def _remember[K, V](cache: dict[K, V], key: K, value: V, most: int) -> V:
    # Emptied rather than trimmed: full is rare, and filling it again costs less than keeping order.
    if len(cache) >= most:
        cache.clear()
    cache[key] = value
    return value
