"""Tables whose rows are only ever added: the database itself refuses to change or remove one."""

from typing import Final

from django.db.migrations import RunSQL

# On for the length of one transaction, while tokens go over to another key.
RESEALING: Final = "banjie.resealing"

FUNCTION = RunSQL(
    sql="""
    CREATE FUNCTION platform_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'Rows of % are only ever added.', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END $$;
    """,
    reverse_sql="DROP FUNCTION platform_append_only();",
)


def append_only(table: str) -> RunSQL:
    """The migration step that makes a table append-only. Its migration depends on platform's first."""
    return RunSQL(
        sql=f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON "{table}"
            FOR EACH ROW EXECUTE FUNCTION platform_append_only();
        CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON "{table}"
            FOR EACH STATEMENT EXECUTE FUNCTION platform_append_only();
        """,
        reverse_sql=f"""
        DROP TRIGGER {table}_append_only ON "{table}";
        DROP TRIGGER {table}_never_emptied ON "{table}";
        """,
    )


# For the guards of rows that stay as they are: whether nothing but the key of their tokens changed. A token names
# its key in its first five bytes (ten digits behind the "\\x" of bytea as text).
RESEALED = RunSQL(
    sql="""
    CREATE OR REPLACE FUNCTION platform_only_resealed(before jsonb, after jsonb, columns text[])
    RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT current_setting('banjie.resealing', true) = 'on'
            AND before - columns = after - columns
            AND NOT EXISTS (
                SELECT 1 FROM unnest(columns) AS name
                WHERE (before ->> name) IS DISTINCT FROM (after ->> name)
                    AND (left(before ->> name, 12) = left(after ->> name, 12)) IS NOT FALSE
            )
    $$;
    """,
    reverse_sql="DROP FUNCTION platform_only_resealed(jsonb, jsonb, text[]);",
)
