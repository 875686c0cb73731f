"""A level for a text, never lower than general and never decided here: whoever takes it in sees the words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from banjie.intelligence.doors import Sort, doors_for
from banjie.intelligence.phrases import Grade, clauses_of
from banjie.intelligence.urgency.signs import Level, signs


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign or a danger, the level that it speaks for, and its words as they stand in the text.

    `danger`: somebody may come to harm; what people decide elsewhere never lowers such a level.
    """

    code: str
    title: str
    title_en: str
    level: Level
    evidence: tuple[str, ...]
    danger: bool = True

    def named(self, language: str) -> str:
        return self.title_en if language.startswith("en") else self.title


@dataclass(frozen=True, slots=True)
class Reading:
    """`level` is the highest that anything seen speaks for; `seen` the most pressing first."""

    level: Level
    seen: Sequence[Seen]


# Whoever is in danger says so first; what stands deep in a long letter is told as part of a story.
_FIRST: Final = 300


def read(title: str, body: str) -> Reading:
    text = f"{title}。{body}"
    seen = sorted((*_dangers(text), *_signs(text)), key=lambda each: -each.level)
    return Reading(max((each.level for each in seen), default=Level.GENERAL), tuple(seen))


def _dangers(text: str) -> list[Seen]:
    """What has a door of its own: critical where it is now and said at once, urgent where it comes later, and to be
    looked at soon where it is only mentioned.
    """
    at_once = {each.door.code for each in doors_for(text[:_FIRST]) if each.grade is Grade.NOW}
    found = []
    for each in doors_for(text):
        if each.door.sort is not Sort.DANGER:
            continue
        level = Level.ELEVATED
        if each.grade is Grade.NOW:
            level = Level.CRITICAL if each.door.code in at_once else Level.URGENT
        found.append(Seen(each.door.code, each.door.title, each.door.title_en, level, each.evidence))
    return found


def _signs(text: str) -> list[Seen]:
    clauses = clauses_of(text)
    found = [(sign, sign.phrases.look(clauses)) for sign in signs()]
    return [
        Seen(sign.code, sign.title, sign.title_en, level, look.evidence, sign.danger)
        for sign, look in found
        if look is not None and (level := Level(sign.level - (look.grade is Grade.MENTIONED))) > Level.GENERAL
    ]
