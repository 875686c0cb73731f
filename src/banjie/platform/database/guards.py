"""Tables whose rows are only ever added: the database itself refuses to change or remove one."""

from django.db.migrations import RunSQL

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
