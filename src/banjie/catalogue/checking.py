"""Whether a catalogue holds together: what must be mended before it is published, and what looks odd."""

from collections.abc import Collection, Iterator, Mapping

from banjie.catalogue.compiled import Catalogue
from banjie.catalogue.content import CatalogueContent, RuleEntry
from banjie.catalogue.problems import ContentProblem, Location
from banjie.catalogue.tree import CategoryNode, structure_problems
from banjie.catalogue.vocabulary import Kind, Level, every_step, process_keys, steps_of
from banjie.core.questions import Question, condition_problem, definition_problems
from banjie.core.routing import covers


def check(
    content: CatalogueContent,
    *,
    unit_roles: Collection[str] | None = None,
    area_paths: Mapping[str, str] | None = None,
) -> tuple[ContentProblem, ...]:
    """Every problem and warning. `unit_roles` are the roles that some unit holds, `area_paths` the paths of
    the areas by code; None leaves out what needs them.
    """
    if broken := tuple(structure_problems(content.categories)):
        return broken
    catalogue = Catalogue(content)
    return (
        *_categories(catalogue),
        *_targets(catalogue),
        *_rules(catalogue, unit_roles, area_paths),
        *_shadowed(catalogue, area_paths or {}),
    )


def errors(problems: Collection[ContentProblem]) -> tuple[ContentProblem, ...]:
    """Those that forbid to publish."""
    return tuple(problem for problem in problems if not problem.warning)


def _categories(catalogue: Catalogue) -> Iterator[ContentProblem]:
    if not any(node.active for node in catalogue.nodes.values()):
        yield ContentProblem("no_category", Location("categories"))
    names: set[tuple[str, str]] = set()
    for node in catalogue.nodes.values():
        at = Location("categories", node.code, "name")
        if node.active and (node.parent, node.name) in names:
            yield ContentProblem("duplicate_name", at, {"value": node.name})
        names.add((node.parent, node.name) if node.active else ("", ""))
        if node.active and node.process not in process_keys():
            yield ContentProblem(
                "unknown_process" if node.process else "no_process",
                Location("categories", node.code, "process"),
                {"value": node.process},
            )
        if node.entry.active and not node.active:
            at = Location("categories", node.code, "active")
            yield ContentProblem("active_below_retired", at, {"value": node.parent}, warning=True)
        yield from _questions(node)


def _questions(node: CategoryNode) -> Iterator[ContentProblem]:
    own = {question.key for question in node.entry.questions}
    for key, problem in definition_problems(node.questions):
        # A fault in an inherited question is told once, where the question stands.
        if key in own:
            yield ContentProblem(problem.code, Location("questions", f"{node.code}.{key}"), problem.data)


def _targets(catalogue: Catalogue) -> Iterator[ContentProblem]:
    seen: set[tuple[str, Level | None, str]] = set()
    for entry in catalogue.content.targets:
        at = (entry.category, entry.level, entry.step)
        if at in seen:
            yield ContentProblem("duplicate_target", Location("targets", entry.key))
        seen.add(at)
        if entry.category and entry.category not in catalogue.nodes:
            yield ContentProblem(
                "unknown_category", Location("targets", entry.key, "category"), {"value": entry.category}
            )
        if entry.step not in every_step():
            yield ContentProblem("unknown_step", Location("targets", entry.key, "step"), {"value": entry.step})
    yield from _missing_targets(catalogue)


def _missing_targets(catalogue: Catalogue) -> Iterator[ContentProblem]:
    missing: dict[tuple[Level, str], list[str]] = {}
    for node in catalogue.nodes.values():
        if not node.active or node.process not in process_keys():
            continue
        for level in Level:
            limits = catalogue.targets_for(node.path, level)
            for step in steps_of(node.process):
                if step not in limits:
                    missing.setdefault((level, step), []).append(node.code)
    for (level, step), codes in missing.items():
        # One line for each step and level, not one for each of hundreds of categories.
        data = {"level": level, "step": step, "first": codes[0], "count": len(codes)}
        yield ContentProblem("target_missing", Location("targets", f"*.{level}.{step}"), data)


def _rules(
    catalogue: Catalogue, unit_roles: Collection[str] | None, area_paths: Mapping[str, str] | None
) -> Iterator[ContentProblem]:
    seen: set[str] = set()
    for rule in catalogue.content.rules:
        if rule.id in seen:
            yield ContentProblem("duplicate_rule", Location("rules", rule.id, "id"))
        seen.add(rule.id)
        if rule.category and rule.category not in catalogue.nodes:
            yield ContentProblem("unknown_category", Location("rules", rule.id, "category"), {"value": rule.category})
        elif rule.category and not catalogue.nodes[rule.category].active:
            at = Location("rules", rule.id, "category")
            yield ContentProblem("retired_category", at, {"value": rule.category}, warning=True)
        if unit_roles is not None and rule.unit_role not in unit_roles:
            at = Location("rules", rule.id, "unit_role")
            yield ContentProblem("role_held_by_none", at, {"value": rule.unit_role}, warning=True)
        if area_paths is not None and rule.area and rule.area not in area_paths:
            yield ContentProblem("unknown_area", Location("rules", rule.id, "area"), {"value": rule.area}, warning=True)
        yield from _rule_conditions(catalogue, rule)


def _rule_conditions(catalogue: Catalogue, rule: RuleEntry) -> Iterator[ContentProblem]:
    if not rule.answers:
        return
    asked = _asked_within(catalogue, rule.category)
    for condition in rule.answers:
        # The same key may be another question elsewhere; one that the condition fits is enough.
        found = [condition_problem(condition, {condition.question: q}) for q in asked.get(condition.question, [])]
        if None not in found:
            problem = found[0] if found else condition_problem(condition, {})
            if problem is not None:
                yield ContentProblem(problem.code, Location("rules", rule.id, "answers"), problem.data)


def _asked_within(catalogue: Catalogue, code: str) -> dict[str, list[Question]]:
    """The questions that a case in this subtree may have been asked, by key."""
    asked: dict[str, list[Question]] = {}
    for node in catalogue.nodes.values():
        if not code or covers(code, node.path):
            for question in node.questions:
                asked.setdefault(question.key, []).append(question)
    return asked


def _shadowed(catalogue: Catalogue, area_paths: Mapping[str, str]) -> Iterator[ContentProblem]:
    earlier: list[RuleEntry] = []
    for rule in catalogue.content.rules:
        by = next((one for one in earlier if _covers_rule(one, rule, catalogue, area_paths)), None)
        if by is not None:
            yield ContentProblem("rule_never_reached", Location("rules", rule.id), {"by": by.id}, warning=True)
        earlier.append(rule)


def _covers_rule(one: RuleEntry, other: RuleEntry, catalogue: Catalogue, area_paths: Mapping[str, str]) -> bool:
    """Whether every case that `other` matches is matched by `one`."""
    if one.category:
        node = catalogue.nodes.get(other.category)
        if node is None or not covers(one.category, node.path):
            return False
    if one.area and not (other.area and covers(one.area, area_paths.get(other.area, other.area))):
        return False
    if one.kinds and not set(one.kinds) >= set(other.kinds or Kind):
        return False
    if one.levels and not set(one.levels) >= set(other.levels or Level):
        return False
    return set(one.answers) <= set(other.answers)
