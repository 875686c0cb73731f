"""Composes one story into a case with its script: who did what, when, with what data."""

import random
from collections.abc import Mapping
from typing import Any

from demo.casework.casting import REPORTER, Cast
from demo.casework.payloads import COMMANDS, Texts, data_of
from demo.casework.reference import Reference
from demo.casework.story import Story, Token
from demo.casework.timing import GAPS, Schedule, fitted

# Field workers' own cases start where they can be settled on the spot.
_ON_THE_SPOT = {"settle", "hand_on"}
# What the process of mediation shares with the standard one.
# Whoever claims one is a mediator: that is told with the dispute.
_BEFORE_MEDIATION = frozenset({"accept", "decline", "assign", "rule_on_return", "return", "merge", "withdraw"})
_FULL_STARTS = ("hotline", "counter")


def compose(story: Story, reference: Reference, phone: str) -> dict[str, Any]:
    """The case as the demo's file holds it. Raises KeyError or ValueError naming what does not fit."""
    try:
        return _compose(story, reference, phone)
    except (KeyError, ValueError) as error:
        raise ValueError(f"{story.ref}: {error}") from error


def _compose(story: Story, reference: Reference, phone: str) -> dict[str, Any]:
    rng = random.Random(f"{story.ref}/{story.title}")
    category = reference.categories[story.category]
    place = reference.places[story.place]
    level = story.level or category.level
    answers = reference.answers(story.category, story.answers)
    cast = Cast(reference, story.channel, place.area, rng)
    lead = _lead(story, reference, place.area, level, answers)
    longitude, latitude = _nearby(reference, place.area, place.longitude, place.latitude, rng)
    return {
        "ref": story.ref,
        "title": story.title,
        "body": story.body,
        "channel": story.channel,
        "kind": story.kind,
        "category": story.category,
        "level": level,
        "public": category.publishable and story.identity == "open" and story.kind != "dispute",
        "identity": story.identity,
        "contact": _contact(story, phone),
        "place_text": story.place_text,
        "area": place.area,
        "longitude": longitude,
        "latitude": latitude,
        "answers": answers,
        "about_unit": story.about or None,
        "received": _received(story),
        "entered_by": cast.entered_by(story.reporter),
        "on_the_spot": any(token.word in _ON_THE_SPOT for token in story.flow[:1]),
        "script": _script(story, cast, lead, level, rng),
    }


def _lead(story: Story, reference: Reference, area: str, level: str, answers: Mapping[str, Any]) -> str:
    """Where routing leads; for a case that never gets that far it does not matter that it leads nowhere."""
    needed = any(token.word == "assign" and not token.arguments for token in story.flow)
    try:
        return reference.lead(story.category, area, story.kind, level, answers, story.about)
    except KeyError:
        if needed:
            raise
        return ""


def _script(story: Story, cast: Cast, lead: str, level: str, rng: random.Random) -> list[dict[str, Any]]:
    texts = Texts(story.ref, story.texts)
    schedule = Schedule(story.received, level, rng)
    steps: list[dict[str, Any]] = []
    leading, claimed = lead, False
    for token in story.flow:
        command = COMMANDS.get(token.word, token.word)
        if _is_mediated(story) and command not in _BEFORE_MEDIATION:
            break
        data = data_of(token, texts, leading)
        if command in ("assign", "transfer"):
            leading, claimed = data["lead"], False
        by = cast.actor(command, leading, token.arguments, claimed=claimed)
        claimed = claimed or command == "claim"
        at = schedule.next(command, _gap(token, command))
        steps.append({"after_hours": at, "by": by, "command": command, "data": data})
    if texts.unused and not _is_mediated(story):
        raise ValueError(f"texts that no step uses: {sorted(texts.unused)}")
    return _timed(steps, schedule, rng)


def _is_mediated(story: Story) -> bool:
    """A quarrel that nobody settled on the spot goes before a mediator, and on from there in `disputes`."""
    return story.kind == "dispute" and not any(token.word in _ON_THE_SPOT for token in story.flow[:1])


def _gap(token: Token, command: str) -> float | None:
    if command not in GAPS:
        raise KeyError(f"no such step: {token.word}")
    return token.gap


def _timed(steps: list[dict[str, Any]], schedule: Schedule, rng: random.Random) -> list[dict[str, Any]]:
    hours = fitted([step["after_hours"] for step in steps], schedule.available)
    for step, hour in zip(steps, hours, strict=True):
        step["after_hours"] = hour
        contacted = step["data"].get("contacted_how")
        if contacted is not None:
            spoke = contacted in ("phone", "visit", "message")
            # The reporter is spoken to shortly before the answer is written.
            step["data"]["contacted_at"] = round(max(0.0, hour - rng.uniform(0.1, 0.5)), 2) if spoke else None
    return steps


def _contact(story: Story, phone: str) -> dict[str, str] | None:
    if story.identity == "anonymous" or story.channel == "field":
        return None
    contact = {"name": story.reporter, "phone": phone}
    if story.channel == "email":
        contact["email"] = f"resident{phone[-4:]}@example.com"
    return contact


def _received(story: Story) -> dict[str, Any]:
    received = story.received
    if received.hours_ago is not None:
        return {"hours_ago": received.hours_ago}
    return {"days_ago": received.days_ago, "time": f"{received.minutes // 60:02d}:{received.minutes % 60:02d}"}


def _nearby(
    reference: Reference, area: str, longitude: float, latitude: float, rng: random.Random
) -> tuple[float, float]:
    """A point some tens of metres from the named place, in the same area."""
    for _ in range(20):
        spot = (round(longitude + rng.gauss(0, 0.0004), 6), round(latitude + rng.gauss(0, 0.0003), 6))
        if reference.covers(area, *spot):
            return spot
    return longitude, latitude


__all__ = ["REPORTER", "compose"]
