"""What of a case's words a system reads: nothing that tells of a person, unless it has the scope for it."""

import io
import json
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from banjie.cases import actions
from banjie.cases.acting import AS_REPORTER
from banjie.cases.models import Attachment, Case, TimelineEntry
from banjie.organisations.clients.actions import change_client
from banjie.organisations.models import Client, OrganisationChange
from banjie.outbound.models import Subscription
from banjie.platform.actors import SYSTEM
from tests.integration.api.callers import CASES, make_caller
from tests.integration.api.test_api_loop import ANSWER, picture
from tests.integration.cases.test_closed_loop import do, matter
from tests.integration.cases.world import AT

SECRETS = ("19912345678", "501室", "王先生")
SAID = "请找文昌花园3号楼2单元501室的王先生，电话19912345678"


@pytest.fixture
def told_everywhere(world):
    """A case with these words wherever somebody may write any."""
    values = {"title": SAID, "body": SAID, "place_text": SAID, "public": True}
    made = actions.submit(matter(world, **values), channel="web", by=AS_REPORTER, at=AT)
    file = picture()
    actions.attach(made.case_id, content=file.read(), name=f"{SAID}.png", by=AS_REPORTER, at=AT, resident_sees=True)
    urban, housing = world.units["urban"].pk, world.units["housing"].pk
    steps = [
        ("intake", "accept", {"note": SAID}),
        ("dispatcher", "assign", {"lead": urban, "assisting": [{"unit": housing, "task": SAID}], "note": SAID}),
        ("handler", "return", {"reason": SAID}),
        ("dispatcher", "rule_on_return", {"outcome": "refused", "reason": SAID}),
        ("handler", "claim", {}),
        ("handler", "note", {"text": SAID}),
        ("handler", "request_extension", {"reason": SAID}),
        ("supervisor", "oversee", {"instruction": SAID}),
        ("handler", "reply_to_oversight", {"reply": SAID}),
        ("handler", "ask_reporter", {"question": SAID}),
        ("intake", "provide_information", {"text": SAID}),
        ("handler", "answer", ANSWER | {"internal_account": SAID, "public_reply": SAID}),
        ("reviewer", "send_back", {"reason": SAID}),
        ("handler", "answer", ANSWER | {"internal_account": SAID, "public_reply": SAID}),
        ("reviewer", "approve", {"note": SAID}),
        ("reviewer", "close", {}),
    ]
    for who, command, data in steps:
        do(world, who, made.case_id, command, **data)
    rated = {"solved": False, "satisfaction": 1, "comment": SAID}
    actions.perform(made.case_id, "rate", by=AS_REPORTER, at=AT, data=rated)
    return made


def read_by(caller, made) -> dict[str, str]:
    """Every answer that holds words of the case, by its address."""
    one = f"{CASES}/{made.case_id}"
    addresses = [CASES, one, *(f"{one}/{part}" for part in ("timeline", "publication", "onward", "article"))]
    open311 = "start_date=2026-03-01T00:00:00Z&end_date=2026-03-10T00:00:00Z"
    addresses += [f"/open311/v2/{each}.json?{open311}" for each in ("requests", "servicerequestupdates")]
    answers = {address: caller.get(address) for address in addresses}
    answers["stale"] = caller.post(f"{one}/commands/note", {"text": "x"}, If_Match='"1"')
    statuses = {address: answer.status_code for address, answer in answers.items()}
    assert statuses == dict.fromkeys(statuses, 200) | {"stale": 412, f"{one}/article": statuses[f"{one}/article"]}
    return {address: json.dumps(answer.json(), ensure_ascii=False) for address, answer in answers.items()}


def test_no_address_tells_of_a_person_without_the_scope(world, told_everywhere):
    reads = make_caller(world, ("reviewer", "centre"), ("dispatcher", "centre"), scopes=("act", "contact", "read"))
    for address, answer in read_by(reads, told_everywhere).items():
        assert not any(secret in answer for secret in SECRETS), address
    file = reads.get(f"{CASES}/{told_everywhere.case_id}").json()
    assert file["body"] == "请找文昌花园***的某先生，电话***"
    assert (file["process"], file["state"]) == (Case.objects.get().process, Case.objects.get().state)


def test_with_the_scope_everything_stands_as_it_was_written(world, told_everywhere):
    reads = make_caller(world, ("reviewer", "centre"), ("dispatcher", "centre"), scopes=("act", "personal"))
    answers = read_by(reads, told_everywhere)
    for address in (CASES, f"{CASES}/{told_everywhere.case_id}", f"{CASES}/{told_everywhere.case_id}/timeline"):
        assert all(secret in answers[address] for secret in SECRETS), address


def test_what_cannot_be_masked_needs_the_scope(world, told_everywhere):
    where = f"{CASES}/{told_everywhere.case_id}/attachments/{Attachment.objects.get().pk}"
    reads = make_caller(world, ("dispatcher", "centre"), scopes=("read",))
    refused = reads.get(where)
    assert (refused.status_code, refused.json()["scope"]) == (403, "personal")
    (told,) = reads.get("/open311/v2/requests.json?start_date=2026-03-01T00:00:00Z").json()
    assert told["media_url"] is None
    sees = make_caller(world, ("dispatcher", "centre"), scopes=("personal",), name="sees")
    assert io.BytesIO(b"".join(sees.get(where).streaming_content)).read(4) == b"\x89PNG"


def test_the_code_that_opens_every_word_needs_the_scope(world, told_everywhere):
    where = f"{CASES}/{told_everywhere.case_id}/tracking-code"
    acts = make_caller(world, ("intake_clerk", "centre"), scopes=("act",))
    assert acts.post(where, {"purpose": "告知编码"}).status_code == 404
    sees = make_caller(world, ("intake_clerk", "centre"), scopes=("act", "personal"))
    assert sees.post(where, {"purpose": "告知编码"}).json()["tracking_code"] == told_everywhere.tracking_code


@pytest.mark.parametrize("wanted", ["19912345678", "501室", "王先生"])
def test_without_the_scope_nobody_is_searched_for(world, told_everywhere, wanted):
    reads = make_caller(world, ("dispatcher", "centre"), scopes=("read",))
    refused = reads.get(f"{CASES}?q={wanted}")
    assert (refused.status_code, refused.json()["scope"]) == (403, "personal")
    assert len(reads.get(f"{CASES}?q=文昌花园").json()["cases"]) == 1
    sees = make_caller(world, ("dispatcher", "centre"), scopes=("personal",), name="sees")
    assert sees.get(f"{CASES}?q={wanted}").status_code == 200


def test_masked_words_are_never_saved(world, told_everywhere):
    acts = make_caller(world, ("dispatcher", "centre"), scopes=("act",))
    assert acts.post(f"{CASES}/{told_everywhere.case_id}/commands/note", {"text": "看过"}).status_code == 200
    assert Case.objects.get().title == SAID
    assert TimelineEntry.objects.get(command="oversee").data["instruction"] == SAID


def test_that_a_system_was_given_the_scope_stands_on_record(world):
    caller = make_caller(world, ("dispatcher", "centre"), scopes=("read",))
    change_client(
        client_id=caller.id, name="x", contact="", scopes=["personal", "read"], expires_at=None, by=SYSTEM, at=AT
    )
    recorded = OrganisationChange.objects.filter(subject_kind="client", verb="change").get().data
    assert (recorded["before"]["scopes"], recorded["after"]["scopes"]) == (["read"], ["personal", "read"])


def test_systems_of_before_keep_what_they_had(world):
    before = {name: make_caller(world, scopes=scopes, name=name).id for name, scopes in _BEFORE.items()}
    for name in ("reads", "contacts"):
        Subscription.objects.create(
            client_id=before[name], name=name, url="https://example.cn", secret=b"", created_at=AT, fields=["summary"]
        )
    for app, name in (("organisations", "0011_personal_scope"), ("outbound", "0002_personal_field")):
        module = import_module(f"{apps.get_app_config(app).name}.migrations.{name}")
        with connection.cursor() as cursor:
            cursor.execute(module.KEPT)
    assert dict(Client.objects.values_list("name", "scopes")) == {
        "reads": ["personal", "read"],
        "contacts": ["act", "contact", "personal"],
        "hands in": ["create"],
    }
    assert dict(Subscription.objects.values_list("name", "fields")) == {
        "reads": ["summary"],
        "contacts": ["personal", "summary"],
    }
    recorded = OrganisationChange.objects.filter(subject_kind="client", verb="change", subject_id=before["reads"])
    assert recorded.get().data == {"before": {"scopes": ["read"]}, "after": {"scopes": ["personal", "read"]}}


_BEFORE = {"reads": ["read"], "contacts": ["act", "contact"], "hands in": ["create"]}
