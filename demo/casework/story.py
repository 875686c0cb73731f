"""A story in shorthand: who reported what, where and when, and how it went on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Shorthand for stretches of a flow that most cases share.
STRETCHES = {
    "taken": "accept; assign",
    "work": "accept; assign; claim",
    "done": "accept; assign; claim; answer solved phone; approve; close",
    "ok": "approve; close",
}
IDENTITIES = ("confidential", "anonymous")


@dataclass(frozen=True, slots=True)
class Token:
    """One step of a flow: a word, its arguments, and the hours after the step before if given (`+2`)."""

    word: str
    arguments: tuple[str, ...] = ()
    gap: float | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """When a case came in: so many days ago at a time of day (minutes after midnight), or hours ago."""

    days_ago: int | None = None
    minutes: int = 0
    hours_ago: float | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A case as written down. `texts` are the sentences of its steps by key, `answers` raw."""

    ref: str
    channel: str
    kind: str
    category: str
    level: str
    place: str
    place_text: str
    received: Received
    reporter: str
    identity: str
    title: str
    body: str
    flow: tuple[Token, ...]
    about: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


def read_story(ref: str, raw: Mapping[str, Any]) -> Story:
    """Read one `[[story]]` table. Raises ValueError naming the story when its head cannot be read."""
    head = [part.strip() for part in raw["head"].split("|")]
    if len(head) != 4:
        raise ValueError(f"{ref}: a head has four parts, not {len(head)}")
    channel, kind, category, *level = head[0].split()
    place, _, text = head[1].partition("/")
    reporter, identity = _reporter(head[3])
    texts = {key: value for key, value in raw.items() if isinstance(value, str)}
    return Story(
        ref=raw.get("ref", ref),
        channel=channel,
        kind=kind,
        category=category,
        level=level[0] if level else "",
        place=place.strip(),
        place_text=text.strip() or place.strip(),
        received=_received(head[2]),
        reporter=reporter,
        identity=identity,
        title=raw["title"],
        body=raw["body"],
        flow=tuple(tokens(raw["flow"])),
        about=raw.get("about", ""),
        answers=_answers(raw.get("answers", "")),
        texts=texts,
    )


def tokens(flow: str) -> list[Token]:
    """The steps of a flow, with stretches written out."""
    found: list[Token] = []
    for part in filter(None, (piece.strip() for piece in flow.split(";"))):
        if part in STRETCHES:
            found += tokens(STRETCHES[part])
            continue
        word, *rest = part.split()
        gap = next((float(item[1:]) for item in rest if item.startswith("+")), None)
        found.append(Token(word, tuple(item for item in rest if not item.startswith("+")), gap))
    return found


def _reporter(text: str) -> tuple[str, str]:
    *name, last = text.split()
    if last in IDENTITIES:
        return " ".join(name), last
    return text, "open"


def _received(text: str) -> Received:
    if text.startswith("h"):
        return Received(hours_ago=float(text[1:]))
    days, clock = text.split()
    hours, minutes = clock.split(":")
    return Received(days_ago=int(days), minutes=int(hours) * 60 + int(minutes))


def _answers(text: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in text.split(";") if pair.strip())
    return {key.strip(): value.strip() for key, _, value in pairs if value.strip()}
