"""What a draft of an answer may still want, for a system in which answers are written elsewhere."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, StringConstraints

from banjie.api.v1.cases import CaseNumber
from banjie.api.v1.credentials import acting, client_of
from banjie.api.v1.shapes import reply_reading as shapes
from banjie.api.v1.wire import reply
from banjie.cases import queries
from banjie.cases.reading_replies import ShownRemark, read_draft
from banjie.intelligence.replies import Claims
from banjie.platform import clock

router = Router(tags=["Cases"])


class DraftReply(BaseModel):
    """A reply as far as it is written, with what is marked beside it."""

    model_config = ConfigDict(extra="forbid")

    public_reply: Annotated[str, StringConstraints(max_length=20_000)]
    found_true: bool | None = None
    within_duty: bool | None = None
    solved: Literal["", "solved", "partly", "not_solved", "explained"] = ""


@router.post(
    "/cases/{int:case_id}/reply-reading",
    operation_id="read_reply",
    summary="What a draft of an answer may want",
    response=shapes.ReplyReading,
)
def read_reply(request: HttpRequest, case_id: CaseNumber, body: DraftReply) -> HttpResponse:
    """Questions to whoever writes, with the passages they are about. Nothing is kept, nothing is held back."""
    file = queries.case_file(case_id, by=acting(request), at=clock.now())
    claims = Claims(body.found_true, body.within_duty, body.solved)
    found = read_draft(file, body.public_reply, claims, viewer=client_of(request).viewer)
    values = {"remarks": [_remark(each) for each in found.remarks], "asked": found.asked, "compared": found.compared}
    return reply(shapes.ReplyReading, values)


def _remark(each: ShownRemark) -> dict[str, object]:
    passages = zip(each.remark.passages, each.passages, strict=True)
    earlier = {"id": each.earlier_id, "number": each.earlier_number, "percent": each.remark.percent}
    return {
        "aspect": each.remark.aspect,
        "code": each.remark.code,
        "passages": [{"side": where.side, "text": words} for where, words in passages],
        "earlier": earlier if each.earlier_id is not None else None,
    }
