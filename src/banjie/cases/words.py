"""Words for the search index: Chinese cut by rjieba, everything else by letters and digits. Pure.

The index holds plain words without positions, so a query is the same cutting applied to what was typed.
"""

import re
import unicodedata

import rjieba

_RUN = re.compile(r"[㐀-䶿一-鿿]+|[0-9a-zà-ɏ]+")
_HAN = re.compile(r"[㐀-䶿一-鿿]")
_MOST_WORDS = 4000
_LONGEST = 60


def words(text: str) -> set[str]:
    """The distinct words of a text, folded to lower case and normal width.

    Chinese words come whole and also in their parts (rjieba's search mode), and every single character of a
    one-character word, so that 路灯 finds 路灯杆.
    """
    found: set[str] = set()
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if _HAN.match(run):
            found.update(rjieba.cut_for_search(run))
        else:
            found.add(run[:_LONGEST])
        if len(found) > _MOST_WORDS:
            break
    return found


def tsvector(*texts: str) -> str:
    """The text form of a tsvector over all texts. Words hold neither quotes nor backslashes."""
    found: set[str] = set()
    for text in texts:
        found |= words(text)
    return " ".join(f"'{word}'" for word in found)


def tsquery(text: str) -> str:
    """The text form of the tsquery that asks for every word; the last may be the beginning of a word.

    Empty when nothing searchable was typed.
    """
    runs = _RUN.findall(unicodedata.normalize("NFKC", text).lower())
    terms: list[str] = []
    for run in runs:
        terms.extend(rjieba.cut(run) if _HAN.match(run) else [run[:_LONGEST]])
    asked = list(dict.fromkeys(terms))[:20]
    return " & ".join(f"'{term}':*" if index == len(asked) - 1 else f"'{term}'" for index, term in enumerate(asked))
