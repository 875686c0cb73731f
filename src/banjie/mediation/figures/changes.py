"""Triggers that note of which disputes something changed that figures count, whoever changes it and however."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.migrations import RunSQL

_OF_AGREEMENT: Final = "(SELECT a.dispute_id FROM dispute_agreement a WHERE a.id = {row}.agreement_id)"
_OF_OBLIGATION: Final = (
    "(SELECT a.dispute_id FROM dispute_obligation o JOIN dispute_agreement a ON a.id = o.agreement_id"
    " WHERE o.id = {row}.obligation_id)"
)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A table of which `columns` are counted; `of` are the disputes that a row tells of."""

    table: str
    columns: Sequence[str]
    of: Sequence[str] = ("{row}.dispute_id",)
    # Rows that are not counted yet.
    only: str = "true"

    @property
    def name(self) -> str:
        return f"mediation_counts_{self.table}"

    def disputes(self, row: str) -> str:
        return ", ".join(f"({each.format(row=row)})" for each in self.of)


_TABLES: Final = (
    _Counted(
        "dispute",
        ("kind", "track", "ending", "opened_at", "ended_at", "agreed", "currency", "brought_by", "earlier_id"),
        # That it came up again counts with the earlier one.
        ("{row}.case_id", "{row}.earlier_id"),
    ),
    _Counted(
        "dispute_rung_stay",
        ("dispute_id", "track", "key", "how", "began_at", "ended_at"),
        only="{row}.ended_at IS NOT NULL",
    ),
    _Counted("mediation_register_entry", ("form", "performed", "confirmed")),
    _Counted("dispute_agreement", ("state", "form")),
    _Counted("court_confirmation", ("state", "agreement_id"), (_OF_AGREEMENT,)),
    _Counted("obligation_keeping", ("state",), (_OF_OBLIGATION,)),
)


def _noted(counted: _Counted) -> RunSQL:
    """Many rows that come at once are noted at once; of a row that changes, only what counts is looked at."""
    old, new = ("(" + ", ".join(f"{row}.{each}" for each in counted.columns) + ")" for row in ("OLD", "NEW"))
    return RunSQL(
        f"""
        CREATE FUNCTION {counted.name}_came() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO dispute_figure_due (dispute_id)
            SELECT DISTINCT each.id FROM come, LATERAL (VALUES {counted.disputes("come")}) AS each (id)
            WHERE each.id IS NOT NULL AND {counted.only.format(row="come")};
            RETURN NULL;
        END $$;
        CREATE FUNCTION {counted.name}_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO dispute_figure_due (dispute_id)
            SELECT DISTINCT each.id
            FROM (VALUES {counted.disputes("OLD")}, {counted.disputes("NEW")}) AS each (id) WHERE each.id IS NOT NULL;
            RETURN NULL;
        END $$;
        CREATE TRIGGER {counted.name}_came AFTER INSERT ON {counted.table}
            REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION {counted.name}_came();
        CREATE TRIGGER {counted.name}_changed AFTER UPDATE ON {counted.table}
            FOR EACH ROW WHEN ({old} IS DISTINCT FROM {new}) EXECUTE FUNCTION {counted.name}_changed();
        CREATE TRIGGER {counted.name}_gone AFTER DELETE ON {counted.table}
            FOR EACH ROW EXECUTE FUNCTION {counted.name}_changed();
        """,  # noqa: S608  words of this module
        f"""
        DROP TRIGGER {counted.name}_gone ON {counted.table};
        DROP TRIGGER {counted.name}_changed ON {counted.table};
        DROP TRIGGER {counted.name}_came ON {counted.table};
        DROP FUNCTION {counted.name}_changed();
        DROP FUNCTION {counted.name}_came();
        """,
    )


# A case tells where it is counted, and whether it was filed as finished.
_CASE: Final = RunSQL(
    """
    CREATE FUNCTION mediation_counts_case() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO dispute_figure_due (dispute_id) SELECT case_id FROM dispute WHERE case_id = NEW.id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER mediation_counts_case AFTER UPDATE ON "case" FOR EACH ROW
        WHEN (
            (OLD.area_path, OLD.lead_unit_id, OLD.lead_unit_path, OLD.state = 'finished')
            IS DISTINCT FROM (NEW.area_path, NEW.lead_unit_id, NEW.lead_unit_path, NEW.state = 'finished')
        )
        EXECUTE FUNCTION mediation_counts_case();
    """,
    'DROP TRIGGER mediation_counts_case ON "case"; DROP FUNCTION mediation_counts_case();',
)

NOTED: Final = (*(_noted(each) for each in _TABLES), _CASE)
# Whatever is here by now, or was kept by other rules, is found anew.
ALL_DUE: Final = RunSQL("INSERT INTO dispute_figure_due (dispute_id) SELECT case_id FROM dispute", RunSQL.noop)
