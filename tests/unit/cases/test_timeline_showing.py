"""A timeline to be read: every entry is on some side, and only runs of alarms are folded."""

from datetime import UTC, datetime, timedelta

import pytest

from banjie.cases.queries import EntryLine
from banjie.cases.wording import HAPPENED
from banjie.web.workbench.timeline_showing import FOLDED_FROM, Show, chosen, stretches, tabs

AT = datetime(2026, 3, 2, tzinfo=UTC)


def line(number: int, command: str, *, actor: str = "staff", sees: bool = False) -> EntryLine:
    data = {"clock": "handle", "audience": "handler"} if command == "alarm" else {}
    return EntryLine(
        number, AT + timedelta(hours=number), command, "", "handling", actor, None, "某某", None, "", sees, data
    )


def told(commands: list[str], show: Show = Show.ALL) -> list[list[str]]:
    lines = [line(number, command) for number, command in enumerate(commands, 1)]
    return [[each.line.command for each in stretch.entries] for stretch in stretches(lines, show)]


def test_runs_of_alarms_are_folded_and_few_are_not():
    alarms = ["alarm"] * FOLDED_FROM
    assert told(["submit", *alarms, "answer"]) == [["answer"], alarms, ["submit"]]
    assert told(["alarm", "alarm"]) == [["alarm"], ["alarm"]]
    assert told(["alarm", "alarm", "claim", "alarm"]) == [["alarm"], ["claim"], ["alarm"], ["alarm"]]


def test_the_newest_stands_first_within_a_fold_too():
    lines = [line(number, "alarm") for number in (1, 2, 3)]
    (fold,) = stretches(lines, Show.ALL)
    assert [each.line.sequence for each in fold.entries] == [3, 2, 1]
    assert fold.folded


@pytest.mark.parametrize("command", sorted(HAPPENED))
def test_every_entry_is_found_on_the_whole_and_on_a_side_that_suits_it(command):
    assert told([command]) == [[command]]
    sides = {show for show in (Show.WORK, Show.DEADLINES) if told([command], show)}
    assert sides or command in {"erase_contact", "rehome", "tell_code", "unmask_contact"}


def test_the_reporters_side_holds_what_they_said_and_what_they_see():
    lines = [line(1, "remind", actor="reporter"), line(2, "note"), line(3, "assign", sees=True)]
    found = [stretch.entries[0].line.command for stretch in stretches(lines, Show.REPORTER)]
    assert found == ["assign", "remind"]


def test_an_address_that_cannot_be_read_shows_everything():
    assert chosen("deadlines") is Show.DEADLINES
    assert chosen("nonsense") is Show.ALL
    assert [tab["current"] for tab in tabs(Show.WORK)] == [False, True, False, False]
