"""The API, put together."""

from typing import Any

from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from banjie.api.gate import guarded
from banjie.api.v1 import (
    cases,
    channels,
    commands,
    figures,
    files,
    follow_up,
    hall_keeping,
    halls,
    handlers,
    incoming,
    intake,
    knowledge,
    lookups,
    machine_texts,
    onward,
    own,
    public,
    reply_reading,
    scanned,
    subscriptions,
    suggestions,
    tracking,
)
from banjie.api.v1.credentials import Token
from banjie.api.v1.wire import StrictParser

DESCRIPTION = """\
Everything that the pages of Banjie can do to a case, for other systems: the same commands, the same rules.

A client acts with the roles that it was granted, over areas and for units, within its scopes; what it may not
see does not exist. Errors are problem details (RFC 9457). Times are UTC; coordinates are WGS-84 unless a
`datum` says otherwise.
"""

_FORM = "multipart/form-data"


class BanjieAPI(NinjaAPI):
    """Ninja's API behind our gate: every address answers in problem details."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        urls = super()._get_urls()
        for pattern in urls:
            if isinstance(pattern, URLPattern):
                takes = _FORM if str(pattern.pattern).endswith("/attachments") else "application/json"
                pattern.callback = guarded(pattern.callback, takes=takes)
        return urls


def _made() -> NinjaAPI:
    options: dict[str, Any] = {"openapi_url": None, "docs_url": None, "urls_namespace": "api-v1"}
    made = BanjieAPI(
        title="Banjie", version="1", description=DESCRIPTION, auth=Token(), parser=StrictParser(), **options
    )
    # Handing in and listing share an address, hence a router: `intake` adds to that of `cases`.
    assert intake.create_case is not None
    parts = (
        cases,
        channels,
        commands,
        files,
        follow_up,
        hall_keeping,
        halls,
        incoming,
        knowledge,
        lookups,
        machine_texts,
        onward,
        public,
        reply_reading,
    )
    for part in (*parts, subscriptions, suggestions, tracking):
        made.add_router("", part.router)
    made.add_router("", own.router)
    made.add_router("", public.strangers)
    made.add_router("", halls.strangers)
    made.add_router("", knowledge.strangers)
    made.add_router("", figures.strangers)
    made.add_router("", scanned.strangers)
    handlers.register(made)
    return made


api = _made()
