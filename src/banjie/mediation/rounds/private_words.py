"""The words by which private persons are told from matters and places: `private_words.toml`."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Final

_LISTED: Final[Mapping[str, str]] = tomllib.loads(
    (resources.files(__package__) / "private_words.toml").read_text("utf-8")
)


def _words(key: str) -> tuple[str, ...]:
    return tuple(_LISTED[key].split())


LABELS: Final = _words("labels")
ABBREVIATIONS: Final = _words("abbreviations")
ROSTERS: Final = _words("rosters")
TITLES: Final = _words("titles")
BEFORE_A_NAME: Final = _words("before_a_name")
AFTER_A_NAME: Final = _words("after_a_name")
PEOPLE_ONLY: Final = _words("people_only")
KIN: Final = _words("kin")
NO_NAMES: Final = _words("no_names")
BODIES: Final = _words("bodies")
PLACE_ENDINGS: Final = _words("place_endings")
