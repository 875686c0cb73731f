"""The whole interface tried with what nobody would send, from its own description."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CheckContext
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from banjie.config.wsgi import application
from tests.integration.api.callers import CASES, make_caller, matter

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EACH = 12

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.slow
def test_nothing_that_is_sent_breaks_anything_and_answers_are_as_described(world):
    caller = make_caller(world, ("intake_clerk", "centre"), ("dispatcher", "centre"))
    made = caller.post(CASES, matter(world)).json()
    known = {"case_id": made["case_id"], "code": made["tracking_code"]}
    headers = {"Authorization": f"Bearer {caller.token}", "Accept-Language": "en"}
    tried = 0
    for found in schema.get_all_operations():
        tried += 1
        _try(found.ok(), headers, known)
    assert tried == 67


def _try(operation, headers, known):
    @settings(
        max_examples=EACH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @schemathesis.pytest.loaders.given(case=operation.as_strategy())
    def attempt(case):
        for name in case.path_parameters or {}:
            if name in known:
                case.path_parameters[name] = known[name]
        case.call_and_validate(headers=headers, checks=CHECKS)

    attempt()
