"""Adds up the cues of each kind. Pure.

Sources of the cues: how people begin what they write to city governments (public messages, read for this), and what the
kinds mean here (docs/glossary.md). No cue looks at who writes, or at what they wrote before.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("cues.toml")
_READ: Final = 1_500
_TITLE_COUNTS: Final = 2
# One weak cue is no proposal, and two kinds that are nearly alike are none either.
_LEAST: Final = 3
_MARGIN: Final = 1.25
_SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Proposed:
    """`evidence` are the words as they stand in the text, widths and letter cases made one; the title's first."""

    kind: str
    evidence: tuple[str, ...]


def propose(title: str, body: str) -> Proposed | None:
    """The kind that the words speak for clearly; None where they do not."""
    scores: dict[str, float] = defaultdict(float)
    words: dict[str, dict[str, None]] = defaultdict(dict)
    for text, counts in ((title, _TITLE_COUNTS), (body, 1)):
        plain = unicodedata.normalize("NFKC", text[:_READ]).lower()
        for kind, cues in _cues().items():
            for cue, weight in cues:
                if found := cue.search(plain):
                    scores[kind] += weight * counts
                    words[kind].setdefault(found.group().strip())
    ranked = sorted(scores.items(), key=lambda each: -each[1])
    if not ranked or ranked[0][1] < _LEAST:
        return None
    if len(ranked) > 1 and ranked[0][1] < _MARGIN * ranked[1][1]:
        return None
    best = ranked[0][0]
    return Proposed(best, tuple(word for word in words[best] if word)[:_SHOWN])


@cache
def _cues() -> Mapping[str, Sequence[tuple[re.Pattern[str], float]]]:
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"]
    return {each["code"]: [(re.compile(cue["find"]), cue["weight"]) for cue in each["cues"]] for each in entries}
