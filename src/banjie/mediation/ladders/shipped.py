"""The ladders that come with Banjie."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from .model import Ladder, read


@cache
def shipped() -> Mapping[str, Ladder]:
    """By key. A fault in one is a fault of ours: BadLadder."""
    document = tomllib.loads((resources.files(__package__) / "ladders.toml").read_text("utf-8"))
    ladders = [read(each) for each in document["ladders"]]
    return {ladder.key: ladder for ladder in ladders}
