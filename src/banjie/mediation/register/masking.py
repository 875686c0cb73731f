"""Takes the names and numbers of persons out of what a register tells of a dispute. Pure.

The text of a case can be searched; parties are sealed in their dispute and can not (DESIGN section 2).
"""

import re
from collections.abc import Sequence
from typing import Final

from .parties import NamedParty

_LABELS: Final = {"A": "甲方", "B": "乙方", "C": "丙方"}
_NUMBERS: Final = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx]|\d{15}|0\d{2,3}-?\d{7,8})(?!\d)")
_HIDDEN: Final = "［号码］"


def masked(text: str, parties: Sequence[NamedParty]) -> str:
    """The text with sides in place of persons and without telephone and identity numbers.

    Organisations keep their names; 张某 is masked already and would hit others.
    """
    for party in sorted(parties, key=lambda each: -len(each.name)):
        if not party.organisation and len(party.name) > 1 and "某" not in party.name:
            text = text.replace(party.name, _LABELS.get(party.side, party.side))
    return _NUMBERS.sub(_HIDDEN, text)
