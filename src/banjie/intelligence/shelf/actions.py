"""Putting models on the shelf and taking one into use."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from banjie.intelligence.classifying import modelfile
from banjie.intelligence.classifying.measuring import Figures
from banjie.intelligence.classifying.model import Model
from banjie.intelligence.shelf.models import TextModel
from banjie.intelligence.shelf.queries import STAMP
from banjie.platform import stamps
from banjie.platform.actors import Actor

# Enough to go back to; older ones would only fill the backup.
KEPT: Final = 12


class UnknownModel(LookupError):
    """No model has this number, or it can no longer be read."""


def put(
    *, model: Model, figures: Figures | None, examples: int, corrected: int, use: bool, by: Actor, at: datetime
) -> int:
    """Keeps a model, and takes it into use if asked to. Returns its number."""
    content = modelfile.written(model)
    with transaction.atomic():
        stamps.bump(STAMP)
        number = (TextModel.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        TextModel.objects.create(
            number=number,
            content=content,
            examples=examples,
            corrected=corrected,
            figures=asdict(figures) if figures else {},
            trained_at=at,
            trained_by=by.name[:80],
        )
        if use:
            _use(number, by, at)
        kept = TextModel.objects.order_by("-number").values_list("number", flat=True)[:KEPT]
        TextModel.objects.filter(in_use=False).exclude(number__in=list(kept)).delete()
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


def _use(number: int, by: Actor, at: datetime) -> None:
    TextModel.objects.filter(in_use=True).update(in_use=False)
    TextModel.objects.filter(number=number).update(in_use=True, chosen_at=at, chosen_by=by.name[:80])
