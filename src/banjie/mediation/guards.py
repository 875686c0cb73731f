"""What the database itself refuses about sessions: a row on another side than its session, a signed text changed."""

from typing import Final

from django.db.migrations import RunSQL

_OF_A_SESSION = (
    "dispute_session_time",
    "dispute_session_other_time",
    "dispute_session_attendance",
    "dispute_session_entry",
    "dispute_session_letter",
    "dispute_minutes",
    "dispute_minutes_line",
    "dispute_minutes_paper",
    "dispute_minutes_signature",
)
_OF_MINUTES = ("dispute_minutes_line", "dispute_minutes_paper", "dispute_minutes_signature")

_SIDES = RunSQL(
    sql="""
    CREATE FUNCTION mediation_side_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE its_side bigint;
    BEGIN
        SELECT side_id INTO its_side FROM dispute_session WHERE id = NEW.session_id;
        IF NEW.side_id IS DISTINCT FROM its_side THEN
            RAISE EXCEPTION 'A row of % stands on another side than its session.', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE FUNCTION mediation_session_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (NEW.dispute_id, NEW.kind) IS DISTINCT FROM (OLD.dispute_id, OLD.kind)
            OR NEW.side_id IS DISTINCT FROM OLD.side_id THEN
            RAISE EXCEPTION 'A session stays with its dispute and its side.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER session_stays BEFORE UPDATE ON dispute_session
        FOR EACH ROW EXECUTE FUNCTION mediation_session_stays();
    """,
    reverse_sql="""
    DROP TRIGGER session_stays ON dispute_session;
    DROP FUNCTION mediation_session_stays();
    DROP FUNCTION mediation_side_agrees();
    """,
)


def _trigger(table: str, name: str, events: str, function: str) -> RunSQL:
    return RunSQL(
        f"CREATE TRIGGER {table}_{name} BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();",
        f"DROP TRIGGER {table}_{name} ON {table};",
    )


SIDES = (_SIDES, *(_trigger(each, "side", "INSERT OR UPDATE", "mediation_side_agrees") for each in _OF_A_SESSION))

# Locked minutes and everything under them stay as they were signed. Words may be erased when their time is up:
# then what was sealed is gone, and nothing else has changed; or they go over to another key.
FUNCTIONS: Final = """
CREATE OR REPLACE FUNCTION mediation_minutes_locked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_session bigint; locked boolean;
BEGIN
    of_session := CASE WHEN TG_OP = 'DELETE' THEN OLD.session_id ELSE NEW.session_id END;
    SELECT locked_at IS NOT NULL INTO locked FROM dispute_minutes WHERE session_id = of_session;
    IF TG_TABLE_NAME = 'dispute_minutes' THEN
        locked := OLD.locked_at IS NOT NULL;
    END IF;
    IF NOT coalesce(locked, false)
        OR (TG_OP = 'UPDATE' AND mediation_only_erased(to_jsonb(OLD), to_jsonb(NEW)))
        OR (TG_OP = 'UPDATE'
            AND platform_only_resealed(to_jsonb(OLD), to_jsonb(NEW), '{sealed,strokes,salt,head}')) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'Minutes that were signed and locked do not change (%).', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION mediation_only_erased(before jsonb, after jsonb)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT before - '{sealed,strokes,salt,head,erased_at}'::text[]
        = after - '{sealed,strokes,salt,head,erased_at}'::text[]
        AND coalesce(after ->> 'sealed', after ->> 'strokes', after ->> 'salt', after ->> 'head') IS NULL
$$;
"""
_LOCK = RunSQL(
    FUNCTIONS,
    reverse_sql="DROP FUNCTION mediation_minutes_locked(); DROP FUNCTION mediation_only_erased(jsonb, jsonb);",
)
LOCK = (
    _LOCK,
    _trigger("dispute_minutes", "locked", "UPDATE OR DELETE", "mediation_minutes_locked"),
    *(_trigger(each, "locked", "INSERT OR UPDATE OR DELETE", "mediation_minutes_locked") for each in _OF_MINUTES),
)
