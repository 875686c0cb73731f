"""Makes models of what the cases show, teaches the one in use what was put right, and says when which is due.

While a model has learned from few cases, one made anew takes its place at once, if it does as well. Later a new one
first answers in the shadow (`duels`), and the one in use is taught the day's corrections in between.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from banjie.cases.learning import duels
from banjie.cases.learning.correcting import changed_since, classified, reconsidered
from banjie.cases.learning.examples import STAYS, Lessons, of_cases, of_purpose, recent
from banjie.cases.models import Case, TimelineEntry
from banjie.cases.reference import reference
from banjie.intelligence.classifying import progress
from banjie.intelligence.classifying.lessons import taught, teachable
from banjie.intelligence.classifying.measuring import Figures, measure, proven
from banjie.intelligence.classifying.model import Model
from banjie.intelligence.classifying.training import Example
from banjie.intelligence.shelf import actions as shelf_actions
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.shelf import telling as shelf_telling
from banjie.intelligence.shelf.actions import Learned
from banjie.platform.actors import Actor

# From so many cases on a model is worth being measured against: fewer say nothing in a month.
SETTLED: Final = 1_000
# How much worse than the one in use a new model may look and still be the better one by chance.
_TOLERANCE: Final = 0.02
_ANEW_AFTER: Final = timedelta(days=7)
_GONE_OVER: Final = 2_000
_TRIED_ON: Final = 400
# A lesson that makes the model forget more than this of what it knew is not kept.
_FORGOTTEN: Final = 0.02
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of learning: the model's number, what it learned from, whether it is in use or in the shadow."""

    number: int
    examples: int
    corrected: int
    figures: Figures | None
    in_use: bool
    in_shadow: bool = False


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A model's figures when it was made, on texts that were kept from it (None where there were too few), and those
    on all cases as they are now: most of them it has learned from, and they flatter it.
    """

    number: int
    set_aside: Figures | None
    as_they_are: Figures


def train(
    purpose: str = shelf.CATEGORY, *, by: Actor, at: datetime, tell: progress.Tell = progress.quiet
) -> Trained | None:
    """Makes a model of everything there is. It takes the place of the present one if that had learned little and
    this one is as good; beside a settled one it answers in the shadow first. None where there is nothing to learn.

    How far it is can be read from `shelf.learning`; `tell` hears it too.
    """
    with shelf_telling.learning(purpose, by=by, at=at, also=tell) as told:
        trained = _train(purpose, told.tell, by=by, at=at)
        told.made = trained is not None
    return trained


def _train(purpose: str, tell: progress.Tell, *, by: Actor, at: datetime) -> Trained | None:
    lessons = of_purpose(purpose, tell=tell)
    if not lessons.examples:
        return None
    model, figures = proven(lessons.examples, titled=_titled(purpose), tell=tell)
    present = _present(purpose)
    settled = present is not None and present.examples >= SETTLED
    use = not settled and _as_good(present, figures)
    learned = Learned(model, figures, lessons.cases, lessons.corrected, purpose)
    number = shelf_actions.put(learned, use=use, shadow=not use, by=by, at=at)
    return Trained(number, lessons.cases, lessons.corrected, figures, use, not use)


def learn(purpose: str, *, by: Actor, at: datetime) -> None:
    """A night's learning: who of two models stays, what was put right, and a new model when one is due."""
    duels.settle(purpose, by=by, at=at)
    if not due(purpose, at=at):
        return
    present = _present(purpose)
    if present is None or present.examples < SETTLED:
        train(purpose, by=by, at=at)
        return
    teach(purpose, by=by, at=at)
    if _beyond_teaching(purpose, at) or _anew(purpose, at):
        train(purpose, by=by, at=at)


def teach(purpose: str, *, by: Actor, at: datetime) -> None:
    """Teaches the model in use what was put right since, as far as it has answers for it.

    What it knew is gone over again beside it, and a lesson by which it would forget is left out. Where a lesson was
    taken back, or is to count after all, the model that had not had it yet is taught all others again.
    """
    used = shelf.in_use(purpose)
    start = _before_lessons(purpose, used, at) if used is not None else None
    if used is None or start is None:
        return
    better, lessons = _better(start, of_cases(purpose, changed_since(purpose, start.trained_at, at)), purpose)
    if better is not None:
        of = next(each for each in shelf.history(purpose) if each.number == start.number)
        corrected = of.corrected + lessons
        learned = Learned(better, _figures(of), of.examples, corrected, purpose, start.number)
        shelf_actions.put(learned, use=True, by=by, at=at)
    elif start.number != used.number:
        shelf_actions.take_into_use(number=start.number, by=by, at=at)


def _better(start: shelf.Shelved, new: Lessons, purpose: str) -> tuple[Model | None, int]:
    """A model with what is new and how much of it there was; none where there was nothing, or it would forget."""
    sound = [each for each in new.examples if teachable(start.model, each)]
    if not sound:
        return None, 0
    put_right = {each.words for each in new.examples}
    known = [each for each in recent(purpose, most=_GONE_OVER + _TRIED_ON).examples if each.words not in put_right]
    random.Random(start.number).shuffle(known)  # noqa: S311 — no secret, only the same at every try
    tried, gone_over = known[:_TRIED_ON], known[_TRIED_ON:]
    better = taught(start.model, sound, gone_over)
    forgets = tried and _right(better, tried, purpose) < _right(start.model, tried, purpose) - _FORGOTTEN
    return (None, 0) if forgets else (better, len(sound))


def _before_lessons(purpose: str, used: shelf.Shelved, at: datetime) -> shelf.Shelved | None:
    """The model in use or, where a lesson was reconsidered, the newest of those it came from that had not had that one.

    None where there is none, since the first of them learned it among the rest.
    """
    oldest = reconsidered(purpose, used.trained_at, at)
    if oldest is None:
        return used
    kept = {each.number: each for each in shelf.history(purpose)}
    number: int | None = used.number
    while number in kept and kept[number].trained_at >= oldest:
        number = kept[number].taught_from
    return shelf.numbered(number) if number in kept else None


def _beyond_teaching(purpose: str, at: datetime) -> bool:
    """Whether since the last model was made of everything something was put right for which the one in use has no
    answer, or something taken back that it cannot forget.
    """
    used = shelf.in_use(purpose)
    if used is None:
        return True
    since = _made_anew(purpose) or _EVER
    new = of_cases(purpose, changed_since(purpose, since, at)).examples
    if not all(teachable(used.model, each) for each in new):
        return True
    return reconsidered(purpose, since, at) is not None and _before_lessons(purpose, used, at) is None


def evaluate(purpose: str = shelf.CATEGORY) -> Evaluated | None:
    """How good the model in use is; None without one, or without a case."""
    kept, present = shelf.in_use(purpose), _present(purpose)
    seen = [each for each in of_purpose(purpose).examples if each.said]
    if kept is None or present is None or not seen:
        return None
    return Evaluated(present.number, _figures(present), measure(kept.model, seen, titled=_titled(purpose)))


def due(purpose: str = shelf.CATEGORY, *, at: datetime) -> bool:
    """Whether learning anew would tell anything: there is no model, or cases came or were put right since."""
    newest = max((each.trained_at for each in shelf.history(purpose)), default=None)
    if newest is not None and reconsidered(purpose, newest, at) is not None:
        return True
    if purpose in STAYS:
        return classified(purpose).filter(at__gt=newest or _EVER, at__lte=at).exists()
    if newest is None:
        return bool(reference().catalogue.nodes) if purpose == shelf.CATEGORY else _any_settled()
    if purpose == shelf.UNIT:
        return bool(changed_since(purpose, newest, at)) or Case.objects.filter(assigned_at__gt=newest).exists()
    return (
        TimelineEntry.objects.filter(at__gt=newest, at__lte=at, command="classify").exists()
        or Case.objects.filter(received_at__gt=newest, category__isnull=False).exists()
    )


def _right(model: Model, examples: Sequence[Example], purpose: str) -> float:
    return measure(model, examples, titled=_titled(purpose)).right


def _titled(purpose: str) -> bool:
    """What stands where a title does is one that somebody wrote; of units it is what else is known."""
    return purpose != shelf.UNIT


def _any_settled() -> bool:
    return bool(recent(shelf.UNIT, most=1).examples)


def _anew(purpose: str, at: datetime) -> bool:
    """Whether the last model that was made of everything is a week old, and none is being measured."""
    made = _made_anew(purpose)
    return shelf.in_shadow(purpose) is None and (made is None or at - made >= _ANEW_AFTER)


def _made_anew(purpose: str) -> datetime | None:
    return max((each.trained_at for each in shelf.history(purpose) if each.taught_from is None), default=None)


def _present(purpose: str) -> shelf.Kept | None:
    return next((each for each in shelf.history(purpose) if each.in_use), None)


def _figures(present: shelf.Kept) -> Figures | None:
    """Those of the model that was taught: its threshold is the same one, and was measured then."""
    if not present.figures:
        return None
    told = dict(present.figures)
    told["confused"] = tuple((a, b, n) for a, b, n in told.get("confused", ()))
    return Figures(**told)


def _as_good(present: shelf.Kept | None, figures: Figures | None) -> bool:
    """Whether a new model may take the place of the present one, by the figures that each had when it was made."""
    if present is None or figures is None or not present.figures:
        return True
    least: float = present.figures["right"] - _TOLERANCE
    return figures.right >= least
