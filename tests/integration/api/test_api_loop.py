"""Two systems and a reporter take a case round, and each may do no more than its part."""

import io

from PIL import Image

from banjie.cases import integrity
from banjie.cases.models import Case, TimelineEntry
from tests.integration.api.callers import CASES, make_caller, matter
from tests.integration.cases.world import POINT_EAST

ANSWER = {
    "found_true": True,
    "within_duty": True,
    "contacted_how": "phone",
    "contacted_at": "2026-03-02T03:00:00Z",
    "solved": "solved",
    "internal_account": "换灯泡一只。",
    "public_reply": "路灯已修复。",
}


def picture() -> io.BytesIO:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "PNG")
    content.seek(0)
    content.name = "lamp.png"
    return content


def do(caller, case, command, body=None, **headers):
    return caller.post(f"{CASES}/{case['case_id']}/commands/{command}", body, **headers)


def test_a_case_goes_round_through_the_interface(world, centre, case):
    handler = make_caller(world, ("handler", "urban"))
    reviewer = make_caller(world, ("reviewer", "centre"))
    steps = [
        do(centre, case, "accept"),
        do(centre, case, "assign", {"lead": world.units["urban"].pk}),
        do(handler, case, "claim", {"handler": world.staff["handler"].pk}),
        do(handler, case, "answer", ANSWER),
        do(reviewer, case, "approve"),
        do(reviewer, case, "close"),
        centre.post(f"/api/v1/tracking/{case['tracking_code']}/rate", {"solved": True, "satisfaction": 5}),
    ]
    assert [step.status_code for step in steps] == [200] * 7, [step.content for step in steps]
    assert steps[-1].json()["state"] == "finished"
    assert Case.objects.get(id=case["case_id"]).handler_id == world.staff["handler"].pk
    assert [fault for fault in integrity.verify() if isinstance(fault, integrity.Fault)] == []
    told = centre.get(f"{CASES}/{case['case_id']}/timeline?after=6").json()
    assert [entry["command"] for entry in told["timeline"]] == ["close", "rate"]


def test_a_system_says_who_handles_a_case(world, centre, case):
    do(centre, case, "accept")
    do(centre, case, "assign", {"lead": world.units["urban"].pk})
    handler = make_caller(world, ("handler", "urban"))
    refused = do(handler, case, "claim")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"].startswith("#")


def test_what_is_not_a_clients_part_is_forbidden_with_the_reason(world, centre, case):
    reviewer = make_caller(world, ("reviewer", "centre"))
    refused = do(reviewer, case, "accept")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours")


def test_what_the_state_does_not_allow_is_refused_with_the_state(centre, case):
    refused = do(centre, case, "resume")
    assert refused.status_code == 409
    assert refused.json()["code"] == "wrong_state"
    assert (refused.json()["command"], refused.json()["state"]) == ("resume", "received")
    assert "moved on" in refused.json()["detail"]


def test_what_a_command_names_must_exist(world, centre, case):
    do(centre, case, "accept")
    refused = do(centre, case, "assign", {"lead": 10**12})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {"code": "unit_unknown", "detail": "There is no such unit, or it is no longer in use.", "pointer": "#/lead"}
    ]


def test_who_saw_an_older_version_is_told_what_happened_since(centre, case):
    seen = centre.get(f"{CASES}/{case['case_id']}")["ETag"]
    assert do(centre, case, "note", {"text": "先看看"}, If_Match=seen).status_code == 200
    stale = do(centre, case, "accept", If_Match=seen)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert stale.json()["entries"] == 2
    assert [entry["command"] for entry in stale.json()["happened_since"]] == ["note"]
    assert Case.objects.get(id=case["case_id"]).state == "received"
    fresh = do(centre, case, "accept", If_Match='"2"')
    assert (fresh.status_code, fresh["ETag"]) == (200, '"3"')
    assert do(centre, case, "note", {"text": "x"}, If_Match='W/"3"').status_code == 400


def test_the_actions_offered_are_those_that_work_and_the_withheld_say_why(world, centre):
    made = centre.post(CASES, matter(world, category=None)).json()
    offer = centre.get(f"{CASES}/{made['case_id']}/actions").json()
    allowed = {each["command"]: each["href"] for each in offer["allowed"]}
    withheld = {each["command"]: each["code"] for each in offer["withheld"]}
    assert withheld["accept"] == "category_known"
    assert centre.post(allowed["note"], {"text": "问过了"}).status_code == 200


def test_what_a_client_may_not_see_does_not_exist(world, centre, case):
    west = make_caller(world, ("dispatcher", "west_centre"), area=world.townships[0])
    east = centre.post(CASES, matter(world, longitude=POINT_EAST[0])).json()
    assert west.get(f"{CASES}/{case['case_id']}").status_code == 200
    for path in ("", "/timeline", "/actions"):
        assert west.get(f"{CASES}/{east['case_id']}{path}").status_code == 404
    assert do(west, east, "accept").status_code == 404
    assert [each["id"] for each in west.get(CASES).json()["cases"]] == [case["case_id"]]


def test_a_case_is_read_without_its_contact_or_its_key(centre, case):
    told = centre.get(f"{CASES}/{case['case_id']}")
    assert told.json()["has_contact"] is True
    assert b"19900000001" not in told.content
    assert case["tracking_code"].encode() not in told.content
    assert told.json()["clocks"][0]["name"] == "whole"


def test_a_contact_is_told_for_a_purpose_that_goes_on_record(world, centre, case):
    path = f"{CASES}/{case['case_id']}/contact"
    assert centre.post(path, {}).status_code == 422
    assert centre.post(path, {"purpose": " "}).status_code == 422
    assert centre.post(path, {"purpose": "上门前\u0000联系"}).json()["phone"] == "19900000001"
    assert TimelineEntry.objects.get(command="unmask_contact").data == {"purpose": "上门前联系"}
    blind = make_caller(world, ("dispatcher", "centre"), scopes=("act", "read"))
    assert blind.post(path, {"purpose": "上门前联系"}).status_code == 404


def test_lists_are_narrowed_and_paged(world, centre):
    for number in range(3):
        centre.post(CASES, matter(world, title=f"事 {number}"))
    first = centre.get(f"{CASES}?limit=2&order=newest&state=received")
    assert [each["title"] for each in first.json()["cases"]] == ["事 2", "事 1"]
    following = first["Link"].partition("<")[2].partition(">")[0]
    assert [each["title"] for each in centre.get(following).json()["cases"]] == ["事 0"]
    assert centre.get(f"{CASES}?state=closed").json() == {"cases": [], "next_cursor": ""}
    assert centre.get(f"{CASES}?limit=999").status_code == 422


def test_a_file_goes_in_once_and_comes_out_as_it_was_stored(centre, case):
    path = f"{CASES}/{case['case_id']}/attachments"
    first = centre.upload(path, picture(), resident_sees="true")
    again = centre.upload(path, picture())
    assert (first.status_code, again.status_code) == (201, 200), first.content
    assert again.json()["repeated"] is True
    given = centre.get(first["Location"])
    assert given["Content-Type"] == "image/png"
    assert b"".join(given.streaming_content).startswith(b"\x89PNG")
    assert centre.get(f"{path}/999999").status_code == 404


def test_a_file_that_is_none_is_refused_by_its_content(centre, case):
    fake = io.BytesIO(b"MZ\x90\x00 this is a program")
    fake.name = "photo.png"
    refused = centre.upload(f"{CASES}/{case['case_id']}/attachments", fake)
    assert refused.status_code == 422
    assert refused.json()["type"].endswith("file-refused")
    assert centre.get(f"{CASES}/{case['case_id']}").json()["attachments"] == []


def test_a_client_that_only_reads_attaches_nothing(world, case):
    reader = make_caller(world, ("dispatcher", "centre"), scopes=("read",))
    assert reader.upload(f"{CASES}/{case['case_id']}/attachments", picture()).status_code == 403


def test_the_reporter_follows_the_case_by_its_code_alone(client, case):
    path = f"/api/v1/tracking/{case['tracking_code']}"
    told = client.get(path)
    assert told.status_code == 200
    assert told["Referrer-Policy"] == "no-referrer"
    assert "withdraw" in told.json()["allowed"]
    assert "case_id" not in told.json()
    added = client.post(f"{path}/add_information", {"text": "今天也不亮"}, content_type="application/json")
    assert added.status_code == 200
    file = client.post(f"{path}/attachments", {"file": picture()})
    assert file.status_code == 201
    assert client.get(file["Location"]).status_code == 200
    gone = client.post(f"{path}/withdraw", {"reason": "修好了"}, content_type="application/json")
    assert gone.json()["state"] == "withdrawn"
    assert client.get("/api/v1/tracking/AAAAAAAAAAAA").status_code == 404
    assert client.post(f"{path}/accept", {}, content_type="application/json").status_code == 404
