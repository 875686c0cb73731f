"""What was told the reporters of cases, one after the other: for systems that ask what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from banjie.cases.masking import Outgoing
from banjie.cases.models import Case, TimelineEntry
from banjie.cases.models.timeline import TOLD
from banjie.cases.publishing import rules, showing
from banjie.cases.queries.outward import in_area, replies_to
from banjie.cases.visibility import shown_publicly, visible_to
from banjie.core import workflow
from banjie.organisations.permissions import NOBODY, Viewer

# Looks at the contact, and whether it is shown publicly, are told the reporter and are nobody else's news.
_REPORTERS_OWN = ("tell_code", "unmask_contact", *sorted(rules.ACTS))
# Of what a step carries: the words that somebody meant for the reporter, or the reporter for the offices.
_WORDS = ("text", "question", "reason")
# What comes with the approved reply.
_ANSWERING = ("close", "answer_at_once")
_COLUMNS = (
    *("case_id", "sequence", "at", "command", "target", "data", "case__number", "case__process", "case__is_open"),
)


@dataclass(frozen=True, slots=True)
class OutwardUpdate:
    """One piece of news. `is_open`: whether the case was open after it; `text` is empty where it had no words."""

    number: str
    sequence: int
    at: datetime
    command: str
    state: str
    is_open: bool
    text: str


def outward_updates(
    viewer: Viewer | None,
    *,
    since: datetime,
    until: datetime,
    area: str = "",
    elsewhere: bool = True,
    page: int = 1,
    size: int = 1000,
) -> tuple[list[OutwardUpdate], bool]:
    """What was told between two moments of the cases that the viewer may see, oldest first; and whether there is more.

    Without a viewer: of what is public, and only that it happened, and the reply as it was released for the public.
    """
    cases = Case.objects.all()
    seen = visible_to(viewer, cases) if viewer is not None else shown_publicly(cases)
    entries = TimelineEntry.objects.filter(
        TOLD, at__gte=since, at__lte=until, case__in=in_area(seen, area, elsewhere=elsewhere)
    ).exclude(command__in=_REPORTERS_OWN)
    start = (page - 1) * size
    rows = list(entries.order_by("at", "id").values(*_COLUMNS)[start : start + size + 1])
    return _updates(rows[:size], viewer), len(rows) > size


def _updates(rows: Sequence[Mapping[str, Any]], viewer: Viewer | None) -> list[OutwardUpdate]:
    with_words = viewer is not None
    told = Outgoing(viewer or NOBODY).words
    closed = [row["case_id"] for row in rows if row["command"] in _ANSWERING]
    replies = replies_to(closed) if with_words else _released_replies(closed)
    return [
        OutwardUpdate(
            number=row["case__number"],
            sequence=row["sequence"],
            at=row["at"],
            command=row["command"],
            state=row["target"],
            is_open=_is_open(row),
            text=told(_said(row, replies, with_words=with_words)),
        )
        for row in rows
    ]


def _said(row: Mapping[str, Any], replies: Mapping[int, str], *, with_words: bool) -> str:
    return replies.get(row["case_id"], "") if row["command"] in _ANSWERING else _text(row, with_words)


def _released_replies(ids: Sequence[int]) -> Mapping[int, str]:
    return {key: reply for key, (_text, reply) in showing.released_words(ids).items()} if ids else {}


def _is_open(row: Mapping[str, Any]) -> bool:
    """By the process that the case takes; one that is not shipped any more leaves how it stands now."""
    process = workflow.shipped().get(row["case__process"])
    state = process.states.get(row["target"]) if process is not None else None
    return bool(row["case__is_open"]) if state is None else state.open


def _text(row: Mapping[str, Any], with_words: bool) -> str:
    if not with_words:
        return ""
    return "\n".join(str(row["data"][name]) for name in _WORDS if row["data"].get(name))
