"""Answers as those are told them who raised the matter."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from banjie.cases.models import Answer
from banjie.cases.reference import Reference


class GivenReply(NamedTuple):
    """An approved answer; `drafted_with` is the language model that most of it came from, "" where people wrote it."""

    at: datetime
    unit_name: str
    text: str
    drafted_with: str


def given_replies(answers: Iterable[Answer], look_up: Reference) -> list[GivenReply]:
    named = ((each, look_up.unit_named(each.unit_id)) for each in answers)
    return [
        GivenReply(each.answered_at, unit.name if unit else "", each.public_reply, each.drafted_with)
        for each, unit in named
    ]
