"""What the rules were right in, over the last weeks, counted in the database."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from banjie.cases.automatic.rules import Rule, State
from banjie.cases.learning.duels import FINAL
from banjie.cases.models import Automation
from banjie.cases.reference import reference
from banjie.intelligence.shelf.queries import UNIT
from banjie.intelligence.weighing.license import Tally

WEEKS: Final = 8


def rules() -> Mapping[str, Rule]:
    """Every rule by the code of its category."""
    rows = Automation.objects.values_list("id", "category", "state", "asked", "every")
    return {row[1]: Rule(row[0], row[1], State(row[2]), row[3], row[4]) for row in rows}


def tally(category: str, *, at: datetime) -> Tally:
    """What was checked and what was undone below a category, in the last weeks."""
    node = reference().category_at(category) if category else None
    path = node.path if node is not None else ""
    if category and not path:
        return Tally()
    sampled, now = "g.untold AND g.would <> ''", "coalesce(subpath(c.lead_unit_path, -1)::text, '')"
    lead = f"(CASE WHEN c.lead_unit_id IS NULL THEN '' ELSE {now} END)"
    below = "AND g.category_path <@ %s::ltree" if path else ""
    final = FINAL[UNIT]
    statement = f"""
        SELECT count(*) FILTER (WHERE {sampled} AND {final} <> ''),
            count(*) FILTER (WHERE {sampled} AND {final} = g.would),
            count(*) FILTER (WHERE g.acted),
            count(*) FILTER (WHERE g.acted AND ({lead} <> g.would OR c.state = 'returned'))
        FROM case_guess g JOIN "case" c ON c.id = g.case_id
        WHERE g.purpose = '{UNIT}' AND NOT g.shadow AND g.at > %s AND g.at <= %s {below}"""  # noqa: S608
    since = at - timedelta(weeks=WEEKS)
    with connection.cursor() as cursor:
        cursor.execute(statement, [since, at, *([path] if path else [])])
        return Tally(*cursor.fetchone())
