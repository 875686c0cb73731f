"""What categories say of themselves, as something to learn from before any case has been classified. Pure."""

from collections.abc import Iterable, Iterator
from typing import Final

from banjie.catalogue.tree import CategoryNode
from banjie.intelligence.classifying.features import Words
from banjie.intelligence.classifying.training import Example

# The English name of a category beside its Chinese one: a catalogue has one language in daily use.
_OTHER_LANGUAGE: Final = 0.5


def told_by(nodes: Iterable[CategoryNode]) -> Iterator[Example]:
    """Names with descriptions, and every keyword, of the ends of the tree that take new cases."""
    for node in nodes:
        if not node.active or not node.is_leaf:
            continue
        path = tuple(node.path.split("."))
        entry = node.entry
        yield Example(Words(entry.name, entry.description), path, said=False)
        if entry.name_en:
            yield Example(Words(entry.name_en, entry.description_en), path, _OTHER_LANGUAGE, said=False)
        for keyword in entry.keywords:
            yield Example(Words("", keyword), path, said=False)
