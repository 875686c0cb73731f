"""What a mediator says to their own figures."""

from datetime import datetime

from django.db import transaction

from banjie.cases.acting import Acting
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import FigureComment, Mediator
from banjie.platform import crypto
from banjie.platform.tables.text import clean_text


@transaction.atomic
def comment_figures(mediator_id: int, *, year: int, text: str, by: Acting, at: datetime) -> None:
    """Puts the mediator's own words beside the figures of a year; without any, takes them away again.

    Nobody else may write them. Raises BadEntry for a year that has not begun.
    """
    mediator = Mediator.objects.filter(id=mediator_id).first()
    if mediator is None or by.viewer is None or mediator.staff_id != by.actor.id:
        raise DisputeNotFound(mediator_id)
    if year > at.year:
        raise BadEntry("too_few_for_comment", "year")
    stated = clean_text(text, limit=2000).text.strip()
    if not stated:
        FigureComment.objects.filter(mediator=mediator, year=year).delete()
        return
    sealed = crypto.encrypt(stated, bound_to=comment_binding(mediator.id, year))
    FigureComment.objects.update_or_create(mediator=mediator, year=year, defaults={"sealed": sealed, "written_at": at})


def comment_binding(mediator_id: int, year: int) -> str:
    return f"mediator-figures:{mediator_id}:{year}"
