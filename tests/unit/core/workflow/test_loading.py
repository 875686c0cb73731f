"""A declaration that could strand a case is refused, with every fault named."""

import copy

import pytest

from banjie.core.workflow import BadProcess, load, newest, refusal_codes, shipped

SOUND = {
    "key": "small",
    "version": 3,
    "start": "begun",
    "states": {
        "begun": {"responsible": "intake_clerk", "step": "accept"},
        "done": {"open": False, "final": True},
    },
    "commands": {"accept": {"from": ["begun"], "to": "done", "by": ["intake_clerk"]}},
}


def test_a_sound_process_loads():
    process = load(SOUND)
    assert process.name == "small-3"
    assert process.steps == ("accept",)


def changed(path, value):
    declared = copy.deepcopy(SOUND)
    place = declared
    for key in path[:-1]:
        place = place.setdefault(key, {})
    place[path[-1]] = value
    return declared


@pytest.mark.parametrize(
    ("declared", "problem"),
    [
        (changed(["start"], "nowhere"), "starts in nowhere"),
        (changed(["commands", "accept", "from"], ["done"]), "begun cannot be left"),
        (changed(["states", "begun"], {"responsible": "intake_clerk"}), "begun has no clock"),
        (changed(["states", "begun"], {"step": "accept"}), "begun is nobody's"),
        (changed(["commands", "accept", "guards"], ["moon_is_full"]), "moon_is_full, which is no guard"),
        (changed(["commands", "accept", "by"], []), "accept is nobody's"),
        (changed(["commands", "accept", "to"], "limbo"), "limbo, which is no state"),
        (changed(["states", "alone"], {"open": False, "final": True}), "alone is never reached"),
        (changed(["states", "done"], {"final": True}), "done is final and open"),
        (changed(["commands", "accept", "to"], "<"), "goes back from a state that remembers nothing"),
    ],
)
def test_a_process_that_could_strand_a_case_is_refused(declared, problem):
    with pytest.raises(BadProcess) as caught:
        load(declared)
    assert problem in str(caught.value)


def test_every_fault_is_named_at_once():
    declared = changed(["states", "begun"], {})
    with pytest.raises(BadProcess) as caught:
        load(declared)
    assert {"state begun is nobody's", "state begun has no clock"} <= set(caught.value.problems)


def test_a_refusal_without_a_text_is_refused():
    declared = changed(["commands", "accept", "guards"], ["category_known"])
    with pytest.raises(BadProcess, match="refusal category_known has no text"):
        load(declared, worded={"wrong_state", "not_yours", "unknown_command", "unknown_outcome"})


def test_an_unknown_capacity_is_refused():
    with pytest.raises(ValueError, match="wizard"):
        load(changed(["commands", "accept", "by"], ["wizard"]))


def test_the_fast_process_is_the_standard_one_and_more():
    standard, fast = shipped()["standard-1"], shipped()["fast-1"]
    assert fast.states.items() >= standard.states.items()
    assert fast.commands["note"].sources > standard.commands["note"].sources


def test_a_new_case_gets_the_newest_version():
    assert newest("standard").version == max(p.version for p in shipped().values() if p.key == "standard")
    with pytest.raises(KeyError):
        newest("unheard_of")


def test_refusal_codes_include_the_guards():
    assert refusal_codes(shipped()["standard-1"]) >= {"wrong_state", "not_yours", "reopens_left"}
