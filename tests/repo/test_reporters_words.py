"""Whatever a reporter is shown of a matter has words of its own, in every process."""

from banjie.core.workflow import shipped
from banjie.web.resident import plain_words

PROCESSES = list(shipped().values())


def test_every_entry_that_a_reporter_sees_is_told_in_plain_words():
    shown = {key for process in PROCESSES for key, command in process.commands.items() if command.resident_sees}
    assert shown - plain_words.HAPPENED.keys() == set()


def test_every_state_stands_on_one_of_the_stages():
    staged = set().union(*(states for _label, states in plain_words.STAGES))
    assert {state for process in PROCESSES for state in process.states} == staged
