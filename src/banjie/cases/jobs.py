"""Periodic and deferred work on cases. Thin: each job asks the clock and calls an action."""

from typing import Any, Final

from django.db import transaction

import banjie.cases.imports.jobs  # noqa: F401 — registers its own
from banjie.cases import contacts, deadlines, following, integrity, learning, own, rehoming
from banjie.cases.automatic import acting as automatic
from banjie.cases.events import JointClosed
from banjie.cases.follow_up import joint, sampling
from banjie.cases.machine_texts import forgetting
from banjie.cases.machine_texts.writing import Writing
from banjie.cases.notices import marking, telling
from banjie.cases.publishing import joining
from banjie.intelligence.shelf import queries as shelf
from banjie.platform import clock
from banjie.platform.actors import SYSTEM, Actor, ActorKind
from banjie.platform.events import publish, subscribe
from banjie.platform.jobs import Steady, job, later, steady


@job("cases.tick", every="* * * * *")
def tick() -> None:
    at = clock.now()
    deadlines.end_waits(at=at)
    deadlines.tick(at=at)


@job("cases.finish_silent", every="17 1 * * *")
def finish_silent() -> None:
    deadlines.finish_silent(at=clock.now())


@job("cases.draw_calls", every="7 6 * * *")
def draw_calls() -> None:
    sampling.draw(at=clock.now())


@job("cases.erase_contacts", every="37 1 * * *")
def erase_contacts() -> None:
    at = clock.now()
    contacts.erase_due(today=at.date(), at=at)
    joining.erase_due(today=at.date())


@job("cases.forget_searches", every="*/5 * * * *")
def forget_searches() -> None:
    own.forget(at=clock.now())


@job("cases.seal", every="*/5 * * * *")
def seal() -> None:
    while integrity.seal_new(at=clock.now()):
        continue


@job("cases.recompute", queue="bulk")
def recompute(*, reason: str) -> None:
    for _ in deadlines.recompute_open(by=SYSTEM, reason=reason, at=clock.now()):
        continue


# Learning takes minutes of a processor, and two at once would learn the same.
_LEARNING: Final = "cases.learning"


@job("cases.learn", queue="bulk", every="7 3 * * *", alone=_LEARNING)
def learn() -> None:
    """What cases are about first: where they go is learned beside it."""
    at = clock.now()
    for purpose in shelf.PURPOSES:
        learning.learn(purpose, by=SYSTEM, at=at)
    automatic.forget_old(at=at)


@job("cases.train_now", queue="bulk", alone=_LEARNING)
def train_now(*, by: str, purpose: str = shelf.CATEGORY) -> None:
    """Asked for by somebody, whose name stands by the model."""
    learning.train(purpose, by=Actor(ActorKind.STAFF, None, by), at=clock.now())


@job("cases.note_guesses", every="* * * * *")
def note_guesses() -> None:
    automatic.note_new(at=clock.now())


@job("cases.begin_to_learn", queue="bulk", every="*/10 * * * *", alone=_LEARNING)
def begin_to_learn() -> None:
    """A new installation need not wait for the night: the catalogue alone is something to go by."""
    if not shelf.history():
        learn()


@job("cases.forget_notices", every="47 1 * * *")
def forget_notices() -> None:
    marking.forget_old(at=clock.now())


@job("cases.forget_machine_texts", every="57 1 * * *")
def forget_machine_texts() -> None:
    forgetting.forget_old(at=clock.now())


@steady("cases.machine_texts", every=1)
def machine_texts() -> Steady:
    return Writing()


@subscribe("cases.staff_to_tell", "cases.tell_staff")
def tell_staff(news: dict[str, Any]) -> None:
    telling.tell(news["case_id"], news["entry"], at=clock.now())


@subscribe("platform.calendar_changed", "cases.recompute")
def follow_calendar(news: dict[str, Any]) -> None:
    later(recompute, once="cases.recompute", reason="calendar")


@subscribe("catalogue.published", "cases.recompute")
def follow_catalogue(news: dict[str, Any]) -> None:
    later(recompute, once="cases.recompute", reason="targets")


@subscribe("places.boundaries_redrawn", "cases.rehome")
def follow_boundaries(news: dict[str, Any]) -> None:
    for _ in rehoming.rehome_open(below=news["below"], by=SYSTEM, at=clock.now()):
        continue


@subscribe("organisations.unit_moved", "cases.follow_unit")
def follow_moved_unit(news: dict[str, Any]) -> None:
    following.follow_unit(news["unit_id"])


@subscribe("cases.merged", "cases.move_followers")
def move_followers(news: dict[str, Any]) -> None:
    joining.move(news["case_id"], into=news["into"])


@subscribe("cases.verdict_wanted", "cases.tell_merged")
def tell_merged(news: dict[str, Any]) -> None:
    with transaction.atomic():
        for case_id in joint.merged_into(news["case_id"]):
            publish(JointClosed(case_id, news["case_id"], news["round"]))


@subscribe("cases.search_asked", "cases.search_own")
def search_own(news: dict[str, Any]) -> None:
    own.search(news["search_id"], at=clock.now())
