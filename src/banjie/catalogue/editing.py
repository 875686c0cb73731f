"""The edits of a draft, as values: each says what it does to a catalogue, and refuses what would break it.

An edit keeps the tree sound. What is merely unfinished (a missing time limit) is left to `checking`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from banjie.catalogue.content import CatalogueContent, CategoryEntry, TargetEntry, read
from banjie.catalogue.problems import BadContent
from banjie.catalogue.tree import grow, structure_problems
from banjie.core.clocks import Target
from banjie.core.questions import Question


class EditRefused(Exception):
    """The edit cannot be made; `code` says why."""

    def __init__(self, reason: str, /, **data: object) -> None:
        super().__init__(reason, data)
        self.code = reason
        self.data = data


class Edit(Protocol):
    def apply(self, content: CatalogueContent) -> CatalogueContent:
        """The catalogue with the edit made. Raises EditRefused, or BadContent for values out of shape."""


@dataclass(frozen=True, slots=True)
class AddCategory:
    """`values` are the fields of a CategoryEntry. It comes last among its siblings."""

    values: Mapping[str, Any]

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        entries = _plain(content)["categories"]
        place = _after_siblings(content.categories, str(self.values.get("parent", "")))
        return _sound(content, categories=[*entries[:place], dict(self.values), *entries[place:]])


@dataclass(frozen=True, slots=True)
class EditCategory:
    """Sets the fields named. A category keeps its code for good, and moves by MoveCategory."""

    code: str
    values: Mapping[str, Any]

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        _category(content, self.code)
        if fixed := self.values.keys() & {"code", "parent"}:
            raise EditRefused("field_fixed", fields=sorted(fixed))
        return _with_category(content, self.code, self.values)


@dataclass(frozen=True, slots=True)
class MoveCategory:
    """Hangs a category, with all below it, under `parent` ('' for the top), before a sibling or last."""

    code: str
    parent: str = ""
    before: str | None = None

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        entry = _category(content, self.code).model_copy(update={"parent": self.parent})
        others = tuple(other for other in content.categories if other.code != self.code)
        place = _after_siblings(others, self.parent)
        if self.before is not None:
            place = next((n for n, other in enumerate(others) if other.code == self.before), -1)
            if place < 0 or others[place].parent != self.parent:
                raise EditRefused("unknown_sibling", code=self.before)
        moved = (*others[:place], entry, *others[place:])
        _refuse_unsound(moved)
        return content.model_copy(update={"categories": moved})


@dataclass(frozen=True, slots=True)
class RetireCategory:
    """Takes a category, with all below it, out of use; `restore` puts that one category back."""

    code: str
    restore: bool = False

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        entry = _category(content, self.code)
        nodes = grow(content.categories)
        if self.restore:
            if entry.parent and not nodes[entry.parent].active:
                raise EditRefused("parent_retired", code=entry.parent)
            return _with_category(content, self.code, {"active": True})
        below = {code for code, node in nodes.items() if self.code in node.path.split(".")}
        retired = (
            entry.model_copy(update={"active": False}) if entry.code in below else entry for entry in content.categories
        )
        return content.model_copy(update={"categories": tuple(retired)})


@dataclass(frozen=True, slots=True)
class RemoveCategory:
    """Takes away a category that no release has; `published` are the codes that one has."""

    code: str
    published: frozenset[str]

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        _category(content, self.code)
        if self.code in self.published:
            raise EditRefused("category_published", code=self.code)
        if any(other.parent == self.code for other in content.categories):
            raise EditRefused("category_has_others_below", code=self.code)
        return content.model_copy(
            update={
                "categories": tuple(other for other in content.categories if other.code != self.code),
                "targets": tuple(target for target in content.targets if target.category != self.code),
            }
        )


@dataclass(frozen=True, slots=True)
class SetQuestions:
    """Replaces the questions that a category itself asks."""

    code: str
    questions: tuple[Question, ...]

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        _category(content, self.code)
        return _with_category(content, self.code, {"questions": self.questions})


@dataclass(frozen=True, slots=True)
class SetTargets:
    """Sets limits of one category ('' for the default), by (level or None, step); None takes one away."""

    category: str
    targets: Mapping[tuple[str | None, str], Target | None]

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        if self.category:
            _category(content, self.category)
        left = dict(self.targets)
        kept: list[TargetEntry] = []
        for entry in content.targets:
            mine = entry.category == self.category and (entry.level, entry.step) in self.targets
            if not mine:
                kept.append(entry)
            elif (target := left.pop((entry.level, entry.step), None)) is not None:
                # In place, so that the differences to the release show what changed and nothing else.
                kept.append(entry.model_copy(update={"target": target}))
        added = [
            {"category": self.category, "level": level, "step": step, "target": target}
            for (level, step), target in left.items()
            if target is not None
        ]
        return _shaped(content, targets=[*_dumped(kept), *added])


@dataclass(frozen=True, slots=True)
class AddRule:
    """`values` are the fields of a RuleEntry, an id among them or not. It comes last, or before another."""

    values: Mapping[str, Any]
    before: str | None = None

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        values = {"id": next_rule_id(content), **self.values}
        ids = [rule.id for rule in content.rules]
        if values["id"] in ids:
            raise EditRefused("duplicate_rule", id=values["id"])
        place = len(ids) if self.before is None else _place(content, self.before)
        rules = _dumped(content.rules)
        return _shaped(content, rules=[*rules[:place], values, *rules[place:]])


@dataclass(frozen=True, slots=True)
class EditRule:
    """Sets the fields named, and puts the rule at a place in the order (from 0) where one is given.

    A rule keeps its id, which past routings name.
    """

    id: str
    values: Mapping[str, Any]
    place: int | None = None

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        place = _place(content, self.id)
        rules = _dumped(content.rules)
        rule = {**rules.pop(place), **self.values, "id": self.id}
        rules.insert(place if self.place is None else self.place, rule)
        return _shaped(content, rules=rules)


@dataclass(frozen=True, slots=True)
class MoveRule:
    """Moves a rule by so many places: -1 is one earlier. At either end it stays."""

    id: str
    by: int

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        place = _place(content, self.id)
        rules = list(content.rules)
        rule = rules.pop(place)
        rules.insert(min(max(place + self.by, 0), len(rules)), rule)
        return content.model_copy(update={"rules": tuple(rules)})


@dataclass(frozen=True, slots=True)
class RemoveRule:
    id: str

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        place = _place(content, self.id)
        return content.model_copy(update={"rules": (*content.rules[:place], *content.rules[place + 1 :])})


@dataclass(frozen=True, slots=True)
class ReplaceAll:
    """Puts another catalogue in place of the draft, as an import does. What was published and is missing
    in it is kept as retired: cases name it.
    """

    content: CatalogueContent
    published: CatalogueContent

    def apply(self, content: CatalogueContent) -> CatalogueContent:
        given = {entry.code for entry in self.content.categories}
        missing = tuple(
            entry.model_copy(update={"active": False}) for entry in self.published.categories if entry.code not in given
        )
        categories = (*self.content.categories, *missing)
        _refuse_unsound(categories)
        return self.content.model_copy(update={"categories": categories})


def next_rule_id(content: CatalogueContent) -> str:
    """R1, R2, …: the first number above all in use."""
    numbers = [int(rule.id[1:]) for rule in content.rules if rule.id[:1] == "R" and rule.id[1:].isdecimal()]
    return f"R{max(numbers, default=0) + 1}"


def _category(content: CatalogueContent, code: str) -> CategoryEntry:
    for entry in content.categories:
        if entry.code == code:
            return entry
    raise EditRefused("unknown_category", code=code)


def _after_siblings(entries: tuple[CategoryEntry, ...], parent: str) -> int:
    """Where the last of these siblings would stand in the document, so that a family stays together."""
    family = [n for n, entry in enumerate(entries) if entry.parent == parent or (parent and entry.code == parent)]
    return family[-1] + 1 if family and parent else len(entries)


def _place(content: CatalogueContent, rule_id: str) -> int:
    for place, rule in enumerate(content.rules):
        if rule.id == rule_id:
            return place
    raise EditRefused("unknown_rule", id=rule_id)


def _with_category(content: CatalogueContent, code: str, values: Mapping[str, Any]) -> CatalogueContent:
    changed = [{**entry, **values} if entry["code"] == code else entry for entry in _plain(content)["categories"]]
    return _sound(content, categories=changed)


def _plain(content: CatalogueContent) -> dict[str, Any]:
    return content.model_dump()


def _dumped(entries: Any) -> list[dict[str, Any]]:
    return [entry.model_dump() for entry in entries]


def _shaped(content: CatalogueContent, **parts: Any) -> CatalogueContent:
    return read({**_plain(content), **parts})


def _sound(content: CatalogueContent, **parts: Any) -> CatalogueContent:
    changed = _shaped(content, **parts)
    _refuse_unsound(changed.categories)
    return changed


def _refuse_unsound(categories: tuple[CategoryEntry, ...]) -> None:
    if problems := tuple(structure_problems(categories)):
        raise BadContent(problems)
