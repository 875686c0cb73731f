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
from banjie.cases.learning.correcting import changed_since, classified
from banjie.cases.learning.examples import STAYS, of_cases, of_purpose, recent
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
    complete = teach(purpose, by=by, at=at)
    if not complete or _anew(purpose, at):
        train(purpose, by=by, at=at)


def teach(purpose: str, *, by: Actor, at: datetime) -> bool:
    """Teaches the model in use what was put right since; False where it has no answer for some of it.

    What it knew is gone over again beside it, and a lesson by which it would forget is left out.
    """
    used, present = shelf.in_use(purpose), _present(purpose)
    if used is None or present is None:
        return False
    new = of_cases(purpose, changed_since(purpose, used.trained_at, at))
    sound = [each for each in new.examples if teachable(used.model, each)]
    complete = len(sound) == len(new.examples)
    if not sound:
        return complete
    put_right = {each.words for each in new.examples}
    known = [each for each in recent(purpose, most=_GONE_OVER + _TRIED_ON).examples if each.words not in put_right]
    random.Random(used.number).shuffle(known)  # noqa: S311 — no secret, only the same at every try
    tried, gone_over = known[:_TRIED_ON], known[_TRIED_ON:]
    better = taught(used.model, sound, gone_over)
    if tried and _right(better, tried, purpose) < _right(used.model, tried, purpose) - _FORGOTTEN:
        return complete
    learned = Learned(better, _figures(present), present.examples, present.corrected + len(sound), purpose, used.number)
    shelf_actions.put(learned, use=True, by=by, at=at)
    return complete


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
    made = max((each.trained_at for each in shelf.history(purpose) if each.taught_from is None), default=None)
    return shelf.in_shadow(purpose) is None and (made is None or at - made >= _ANEW_AFTER)


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
