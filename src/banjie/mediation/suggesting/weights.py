"""The weights by which mediators are put in order: data, and shown to everybody who sees an order."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """`of` are the weights by factor, adding up to 100; the shares are in thousandths."""

    of: Mapping[str, int]
    skill: Mapping[str, int]
    trade: Mapping[str, int]
    steps: tuple[int, ...]
    time: Mapping[str, int]
    soon_days: int
    panel_size: int
    mixture: int

    def points(self, factor: str, share: int) -> int:
        return self.of[factor] * share // 1000


@cache
def weights() -> Weights:
    """Those that are shipped. AssertionError: the table does not add up, a fault of ours."""
    found = tomllib.loads(_FILE.read_text("utf-8"))
    time = found["time"]
    read = Weights(
        found["weights"],
        found["skill"],
        found["trade"],
        tuple(found["place"]["steps"]),
        {name: share for name, share in time.items() if name != "soon_days"},
        time["soon_days"],
        found["panel"]["size"],
        found["panel"]["mixture"],
    )
    assert sum(read.of.values()) == 100
    return read
