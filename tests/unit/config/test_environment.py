"""Settings come from the environment, and a bad one says its name and what is expected."""

import os
import stat

import pytest

from banjie.config import environment as env
from banjie.config import local_secrets


def test_a_setting_may_lie_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("BANJIE_X_FILE", str(tmp_path / "key"))
    assert env.text("BANJIE_X", "default") == "from the file"


def test_a_missing_setting_without_default_is_named(monkeypatch):
    monkeypatch.delenv("BANJIE_X", raising=False)
    with pytest.raises(env.BadSetting, match="BANJIE_X is not set"):
        env.text("BANJIE_X")


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("YES", True), ("off", False), ("", False)])
def test_flags_are_read_as_people_write_them(monkeypatch, value, expected):
    monkeypatch.setenv("BANJIE_X", value)
    assert env.flag("BANJIE_X", default=not expected) is expected


@pytest.mark.parametrize(("read", "value"), [(env.flag, "perhaps"), (env.number, "ten")])
def test_what_cannot_be_read_fails_loudly(monkeypatch, read, value):
    monkeypatch.setenv("BANJIE_X", value)
    with pytest.raises(env.BadSetting, match="BANJIE_X"):
        read("BANJIE_X", default=1)


def test_lists_are_split_at_commas(monkeypatch):
    monkeypatch.setenv("BANJIE_X", " a, b ,,c")
    assert env.listing("BANJIE_X") == ["a", "b", "c"]


def test_keys_are_made_once_and_kept_from_others(tmp_path):
    first = local_secrets.read_or_make(tmp_path)
    assert first == local_secrets.read_or_make(tmp_path)
    assert set(first) == {"BANJIE_SECRET_KEY", "BANJIE_CONTACT_KEYS"}
    assert stat.S_IMODE(os.stat(tmp_path / "secrets.env").st_mode) == 0o600
    assert list(tmp_path.glob(".secrets*")) == []
