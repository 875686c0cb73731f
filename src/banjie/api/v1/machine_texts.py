"""Summaries and drafts by the jurisdiction's own language model, where it runs one."""

from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import BaseModel, ConfigDict, StringConstraints

from banjie.api.problems import Kind, ProblemFound
from banjie.api.v1.cases import CaseNumber
from banjie.api.v1.credentials import acting
from banjie.api.v1.shapes import machine_texts as shapes
from banjie.api.v1.wire import reply
from banjie.cases import machine_texts, queries
from banjie.cases.machine_texts import Account, Purpose, Refused, TextRefused, wording
from banjie.platform import clock

router = Router(tags=["Cases"])

TextNumber = Annotated[int, Path(ge=1, le=2**63 - 1, description="The id of the text")]
# A model takes seconds; asking oftener brings nothing.
_AGAIN = {"Retry-After": "2"}


class Wish(BaseModel):
    """What is to be written. A reply is drafted from the account and what is marked beside it."""

    model_config = ConfigDict(extra="forbid")

    purpose: Literal["reply", "summary"]
    internal_account: Annotated[str, StringConstraints(max_length=20_000)] = ""
    found_true: bool | None = None
    within_duty: bool | None = None
    solved: Literal["", "solved", "partly", "not_solved", "explained"] = ""
    unsolved_reason: Annotated[str, StringConstraints(max_length=2_000)] = ""


@router.post(
    "/cases/{int:case_id}/machine-texts",
    operation_id="ask_for_text",
    summary="Have a summary or a reply drafted",
    response={202: shapes.MachineText},
)
def ask_for_text(request: HttpRequest, case_id: CaseNumber, body: Wish) -> HttpResponse:
    """Asked again before it is written, it is the same one. Look under its address (`Location`) for the text."""
    account = Account(body.internal_account, body.found_true, body.within_duty, body.solved, body.unsolved_reason)
    at = clock.now()
    try:
        text_id = machine_texts.ask_for_text(
            case_id,
            purpose=Purpose(body.purpose),
            by=acting(request),
            at=at,
            language=settings.LANGUAGE_CODE,
            account=account,
        )
    except TextRefused as error:
        kind = Kind.FORBIDDEN if error.why is Refused.NOT_YOURS else Kind.REFUSED
        raise ProblemFound(kind, code=error.why, detail=wording.refusal(error.why)) from error
    headers = _AGAIN | {"Location": f"{request.path}/{text_id}"}
    return reply(shapes.MachineText, _shown(request, case_id, text_id), status=202, headers=headers)


@router.get(
    "/cases/{int:case_id}/machine-texts/{int:text_id}",
    operation_id="get_text",
    summary="Read what the language model wrote",
    response=shapes.MachineText,
)
def get_text(request: HttpRequest, case_id: CaseNumber, text_id: TextNumber) -> HttpResponse:
    """A draft is for whoever may answer the case, a summary for whoever may read it."""
    found = _shown(request, case_id, text_id)
    waits = found.standing is machine_texts.Standing.WAITING
    return reply(shapes.MachineText, found, headers=_AGAIN if waits else {})


def _shown(request: HttpRequest, case_id: int, text_id: int) -> machine_texts.ShownText:
    at = clock.now()
    return machine_texts.shown_text(queries.case_file(case_id, by=acting(request), at=at), text_id, at=at)
