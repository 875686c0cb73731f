"""Putting models on the shelf and taking one into use."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from banjie.intelligence.classifying import modelfile
from banjie.intelligence.classifying.measuring import Figures
from banjie.intelligence.classifying.model import Model
from banjie.intelligence.shelf.models import Purpose, TextModel
from banjie.intelligence.shelf.queries import STAMP
from banjie.platform import stamps
from banjie.platform.actors import Actor

# Of each purpose. Enough to go back to; older ones would only fill the backup.
KEPT: Final = 12


class UnknownModel(LookupError):
    """No model has this number, or it can no longer be read."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A model as it was made: of how many cases, how many of them corrected; None of figures where not measured."""

    model: Model
    figures: Figures | None = None
    examples: int = 0
    corrected: int = 0
    purpose: str = Purpose.CATEGORY
    taught_from: int | None = None


def put(learned: Learned, *, use: bool, by: Actor, at: datetime, shadow: bool = False) -> int:
    """Keeps a model, and takes it into use, or has it answer in the shadow, if asked to. Returns its number."""
    content = modelfile.written(learned.model)
    with transaction.atomic():
        stamps.bump(STAMP)
        number = (TextModel.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        TextModel.objects.create(
            number=number,
            purpose=learned.purpose,
            content=content,
            examples=learned.examples,
            corrected=learned.corrected,
            taught_from=learned.taught_from,
            figures=asdict(learned.figures) if learned.figures else {},
            trained_at=at,
            trained_by=by.name[:80],
        )
        if use:
            _use(number, by, at)
        elif shadow:
            _of(learned.purpose).filter(in_shadow=True).update(in_shadow=False)
            TextModel.objects.filter(number=number).update(in_shadow=True)
        _tidy(learned.purpose)
    return number


def take_into_use(*, number: int, by: Actor, at: datetime) -> None:
    """Suggestions come from this model from now on. Raises UnknownModel."""
    content = TextModel.objects.filter(number=number).values_list("content", flat=True).first()
    if content is None:
        raise UnknownModel(number)
    try:
        modelfile.read(bytes(content))
    except modelfile.BadModel as error:
        raise UnknownModel(number) from error
    with transaction.atomic():
        stamps.bump(STAMP)
        _use(number, by, at)


def decide_duel(*, number: int, duel: dict[str, Any], wins: bool, by: Actor, at: datetime) -> None:
    """Ends a model's time in the shadow: it takes over, or is kept unused, with what was measured."""
    with transaction.atomic():
        stamps.bump(STAMP)
        TextModel.objects.filter(number=number).update(in_shadow=False, duel=duel)
        if wins:
            _use(number, by, at)


def _use(number: int, by: Actor, at: datetime) -> None:
    purpose = TextModel.objects.values_list("purpose", flat=True).get(number=number)
    _of(purpose).filter(in_use=True).update(in_use=False)
    TextModel.objects.filter(number=number).update(in_use=True, in_shadow=False, chosen_at=at, chosen_by=by.name[:80])


def _tidy(purpose: str) -> None:
    kept = _of(purpose).order_by("-number").values_list("number", flat=True)[:KEPT]
    _of(purpose).filter(in_use=False, in_shadow=False).exclude(number__in=list(kept)).delete()


def _of(purpose: str):  # type: ignore[no-untyped-def]
    return TextModel.objects.filter(purpose=purpose)
