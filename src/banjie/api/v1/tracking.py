"""A case through its tracking code: the code is the key, and who has it acts as the reporter."""

from collections.abc import Callable
from typing import Annotated

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import File, Path, Router
from ninja.files import UploadedFile
from pydantic import Field

from banjie.api.v1.commands import IfMatch, body_of, expected_from, perform
from banjie.api.v1.files import AttachmentNumber, give_out, take_in
from banjie.api.v1.shapes.cases import Attached
from banjie.api.v1.shapes.cases import Performed as Done
from banjie.api.v1.shapes.tracking import Tracked
from banjie.api.v1.wire import reply
from banjie.cases import queries, wording
from banjie.cases.acting import AS_REPORTER
from banjie.cases.commands.fields import Payload
from banjie.cases.commands.payloads import PAYLOADS
from banjie.cases.publishing import acts
from banjie.core.workflow import Capacity, shipped
from banjie.platform import clock

router = Router(tags=["Tracking"], auth=None)

Code = Annotated[str, Path(min_length=1, max_length=60, description="The tracking code, as it was written down")]
# Whoever holds the address holds the key: it is not handed on, and search engines keep out.
_KEPT_PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@router.get("/tracking/{code}", operation_id="track", summary="Follow a case", response=Tracked)
def track(request: HttpRequest, code: Code) -> HttpResponse:
    """What happened, in the facts that concern the reporter, and what they may do."""
    found = queries.tracked(code, at=clock.now())
    names = [name for name in Tracked.model_fields if name not in {"entries", "replies"}]
    values = {name: getattr(found, name) for name in names}
    values["replies"] = [each._asdict() for each in found.replies]
    values["entries"] = [
        {
            "at": entry.at,
            "command": entry.command,
            "label": str(wording.word(wording.HAPPENED, entry.command)),
            "target": entry.target,
            "by_reporter": entry.by_reporter,
            "unit_name": entry.unit_name,
            "data": dict(entry.data),
        }
        for entry in found.entries
    ]
    return reply(Tracked, values, entries=found.version, headers=_KEPT_PRIVATE)


class Consent(Payload):
    public: bool = Field(description="Whether others may read it too, without the reporter's name")


@router.post(
    "/tracking/{code}/public",
    operation_id="track_public",
    summary="Agree to have it shown, or no longer",
    response=Tracked,
)
def agree(request: HttpRequest, code: Code, body: Consent) -> HttpResponse:
    """Taken back, it is gone from the public at once; agreed to, somebody reads it first."""
    acts.consent(queries.tracked(code, at=clock.now()).case_id, public=body.public, by=AS_REPORTER, at=clock.now())
    return track(request, code)


@router.post(
    "/tracking/{code}/attachments",
    operation_id="track_attach_file",
    summary="Add a file",
    response={201: Attached, 200: Attached},
)
def attach_file(request: HttpRequest, code: Code, file: Annotated[UploadedFile, File()]) -> HttpResponse:
    found = queries.tracked(code, at=clock.now())
    return take_in(request, found.case_id, file, by=AS_REPORTER, resident_sees=True)


@router.get(
    "/tracking/{code}/attachments/{int:attachment_id}",
    operation_id="track_get_attachment",
    summary="Read a file",
    openapi_extra={"responses": {200: {"description": "The content", "content": {"*/*": {}}}}},
)
def get_attachment(request: HttpRequest, code: Code, attachment_id: AttachmentNumber) -> FileResponse:
    """A file that the reporter sent or may see."""
    return give_out(queries.tracked(code, at=clock.now()).attachments, attachment_id)


def _operation(command: str, model: type[Payload]) -> Callable[..., HttpResponse]:
    default = body_of(model)

    def operate(
        request: HttpRequest,
        code: Code,
        body: model = default,  # type: ignore[valid-type]
        if_match: IfMatch = None,
    ) -> HttpResponse:
        found = queries.tracked(code, at=clock.now())
        return perform(found.case_id, command, body, by=AS_REPORTER, expected=expected_from(if_match))

    operate.__name__ = f"track_{command}"
    return operate


def _publish() -> None:
    """Every command that some process gives to the reporter."""
    with override("en"):
        for command, model in PAYLOADS.items():
            rules = [process.commands[command] for process in shipped().values() if command in process.commands]
            if any(Capacity.REPORTER in rule.by for rule in rules):
                router.post(
                    f"/tracking/{{code}}/{command}",
                    operation_id=f"track_{command}",
                    summary=str(wording.word(wording.COMMANDS, command)),
                    response=Done,
                )(_operation(command, model))


_publish()
