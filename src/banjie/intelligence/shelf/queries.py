"""Reading models. Those that answer are kept in memory until others take their place."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from banjie.intelligence.classifying import modelfile
from banjie.intelligence.classifying.model import Model
from banjie.intelligence.shelf.models import Learning, Outcome, Purpose, TextModel
from banjie.platform.stamps import Cached

STAMP = "text_model"
CATEGORY, UNIT, KIND, LEVEL = (each.value for each in (Purpose.CATEGORY, Purpose.UNIT, Purpose.KIND, Purpose.LEVEL))
PURPOSES = (CATEGORY, UNIT, KIND, LEVEL)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A model that can be used, with its number and the moment it was trained."""

    number: int
    model: Model
    trained_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A model on the shelf, as the page shows it."""

    number: int
    purpose: str
    examples: int
    corrected: int
    figures: Mapping[str, Any]
    in_use: bool
    in_shadow: bool
    taught_from: int | None
    duel: Mapping[str, Any]
    trained_at: datetime
    trained_by: str
    chosen_at: datetime | None
    chosen_by: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How learning for a purpose goes, or how the last one ended; `outcome` is "" until then."""

    purpose: str
    begun_at: datetime
    begun_by: str
    step: str
    share: float
    told_at: datetime
    ended_at: datetime | None
    outcome: str

    @property
    def percent(self) -> int:
        return int(100 * self.share)

    @property
    def ended(self) -> bool:
        return self.ended_at is not None

    @property
    def failed(self) -> bool:
        return self.outcome == Outcome.FAILED

    @property
    def found_nothing(self) -> bool:
        return self.outcome == Outcome.NOTHING


def in_use(purpose: str = CATEGORY) -> Shelved | None:
    """The model that suggestions come from; None before the first was trained.

    One that is damaged or of another version is refused, and the newest sound one before it takes its place.
    """
    return _in_use[purpose].get()


def in_shadow(purpose: str = CATEGORY) -> Shelved | None:
    """The model that answers unseen; None where there is none, or it cannot be read."""
    return _in_shadow[purpose].get()


def numbered(number: int) -> Shelved | None:
    """A model that is kept; None where it is not, or cannot be read. Not held in memory."""
    return _read(number) if TextModel.objects.filter(number=number).exists() else None


def history(purpose: str = CATEGORY) -> Sequence[Kept]:
    """The newest first."""
    columns = tuple(Kept.__dataclass_fields__)
    return [Kept(*row) for row in TextModel.objects.filter(purpose=purpose).order_by("-number").values_list(*columns)]


def learning(purpose: str) -> Progress | None:
    """The last that began; None where none ever did."""
    columns = tuple(Progress.__dataclass_fields__)
    row = Learning.objects.filter(purpose=purpose).values_list(*columns).first()
    return Progress(*row) if row is not None else None


def _load(purpose: str) -> Shelved | None:
    for number in _numbers(purpose).order_by("-in_use", "-number"):
        if (found := _read(number)) is not None:
            return found
    return None


def _load_shadow(purpose: str) -> Shelved | None:
    number = _numbers(purpose).filter(in_shadow=True).first()
    return _read(number) if number is not None else None


def _numbers(purpose: str):  # type: ignore[no-untyped-def]
    return TextModel.objects.filter(purpose=purpose).values_list("number", flat=True)


def _read(number: int) -> Shelved | None:
    content, trained_at = TextModel.objects.values_list("content", "trained_at").get(number=number)
    try:
        model = modelfile.read(bytes(content))
    except modelfile.BadModel as error:
        logger.warning("Text model %s is refused: %s", number, error.code)
        return None
    # The table is filled now, and not within somebody's request.
    _ = model.vocabulary.column
    return Shelved(number, model, trained_at)


def _cached(load: Callable[[str], Shelved | None]) -> Mapping[str, Cached[Shelved | None]]:
    return {purpose: Cached(STAMP, load=partial(load, purpose)) for purpose in PURPOSES}


_in_use = _cached(_load)
_in_shadow = _cached(_load_shadow)
