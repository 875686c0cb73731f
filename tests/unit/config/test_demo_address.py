"""What the demo prints names the address that it is served under."""

import os

import pytest
import typer

from banjie.config.cli import demo as command


@pytest.fixture
def started(monkeypatch, tmp_path):
    """The public address at the moment at which the settings are read."""
    seen: list[str | None] = []

    def start():
        seen.append(os.environ.get("BANJIE_PUBLIC_URL"))
        raise typer.Exit

    monkeypatch.setenv("BANJIE_PUBLIC_URL", "-")
    monkeypatch.delenv("BANJIE_PUBLIC_URL")
    monkeypatch.setattr(command, "start_django", start)
    monkeypatch.setattr(command, "FOLDER", tmp_path)

    def starting(**options):
        with pytest.raises(typer.Exit):
            command.demo(**{"reset": False, "load_only": False, "host": "127.0.0.1", "port": 8000} | options)
        return seen[-1]

    return starting


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ({}, "http://localhost:8000"),
        ({"port": 8631}, "http://localhost:8631"),
        ({"host": "0.0.0.0", "port": 80}, "http://localhost:80"),
        ({"host": "demo.example.com", "port": 8080}, "http://demo.example.com:8080"),
    ],
)
def test_it_is_that_of_its_port(started, options, address):
    assert started(**options) == address


def test_the_setting_stands_above_it(started, monkeypatch):
    monkeypatch.setenv("BANJIE_PUBLIC_URL", "https://banjie.example.com")
    assert started(port=8631) == "https://banjie.example.com"
