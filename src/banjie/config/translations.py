"""Collecting and compiling translations. Compiling needs no gettext tools, so a fresh machine has every word."""

import io
import os
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGE = "zh_Hans"


def compile_stale(folder: Path) -> int:
    """Compiles every .po that is newer than its .mo. Returns how many."""
    compiled = 0
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        catalogue = read_po(io.BytesIO(source.read_bytes()))
        buffer = io.BytesIO()
        write_mo(buffer, catalogue)
        draft = target.with_suffix(".mo.new")
        draft.write_bytes(buffer.getvalue())
        draft.replace(target)
        compiled += 1
    return compiled


def collect(root: Path, *, check: bool) -> list[str]:
    """Collects strings into the .po file. Returns what is untranslated or, with `check`, not collected."""
    path = root / "src/banjie/locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
    before = path.read_bytes() if path.exists() else b""
    _makemessages(root / "src/banjie")
    try:
        problems = _missing(path)
        if check and _entries(before) != _entries(path.read_bytes()):
            problems.append(f"{path.relative_to(root)} is out of date. Run: make messages")
    finally:
        if check:
            path.write_bytes(before)
    if not check:
        compile_stale(root / "src/banjie/locale")
    return problems


def _makemessages(package: Path) -> None:
    # -P: with the package as working directory, its `platform` would pass for the standard library's.
    command = [sys.executable, "-P", "-m", "django", "makemessages", "--locale", LANGUAGE, "--no-location"]
    command += ["--no-wrap", "--no-obsolete", "--ignore", "migrations/*", "--verbosity", "0"]
    without_settings = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(  # noqa: S603
        command, cwd=package, env=without_settings, check=True, capture_output=True, text=True
    )


def _entries(content: bytes) -> set[tuple[str | None, str]]:
    catalogue = read_po(io.BytesIO(content))
    return {(message.context, str(message.id)) for message in catalogue if message.id}


def _missing(path: Path) -> list[str]:
    catalogue = read_po(io.BytesIO(path.read_bytes()))
    faults = []
    for message in catalogue:
        # A message with a plural has a tuple of words, one for each form.
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(words)):
            faults.append(f"not translated: {str(message.id)[:90]!r}")
    return faults
