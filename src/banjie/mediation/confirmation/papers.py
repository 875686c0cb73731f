"""Which papers go to the court, and which of them are missing. Pure.

Civil Procedure Law (2023), article 205; 法释〔2022〕11号, article 352; 法释〔2011〕5号, article 3.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# Papers of the set as a whole, then those that every party adds of its own.
OF_ALL: Final = ("application", "agreement", "certificate")
OF_EACH: Final = ("identity", "address")


@dataclass(frozen=True, slots=True)
class Asks:
    """A party that asks: its id, and whether somebody signs for it under an authority."""

    party_id: int
    represented: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that must be there. `party_id` is None for papers of all."""

    kind: str
    party_id: int | None
    there: bool


def wanted(
    asking: Iterable[Asks], there: Collection[tuple[str, int | None]], *, property_papers: bool = False
) -> Sequence[Wanted]:
    """The whole list in the order in which a court reads it; `there` holds kind and party of the papers at hand."""
    return [Wanted(kind, party, (kind, party) in there) for kind, party in _kinds(asking, property_papers)]


def missing(papers: Iterable[Wanted]) -> Sequence[Wanted]:
    return [each for each in papers if not each.there]


def _kinds(asking: Iterable[Asks], property_papers: bool) -> Iterator[tuple[str, int | None]]:
    for kind in OF_ALL:
        yield kind, None
    for each in asking:
        for kind in OF_EACH:
            yield kind, each.party_id
        if each.represented:
            yield "authority", each.party_id
    if property_papers:
        yield "property", None
