"""Notices of other doors than mediation, as pages show them: what to do, whom to call, which words said so."""

from typing import Any

from django.utils.translation import get_language

from banjie.intelligence.doors import Grade, Sort, doors_for
from banjie.platform.numbers import numbers

type Row = dict[str, Any]


def door_rows(text: str, *, sure: bool = False, dangers: bool = False) -> list[Row]:
    """One row a door that the words point to, dangers first; with `sure` or `dangers` only those."""
    language, here = get_language() or "", numbers()
    return [
        {
            "title": seen.door.named(language),
            "notice": seen.door.told(language, here),
            "numbers": [{"call": number.call, "name": number.named(language)} for number in seen.door.to_call(here)],
            "evidence": seen.evidence,
            "asks": seen.grade is not Grade.NOW,
            "tone": "danger" if seen.door.sort is Sort.DANGER and seen.grade is Grade.NOW else "warn",
        }
        for seen in doors_for(text)
        if not (sure and seen.grade is not Grade.NOW) and not (dangers and seen.door.sort is not Sort.DANGER)
    ]
