"""The demo's cases are varied, sound, and such as the product itself would have let happen."""

import re
import tomllib
from collections import Counter

import pytest
from demo.build_cases import build
from demo.casework.reference import Reference
from shapely.geometry import Point

from banjie.cases.intake.draft import Submission
from banjie.cases.publishing.rules import findings
from banjie.core.workflow import newest

from .district import DEMO, DISTRICTS, categories, district
from .walking import walk

PHONES = {"qinghe": r"1990000\d{4}", "milbrook": r"555-01\d{2}"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", DISTRICTS)
def test_every_script_is_one_that_the_process_and_the_rights_of_staff_allow(name: str) -> None:
    d = district(name)
    assert all(walk(d, case).seen for case in d.cases)


@pytest.mark.parametrize("name", DISTRICTS)
def test_codes_in_cases_exist(name: str) -> None:
    d = district(name)
    order = {case["ref"]: number for number, case in enumerate(d.cases)}
    assert len(order) == len(d.cases)
    known = categories()
    for case in d.cases:
        assert case["category"] in known
        assert len(case["category"]) == 6
        assert case["area"] in d.leaves
        assert case["about_unit"] is None or case["about_unit"] in d.units
        people = {case["entered_by"], *(step["by"] for step in case["script"])} - {"reporter", "system"}
        assert people <= set(d.staff)
        for step in case["script"]:
            assert {step["data"].get(key) for key in ("lead", "unit")} - {None} <= set(d.units)
            into = step["data"].get("into")
            assert into is None or order[into] < order[case["ref"]]


@pytest.mark.parametrize("name", DISTRICTS)
def test_every_case_is_a_submission_that_intake_accepts(name: str) -> None:
    reference = Reference(DEMO / name, DEMO / "qinghe" / "catalogue")
    for case in district(name).cases:
        fields = ("title", "body", "kind", "category", "level", "answers", "place_text")
        Submission.model_validate(
            {key: case[key] for key in (*fields, "longitude", "latitude", "identity", "public")}
            | {"contact": case["contact"] or {}}
        )
        raw = {
            key: ("yes" if value is True else "no" if value is False else value)
            for key, value in case["answers"].items()
        }
        assert reference.answers(case["category"], raw) == case["answers"]


@pytest.mark.parametrize("name", DISTRICTS)
def test_every_case_lies_in_its_area(name: str) -> None:
    d = district(name)
    for case in d.cases:
        assert d.borders[case["area"]].covers(Point(case["longitude"], case["latitude"])), case["ref"]


@pytest.mark.parametrize("name", DISTRICTS)
def test_everything_has_happened_by_the_time_the_demo_is_loaded(name: str) -> None:
    for case in district(name).cases:
        hours = [step["after_hours"] for step in case["script"]]
        assert hours == sorted(hours), case["ref"]
        assert all(hour >= 0 for hour in hours), case["ref"]
        received = case["received"]
        passed = received.get("hours_ago") or received["days_ago"] * 24 - _clock(received["time"])
        assert passed <= 90 * 24
        assert not hours or hours[-1] < passed, case["ref"]


def test_no_two_bodies_or_titles_are_the_same() -> None:
    cases = [case for name in DISTRICTS for case in district(name).cases]
    for key in ("title", "body"):
        repeated = [text for text, count in Counter(case[key] for case in cases).items() if count > 1]
        assert not repeated


def test_there_are_about_five_hundred_cases_and_thirty_in_english() -> None:
    assert 430 <= len(district("qinghe").cases) <= 500
    assert 28 <= len(district("milbrook").cases) <= 35


def test_every_state_and_every_command_is_shown() -> None:
    d = district("qinghe")
    ends = Counter(walk(d, case).state for case in d.cases)
    assert set(newest("standard").states) <= set(ends)
    used = {step["command"] for case in d.cases for step in case["script"]}
    # What is a capability's own is shown by its own files.
    assert {key for key, command in newest("fast").commands.items() if not command.of} - used == set()


def test_every_situation_a_newcomer_looks_for_is_there() -> None:
    d = district("qinghe")
    walks = {case["ref"]: walk(d, case) for case in d.cases}
    opened = [w for w in walks.values() if w.state in ("handling", "assigned", "waiting", "suspended")]
    assert any(w.extension_pending for w in opened)
    assert any(w.oversight_open for w in opened)
    assert any(not all(w.assisting.values()) for w in opened)
    assert any(w.reopens and w.state not in ("finished", "closed") for w in walks.values())


def test_some_open_cases_are_overdue_and_some_nearly() -> None:
    d = district("qinghe")
    # Seven working days are over after three weeks whatever the holidays; urgent cases have 24 hours in all.
    late = [c for c in d.cases if c["received"].get("days_ago", 0) >= 21 and c["level"] == "general"]
    near = [c for c in d.cases if 17 < c["received"].get("hours_ago", 0) < 24 and c["level"] == "urgent"]
    assert sum(walk(d, case).state in ("handling", "assigned") for case in late) >= 3
    assert sum(walk(d, case).state in ("handling", "assigned") for case in near) >= 3


def test_cases_come_in_by_every_channel_of_every_kind_and_from_every_township() -> None:
    cases = district("qinghe").cases
    assert {case["channel"] for case in cases} >= {"hotline", "counter", "web", "field", "wechat", "email"}
    assert {case["kind"] for case in cases} == {"report", "request", "enquiry", "complaint", "suggestion", "dispute"}
    assert {case["level"] for case in cases} == {"general", "elevated", "urgent", "critical"}
    assert {case["identity"] for case in cases} == {"open", "confidential", "anonymous"}
    assert {case["area"][:4] for case in cases} == set(district("qinghe").children["QH"])


@pytest.mark.parametrize("name", DISTRICTS)
def test_contacts_are_invented_and_anonymous_ones_are_absent(name: str) -> None:
    for case in district(name).cases:
        assert (case["contact"] is None) == (case["identity"] == "anonymous" or case["channel"] == "field")
        assert case["contact"] is None or re.fullmatch(PHONES[name], case["contact"]["phone"])
    numbers = [case["contact"]["phone"] for case in district(name).cases if case["contact"]]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("name", DISTRICTS)
def test_no_text_holds_a_telephone_number_an_identity_number_or_a_link(name: str) -> None:
    for path in sorted((DEMO / name).glob("**/*.toml")):
        text = path.read_text("utf-8")
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|\d{15,18}|(?<!\d)0(?!000-)\d{2,3}-\d{7,8}|https?://", text), (
            path.name
        )


@pytest.mark.parametrize("name", DISTRICTS)
def test_whoever_is_anonymous_was_not_spoken_to(name: str) -> None:
    for case in district(name).cases:
        how = {step["data"].get("contacted_how") for step in case["script"]} - {None}
        if case["identity"] == "anonymous":
            assert how <= {"not_possible", "not_needed"}, case["ref"]


def test_chinese_is_chinese_and_not_broken() -> None:
    for case in district("qinghe").cases:
        text = " ".join([case["title"], case["body"], *(_sentences(step["data"]) for step in case["script"])])
        assert CHINESE.search(case["title"]), case["ref"]
        assert not re.search(r"[\ufffd\u0080-\u009f{}]|锟斤拷|烫烫|Ã|â€", text), case["ref"]
        assert not re.search(r"[\u4e00-\u9fff][,;?!][\u4e00-\u9fff]", text), case["ref"]
    assert not any(CHINESE.search(str(case)) for case in district("milbrook").cases)


def test_what_the_demo_shows_publicly_may_be_shown_and_tells_of_nobody() -> None:
    rows = categories()
    cases = {case["ref"]: case for case in district("qinghe").cases}
    shown = tomllib.loads((DEMO / "qinghe" / "public.toml").read_text(encoding="utf-8"))
    assert len(shown) > 10
    for ref, said in shown.items():
        assert rows[cases[ref]["category"]]["public"] == "yes", ref
        assert cases[ref]["public"], ref
        assert findings(*said.values()) == [], ref


def test_sensitive_cases_and_disputes_are_never_public() -> None:
    rows = categories()
    for name in DISTRICTS:
        for case in district(name).cases:
            if case["public"]:
                assert rows[case["category"]]["sensitive"] == "no"
                assert case["kind"] != "dispute"
                assert case["identity"] == "open"


@pytest.mark.parametrize("name", DISTRICTS)
def test_the_file_is_what_the_stories_make(name: str) -> None:
    assert build(name) == district(name).cases


def _clock(text: str) -> float:
    hours, minutes = text.split(":")
    return int(hours) + int(minutes) / 60


def _sentences(data: dict[str, object]) -> str:
    return " ".join(value for value in data.values() if isinstance(value, str))
