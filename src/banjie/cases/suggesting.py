"""What category a text is likely about: suggested, with the words that spoke for it. A person decides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from banjie.cases.reference import reference
from banjie.catalogue.tree import CategoryNode
from banjie.intelligence.classifying.doubting import Doubt, weighed
from banjie.intelligence.classifying.features import Words
from banjie.intelligence.classifying.reasons import Reason, reasons
from banjie.intelligence.shelf import queries as shelf

# Less likely than this is a guess, and a guess costs the one who reads it more than it saves.
LEAST_SHARE: Final = 0.15
MOST: Final = 3
_SHORTEST: Final = 4
# Of a text that speaks for two things, the first two that are suggested are these.
_DOUBTED: Final = 2


@dataclass(frozen=True, slots=True)
class Suggested:
    """A category with its share (0 to 1), the words that spoke for it, and whether it was reliable when measured.

    With `doubt` the text speaks for two things: this one is what the whole says, or what the part in doubt says.
    """

    category: CategoryNode
    share: float
    reasons: Sequence[Reason]
    sure: bool
    doubt: Doubt | None = None


def suggested(title: str, body: str, *, most: int = MOST, confidential: bool = False) -> Sequence[Suggested]:
    """The likeliest categories in use, the best first; none before a model is there, or where it does not know.

    The words that spoke for a sensitive category are told only with `confidential`, to whoever may know of such.
    """
    kept = shelf.in_use()
    if kept is None or len(title) + len(body.strip()) < _SHORTEST:
        return ()
    nodes = reference().catalogue.nodes
    allowed = {code for code, node in nodes.items() if node.active}
    text = Words(title, body)
    found = weighed(kept.model, [text], top=most, allowed=allowed)[0]
    doubt = found.doubt
    if doubt is not None and not _may_say(nodes[doubt.code], confidential):
        # That the text speaks for two things may be told, not which words speak for such a category.
        doubt = replace(doubt, words="")
    return tuple(
        Suggested(
            nodes[choice.code],
            choice.share,
            reasons(kept.model, text, choice.code) if place == 0 and _may_say(nodes[choice.code], confidential) else (),
            choice.share >= kept.model.threshold,
            doubt if doubt is not None and place < _DOUBTED else None,
        )
        for place, choice in enumerate(found.choices)
        if choice.share >= LEAST_SHARE
    )


def likeliest(texts: Sequence[Words]) -> Sequence[tuple[str, float, bool] | None]:
    """Of each text the likeliest category in use, its share and whether that is sure; None where nothing is known."""
    kept = shelf.in_use()
    if kept is None:
        return [None] * len(texts)
    allowed = {code for code, node in reference().catalogue.nodes.items() if node.active}
    # What is not sure anyway is not looked at closer.
    said = weighed(kept.model, texts, top=1, allowed=allowed, least=kept.model.threshold)
    return [
        (best[0].code, best[0].share, best[0].share >= kept.model.threshold)
        if best and best[0].share >= LEAST_SHARE
        else None
        for best in (each.choices for each in said)
    ]


def _may_say(category: CategoryNode, confidential: bool) -> bool:
    return confidential or not category.sensitive
