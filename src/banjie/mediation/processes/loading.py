"""Reads the processes of this folder."""

import tomllib
from functools import cache
from importlib import resources

from banjie.core.workflow import Process, load


@cache
def process(name: str, version: int = 1) -> Process:
    """The declared process. A fault in one is a fault of ours: BadProcess; KeyError if there is none."""
    found = resources.files(__package__) / f"{name}-{version}.toml"
    if not found.is_file():
        raise KeyError(f"{name}-{version}")
    return load(tomllib.loads(found.read_text("utf-8")))
