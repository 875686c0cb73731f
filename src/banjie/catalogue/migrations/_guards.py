"""What the database itself refuses: altered releases, and paths that do not follow the tree."""

from django.db import migrations

RELEASES_ARE_FINAL = migrations.RunSQL(
    sql="""
    CREATE FUNCTION catalogue_release_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'A published catalogue is never altered or removed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END $$;

    CREATE TRIGGER catalogue_release_is_final
        BEFORE UPDATE OR DELETE ON catalogue_cataloguerelease
        FOR EACH ROW EXECUTE FUNCTION catalogue_release_is_final();
    """,
    reverse_sql="""
    DROP TRIGGER catalogue_release_is_final ON catalogue_cataloguerelease;
    DROP FUNCTION catalogue_release_is_final();
    """,
)

CATEGORY_PATHS = migrations.RunSQL(
    sql="""
    ALTER TABLE catalogue_category
        ADD CONSTRAINT category_path_ends_in_its_code CHECK (subpath(path, -1)::text = code),
        ADD CONSTRAINT category_path_is_deeper_than_its_parent
            CHECK ((parent_id IS NULL) = (nlevel(path) = 1));
    """,
    reverse_sql="""
    ALTER TABLE catalogue_category
        DROP CONSTRAINT category_path_is_deeper_than_its_parent,
        DROP CONSTRAINT category_path_ends_in_its_code;
    """,
)
