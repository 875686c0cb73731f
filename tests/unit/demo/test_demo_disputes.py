"""The demo's disputes are told soundly: of many types, of people and offices that exist, in words the loader knows."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from banjie.config.mediation_demo.happening import VERBS
from banjie.config.mediation_demo.reading import Told, read
from banjie.mediation.kinds import kinds
from banjie.mediation.ladders import shipped
from banjie.organisations.permissions import ROLES
from banjie.organisations.permissions.permission import Permission

from .district import DEMO, DISTRICTS, district, rows

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FULL_FILES = 5


def told(name: str) -> list[Told]:
    return read(DEMO / name / "disputes.toml")


def test_there_are_sixty_disputes_of_more_than_twenty_types() -> None:
    qinghe = told("qinghe")
    assert len(qinghe) == 60
    assert len({each.kind for each in qinghe}) > 20
    assert 3 <= len(told("milbrook")) <= 4
    assert sum(bool(each.ends) for each in qinghe) == FULL_FILES


@pytest.mark.parametrize("name", DISTRICTS)
def test_every_dispute_among_the_cases_is_told_once(name: str) -> None:
    refs = [each.ref for each in told(name)]
    mediated = {case["ref"] for case in district(name).cases if case["kind"] == "dispute"}
    assert sorted(refs) == sorted(mediated)


@pytest.mark.parametrize("name", DISTRICTS)
def test_types_verbs_and_people_are_known(name: str) -> None:
    mediating = {row["username"] for row in rows(DEMO / name / "mediators.csv")}
    for each in told(name):
        assert each.kind in kinds(), each.ref
        assert not each.by or each.by in mediating, each.ref
        assert not {step.verb for step in each.steps} - set(VERBS), each.ref
        places = {party.place for party in each.parties}
        named = {word for step in each.steps for word in step.arguments if re.fullmatch(r"[A-D]\d", word)}
        exhibits = {f"{side}{number}" for side in "ABCDM" for number in range(1, 4)}
        assert named <= places | exhibits, each.ref


@pytest.mark.parametrize("name", DISTRICTS)
def test_what_is_mediated_has_two_sides_and_nobody_of_it_is_alone(name: str) -> None:
    for each in told(name):
        if not each.by:
            continue
        assert len({party.place[0] for party in each.parties}) >= 2, each.ref
        for party in each.parties:
            roles = {beside.role for beside in party.beside}
            assert not party.minor or "guardian" in roles, each.ref
            assert (party.stands_for or 1) < 10 or "elected" in roles, each.ref
            assert party.reads != "en" or name == "milbrook" or "interpreter" in roles, each.ref


@pytest.mark.parametrize("name", DISTRICTS)
def test_whoever_mediates_holds_a_post_that_may_in_the_committee_of_the_list(name: str) -> None:
    d = district(name)
    committees = {row["unit"] for row in rows(DEMO / name / "committees.csv")}
    assert committees <= set(d.units)
    for row in rows(DEMO / name / "mediators.csv"):
        post = d.staff[row["username"]]
        assert row["unit"] in committees
        assert post["unit"] == row["unit"]
        assert Permission.MEDIATION_MEDIATE in ROLES[post["role"]].permissions
        assert set(filter(None, row["skills"].split(";"))) <= set(kinds())
        assert set(row["areas"].split(";")) <= set(d.features)


def test_every_unit_that_ladders_lead_to_is_a_committee() -> None:
    d = district("qinghe")
    wanted = {rung.unit_role for rung in shipped()["people"].rungs}
    able = {code for code, row in d.units.items() if wanted & set(row["roles"].split(";"))}
    assert able <= {row["unit"] for row in rows(DEMO / "qinghe" / "committees.csv")}
    villages = {d.units[code]["area"] for code in able if d.units[code]["level"] == "village"}
    assert villages == {code for code, feature in d.features.items() if feature["level"] == "village"}


def test_steps_of_a_dispute_stand_in_the_order_in_which_they_happen_or_are_sorted_by_it() -> None:
    received = NOW - timedelta(days=80)
    for each in told("qinghe"):
        moments = [step.when.moment(received=received, now=NOW) for step in each.steps]
        assert all(moment >= received for moment in moments), each.ref


def test_every_way_that_mediation_can_take_is_told() -> None:
    said = {(step.verb, *step.arguments[:1]) for each in told("qinghe") for step in each.steps}
    verbs = {verb for verb, *_ in said}
    assert verbs >= {
        "abandon", "again", "agree", "amend", "back", "breach", "call_off", "confirmed", "correction", "counter",
        "court_refused", "draft", "hold_open", "in_court", "join", "lapse", "move", "object", "planned", "prolong",
        "proposed", "readout", "recuse", "referral", "report", "return", "signing", "submit", "suspend", "tie",
        "uphold", "up", "visit", "waive", "withdraw_court", "withdraw_offer",
    }  # fmt: skip
    assert {("meet", "joint"), ("meet", "A"), ("meet", "B"), ("agree", "oral"), ("agree", "written")} <= said
    assert {("referral", "court"), ("referral", "police"), ("end", "absent"), ("end", "no_agreement")} <= said


def test_what_cannot_be_read_says_which_dispute_it_is(tmp_path: Path) -> None:
    file = tmp_path / "disputes.toml"
    file.write_text('[[dispute]]\nref = "one"\nkind = "family"\nsides = "C1 +guardian by_law 某人"\n', "utf-8")
    with pytest.raises(ValueError, match="one: "):
        read(file)
