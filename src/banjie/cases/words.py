"""Words for the search index. Pure.

Chinese is indexed by pairs of characters: however a text is cut into words, 路灯 is found in 主街路灯不亮.
What was typed is cut into words by rjieba first, so that a sentence need not occur letter by letter; each
word then asks for its pairs. Everything else goes by runs of letters and digits.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_RUN = re.compile(r"[㐀-䶿一-鿿]+|[0-9a-zà-ɏ]+")
_HAN = re.compile(r"[㐀-䶿一-鿿]")
_FIRST_HAN = "㐀"
_MOST_WORDS = 4000
_MOST_ASKED = 30
_LONGEST = 60


def words(text: str) -> set[str]:
    """The distinct terms of a text, folded to lower case and normal width; a few thousand at most."""
    runs = _runs(text)
    if text.isascii():
        return {run[:_LONGEST] for run in runs[:_MOST_WORDS]}
    found: set[str] = set()
    for run in runs:
        if run[0] >= _FIRST_HAN:
            found.update(map("".join, pairwise(run)) if len(run) > 1 else (run,))
        else:
            found.add(run[:_LONGEST])
        if len(found) > _MOST_WORDS:
            break
    return found


def tsvector(*texts: str) -> str:
    """The text form of a tsvector over all texts. Terms hold neither quotes nor backslashes."""
    found = words("\n".join(texts))
    return "'" + "' '".join(found) + "'" if found else ""


def tsquery(text: str) -> str:
    """The text form of the tsquery that asks for every word; the last may be the beginning of one.

    Empty when nothing searchable was typed.
    """
    asked = list(dict.fromkeys(_asked(text)))[:_MOST_ASKED]
    return " & ".join(asked)


def _asked(text: str) -> Iterator[str]:
    # Its dictionary takes 30 MB and a tenth of a second, which only those who search should pay.
    import rjieba

    runs = list(_runs(text))
    for position, run in enumerate(runs):
        if not _HAN.match(run):
            # The word still being typed is known by its beginning.
            yield f"'{run[:_LONGEST]}'" + (":*" if position == len(runs) - 1 else "")
            continue
        start = 0
        for word in rjieba.cut(run):
            yield from _pairs(run, start, len(word))
            start += len(word)


def _pairs(run: str, start: int, length: int) -> Iterator[str]:
    """The pairs of one word of a run; a word of one character asks for a pair with its neighbour."""
    if len(run) == 1:
        yield f"'{run}':*"
    elif length == 1:
        first = min(start, len(run) - 2)
        yield f"'{run[first : first + 2]}'"
    else:
        yield from (f"'{run[place : place + 2]}'" for place in range(start, start + length - 1))


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())
