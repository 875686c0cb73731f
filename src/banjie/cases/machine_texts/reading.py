"""What the model wrote, for whoever may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from banjie.cases.errors import CaseNotFound
from banjie.cases.machine_texts import material, rules
from banjie.cases.machine_texts.asking import may_answer, why_barred
from banjie.cases.machine_texts.endpoint import endpoint
from banjie.cases.machine_texts.writing import TOO_LATE
from banjie.cases.masking import Outgoing
from banjie.cases.models import MachineText
from banjie.cases.queries.detail import CaseFile
from banjie.intelligence.drafting.checking import Doubt, DoubtCode
from banjie.intelligence.drafting.prompts import Purpose
from banjie.organisations.permissions import NOBODY


class Standing(StrEnum):
    WAITING = "waiting"
    WRITTEN = "written"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text with its doubts, or why there is none. `news`: how many entries the case has gained since.

    `again_at`: the model was busy, and is asked again then.
    """

    id: int
    purpose: Purpose
    standing: Standing
    text: str
    doubts: Sequence[Doubt]
    fault: str
    model: str
    asked_at: datetime
    done_at: datetime | None
    again_at: datetime | None
    news: int


def offered(file: CaseFile) -> frozenset[Purpose]:
    """What a model may be asked for by whoever has opened the file; nothing where there is none."""
    if endpoint() is None or why_barred(file) is not None:
        return frozenset()
    found = {Purpose.REPLY} if may_answer(file) else set()
    if material.length(file) >= rules.LONG:
        found.add(Purpose.SUMMARY)
    return frozenset(found)


def shown_text(file: CaseFile, text_id: int, *, at: datetime) -> ShownText:
    """A text of the case; a draft of a reply is for whoever may answer. Raises CaseNotFound for any other."""
    row = MachineText.objects.filter(pk=text_id, case_id=file.case.id).first()
    if row is None or (row.purpose == Purpose.REPLY and not may_answer(file)) or why_barred(file) is not None:
        raise CaseNotFound(file.case.id)
    return _shown(row, file, at)


def latest(file: CaseFile, purpose: Purpose, *, at: datetime) -> ShownText | None:
    """The newest text of a purpose that the file's reader may read; None where none was asked for."""
    if purpose not in offered(file):
        return None
    row = MachineText.objects.filter(case_id=file.case.id, purpose=purpose).order_by("-asked_at", "-id").first()
    return _shown(row, file, at) if row is not None else None


def _shown(row: MachineText, file: CaseFile, at: datetime) -> ShownText:
    outgoing = Outgoing(NOBODY, as_written=file.as_written)
    late = row.done_at is None and row.asked_at <= at - rules.TOO_LATE
    fault = TOO_LATE if late else row.fault
    standing = Standing.FAILED if fault else Standing.WRITTEN if row.done_at else Standing.WAITING
    return ShownText(
        id=row.pk,
        purpose=Purpose(row.purpose),
        standing=standing,
        text=outgoing.words(row.text),
        doubts=[Doubt(DoubtCode(each["code"]), outgoing.words(each["words"])) for each in row.doubts],
        fault=fault,
        model=row.model,
        asked_at=row.asked_at,
        done_at=row.done_at,
        again_at=row.not_before if standing is Standing.WAITING and row.not_before > row.asked_at else None,
        news=max(0, file.case.entries - row.entries),
    )
