"""What a change over there means here. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Meaning(StrEnum):
    """Alphabetised. `NEWS`: new words, and nothing else."""

    CLOSED = "closed"
    DECLINED = "declined"
    NEWS = "news"
    NOTHING = "nothing"
    REOPENED = "reopened"


# Beyond "closed": FixMyStreet's words for reports that are not taken on, and our own states.
_DECLINED: Final = frozenset(
    {
        *("declined", "rejected", "not_councils_responsibility", "internal_referral", "duplicate"),
        *("withdrawn", "merged", "not_responsible", "invalid"),
    }
)
_CLOSED: Final = frozenset({"closed", "fixed", "resolved", "finished", "fixed - council", "no_further_action"})


@dataclass(frozen=True, slots=True)
class Stands:
    """How a request stands: `status` as the specification has it, `state` as an extension does, the last words."""

    status: str = ""
    state: str = ""
    notes: str = ""


class Act(StrEnum):
    """What the unit does here. `LATER`: the case does not allow it just now, so it is owed."""

    ANSWER = "answer"
    CONTRIBUTE = "contribute"
    LATER = "later"
    NOTE = "note"
    NOTHING = "nothing"
    RETURN = "return"


def is_over(stands: Stands) -> bool:
    return stands.status in _CLOSED or stands.status in _DECLINED


def is_declined(stands: Stands, words: Collection[str] = ()) -> bool:
    """By the word for it, or by how the notes begin: `words` are those that this server is known to begin with."""
    if not is_over(stands):
        return False
    begins = stands.notes.strip().lower()
    return (
        stands.state in _DECLINED
        or stands.status in _DECLINED
        or any(begins.startswith(word.strip().lower()) for word in words if word.strip())
    )


def meaning(before: Stands, now: Stands, words: Collection[str] = ()) -> Meaning:
    """What has become of it since it was last looked at. A status that nobody knows counts as open."""
    was, is_ = is_over(before), is_over(now)
    if is_ and not was:
        return Meaning.DECLINED if is_declined(now, words) else Meaning.CLOSED
    if was and not is_:
        return Meaning.REOPENED
    if is_ and is_declined(now, words) and not is_declined(before, words):
        return Meaning.DECLINED
    return Meaning.NEWS if now.notes.strip() and now.notes.strip() != before.notes.strip() else Meaning.NOTHING


def act(meant: Meaning, *, leads: bool, state: str, is_open: bool) -> Act:
    """What follows for a case of ours. Nothing ever closes it: an answer is reviewed, a return is ruled on."""
    if meant is Meaning.NOTHING:
        return Act.NOTHING
    if not is_open or meant in {Meaning.NEWS, Meaning.REOPENED}:
        return Act.NOTE
    if not leads:
        return Act.CONTRIBUTE
    if state in {"assigned", "handling"}:
        return Act.ANSWER if meant is Meaning.CLOSED else Act.RETURN
    return Act.LATER if state in {"waiting", "suspended"} else Act.NOTE
