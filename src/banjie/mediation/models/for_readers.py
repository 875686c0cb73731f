"""Rows that nobody is given without saying who reads."""

from typing import NoReturn

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from banjie.mediation.sessions.reading import Reader, ReaderKind

from .disputes import Dispute
from .panel import Seat


class ReaderUnsaid(RuntimeError):
    """A query over sessions was begun without saying who reads. That is a fault of ours, and stops here."""


class ForReaders[Row: models.Model](models.Manager[Row]):
    """Gives out rows to a reader, or to a write over one dispute; never just so.

    `words=True` says that rows hold what was said: the head of the committee has those of signed minutes only.
    """

    def __init__(self, *, through: str = "", words: bool = False) -> None:
        super().__init__()
        self.through, self.words = through, words

    def get_queryset(self) -> NoReturn:
        raise ReaderUnsaid(self.model.__name__)

    def for_reader(self, reader: Reader) -> models.QuerySet[Row]:
        """The rows that this reader may have, of the reader's own dispute."""
        own = self._rows().filter(**{f"{self.through}dispute_id": reader.case_id})
        match reader.kind:
            case ReaderKind.PANEL:
                return own
            case ReaderKind.SIDE:
                return own.filter(self._open_to_all() | Q(side__letter=reader.side), self._if_words("read_back_at"))
            case ReaderKind.FILE:
                return own.filter(self._open_to_all(), self._if_words("locked_at"))
            case _:
                return own.none()

    def to_write(self, dispute: Dispute | int) -> models.QuerySet[Row]:
        """The rows of one dispute, for an action that has checked who acts."""
        case_id = dispute if isinstance(dispute, int) else dispute.case_id
        return self._rows().filter(**{f"{self.through}dispute_id": case_id})

    def of_seat_holder(self, staff_id: int) -> models.QuerySet[Row]:
        """The rows of every dispute in which somebody sits just now."""
        sits = Seat.objects.filter(mediator__staff_id=staff_id, left_at=None)
        return self._rows().filter(**{f"{self.through}dispute_id__in": sits.values("dispute_id")})

    def for_upkeep(self) -> models.QuerySet[Row]:
        """Every row, for jobs that look at times and states and show nothing to anybody."""
        return self._rows()

    def _rows(self) -> models.QuerySet[Row]:
        return models.QuerySet(self.model, using=self._db)

    def _open_to_all(self) -> Q:
        return Q(side=None)

    def _if_words(self, moment: str) -> Q:
        if not self.words:
            return Q()
        kept = apps.get_model("mediation", "Minutes")._base_manager
        return Q(Exists(kept.filter(**{"session_id": OuterRef("session_id"), f"{moment}__isnull": False})))
