"""What category a text is likely about: suggested, with the words that spoke for it. A person decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from banjie.cases.reference import reference
from banjie.catalogue.tree import CategoryNode
from banjie.intelligence.classifying.features import Words
from banjie.intelligence.classifying.reasons import Reason, reasons
from banjie.intelligence.shelf import queries as shelf

# Less likely than this is a guess, and a guess costs the one who reads it more than it saves.
LEAST_SHARE: Final = 0.15
MOST: Final = 3
_SHORTEST: Final = 4


@dataclass(frozen=True, slots=True)
class Suggested:
    """A category with its share (0 to 1), the words that spoke for it, and whether it was reliable when measured."""

    category: CategoryNode
    share: float
    reasons: Sequence[Reason]
    sure: bool


def suggested(title: str, body: str, *, most: int = MOST) -> Sequence[Suggested]:
    """The likeliest categories in use, the best first; none before a model is there, or where it does not know."""
    kept = shelf.in_use()
    if kept is None or len(title) + len(body.strip()) < _SHORTEST:
        return ()
    nodes = reference().catalogue.nodes
    allowed = {code for code, node in nodes.items() if node.active}
    text = Words(title, body)
    choices = kept.model.choices([text], top=most, allowed=allowed)[0]
    return tuple(
        Suggested(
            nodes[choice.code],
            choice.share,
            reasons(kept.model, text, choice.code) if place == 0 else (),
            choice.share >= kept.model.threshold,
        )
        for place, choice in enumerate(choices)
        if choice.share >= LEAST_SHARE
    )
