"""Pieces of SQL that say how a case stood at an earlier moment, from columns where they still tell it.

Most cases have not moved since, so their row is read; only of the others is the timeline asked. `c` is the case,
and every piece is a constant of this module with the name of a column or a parameter put in.
"""

from functools import cache
from typing import Final

from banjie.core.workflow import shipped

# A lead unit is given by these …
_GIVING: Final = "'assign', 'transfer', 'settle_on_the_spot', 'answer_at_once'"
# … and taken away by these; a ruling on a return only if it was upheld.
_TAKING: Final = "'reopen', 'escalate', 'recall', 'rule_on_return'"
_SETTLED: Final = ("closed", "finished")


@cache
def ended_states() -> tuple[str, ...]:
    """The states, over all processes and versions, in which a case is not open."""
    return tuple(
        sorted({state.key for process in shipped().values() for state in process.states.values() if not state.open})
    )


def settled_states() -> tuple[str, ...]:
    """The states that mean the matter was answered and done; the others ended without that."""
    return _SETTLED


def lead_at(moment: str) -> str:
    """The id of the unit that had the case just before `moment` (a column or parameter), NULL for none.

    A case that came with its unit from elsewhere has no entry that gave it; a later reopening tells whose it was.
    """
    moved = f"GREATEST(c.assigned_at, c.reopened_at) >= {moment}"
    taken = "c.lead_unit_id IS NULL AND c.assigned_at IS NOT NULL"
    before = f"""
        (SELECT 1 AS place, CASE WHEN t.command IN ('settle_on_the_spot', 'answer_at_once') THEN t.unit_id
                ELSE (t.data->>'lead')::bigint END AS lead
           FROM case_timeline t
          WHERE t.case_id = c.id AND t.at < {moment} AND t.command IN ({_GIVING}, {_TAKING})
            AND (t.command <> 'rule_on_return' OR t.data->>'ruling' = 'upheld')
          ORDER BY t.sequence DESC LIMIT 1)"""
    after = f"""
        (SELECT 2 AS place, (t.data->>'lead_before')::bigint AS lead
           FROM case_timeline t
          WHERE t.case_id = c.id AND t.at >= {moment} AND t.command IN ({_GIVING}, 'reopen')
          ORDER BY t.sequence LIMIT 1)"""
    looked_up = f"(SELECT lead FROM ({before} UNION ALL {after}) known ORDER BY place LIMIT 1)"
    return f"(CASE WHEN ({moved}) OR ({taken}) THEN {looked_up} ELSE c.lead_unit_id END)"


def lead_at_closing() -> str:
    """The unit that had the case when the entry `e` closed it; answering at once gives it a unit in the same entry."""
    return f"(CASE WHEN e.command = 'answer_at_once' THEN e.unit_id ELSE {lead_at('e.at')} END)"


def was_open_at(moment: str) -> str:
    """Whether a case that is not over, or ended from `moment` on, was open just before it."""
    state = f"""(SELECT t.target FROM case_timeline t WHERE t.case_id = c.id AND t.at < {moment}
                  ORDER BY t.sequence DESC LIMIT 1)"""
    return f"(CASE WHEN c.reopened_at >= {moment} THEN {state} <> ALL(%(ended)s) ELSE true END)"


def upper_part(path: str) -> str:
    """The area directly below the scope's own that a case lies in, or the scope's own."""
    return f"(CASE WHEN nlevel({path}) > %(depth)s THEN subpath({path}, 0, %(depth)s + 1) ELSE {path} END)::text"


def top_category() -> str:
    return "(CASE WHEN nlevel(c.category_path) > 0 THEN subpath(c.category_path, 0, 1) ELSE c.category_path END)::text"


def within(lead: str) -> str:
    """The condition of the scope: an area with all below it, or the units whose cases they were."""
    area = "(c.area_path <@ %(area)s::ltree OR (%(whole)s AND c.area_path = ''::ltree))"
    return f"(%(area)s = '' OR {area}) AND (%(units)s::bigint[] IS NULL OR {lead} = ANY(%(units)s::bigint[]))"
