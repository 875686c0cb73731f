"""Reading models. The one in use is kept in memory until another takes its place."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from banjie.intelligence.classifying import modelfile
from banjie.intelligence.classifying.model import Model
from banjie.intelligence.shelf.models import TextModel
from banjie.platform.stamps import Cached

STAMP = "text_model"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A model that can be used, with its number."""

    number: int
    model: Model


@dataclass(frozen=True, slots=True)
class Kept:
    """A model on the shelf, as the page shows it."""

    number: int
    examples: int
    corrected: int
    figures: Mapping[str, Any]
    in_use: bool
    trained_at: datetime
    trained_by: str


def in_use() -> Shelved | None:
    """The model that suggestions come from; None before the first was trained.

    One that is damaged or of another version is refused, and the newest sound one before it takes its place.
    """
    return _in_use.get()


def history() -> Sequence[Kept]:
    """The newest first."""
    columns = ("number", "examples", "corrected", "figures", "in_use", "trained_at", "trained_by")
    return [Kept(*row) for row in TextModel.objects.order_by("-number").values_list(*columns)]


def _load() -> Shelved | None:
    for number in TextModel.objects.order_by("-in_use", "-number").values_list("number", flat=True):
        content = TextModel.objects.values_list("content", flat=True).get(number=number)
        try:
            model = modelfile.read(bytes(content))
        except modelfile.BadModel as error:
            logger.warning("Text model %s is refused: %s", number, error.code)
            continue
        # The table is filled now, and not within somebody's request.
        _ = model.vocabulary.column
        return Shelved(number, model)
    return None


_in_use: Cached[Shelved | None] = Cached(STAMP, load=_load)
