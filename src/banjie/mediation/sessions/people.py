"""Somebody at a session, as a value: a mediator by the seat, a party, or whoever stands beside one. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Part(StrEnum):
    SEAT = "seat"
    PARTY = "party"
    COMPANION = "companion"


@dataclass(frozen=True, slots=True, order=True)
class Who:
    """`str(who)` is "party-7"; names are looked up where they may be shown."""

    part: Part
    id: int

    def __str__(self) -> str:
        return f"{self.part}-{self.id}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None for what names nobody."""
        part, _, number = text.partition("-")
        if part not in set(Part) or not (number.isascii() and number.isdecimal()) or len(number) > 18:
            return None
        return cls(Part(part), int(number))
