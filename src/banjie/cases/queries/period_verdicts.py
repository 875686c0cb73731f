"""Counts of what reporters said in a stretch of time, beside what units claimed, and of the calls that were made.

Kept apart and reckoned as in `period_tallies`: by the moment at which something was said, for the unit that had the
case just then. What is made of the counts, and by which formulas, is in `analytics.verdicts`.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from banjie.cases.queries import period_sql as sql
from banjie.cases.queries.period_tallies import (
    CLOSED,
    CLOSED_AND_REOPENED,
    Cell,
    Counts,
    Scope,
    added_up,
    grouped,
)

VERDICTS = ("verdicts", "solved", "satisfied", "asked_in_time", "in_time", "by_call", "claimed", "contradicted")
CALLS = ("called", "reached", "refused", "unreached")

# Said by the reporter of one round, and what the unit had claimed in the answer that was approved in it.
_SAID = """FROM case_rating r JOIN "case" c ON c.id = r.case_id
    LEFT JOIN LATERAL (SELECT a.solved FROM case_answer a
        WHERE a.case_id = r.case_id AND a.round = r.round AND a.approved_at IS NOT NULL ORDER BY a.id DESC LIMIT 1
    ) claim ON true
    WHERE r.rated_at >= %(since)s AND r.rated_at < %(until)s"""
_COUNTS = """count(*), count(*) FILTER (WHERE r.solved), count(*) FILTER (WHERE r.satisfaction >= 4),
    count(r.in_time), count(*) FILTER (WHERE r.in_time), count(r.taken_by),
    count(*) FILTER (WHERE claim.solved = 'solved'),
    count(*) FILTER (WHERE claim.solved = 'solved' AND NOT r.solved)"""
_ENDED = """FROM case_follow_up_call k JOIN "case" c ON c.id = k.case_id
    WHERE k.ended_at >= %(since)s AND k.ended_at < %(until)s AND k.state <> 'overtaken'"""
_OUTCOMES = """count(*), count(*) FILTER (WHERE k.state = 'reached'), count(*) FILTER (WHERE k.state = 'refused'),
    count(*) FILTER (WHERE k.state IN ('given_up', 'wrong_number'))"""


def verdict_counts(scope: Scope, *, since: datetime, until: datetime) -> Mapping[Cell, Counts]:
    """By the names of VERDICTS and CALLS, and "closed". Four statements."""
    return added_up(_statements(), scope, since=since, until=until)


def _statements() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield grouped(sql.lead_at("r.rated_at"), _COUNTS, _SAID), VERDICTS
    yield grouped(sql.lead_at("k.ended_at"), _OUTCOMES, _ENDED), CALLS
    yield grouped("c.lead_unit_id", "count(*)", f'FROM "case" c WHERE {CLOSED}'), ("closed",)
    yield grouped(sql.lead_at_closing(), "count(*)", CLOSED_AND_REOPENED), ("closed",)
