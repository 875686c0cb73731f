"""Works off what was asked of the model, one question at a time over all workers.

Steady work of each worker rather than a job: a slow model must not keep jobs waiting.
"""

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from banjie.cases.machine_texts import rules
from banjie.cases.machine_texts.endpoint import endpoint
from banjie.cases.models import MachineText
from banjie.intelligence.drafting.asking import Endpoint, Fault, NoAnswer, Said, ask
from banjie.intelligence.drafting.checking import Checked, Doubt, DoubtCode, NothingUsable, checked
from banjie.intelligence.drafting.prompts import Asked, Purpose
from banjie.intelligence.drafting.veiling import Veil
from banjie.platform import clock

logger = logging.getLogger(__name__)

TOO_LATE: Final = "too_late"
# Names this turn among the locks that a session of the database may hold.
_TURN: Final = 0x6D61_6368
_SLACK: Final = timedelta(seconds=15)


def write_next(*, at: datetime) -> bool:
    """Asks the model what has waited longest. False where nothing waits, or another worker is asking just now."""
    model = endpoint()
    taken = _taken(model, at) if model is not None else None
    if model is None or taken is None:
        return False
    asked = Asked(*(taken.question[name] for name in ("rules", "material", "task", "cut")))
    try:
        said = ask(model, asked.messages)
        found = checked(
            said.text,
            asked,
            Veil(taken.question["words"]),
            purpose=Purpose(taken.purpose),
            language=taken.language,
        )
    except NoAnswer as error:
        logger.warning("the language model: %s %s", error.fault, error.said)
        _failed(taken, error, at)
    except NothingUsable as error:
        _end(taken, fault=error.why)
    else:
        _keep(taken, said, found, model)
    return True


def _taken(model: Endpoint, at: datetime) -> MachineText | None:
    """The next question, marked as being asked. What a killed worker left is taken up again."""
    waiting = MachineText.objects.filter(done_at=None)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_TURN])
            if not cursor.fetchone()[0]:
                return None
        waiting.filter(asked_at__lte=at - rules.TOO_LATE).update(done_at=at, fault=TOO_LATE, question={})
        if waiting.filter(begun_at__gt=at - timedelta(seconds=model.seconds) - _SLACK).exists():
            return None
        taken = waiting.filter(not_before__lte=at).order_by("asked_at", "id").first()
        if taken is not None:
            taken.begun_at, taken.tries = at, taken.tries + 1
            taken.save(update_fields=["begun_at", "tries"])
        return taken


def _failed(taken: MachineText, error: NoAnswer, at: datetime) -> None:
    if error.fault is Fault.BUSY and taken.tries < rules.MOST_TRIES:
        later = clock.now() + rules.wait(error.retry_after)
        MachineText.objects.filter(pk=taken.pk, done_at=None).update(begun_at=None, not_before=later)
        return
    _end(taken, fault=error.fault)


def _keep(taken: MachineText, said: Said, found: Checked, model: Endpoint) -> None:
    doubts = list(found.doubts)
    if said.cut_off:
        doubts.append(Doubt(DoubtCode.CUT_OFF))
    if model.name and said.model != model.name:
        doubts.append(Doubt(DoubtCode.OTHER_MODEL, said.model))
    _end(taken, text=found.text, model=said.model, doubts=[asdict(each) for each in doubts])


def _end(taken: MachineText, **values: Any) -> None:
    """What was told too late, or is gone with its case, stays as it is."""
    MachineText.objects.filter(pk=taken.pk, done_at=None).update(done_at=clock.now(), question={}, **values)


class Writing:
    """Runs in a worker."""

    def turn(self) -> None:
        if endpoint() is None:
            return
        while write_next(at=clock.now()):
            continue

    def stop(self) -> None:
        """A question on its way ends by its own limit, and is asked again by the next worker if it does not."""
