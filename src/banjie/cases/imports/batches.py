"""The rows of a sheet in batches: drafts that may become cases, and rows that cannot."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count

from banjie.cases.imports.faults import FaultCode, RefusedRow, RowFault, from_problem
from banjie.cases.imports.rows import RowReader, Skipped
from banjie.cases.intake.draft import Draft, Problem
from banjie.platform.tables import Row

ROWS = 5_000
_YOUNGEST, _OLDEST, _TURNS_TO_OLDEST = 0, 2, 20
# A batch of long messages is closed before it fills the memory.
CHARACTERS = 3_000_000


@dataclass(slots=True)
class Batch:
    """Some consecutive rows. `numbers` are the rows that `drafts` come from; `seen` counts all of them."""

    drafts: list[Draft] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    left_out: int = 0
    seen: int = 0
    characters: int = 0

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Moves what intake complains of from the drafts to the refused rows."""
        by_index: dict[int, list[RowFault]] = {}
        for problem in problems:
            by_index.setdefault(problem.index, []).append(from_problem(problem))
        if not by_index:
            return
        self.refused += [RefusedRow(self.numbers[index], tuple(found)) for index, found in by_index.items()]
        self.keep(index for index in range(len(self.drafts)) if index not in by_index)

    def refuse_further(self, problems: Callable[[Sequence[Draft]], Iterable[Problem]]) -> None:
        """Adds what intake has to say of rows that are refused already, so that all of it is told in one go."""
        places = [place for place, row in enumerate(self.refused) if row.draft is not None]
        drafts = [draft for row in self.refused if (draft := row.draft) is not None]
        for problem in problems(drafts) if drafts else ():
            row = self.refused[places[problem.index]]
            fault = from_problem(problem)
            if all(known.field != fault.field for known in row.faults):
                self.refused[places[problem.index]] = replace(row, faults=(*row.faults, fault))

    def keep(self, indices: Iterable[int]) -> None:
        chosen = list(indices)
        self.drafts = [self.drafts[index] for index in chosen]
        self.numbers = [self.numbers[index] for index in chosen]


class Batches:
    """Reads a sheet once. A number that tells rows apart and comes twice is a fault of its second row."""

    def __init__(self, reader: RowReader, *, rows_a_batch: int = ROWS) -> None:
        self._reader = reader
        self._rows_a_batch = rows_a_batch
        # Hashes, not keys: a million of them are some 60 MB.
        self._keys: set[int] = set()

    def of(self, rows: Iterable[Row]) -> Iterator[Batch]:
        batch = Batch()
        with _little_collecting() as collect:
            for row in rows:
                self._take(row, batch)
                if batch.seen >= self._rows_a_batch or batch.characters >= CHARACTERS:
                    yield batch
                    batch = Batch()
                    collect()
            if batch.seen:
                yield batch

    def _take(self, row: Row, batch: Batch) -> None:
        batch.seen += 1
        found = self._reader.read(row)
        if isinstance(found, Draft):
            key = hash(found.submission_key)
            if key in self._keys:
                told = RowFault("key", FaultCode.KEY_REPEATED, _shown_key(found))
                batch.refused.append(RefusedRow(row.number, (told,)))
                return
            self._keys.add(key)
            batch.drafts.append(found)
            batch.numbers.append(row.number)
            batch.characters += len(found.body) + (len(found.past.reply) if found.past is not None else 0)
        elif found is Skipped.LEFT_OUT:
            batch.left_out += 1
        else:
            batch.refused.append(found)


@contextmanager
def _little_collecting() -> Iterator[Callable[[], None]]:
    """Looks for cycles once a batch instead of hundreds of times: a batch is 100,000 values and has none.

    It is a fifth of the whole time of an import. What is given is called between batches.
    """
    was_on = gc.isenabled()
    gc.disable()
    turns = count(1)

    def collect() -> None:
        gc.collect(_OLDEST if next(turns) % _TURNS_TO_OLDEST == 0 else _YOUNGEST)

    try:
        yield collect
    finally:
        if was_on:
            gc.enable()


def _shown_key(draft: Draft) -> str:
    return str((draft.imported or {}).get("key", ""))[:80]
