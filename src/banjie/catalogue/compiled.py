"""A catalogue ready for work: the tree grown, limits looked up, rules compiled, names indexed."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from banjie.catalogue.content import CatalogueContent, TargetEntry
from banjie.catalogue.problems import BadContent
from banjie.catalogue.search import SearchIndex
from banjie.catalogue.tree import CategoryNode, grow, structure_problems
from banjie.catalogue.vocabulary import Level
from banjie.core.clocks import Target
from banjie.core.routing import CompiledRules

type Limits = Mapping[str, Target]


class UnknownCategory(LookupError):
    """The catalogue has no category of this code."""


class Catalogue:
    """One release (or a draft, with number 0) in memory. Immutable, and shared between threads."""

    def __init__(self, content: CatalogueContent, *, number: int = 0, ids: Mapping[str, int] | None = None) -> None:
        """`ids` are the rows of the categories by code. Raises BadContent if the tree does not hold."""
        if problems := tuple(structure_problems(content.categories)):
            raise BadContent(problems)
        self.number = number
        self.content = content
        self.nodes: Mapping[str, CategoryNode] = MappingProxyType(grow(content.categories, ids))
        # Looked up by the level's word as well: a StrEnum is equal to it.
        self._limits: Mapping[tuple[str, str], Limits] = _limits(content.targets, self.nodes)

    @cached_property
    def rules(self) -> CompiledRules:
        return CompiledRules(rule.as_rule() for rule in self.content.rules)

    @cached_property
    def index(self) -> SearchIndex:
        return SearchIndex(self.nodes.values())

    def category(self, code: str) -> CategoryNode:
        """Raises UnknownCategory."""
        node = self.nodes.get(code)
        if node is None:
            raise UnknownCategory(code)
        return node

    def category_at(self, path: str) -> CategoryNode:
        """The category that a path ends in, wherever in the tree it stands today. Raises UnknownCategory."""
        return self.category(path.rpartition(".")[2])

    def targets_for(self, category_path: str, level: str) -> Limits:
        """The time limit of each step, and of the `whole`, for a case of this category and level.

        What a nearer category says goes before what one above says, and a limit for the level before one
        for any level. Raises UnknownCategory, and KeyError for a level that does not exist.
        """
        code = category_path.rpartition(".")[2]
        try:
            return self._limits[code, level]
        except KeyError:
            self.category(code)
            raise

    @cached_property
    def top(self) -> tuple[CategoryNode, ...]:
        """The top level, in order."""
        return tuple(node for node in self.nodes.values() if not node.parent)

    @cached_property
    def offered(self) -> tuple[CategoryNode, ...]:
        """The categories in use that residents may choose themselves, in order: the ends of the tree."""
        return tuple(node for node in self.nodes.values() if node.is_offered)

    @cached_property
    def public_ids(self) -> frozenset[int]:
        """The rows of the categories whose cases may be shown to the public: never a sensitive one."""
        nodes = self.nodes.values()
        return frozenset(node.id for node in nodes if node.id is not None and node.public and not node.sensitive)

    def below(self, node: CategoryNode) -> tuple[CategoryNode, ...]:
        """The categories directly below, in order."""
        return tuple(self.nodes[code] for code in node.children)


def _limits(entries: tuple[TargetEntry, ...], nodes: Mapping[str, CategoryNode]) -> dict[tuple[str, str], Limits]:
    stated: dict[tuple[str, Level | None], dict[str, Target]] = {}
    for entry in entries:
        stated.setdefault((entry.category, entry.level), {})[entry.step] = entry.target
    limits: dict[tuple[str, str], Limits] = {}
    for level in Level:
        limits["", level] = {**stated.get(("", None), {}), **stated.get(("", level), {})}
        for node in nodes.values():
            own = {**stated.get((node.code, None), {}), **stated.get((node.code, level), {})}
            above = limits[node.parent, level]
            limits[node.code, level] = {**above, **own} if own else above
    return {key: MappingProxyType(dict(found)) for key, found in limits.items() if key[0]}
