"""Loads the demo by two processes, each living its half of the past: about half the time on two cores.

Each half is one transaction, and neither is kept before both are lived. What stands before them has to be kept
earlier, for both to see; until all is there a mark tells whoever comes next that this was begun and not ended.
"""

import pickle
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from banjie.config import second_process
from banjie.config.demonstration import staging
from banjie.config.demonstration.beginnings import begun
from banjie.config.demonstration.past import Part, live
from banjie.config.demonstration.whole import stage_of, writing
from banjie.config.stage import Stage

_KEEP = "keep it"
_GONE = "The second process ended before its half was loaded."


class NotLoaded(Exception):
    """The other process failed; the text says how."""


@dataclass(frozen=True, slots=True)
class Word:
    """What the other process says of its half. `failed` is the trace of its fault."""

    done: int = 0
    total: int = 0
    lived: bool = False
    kept: bool = False
    failed: str = ""


def load_by_two(folder: Path, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Yields (done, total) of what happens in both halves of the past. Raises BeingLoaded, NotLoaded."""
    with begun():
        with _beside(folder) as other:
            with writing():
                stage = stage_of(folder, at)
            _tell(other, stage)
            yield from _both_halves(folder, stage, other)
        with writing():
            staging.afterwards(at)


def _both_halves(folder: Path, stage: Stage, other: Connection) -> Iterator[tuple[int, int]]:
    theirs = Word()
    with writing():
        for done, total in live(folder, stage, Part.MATTERS):
            while other.poll():
                theirs = _heard(other)
            yield done + theirs.done, total + theirs.total
        while not theirs.lived:
            theirs = _heard(other)
            yield done + theirs.done, total + theirs.total
    _tell(other, _KEEP)
    _heard(other)


def _say(line: Connection, what: "Stage | Word | str") -> None:
    # The line's own way of sending leaves an open buffer behind, which the next collection trips over.
    line.send_bytes(pickle.dumps(what))


def _tell(other: Connection, what: Stage | str) -> None:
    try:
        _say(other, what)
    except BrokenPipeError:
        raise NotLoaded(_GONE) from None


def _heard(other: Connection) -> Word:
    try:
        word = other.recv()
    except EOFError:
        word = Word(failed=_GONE)
    assert isinstance(word, Word)
    if word.failed:
        raise NotLoaded(word.failed)
    return word


@contextmanager
def _beside(folder: Path) -> Iterator[Connection]:
    """The other process. It starts while the stage is set, and gives its half up when this end of the line closes."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=second_process.live_half_of_the_demo, args=(theirs, folder))
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join()


def answer(line: Connection, folder: Path) -> None:
    """The whole work of the other process; `line` leads to the first one."""
    try:
        _live_half(line, folder, line.recv())
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return  # the first process says why
    except Exception:
        _say(line, Word(failed=traceback.format_exc()))


def _live_half(line: Connection, folder: Path, stage: Stage) -> None:
    done = total = 0
    with writing():
        for done, total in live(folder, stage, Part.DISPUTES):
            _say(line, Word(done, total))
        _say(line, Word(done, total, lived=True))
        if line.recv() != _KEEP:
            raise EOFError
    _say(line, Word(done, total, lived=True, kept=True))
