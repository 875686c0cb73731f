"""How pressing a matter is and what is wanted: by its words, moved by what people changed on matters like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from banjie.intelligence import kinds, urgency
from banjie.intelligence.classifying.features import Words
from banjie.intelligence.classifying.reasons import reasons
from banjie.intelligence.moved import STAY, MovedKind, MovedLevel, Taught, moved_kind, moved_level
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.shelf.queries import Shelved
from banjie.intelligence.urgency import Seen


@dataclass(frozen=True, slots=True)
class WordsRead:
    """`seen` are the signs in the words, the gravest first, whatever became of the level by what people changed."""

    level: MovedLevel
    seen: Sequence[Seen]
    kind: MovedKind | None


def read(title: str, body: str) -> WordsRead:
    """A proposal of level and kind, or none, with what speaks for it. A person decides."""
    return read_many([Words(title, body)])[0]


def read_many(texts: Sequence[Words]) -> list[WordsRead]:
    levels, kinds_taught = _taught(shelf.LEVEL, texts), _taught(shelf.KIND, texts)
    found = []
    for text, level, kind in zip(texts, levels, kinds_taught, strict=True):
        reading = urgency.read(*text)
        found.append(WordsRead(moved_level(reading, level), reading.seen, moved_kind(kinds.propose(*text), kind)))
    return found


def said_by(kept: Shelved, purpose: str, texts: Sequence[Words]) -> list[tuple[str, float]]:
    """What would be proposed with one model, kind or level, and its share; "" where that is nothing."""
    found = []
    for text, choices in zip(texts, kept.model.choices(texts, top=1), strict=True):
        learned = Taught(*choices[0]) if choices and choices[0].code != STAY else None
        if purpose == shelf.LEVEL:
            level = moved_level(urgency.read(*text), learned)
            found.append((level.level.key, level.taught.share if level.taught else 1.0))
        else:
            kind = moved_kind(kinds.propose(*text), learned)
            found.append((kind.kind if kind else "", kind.taught.share if kind and kind.taught else 1.0))
    return found


def _taught(purpose: str, texts: Sequence[Words]) -> Sequence[Taught | None]:
    """What people made of such matters; None before anybody changed any, or where they left them as they were."""
    kept = shelf.in_use(purpose)
    if kept is None:
        return [None] * len(texts)
    found: list[Taught | None] = []
    for text, choices in zip(texts, kept.model.choices(texts, top=1), strict=True):
        if not choices or choices[0].code == STAY:
            found.append(None)
            continue
        code, share = choices[0]
        found.append(Taught(code, share, tuple(each.words for each in reasons(kept.model, text, code))))
    return found
