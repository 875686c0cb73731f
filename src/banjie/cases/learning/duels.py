"""The model in the shadow against the one in use, on matters that came after both could answer."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection

from banjie.intelligence.shelf import actions as shelf_actions
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.weighing.duel import Duel, Verdict, verdict
from banjie.platform.actors import Actor

# What category, kind and level are by now, and the unit once it has taken the matter on; "" before.
FINAL = {
    shelf.CATEGORY: """(CASE WHEN c.state IN ('received', 'met') OR c.category_id IS NULL THEN ''
        ELSE subpath(c.category_path, -1)::text END)""",
    shelf.UNIT: """(CASE WHEN c.state IN ('met', 'received', 'accepted', 'assigned', 'returned', 'declined',
        'withdrawn', 'merged') OR c.lead_unit_id IS NULL THEN '' ELSE subpath(c.lead_unit_path, -1)::text END)""",
    shelf.KIND: "(CASE WHEN c.state IN ('received', 'met') THEN '' ELSE c.kind END)",
    shelf.LEVEL: "(CASE WHEN c.state IN ('received', 'met') THEN '' ELSE c.level END)",
}


def standing(purpose: str) -> Duel | None:
    """How the two stand by now; None where nothing answers in the shadow."""
    challenger = shelf.in_shadow(purpose)
    if challenger is None:
        return None
    # The champion may have been taught in between, which gave it another number; it is whoever was in use.
    statement = f"""
        SELECT count(*), count(*) FILTER (WHERE new_right AND old_right),
            count(*) FILTER (WHERE new_right AND NOT old_right), count(*) FILTER (WHERE old_right AND NOT new_right)
        FROM (
            SELECT fresh.code = {FINAL[purpose]} AS new_right, old.code = {FINAL[purpose]} AS old_right
            FROM case_guess fresh
            JOIN case_guess old ON old.case_id = fresh.case_id AND old.purpose = fresh.purpose AND NOT old.shadow
            JOIN "case" c ON c.id = fresh.case_id
            WHERE fresh.purpose = %s AND fresh.model = %s AND fresh.shadow AND fresh.at > %s AND {FINAL[purpose]} <> ''
        ) each"""  # noqa: S608 — nothing in it comes from outside
    with connection.cursor() as cursor:
        cursor.execute(statement, [purpose, challenger.number, challenger.trained_at])
        return Duel(*cursor.fetchone())


def settle(purpose: str, *, by: Actor, at: datetime) -> Verdict | None:
    """Ends the duel if it is decided: the better one answers from now on."""
    challenger, duel = shelf.in_shadow(purpose), standing(purpose)
    if challenger is None or duel is None:
        return None
    found = verdict(duel, days=(at - challenger.trained_at).total_seconds() / 86_400)
    if found is Verdict.WAITING:
        return found
    told: dict[str, Any] = asdict(duel) | {"verdict": str(found), "at": at.isoformat()}
    shelf_actions.decide_duel(number=challenger.number, duel=told, wins=found is Verdict.BETTER, by=by, at=at)
    return found
