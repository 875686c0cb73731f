"""Everything that may be done to a case: one operation for each command, with the payload that it carries."""

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import Body, Header, Router
from pydantic import BaseModel, Field, ValidationError

from banjie.api.problems import Kind, ProblemFound
from banjie.api.v1.cases import CaseNumber
from banjie.api.v1.credentials import acting
from banjie.api.v1.shapes.cases import Contact, Entry, Performed, TrackingCode
from banjie.api.v1.wire import reply
from banjie.cases import actions, queries, wording
from banjie.cases.acting import Acting
from banjie.cases.commands.fields import Payload, Short, StaffId
from banjie.cases.commands.payloads import PAYLOADS, Claim
from banjie.cases.errors import StaleCase
from banjie.core.workflow import Capacity, shipped
from banjie.platform import clock

router = Router(tags=["Commands"])

IfMatch = Annotated[str | None, Header(alias="If-Match", description='The ETag last read, as "7"')]
_TAG = re.compile(r'"(\d{1,9})"')
# What only the reporter does goes through their tracking code.
_NOT_FOR_CLIENTS = frozenset({Capacity.REPORTER, Capacity.SYSTEM})


class ClaimFor(Claim):
    """A system cannot handle a case itself, so it says who does."""

    handler: StaffId = Field(title="Handler")


class Purpose(Payload):
    purpose: Short = Field(title="What the contact is needed for")


_OWN_SHAPES: dict[str, type[Payload]] = {"claim": ClaimFor}


def offered() -> Iterator[str]:
    """The commands that some process gives to somebody else than the reporter."""
    for command in PAYLOADS:
        rules = [process.commands[command] for process in shipped().values() if command in process.commands]
        if any(rule.by - _NOT_FOR_CLIENTS for rule in rules):
            yield command


def perform(case_id: int, command: str, body: BaseModel, *, by: Acting, expected: int | None) -> HttpResponse:
    """Carries a command out and answers with the new version; raises what `actions.perform` raises."""
    at = clock.now()
    try:
        done = actions.perform(
            case_id, command, by=by, at=at, data=body.model_dump(exclude_unset=True), expected=expected
        )
    except StaleCase as error:
        raise ProblemFound(Kind.STALE, data=_since(error, by)) from error
    return reply(Performed, done, entries=done.entries)


def expected_from(given: str | None) -> int | None:
    """The version that a request names. Raises ProblemFound for a tag that is none of ours."""
    if given is None or given.strip() == "*":
        return None
    match = _TAG.fullmatch(given.strip())
    if match is None:
        raise ProblemFound(Kind.MALFORMED, code="if_match")
    return int(match.group(1))


def _since(error: StaleCase, by: Acting) -> dict[str, Any]:
    """What happened since, so that whoever acts can judge anew without asking again."""
    data: dict[str, Any] = {"entries": error.entries, "seen": error.seen}
    if by.viewer is not None:
        file = queries.case_file(error.case_id, by=by, at=clock.now())
        since = [entry for entry in file.timeline if entry.sequence > error.seen]
        data["happened_since"] = [
            Entry.model_validate(entry, from_attributes=True).model_dump(mode="json") for entry in since
        ]
    return data


def body_of(model: type[Payload]) -> Any:
    """How ninja is told of a body, which may be left out where an empty one would do."""
    try:
        return Body(model())  # type: ignore[type-arg]
    except ValidationError:
        return Body(...)  # type: ignore[type-arg]


def _operation(command: str, model: type[Payload]) -> Callable[..., HttpResponse]:
    default = body_of(model)

    def operate(
        request: HttpRequest,
        case_id: CaseNumber,
        body: model = default,  # type: ignore[valid-type]
        if_match: IfMatch = None,
    ) -> HttpResponse:
        return perform(case_id, command, body, by=acting(request), expected=expected_from(if_match))

    operate.__name__ = f"command_{command}"
    return operate


def _publish() -> None:
    with override("en"):
        for command in offered():
            model = _OWN_SHAPES.get(command, PAYLOADS[command])
            router.post(
                f"/cases/{{int:case_id}}/commands/{command}",
                operation_id=f"command_{command}",
                summary=str(wording.word(wording.COMMANDS, command)),
                response=Performed,
            )(_operation(command, model))


@router.post(
    "/cases/{int:case_id}/contact", operation_id="see_contact", summary="Look at the contact", response=Contact
)
def see_contact(request: HttpRequest, case_id: CaseNumber, body: Purpose) -> HttpResponse:
    """The reporter's contact, for a purpose that goes on the timeline, where the reporter reads it."""
    details = actions.unmask(case_id, purpose=body.purpose, by=acting(request), at=clock.now())
    return reply(Contact, dict(details))


_publish()


@router.post(
    "/cases/{int:case_id}/tracking-code",
    operation_id="tell_code",
    summary="Tell the tracking code",
    response=TrackingCode,
)
def tell_code(request: HttpRequest, case_id: CaseNumber, body: Purpose) -> HttpResponse:
    """The code for a reporter who has none, for a purpose that goes on the timeline, where they read it."""
    code = actions.tell_code(case_id, purpose=body.purpose, by=acting(request), at=clock.now())
    return reply(TrackingCode, {"tracking_code": code})
