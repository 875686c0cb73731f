"""The small parts of the interface that need no database."""

import pkgutil
from collections import Counter
from importlib import import_module

import pytest
from pydantic import BaseModel

from banjie.api.problems import MEANINGS, Kind, ProblemFound, pointer
from banjie.api.reference import kind_of
from banjie.api.v1 import shapes
from banjie.api.v1.commands import expected_from, offered
from banjie.organisations.clients.scopes import Scope, narrowed
from banjie.organisations.permissions import ROLES, Permission
from banjie.platform.tokens import digest_of, hint_of, new_token


def test_pointers_escape_what_json_pointers_escape():
    assert pointer("contact", "phone") == "#/contact/phone"
    assert pointer("answers", "a/b~c", 0) == "#/answers/a~1b~0c/0"
    assert pointer() == "#"


def test_every_kind_of_problem_has_a_status_and_words():
    assert set(MEANINGS) == set(Kind)
    assert all(400 <= meaning.status < 600 and meaning.title for meaning in MEANINGS.values())


@pytest.mark.parametrize(("given", "version"), [(None, None), ("*", None), ('"7"', 7), (' "12" ', 12)])
def test_a_version_is_read_from_if_match(given, version):
    assert expected_from(given) == version


@pytest.mark.parametrize("given", ["7", 'W/"7"', '"x"', '"7", "8"', '"-1"', '"99999999999"'])
def test_a_tag_that_is_none_of_ours_is_not_guessed_at(given):
    with pytest.raises(ProblemFound):
        expected_from(given)


def test_scopes_leave_nothing_but_cases_articles_figures_numbers_and_channels():
    besides = {Permission.REPORTS_SEE, Permission.CLIENTS_EDIT}
    for role in ROLES.values():
        left = narrowed(role.permissions, [*Scope])
        assert left <= role.permissions
        assert all(permission.startswith(("cases.", "halls.", "knowledge.")) for permission in left - besides)
        without_channels = narrowed(role.permissions, {*Scope} - {Scope.CHANNELS})
        assert Permission.CLIENTS_EDIT not in without_channels


def test_reading_carries_out_nothing_and_shows_no_contact():
    left = narrowed(ROLES["dispatcher"].permissions, [Scope.READ])
    assert left == {Permission.CASES_SEARCH, Permission.CASES_SEE_AREA, Permission.CASES_SEE_CONFIDENTIAL}
    assert narrowed(ROLES["dispatcher"].permissions, [Scope.PERSONAL]) == left


def test_without_a_scope_nothing_is_left():
    assert narrowed(ROLES["dispatcher"].permissions, []) == frozenset()


def test_tokens_differ_and_their_digest_tells_them_apart():
    one, other = new_token("bjk_"), new_token("bjk_")
    assert digest_of(one) != digest_of(other)
    assert one.startswith(hint_of(one))
    assert len(hint_of(one)) < len(one) / 3


def test_what_only_a_reporter_does_is_not_offered_to_systems():
    commands = set(offered())
    assert "rate" not in commands
    assert {"accept", "assign", "answer", "close", "withdraw"} <= commands


def test_a_schema_is_told_in_a_few_words():
    assert kind_of({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}) == "string date | null"
    assert kind_of({"type": "array", "items": {"$ref": "#/components/schemas/Line"}}) == "[Line]"
    assert kind_of({"enum": ["open", "anonymous"]}) == "open | anonymous"


def test_no_two_shapes_have_one_name():
    """The description of the interface knows them by it alone: the second would be described as the first."""
    names = [
        (shape.__name__, module.__name__)
        for module in (
            import_module(f"{shapes.__name__}.{each.name}") for each in pkgutil.iter_modules(shapes.__path__)
        )
        for shape in vars(module).values()
        if isinstance(shape, type) and issubclass(shape, BaseModel) and shape.__module__ == module.__name__
    ]
    twice = {name for name, count in Counter(name for name, _module in names).items() if count > 1}
    assert [each for each in names if each[0] in twice] == []
