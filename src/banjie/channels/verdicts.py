"""A verdict in a short message: "1 5" is settled and very satisfied, "2 1" is neither. Pure.

The first figure says whether it is settled, the second how satisfied somebody is. Nothing is guessed: with one figure
alone the other is asked for.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_SHORT: Final = re.compile(r"(?P<solved>[12])(?:[\s,.、，。/+\-]*(?P<how>[1-5]))?[\s.。!！]*")
_HOW: Final = re.compile(r"[1-5][\s.。!！分]*")
_LONGEST: Final = 20
_YES: Final = {"已解决", "解决了", "已经解决", "yes", "solved", "settled"}
_NO: Final = {"未解决", "没解决", "没有解决", "no", "not solved", "not settled"}
ASKS_SATISFACTION: Final = {True: "how_solved", False: "how_unsolved"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`satisfaction` is None where it was not said."""

    solved: bool
    satisfaction: int | None


def read(text: str, asked: str) -> Verdict | None:
    """What an answer to a question says; None for anything else. `asked`: "verdict", or what it is followed by."""
    plain = unicodedata.normalize("NFKC", text[:200]).strip().strip("“”\"'【】[]").strip().lower()
    if not plain or len(plain) > _LONGEST:
        return None
    for solved, name in ASKS_SATISFACTION.items():
        if asked == name and _HOW.fullmatch(plain):
            return Verdict(solved, int(plain[0]))
    if found := _SHORT.fullmatch(plain):
        return Verdict(found["solved"] == "1", int(found["how"]) if found["how"] else None)
    word = plain.rstrip(".。!！")
    if word in _YES or word in _NO:
        return Verdict(word in _YES, None)
    return None
