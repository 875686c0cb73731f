"""Texts whose parts speak for different things: told as unsure, with what each part says. Pure.

A short matter with a long text about something else behind, before or round it is told by the long one, whether that
was pasted in by mistake or to lead the suggestion astray. So title, beginning, end and stretches of what follows are
asked apart; where one of them clearly speaks for something else than the whole, neither is sure, and both are shown.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from .features import LONGEST_BODY, Words
from .model import Choice, Model

# From which share on a part speaks clearly. Titles are short and chosen; a stretch of a long letter tells a story.
_CLEARLY: Final = MappingProxyType({"title": 0.7, "beginning": 0.85, "ending": 0.75, "stretch": 0.95})
_LEAST_TITLE: Final = 4
_BEGINNING, _LONGEST_BEGINNING = 12, 100
_MOST_OF_IT: Final = 0.7
# Without a title a matter often ends with what is asked for; a sentence of it, and somewhat more.
_ENDINGS: Final = (30, 60)
# Of what a model needs to be sure, a doubted text never has more.
_UNSURE: Final = 0.99
_STRETCHES, _LEAST_STRETCH = 8, 40
_ENDS: Final = re.compile(r"(?<=[。！？；!?;\n,，])|(?<=\. )")


class Part(StrEnum):
    TITLE = "title"
    BEGINNING = "beginning"
    ENDING = "ending"
    STRETCH = "stretch"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part that clearly speaks for another answer than the whole; `words` is how it begins."""

    part: Part
    code: str
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a text is told as, the best first. With a doubt the two that it is between have half a share each, and less
    than what the model is sure of from.
    """

    choices: tuple[Choice, ...]
    doubt: Doubt | None = None


def weighed(
    model: Model,
    texts: Sequence[Words],
    *,
    top: int = 3,
    allowed: Collection[str] | None = None,
    least: float = 0.0,
    titled: bool = True,
) -> list[Weighed]:
    """Like `Model.choices`. What is told with less than `least` is not looked at closer.

    Without `titled` the title is none that anybody wrote, and stands with every part.
    """
    whole = model.choices(texts, top=top, allowed=allowed)
    close = [n for n, each in enumerate(whole) if each and each[0].share >= least]
    parts = [(n, part, words) for n in close for part, words in parts_of(texts[n], titled=titled)]
    said = model.choices([words for _, _, words in parts], top=1, allowed=allowed)
    doubts: dict[int, Doubt] = {}
    for (number, part, words), choices in zip(parts, said, strict=True):
        if number in doubts or not choices or choices[0].code == whole[number][0].code:
            continue
        if choices[0].share >= _CLEARLY[part]:
            shown = (words.body if not titled else words.title or words.body).strip()
            doubts[number] = Doubt(part, *choices[0], shown)
    return [
        Weighed(_between(each, doubts[n], top, _UNSURE * model.threshold), doubts[n]) if n in doubts else Weighed(each)
        for n, each in enumerate(whole)
    ]


def parts_of(text: Words, *, titled: bool = True) -> list[tuple[Part, Words]]:
    """Title, beginning, ends and stretches, each to be asked by itself; () for a text that is but one."""
    found: list[tuple[Part, Words]] = []
    body = text.body[:LONGEST_BODY].strip()
    sentences = [each for each in _ENDS.split(body) if each.strip()]
    kept = "" if titled else text.title
    if titled and len(text.title.strip()) >= _LEAST_TITLE and body:
        found.append((Part.TITLE, Words(text.title, "")))
    beginning = _beginning(sentences)
    if not found and len(beginning) < _MOST_OF_IT * len(body):
        # Without a title the matter is told at once; set where a title stands, it weighs as one.
        found.append((Part.BEGINNING, Words(beginning, "") if titled else Words(kept, beginning)))
        found += [(Part.ENDING, Words(kept, each)) for each in _endings(sentences)]
    stretches = _stretches(sentences, max(_LEAST_STRETCH, -(-len(body) // _STRETCHES)))
    if len(stretches) > 1:
        found += [(Part.STRETCH, Words(kept, each)) for each in stretches]
    return found


def _beginning(sentences: Sequence[str]) -> str:
    found = ""
    for each in sentences:
        if len(found) >= _BEGINNING:
            break
        found += each
    return found[:_LONGEST_BEGINNING]


def _endings(sentences: Sequence[str]) -> list[str]:
    """The last sentences, as many as have a length each; each but once."""
    held, found = "", list[str]()
    sizes = list(_ENDINGS)
    for each in reversed(sentences):
        held = each + held
        if sizes and len(held) >= sizes[0]:
            found.append(held[-2 * sizes[0] :])
            sizes = [size for size in sizes if len(held) < size]
        if not sizes:
            break
    return found


def _stretches(sentences: Sequence[str], size: int) -> list[str]:
    """Whole sentences as far as they go, `size` characters or somewhat more each."""
    found, held = [], ""
    for each in sentences:
        held += each
        while len(held) >= 1.5 * size:
            found.append(held[:size])
            held = held[size:]
        if len(held) >= size:
            found.append(held)
            held = ""
    if len(held) >= size / 2 or not found:
        found.append(held)
    elif held:
        found[-1] += held
    return [each for each in found if each.strip()]


def _between(choices: tuple[Choice, ...], doubt: Doubt, top: int, most: float) -> tuple[Choice, ...]:
    first = choices[0]
    share = min(first.share / 2, most)
    both = (Choice(first.code, share), Choice(doubt.code, share))
    rest = [each for each in choices[1:] if each.code != doubt.code and each.share < both[0].share]
    return (*both, *rest)[: max(top, 1)]
