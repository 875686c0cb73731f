"""Who reads, and what a session is to them. Pure.

A `Reader` belongs to one dispute. The tables of sessions give out rows to a reader and to nobody else (see
`models.for_readers.ForReaders`), so that a query that forgot to ask who reads cannot be written.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from banjie.mediation.sight import Sight


class ReaderKind(StrEnum):
    PANEL = "panel"
    SIDE = "side"
    FILE = "file"
    PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads about one dispute: its mediators, one side, the head of the committee, or a passer-by in office.

    `side` is a letter, of a side's reader only.
    """

    case_id: int
    kind: ReaderKind
    side: str = ""

    def __post_init__(self) -> None:
        if (self.kind is ReaderKind.SIDE) != (self.side != ""):
            raise ValueError("a side's reader, and only that, has a side")


def panel(case_id: int) -> Reader:
    return Reader(case_id, ReaderKind.PANEL)


def of_side(case_id: int, letter: str) -> Reader:
    return Reader(case_id, ReaderKind.SIDE, letter)


def of_sight(case_id: int, sight: Sight) -> Reader:
    """The reader that a member of staff is. Raises ValueError for whoever sees nothing of the dispute."""
    if sight is Sight.NOTHING:
        raise ValueError("nothing is nobody's to read")
    kinds = {Sight.PANEL: ReaderKind.PANEL, Sight.FILE: ReaderKind.FILE, Sight.PROCEDURE: ReaderKind.PROCEDURE}
    return Reader(case_id, kinds[sight])


class Seen(IntEnum):
    """From least to most. DAY: that a session took place on a day. FACTS: kind, time, place, who came.
    WORDS: also what was said.
    """

    NOTHING = 0
    DAY = 1
    FACTS = 2
    WORDS = 3


def seen(reader: Reader, *, side: str, took_place: bool, read_back: bool, locked: bool) -> Seen:
    """What a session is to a reader. `side` is the letter of a separate session's side, empty for all sides."""
    match reader.kind:
        case ReaderKind.PANEL:
            return Seen.WORDS
        case ReaderKind.SIDE:
            if side not in ("", reader.side):
                return Seen.NOTHING
            return Seen.WORDS if read_back else Seen.FACTS
        case ReaderKind.FILE if side == "":
            return Seen.WORDS if locked else Seen.FACTS
        case _:
            return Seen.DAY if took_place else Seen.NOTHING
