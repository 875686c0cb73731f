"""Where a second process of a command begins: it sets Django up, and only then reads what needs it."""

from multiprocessing.connection import Connection
from pathlib import Path


def live_half_of_the_demo(line: Connection, folder: Path) -> None:
    from banjie.config.cli.console import start_django

    start_django()
    from banjie.config.demonstration.apart import answer

    answer(line, folder)
