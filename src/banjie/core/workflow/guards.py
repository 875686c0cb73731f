"""Conditions that processes name. Each is true when the command may go ahead."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from banjie.core.workflow.model import Facts

GUARDS: Mapping[str, Callable[[Facts], bool]] = MappingProxyType(
    {
        "assists": lambda facts: facts.assists,
        "category_known": lambda facts: facts.has_category,
        "extension_not_pending": lambda facts: not facts.extension_pending,
        "extension_pending": lambda facts: facts.extension_pending,
        "higher_centre_exists": lambda facts: facts.has_higher_centre,
        "lead_known": lambda facts: facts.has_lead,
        "not_own_answer": lambda facts: not facts.answered_by_actor,
        "not_own_work": lambda facts: not facts.own_work,
        "not_rated_yet": lambda facts: not facts.already_rated,
        "not_reminded_recently": lambda facts: not facts.reminded_recently,
        "oversight_open": lambda facts: facts.oversight_open,
        "rated_already": lambda facts: facts.already_rated,
        "reopen_window_open": lambda facts: facts.reopen_window_open,
        "reopens_left": lambda facts: facts.reopens_left > 0,
    }
)


def is_met(guard: str, facts: Facts) -> bool:
    """Whether a condition holds: one of ours, or one of the process's own that its capability vouches for."""
    known = GUARDS.get(guard)
    return known(facts) if known is not None else guard in facts.holds
