"""What the database itself refuses: paths that do not follow the tree, and changes to what was recorded."""

from django.db import migrations

UNIT_PATHS = migrations.RunSQL(
    sql="""
    ALTER TABLE organisations_unit
        ADD CONSTRAINT unit_path_ends_in_its_code CHECK (subpath(path, -1)::text = code),
        ADD CONSTRAINT unit_path_is_deeper_than_its_parent CHECK ((parent_id IS NULL) = (nlevel(path) = 1));

    CREATE FUNCTION organisations_unit_path_follows_tree() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        -- Deferred, so the row is read as it is at the end of the transaction, not as it was when it changed.
        IF EXISTS (
            SELECT 1
            FROM organisations_unit AS unit
            JOIN organisations_unit AS parent ON parent.id = unit.parent_id
            WHERE (unit.id = NEW.id OR parent.id = NEW.id)
              AND subpath(unit.path, 0, -1) <> parent.path
        ) THEN
            RAISE EXCEPTION 'The path of unit % does not follow the tree.', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_path_follows_the_tree';
        END IF;
        RETURN NULL;
    END $$;

    CREATE CONSTRAINT TRIGGER unit_path_follows_the_tree
        AFTER INSERT OR UPDATE OF path, parent_id ON organisations_unit
        DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION organisations_unit_path_follows_tree();
    """,
    reverse_sql="""
    DROP TRIGGER unit_path_follows_the_tree ON organisations_unit;
    DROP FUNCTION organisations_unit_path_follows_tree();
    ALTER TABLE organisations_unit
        DROP CONSTRAINT unit_path_is_deeper_than_its_parent,
        DROP CONSTRAINT unit_path_ends_in_its_code;
    """,
)

# Sign-ins hold network addresses, so they may be erased once they are old; the record of changes never is.
SIGN_INS_KEPT_AT_LEAST = "180 days"

APPEND_ONLY = migrations.RunSQL(
    sql=f"""
    CREATE FUNCTION organisations_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'Rows of % are only ever added.', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END $$;

    CREATE TRIGGER organisation_change_is_append_only
        BEFORE UPDATE OR DELETE ON organisations_organisationchange
        FOR EACH ROW EXECUTE FUNCTION organisations_append_only();

    CREATE TRIGGER organisation_change_is_never_emptied
        BEFORE TRUNCATE ON organisations_organisationchange
        FOR EACH STATEMENT EXECUTE FUNCTION organisations_append_only();

    CREATE TRIGGER sign_in_event_is_never_altered
        BEFORE UPDATE ON organisations_signinevent
        FOR EACH ROW EXECUTE FUNCTION organisations_append_only();
    CREATE TRIGGER sign_in_event_is_kept
        BEFORE DELETE ON organisations_signinevent
        FOR EACH ROW WHEN (OLD.at > now() - interval '{SIGN_INS_KEPT_AT_LEAST}')
        EXECUTE FUNCTION organisations_append_only();
    CREATE TRIGGER sign_in_event_is_never_emptied
        BEFORE TRUNCATE ON organisations_signinevent
        FOR EACH STATEMENT EXECUTE FUNCTION organisations_append_only();
    """,
    reverse_sql="""
    DROP TRIGGER sign_in_event_is_never_emptied ON organisations_signinevent;
    DROP TRIGGER sign_in_event_is_kept ON organisations_signinevent;
    DROP TRIGGER sign_in_event_is_never_altered ON organisations_signinevent;
    DROP TRIGGER organisation_change_is_never_emptied ON organisations_organisationchange;
    DROP TRIGGER organisation_change_is_append_only ON organisations_organisationchange;
    DROP FUNCTION organisations_append_only();
    """,
)
