"""Routing, said plainly: one subject against the rules in their order. `compiled` does the same in bulk."""

from collections.abc import Iterable

from banjie.core.conditions import Answers, Condition
from banjie.core.routing.values import Check, Match, Miss, Resolve, Routing, Rule, Subject, settle


def route(rules: Iterable[Rule], subject: Subject, resolve: Resolve) -> Routing:
    """The first rule that the subject meets decides; see `Routing` for what it says."""
    match = first_match(rules, subject)
    choice = None
    if match.rule is not None:
        to = match.rule.to
        choice = resolve(to.unit_role, subject.area_path, to.area_level)
    return settle(match, subject, choice)


def first_match(rules: Iterable[Rule], subject: Subject) -> Match:
    missed: list[Miss] = []
    for rule in rules:
        check = failing_check(rule, subject.category_path, subject.area_path, subject.kind, subject.level)
        if check is not None:
            missed.append(Miss(rule.id, check))
            continue
        condition = failing_condition(rule, subject.answers)
        if condition is not None:
            missed.append(Miss(rule.id, Check.ANSWERS, condition))
            continue
        return Match(rule, stated(rule), tuple(missed))
    return Match(None, (), tuple(missed))


def failing_check(rule: Rule, category_path: str, area_path: str, kind: str, level: str) -> Check | None:
    """The first condition, answers aside, that is not met."""
    if rule.category and not covers(rule.category, category_path):
        return Check.CATEGORY
    if rule.area and not covers(rule.area, area_path):
        return Check.AREA
    if rule.kinds and kind not in rule.kinds:
        return Check.KIND
    if rule.levels and level not in rule.levels:
        return Check.LEVEL
    return None


def failing_condition(rule: Rule, answers: Answers) -> Condition | None:
    return next((condition for condition in rule.answers if not condition.holds(answers)), None)


def covers(code: str, path: str) -> bool:
    """Whether the path of dotted codes runs through `code`."""
    return f".{code}." in f".{path}."


def stated(rule: Rule) -> tuple[Check, ...]:
    """The conditions that a rule states."""
    given = (rule.category, rule.area, rule.kinds, rule.levels, rule.answers)
    return tuple(check for check, value in zip(Check, given, strict=True) if value)
