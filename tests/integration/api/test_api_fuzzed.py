"""The whole interface tried with what nobody would send, drawn from its own description."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.integration.api.callers import CASES, EVERYTHING, make_caller, matter
from tests.integration.channels.test_hooks_in import hooked
from tests.integration.services.halls import admitted, make_hall

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# Of each operation; some seventy operations make a minute of it.
EXAMPLES = 10
# What an administrator's system sets up; nobody who does that handles cases.
SET_UP = re.compile(r"/api/v1/(channels|halls(/\{hall_code\}/(settings|devices|changes|figures).*)?$)")


@contextmanager
def one_connection() -> Iterator[None]:
    """The connection stays open between requests, since the test's transaction is on it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
def test_nothing_that_is_sent_breaks_anything_and_answers_are_as_described(world):
    scopes = [*EVERYTHING, "counter"]
    caller = make_caller(world, ("intake_clerk", "centre"), ("dispatcher", "centre"), scopes=scopes)
    keeper = make_caller(world, ("administrator", "centre"), scopes=["channels", "halls"])
    made = caller.post(CASES, matter(world)).json()
    hall = make_hall(world)
    known = {"case_id": made["case_id"], "code": made["tracking_code"], "hall_code": hall.code}
    known |= {"device_id": admitted(hall).device_id, "channel_id": hooked(world, caller).endpoint_id}
    names = set()
    with one_connection():
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
        for found in schema.get_all_operations():
            operation = found.ok()
            names.add(f"{operation.method} {operation.path}")
            attempts(operation, headers_of(keeper if SET_UP.match(operation.path) else caller), known)
    assert {"post /api/v1/cases", "get /api/v1/tracking/{code}", "put /api/v1/channels/{channel_id}"} <= names


def headers_of(caller):
    """Schemathesis asks for compressed answers as any client does, yet unpacks none when no network is between."""
    return {"Authorization": f"Bearer {caller.token}", "Accept-Language": "en", "Accept-Encoding": "identity"}


def attempts(operation, headers, known):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def attempt(case):
        parameters = dict(case.path_parameters or {})
        case.path_parameters = parameters | {name: value for name, value in known.items() if name in parameters}
        case.call_and_validate(headers=headers, checks=CHECKS)

    attempt()
