"""The `banjie` command: its help reads well, and its exit codes can be relied on."""

import pytest
from typer.testing import CliRunner

from banjie.config.cli.main import app

RUNNER = CliRunner()
COMMANDS = [command.name for command in app.registered_commands] + [group.name for group in app.registered_groups]


def test_the_help_names_every_command():
    result = RUNNER.invoke(app, ["--help"])
    assert result.exit_code == 0
    assert {"serve", "worker", "demo", "import", "verify", "process", "doctor"} <= set(COMMANDS)
    assert all(name in result.output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    result = RUNNER.invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 5


def test_a_process_that_holds_together_is_accepted(tmp_path):
    file = tmp_path / "small.toml"
    file.write_text(
        'key = "small"\nversion = 1\nstart = "begun"\n'
        '[states]\nbegun = { responsible = "intake_clerk", step = "accept" }\ndone = { open = false, final = true }\n'
        '[commands.accept]\nfrom = ["begun"]\nto = "done"\nby = ["intake_clerk"]\n'
    )
    assert RUNNER.invoke(app, ["process", "check", str(file)]).exit_code == 0


@pytest.mark.parametrize(("text", "code"), [("key = ", 2), ('key = "x"\nversion = 1\nstart = "nowhere"\n', 1)])
def test_a_process_that_does_not_is_refused_with_a_code(tmp_path, text, code):
    file = tmp_path / "bad.toml"
    file.write_text(text)
    assert RUNNER.invoke(app, ["process", "check", str(file)]).exit_code == code


def test_the_drawings_in_docs_are_current():
    assert RUNNER.invoke(app, ["process", "draw", "--check"]).exit_code == 0


def test_a_word_that_is_no_action_on_keys_is_refused():
    assert RUNNER.invoke(app, ["keys", "burn"]).exit_code == 2
