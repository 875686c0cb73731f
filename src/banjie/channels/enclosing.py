"""Files that come with a message: by the rules for all attachments, and each that cannot be kept is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from banjie.cases import actions
from banjie.cases.acting import Acting
from banjie.cases.errors import CommandRefused
from banjie.channels.message import File, Message
from banjie.platform import files

MOST: Final = 10
_SHORT: Final = 80


@dataclass(frozen=True, slots=True)
class Sorted:
    """The files that pass the examination, and the names of all others."""

    good: Sequence[File]
    unkept: Sequence[str]


def sorted_files(message: Message) -> Sorted:
    good: list[File] = []
    unkept = list(message.unkept)
    for file in message.files:
        if len(good) >= MOST:
            unkept.append(_named(file))
            continue
        try:
            files.prepare(file.content, name=file.name)
        except files.FileRefused:
            unkept.append(_named(file))
        else:
            good.append(file)
    return Sorted(good, unkept)


def attach_all(case_id: int, found: Sorted, *, by: Acting, at: datetime) -> None:
    """Raises StorageFull, StorageUnavailable: then the whole message is tried again later."""
    for file in found.good:
        try:
            actions.attach(case_id, content=file.content, name=file.name, by=by, at=at, resident_sees=True)
        except CommandRefused:
            # The case has as many files as it may have; what was said is in all the same.
            return


def _named(file: File) -> str:
    return file.name[:_SHORT] or "?"
