"""Whether texts, or what they are about, have moved away from what a model learned; week by week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

# A text of which less than this is known is foreign to the model.
HALF: Final = 0.5
_FOREIGN: Final = 0.15
_SHIFTED: Final = 0.25
_LEAST: Final = 30


@dataclass(frozen=True, slots=True)
class Week:
    """`foreign` of the `texts` held mostly what the model does not know; `right` of the `settled` were told right.

    `shift` is the share of matters that would have to be told otherwise for what was said to be spread over the
    categories as it came out: 0 for the same spread, 1 for nothing in common.
    """

    begins: date
    texts: int
    foreign: int
    settled: int
    right: int
    shift: float

    @property
    def drifts(self) -> bool:
        """Whether somebody should look: a model learned anew is due."""
        return self.texts >= _LEAST and (
            self.foreign / self.texts > _FOREIGN or (self.settled >= _LEAST and self.shift > _SHIFTED)
        )


def shift(said: Mapping[str, int], came: Mapping[str, int]) -> float:
    """Half the sum of the differences between two spreads, each taken as shares."""
    whole_said, whole_came = sum(said.values()), sum(came.values())
    if not whole_said or not whole_came:
        return 0.0
    codes = said.keys() | came.keys()
    return sum(abs(said.get(code, 0) / whole_said - came.get(code, 0) / whole_came) for code in codes) / 2
