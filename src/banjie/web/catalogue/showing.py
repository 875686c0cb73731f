"""Entries of the catalogue as a page shows them: values in words, never as stored."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from banjie.cases import wording as case_wording
from banjie.catalogue.compiled import Catalogue
from banjie.catalogue.content import RuleEntry
from banjie.catalogue.differences import Change
from banjie.catalogue.notation import format_conditions
from banjie.catalogue.tree import CategoryNode
from banjie.catalogue.vocabulary import WHOLE, Level, every_step
from banjie.core.clocks import Target
from banjie.core.conditions import Condition
from banjie.core.questions import Question
from banjie.organisations import queries as organisations
from banjie.places import queries as places
from banjie.places.levels import Level as AreaLevel
from banjie.places.words import LEVELS as AREA_LEVELS
from banjie.web.catalogue import wording
from banjie.web.catalogue.page import english, language

KINDS = case_wording.CHOICES["kind"]
LEVELS = case_wording.CHOICES["level"]
STEPS = case_wording.STEPS


def span(target: Target | None) -> str:
    """A time limit in words."""
    return case_wording.span(str(target)) if target is not None else ""


def named(node: CategoryNode) -> str:
    return node.name_en if english() else node.name


def category_rows(catalogue: Catalogue, nodes: Iterable[CategoryNode]) -> list[dict[str, Any]]:
    """Categories as the rows of a list, with what is most asked of each."""
    rules = Counter(rule.category for rule in catalogue.content.rules)
    return [
        {
            "node": node,
            "name": named(node),
            "kind": KINDS[node.kind],
            "level": LEVELS[node.level],
            "process": wording.PROCESSES.get(node.process, node.process),
            "handle": span(catalogue.targets_for(node.path, node.level).get("handle")),
            "questions": len(node.entry.questions),
            "rules": rules[node.code],
        }
        for node in nodes
    ]


def subtree(catalogue: Catalogue, top: CategoryNode) -> Iterator[CategoryNode]:
    """The categories below, parents first."""
    for child in catalogue.below(top):
        yield child
        yield from subtree(catalogue, child)


def crumbs(catalogue: Catalogue, node: CategoryNode) -> list[dict[str, str]]:
    """The way down to a category."""
    above = [catalogue.nodes[code] for code in node.path.split(".")[:-1]]
    links = [{"label": named(each), "url": reverse("catalogue:category", args=[each.code])} for each in above]
    return [{"label": _("Catalogue"), "url": reverse("catalogue:overview")}, *links]


@dataclass(frozen=True, slots=True)
class LimitCell:
    """A limit of one step at one level (or `any`): `own` is what is set for just that, `held` what holds,
    `words` the same for reading, `here` whether it comes from this category and not from above.
    """

    level: str
    own: str
    held: str
    words: str
    here: bool


def limit_rows(catalogue: Catalogue, node: CategoryNode | None, steps: Iterable[str]) -> list[dict[str, Any]]:
    """Step by step, a cell for any level and one for each."""
    code = node.code if node is not None else ""
    own = {(entry.level, entry.step): entry.target for entry in catalogue.content.targets if entry.category == code}
    held = {level: _held(catalogue, node, level) for level in Level}
    rows = []
    for step in steps:
        general = own.get((None, step))
        cells = [LimitCell("any", str(general or ""), "", span(general), general is not None)]
        for level in Level:
            mine, holds = own.get((level, step)), held[level].get(step)
            here = mine is not None or general is not None
            cells.append(LimitCell(level, str(mine or ""), str(holds or ""), span(holds), here))
        rows.append({"step": step, "label": STEPS.get(step, step), "whole": step == WHOLE, "cells": cells})
    return rows


def _held(catalogue: Catalogue, node: CategoryNode | None, level: Level) -> Mapping[str, Target]:
    if node is not None:
        return catalogue.targets_for(node.path, level)
    default = [entry for entry in catalogue.content.targets if not entry.category]
    return {
        **{entry.step: entry.target for entry in default if entry.level is None},
        **{entry.step: entry.target for entry in default if entry.level is level},
    }


def level_columns(*, with_any: bool) -> list[dict[str, Any]]:
    """The columns of a table of limits; the one for any level only where limits are set."""
    general = [{"label": _("Any level")}] if with_any else []
    return [{"label": _("Step")}, *general, *({"label": LEVELS[level]} for level in Level)]


def question_rows(questions: Iterable[Question]) -> list[dict[str, Any]]:
    return [
        {
            "question": question,
            "label": (question.label_en or question.label) if english() else question.label,
            "type": wording.QUESTION_TYPES[question.type],
            "options": [(o.label_en or o.label) if english() else o.label for o in question.options],
            "bounds": _bounds(question),
            "shown_if": format_conditions(question.shown_if),
        }
        for question in questions
    ]


def _bounds(question: Question) -> str:
    low, high = question.minimum, question.maximum
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    if low is not None:
        return _("at least %(low)s") % {"low": low}
    return _("at most %(high)s") % {"high": high} if high is not None else ""


class RuleWords:
    """Rules in words; made once a page, since units and areas are looked up for each."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._holders: dict[str, list[str]] = {}
        for unit in organisations.units_index():
            for role in unit.roles if unit.active else ():
                self._holders.setdefault(role, []).append(unit.named(language()))

    def rows(self, rules: Iterable[tuple[int, RuleEntry]]) -> list[dict[str, Any]]:
        """`rules` are (place in the order from 1, rule)."""
        return [self.row(number, rule) for number, rule in rules]

    def row(self, number: int, rule: RuleEntry) -> dict[str, Any]:
        return {
            "number": number,
            "rule": rule,
            "category": self.category(rule.category),
            "area": self.area(rule.area),
            "kinds": " · ".join(str(KINDS[kind]) for kind in rule.kinds),
            "levels": " · ".join(str(LEVELS[level]) for level in rule.levels),
            "answers": format_conditions(rule.answers),
            "to": self.destination(rule),
            "to_level": area_level(rule.area_level),
        }

    def category(self, code: str) -> str:
        node = self._catalogue.nodes.get(code)
        return named(node) if node is not None else code

    def area(self, code: str) -> str:
        found = places.area(code) if code else None
        if found is None:
            return code
        return found.name_en if english() and found.name_en else found.name

    def destination(self, rule: RuleEntry) -> str:
        """The unit where there is only one, else the duty and how many hold it."""
        holders = self._holders.get(rule.unit_role, [])
        if len(holders) == 1:
            return holders[0]
        if not holders:
            return _("%(role)s (no unit)") % {"role": rule.unit_role}
        return _("%(role)s (%(count)s units)") % {"role": rule.unit_role, "count": len(holders)}


def area_level(level: AreaLevel | None) -> str:
    return str(AREA_LEVELS[level]) if level is not None else ""


def change_rows(catalogue: Catalogue, changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Differences sheet by sheet, every field from what to what."""
    words = RuleWords(catalogue)
    sheets: dict[str, list[dict[str, Any]]] = {}
    for change in changes:
        sheets.setdefault(change.sheet, []).append(
            {
                "title": _title(words, change),
                "happened": wording.HAPPENED[change.happened],
                "tone": {"added": "good", "removed": "danger"}.get(change.happened, "neutral"),
                "fields": [
                    {
                        "label": wording.FIELDS.get(each.field, each.field),
                        "before": value_words(words, each.field, each.before),
                        "after": value_words(words, each.field, each.after),
                    }
                    for each in change.fields
                    # What was added or removed is named by these already.
                    if each.field not in ("code", "id") and (change.sheet != "targets" or each.field == "target")
                ],
            }
        )
    return [{"label": wording.SHEETS[sheet], "changes": rows} for sheet, rows in sheets.items()]


def _title(words: RuleWords, change: Change) -> str:
    if change.sheet == "categories":
        names = {each.field: each.before or each.after for each in change.fields}
        return f"{names.get('name') or words.category(change.key)} ({change.key})"
    if change.sheet == "targets":
        code, level, step = change.key.split(".")
        where = words.category(code) if code != "*" else _("Default")
        return " · ".join((where, str(LEVELS.get(level, _("Any level"))), str(STEPS.get(step, step))))
    return _("Rule %(id)s") % {"id": change.key}


_CHOSEN: Mapping[str, Mapping[str, Any]] = {
    "area_level": {level.value: words for level, words in AREA_LEVELS.items()},
    "default_kind": KINDS,
    "default_level": LEVELS,
    "kinds": KINDS,
    "levels": LEVELS,
    "process": wording.PROCESSES,
    "public_place": wording.PUBLIC_PLACES,
}


def value_words(words: RuleWords, field: str, value: object) -> str:
    """A field's value as a person reads it; '' where there is none."""
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, bool):
        return wording.yes_no(value)
    if isinstance(value, Target):
        return span(value)
    if field in ("category", "parent"):
        return words.category(str(value))
    if field == "area":
        return words.area(str(value))
    if isinstance(value, tuple):
        return _tuple_words(field, value)
    return str(_CHOSEN.get(field, {}).get(str(value), value))


def _tuple_words(field: str, values: tuple[Any, ...]) -> str:
    if isinstance(values[0], Condition):
        return format_conditions(values)
    if isinstance(values[0], Question):
        return "\n".join(f"{row['label']} ({row['type']})" for row in question_rows(values))
    return " · ".join(str(_CHOSEN.get(field, {}).get(value, value)) for value in values)


def steps_shown(node: CategoryNode | None) -> tuple[str, ...]:
    """The steps that a page of limits has; the fast process's own only where it can come up."""
    if node is None or node.process == "fast" or not node.is_leaf:
        return every_step()
    return tuple(step for step in every_step() if step != "settle")
