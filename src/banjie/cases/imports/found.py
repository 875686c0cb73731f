"""What reading a file showed: counts, faults, words without meaning, the first cases as they would be."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from banjie.cases.imports.faults import FaultCode, RefusedRow

_WORDS_KEPT: Final = 2_000


@dataclass(slots=True)
class Found:
    """`ready` rows would become cases, `made` have; `first` are the first of them as they would be.

    `suggested` counts rows that name no category: of these the words tell one that is "sure", "unsure" or "none".
    `by_words` counts rows whose words speak for a higher "level" than they would have, for one higher than the file
    says ("below"), for another "kind"; `pressing` names the gravest of them.
    """

    seen: int = 0
    ready: int = 0
    made: int = 0
    repeated: int = 0
    left_out: int = 0
    refused: int = 0
    open: int = 0
    faults: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown: dict[str, Counter[str]] = field(default_factory=dict)
    cautions: Counter[tuple[str, str]] = field(default_factory=Counter)
    suggested: Counter[str] = field(default_factory=Counter)
    by_words: Counter[str] = field(default_factory=Counter)
    pressing: list[dict[str, Any]] = field(default_factory=list)
    first: list[dict[str, Any]] = field(default_factory=list)
    earliest: datetime | None = None
    latest: datetime | None = None

    def note_refused(self, rows: Iterable[RefusedRow]) -> None:
        for row in rows:
            self.refused += 1
            for fault in row.faults:
                self.faults[fault.field, fault.code] += 1
                if fault.code == FaultCode.VALUE_UNKNOWN:
                    words = self.unknown.setdefault(fault.field, Counter())
                    if fault.detail in words or len(words) < _WORDS_KEPT:
                        words[fault.detail] += 1

    def as_json(self) -> dict[str, Any]:
        """Plain JSON for the record of a run; pairs become lists, the most frequent first."""
        return {
            "ready": self.ready,
            "open": self.open,
            "faults": [[*key, count] for key, count in self.faults.most_common()],
            "unknown": {str(name): words.most_common() for name, words in self.unknown.items()},
            "cautions": [[*key, count] for key, count in self.cautions.most_common()],
            "suggested": dict(self.suggested),
            "by_words": dict(self.by_words),
            "pressing": self.pressing,
            "first": self.first,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
        }
