"""A draft of an answer, read before it is sent and again before it is approved. Nothing of it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from banjie.cases.models import Answer, Case, Kind
from banjie.cases.queries.detail import AnswerLine, CaseFile
from banjie.cases.visibility import visible_to
from banjie.intelligence.replies import Claims, Draft, Earlier, Matter, Reading, Remark, Side, read_reply
from banjie.organisations.permissions import Viewer

BEFORE: Final = 50
_SETTLED: Final = frozenset({"solved", "partly", "not_solved", "explained"})


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """A remark with the words that it is about, and the earlier case whose answer they stand in."""

    remark: Remark
    passages: Sequence[str]
    earlier_id: int | None
    earlier_number: str


@dataclass(frozen=True, slots=True)
class ReplyRead:
    """`asked` is how many wishes were found in the matter, `compared` with how many earlier answers it was held."""

    reading: Reading
    remarks: Sequence[ShownRemark]
    asked: int
    compared: int


def claims_of(given: Mapping[str, object]) -> Claims:
    """The claims as a form or a client gives them; what was not chosen yet is open."""
    solved = str(given.get("solved") or "")
    return Claims(
        _truth(given.get("found_true")), _truth(given.get("within_duty")), solved if solved in _SETTLED else ""
    )


def read_draft(file: CaseFile, reply: str, claims: Claims, *, viewer: Viewer) -> ReplyRead:
    """Remarks about a draft for this case. Earlier answers are those of the lead unit that the viewer may see."""
    case = file.case
    earlier, numbers = _earlier(case, viewer)
    matter = Matter(case.title, file.body, enquiry=case.kind in {Kind.ENQUIRY, Kind.SUGGESTION})
    reading = read_reply(matter, Draft(reply, claims), earlier)
    texts = {Side.MATTER: file.body, Side.REPLY: reply}
    shown = [_shown(each, texts, numbers) for each in reading.remarks]
    return ReplyRead(reading, shown, reading.asked, len(earlier))


def read_given(file: CaseFile, *, viewer: Viewer) -> ReplyRead | None:
    """The same of the answer that waits to be reviewed; None where there is none."""
    answer = next(iter(file.given_answers), None)
    if answer is None or answer.approved_at is not None or answer.sent_back_at is not None:
        return None
    return read_draft(file, answer.public_reply, _claims_given(answer), viewer=viewer)


def _claims_given(answer: AnswerLine) -> Claims:
    return Claims(answer.found_true, answer.within_duty, answer.solved)


def _truth(value: object) -> bool | None:
    return {"yes": True, "no": False, True: True, False: False}.get(value) if isinstance(value, str | bool) else None


def _earlier(case: Case, viewer: Viewer) -> tuple[list[Earlier], Mapping[str, str]]:
    """What the unit answered last, and the numbers of those cases."""
    if case.lead_unit_id is None:
        return [], {}
    given = Answer.objects.filter(unit_id=case.lead_unit_id, sent_back_at=None).exclude(case_id=case.id)
    last = dict(given.order_by("-answered_at").values_list("case_id", "public_reply")[:BEFORE])
    seen = visible_to(viewer, Case.objects.filter(id__in=last)).values_list("id", "number", "title")
    lines = list(seen)
    return [Earlier(str(id), title, last[id]) for id, _, title in lines], {str(id): number for id, number, _ in lines}


def _shown(remark: Remark, texts: Mapping[Side, str], numbers: Mapping[str, str]) -> ShownRemark:
    words = [texts[each.side][each.start : each.end] for each in remark.passages]
    number = numbers.get(remark.earlier, "")
    return ShownRemark(remark, words, int(remark.earlier) if number else None, number)
