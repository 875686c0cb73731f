"""Mappings that are remembered: those that people saved, and those that come with Banjie."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from banjie.cases.acting import Acting
from banjie.cases.imports.mapping import MappingContent
from banjie.cases.models import ImportMapping

_PROFILES: Final = Path(__file__).with_name("profiles")


class UnknownMapping(LookupError):
    """There is no mapping of that name, nor a file of it."""


class BadMapping(ValueError):
    """The document does not have the shape of a mapping; `faults` are (field, what)."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{field}: {what}" for field, what in self.faults))


@cache
def shipped() -> tuple[MappingContent, ...]:
    """The mappings that come with Banjie, by file name."""
    return tuple(read(path.read_text("utf-8")) for path in sorted(_PROFILES.glob("*.json")))


def read(document: str) -> MappingContent:
    """A mapping from its JSON. Raises BadMapping."""
    try:
        return MappingContent.model_validate_json(document)
    except ValidationError as error:
        faults = ((".".join(map(str, fault["loc"])), fault["msg"]) for fault in error.errors(include_url=False))
        raise BadMapping(faults) from error


def write(content: MappingContent) -> str:
    """The JSON that `read` takes back: what is exported, and what a person can edit."""
    return content.model_dump_json(indent=2, exclude_defaults=True)


def saved() -> list[MappingContent]:
    """What people saved, the latest first. One of an older shape that no longer reads is left out."""
    found = []
    for row in ImportMapping.objects.order_by("-saved_at", "-id").values_list("content", flat=True):
        try:
            found.append(MappingContent.model_validate(row))
        except ValidationError:
            continue
    return found


def remembered() -> list[MappingContent]:
    """Everything that can be proposed: the saved ones first, so that a correction goes before the original."""
    return [*saved(), *shipped()]


def named(name: str) -> MappingContent:
    """Raises UnknownMapping."""
    for content in remembered():
        if content.name == name:
            return content
    raise UnknownMapping(name)


def named_or_from(name: str) -> MappingContent:
    """By its name, or from a file of this machine; never with a name that came over the network.

    Raises UnknownMapping, BadMapping.
    """
    path = Path(name)
    if path.suffix == ".json" and path.is_file():
        return read(path.read_text("utf-8"))
    return named(name)


def save(content: MappingContent, *, by: Acting, at: datetime) -> None:
    """Remembers a mapping under its name, in place of one that had it."""
    ImportMapping.objects.update_or_create(
        name=content.name,
        defaults={
            "source": content.source,
            "fingerprint": content.fingerprint,
            "content": content.model_dump(mode="json"),
            "saved_at": at,
            "saved_by": by.actor.id,
        },
    )


def forget(name: str) -> bool:
    """Forgets a saved mapping; False if there was none."""
    return bool(ImportMapping.objects.filter(name=name).delete()[0])
