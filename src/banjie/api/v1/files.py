"""Files of a case, in and out."""

from collections.abc import Sequence
from typing import Annotated

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import File, Form, Path, Router
from ninja.files import UploadedFile

from banjie.api.problems import Kind, ProblemFound
from banjie.api.v1.cases import CaseNumber
from banjie.api.v1.credentials import acting, client_of
from banjie.api.v1.shapes.cases import Attached
from banjie.api.v1.wire import reply
from banjie.cases import actions, queries
from banjie.cases.acting import Acting
from banjie.cases.queries import AttachmentLine
from banjie.organisations.clients.scopes import Scope
from banjie.platform import clock, files

router = Router(tags=["Files"])

AttachmentNumber = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.post(
    "/cases/{int:case_id}/attachments",
    operation_id="attach_file",
    summary="Attach a file",
    response={201: Attached, 200: Attached},
)
def attach_file(
    request: HttpRequest,
    case_id: CaseNumber,
    file: Annotated[UploadedFile, File(description="Told by its content, cleaned, and stored once")],
    resident_sees: Annotated[bool, Form(description="Whether the reporter may see it")] = False,
) -> HttpResponse:
    """201 for a new file; 200 where the case has the very same one already."""
    if Scope.ACT not in client_of(request).scopes:
        raise ProblemFound(Kind.FORBIDDEN, data={"scope": Scope.ACT.value})
    return take_in(request, case_id, file, by=acting(request), resident_sees=resident_sees)


@router.get(
    "/cases/{int:case_id}/attachments/{int:attachment_id}",
    operation_id="get_attachment",
    summary="Read a file",
    openapi_extra={"responses": {200: {"description": "The content", "content": {"*/*": {}}}}},
)
def get_attachment(request: HttpRequest, case_id: CaseNumber, attachment_id: AttachmentNumber) -> FileResponse:
    """A file may show anybody, and cannot be masked: it needs the scope `personal`."""
    file = queries.case_file(case_id, by=acting(request), at=clock.now())
    if not file.as_written:
        raise ProblemFound(Kind.FORBIDDEN, data={"scope": Scope.PERSONAL.value})
    return give_out(file.attachments, attachment_id)


def take_in(request: HttpRequest, case_id: int, file: UploadedFile, *, by: Acting, resident_sees: bool) -> HttpResponse:
    added = actions.attach(
        case_id, content=file.read(), name=file.name or "", by=by, at=clock.now(), resident_sees=resident_sees
    )
    location = f"{request.path}/{added.attachment_id}"
    return reply(Attached, added, status=200 if added.repeated else 201, headers={"Location": location})


def give_out(attachments: Sequence[AttachmentLine], wanted: int) -> FileResponse:
    """Raises ProblemFound: not_found, for one that is not among them."""
    found = next((each for each in attachments if each.id == wanted), None)
    if found is None:
        raise ProblemFound(Kind.NOT_FOUND)
    headers = files.response_headers(files.FileKind(found.kind), found.name)
    response = FileResponse(files.open(found.digest), content_type=headers["Content-Type"])
    # Afterwards, since the response makes some of its own from the name in the store.
    for name, value in headers.items():
        response[name] = value
    return response
