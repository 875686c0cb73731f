"""How each category fares: how often it is found, how often it is right when it is said, what it is taken for."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fares:
    """One category: `came` matters were about it, it was `said` so often, and `right` of these."""

    code: str
    came: int
    said: int
    right: int
    taken_for: str = ""
    taken_times: int = 0

    @property
    def found(self) -> float | None:
        return self.right / self.came if self.came else None

    @property
    def trusted(self) -> float | None:
        return self.right / self.said if self.said else None


def by_category(pairs: Mapping[tuple[str, str], int]) -> list[Fares]:
    """From how often each (came, said) happened; the commonest first. What was said as "" is nothing said."""
    came, said = Counter[str](), Counter[str]()
    wrong: dict[str, Counter[str]] = {}
    for (truth, told), times in pairs.items():
        came[truth] += times
        if told:
            said[told] += times
        if told and told != truth:
            wrong.setdefault(truth, Counter())[told] += times
    found = []
    for code in came.keys() | said.keys():
        most = min(wrong[code].items(), key=lambda each: (-each[1], each[0])) if code in wrong else ("", 0)
        found.append(Fares(code, came[code], said[code], pairs.get((code, code), 0), *most))
    return sorted(found, key=lambda each: (-each.came, each.code))
