"""What every command shares: how it speaks, how it counts, and with what code it leaves."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import NoReturn

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

out = Console()
err = Console(stderr=True)


class Exit(IntEnum):
    """Exit codes that scripts can rely on."""

    DONE = 0
    FOUND_FAULTS = 1
    UNUSABLE = 2


def fail(message: str, code: Exit = Exit.UNUSABLE) -> NoReturn:
    """Says what is wrong, in one line, and leaves."""
    err.print(f"[red]✗[/red] {message}", highlight=False)
    sys.exit(code)


def done(message: str) -> None:
    out.print(f"[green]✓[/green] {message}", highlight=False)


def start_django() -> None:
    """Loads the settings and the applications; a bad setting is one clear line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banjie.config.settings")
    import django

    from banjie.config.environment import BadSetting

    try:
        django.setup()
    except BadSetting as error:
        fail(str(error))


def track(label: str, steps: Iterable[tuple[int, int]]) -> None:
    """Draws a bar while (done, total) pairs come in."""
    with _progress() as progress:
        task = progress.add_task(label, total=None)
        for finished, total in steps:
            progress.update(task, completed=finished, total=total)


@contextmanager
def tracking(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar, and the function that tells it how far the work is."""
    with _progress() as progress:
        task = progress.add_task(label, total=total)
        yield lambda finished: progress.update(task, completed=finished)


def counted[T](label: str, items: Iterable[T], total: int | None = None) -> Iterator[T]:
    """The same items, with a bar that counts them."""
    with _progress() as progress:
        task = progress.add_task(label, total=total)
        for item in items:
            yield item
            progress.advance(task)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=err
    )
