"""What the database itself refuses about agreements: that anything of one changes once it binds."""

from typing import Final

from django.db.migrations import RunSQL

# Words may be erased when their time is up: then what was sealed is gone, and nothing else has changed; or they go
# over to another key.
FUNCTIONS: Final = """
CREATE OR REPLACE FUNCTION mediation_agreement_erased(before jsonb, after jsonb)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (before - '{sealed,sealed_text,erased_at}'::text[] = after - '{sealed,sealed_text,erased_at}'::text[]
        AND coalesce(after ->> 'sealed', after ->> 'sealed_text') IS NULL)
        OR platform_only_resealed(before, after, '{sealed,sealed_text}');
END $$;
CREATE OR REPLACE FUNCTION mediation_agreement_locked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE course text[] := '{state,concluded_at,ended_at}';
BEGIN
    IF OLD.binding_at IS NULL THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF mediation_agreement_erased(to_jsonb(OLD), to_jsonb(NEW)) THEN
            RETURN NEW;
        END IF;
        IF to_jsonb(OLD) - course = to_jsonb(NEW) - course
            AND (NEW.state = OLD.state OR (OLD.state = 'binding' AND NEW.state = 'superseded')) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'An agreement that binds does not change.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION mediation_agreement_part_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM dispute_agreement WHERE binding_at IS NOT NULL AND id IN (
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.agreement_id END,
            CASE WHEN TG_OP <> 'DELETE' THEN NEW.agreement_id END
        )
    ) AND NOT (TG_OP = 'UPDATE' AND mediation_agreement_erased(to_jsonb(OLD), to_jsonb(NEW))) THEN
        RAISE EXCEPTION 'An agreement that binds does not change (%).', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION mediation_signature_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE later text[] := '{voided_at,identity,identity_checked_by}';
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - later = to_jsonb(NEW) - later
        AND (OLD.identity = '' OR OLD.identity = NEW.identity) AND OLD.voided_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND mediation_agreement_erased(to_jsonb(OLD), to_jsonb(NEW)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A signature stays as it was given.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE OR REPLACE FUNCTION mediation_answer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND mediation_agreement_erased(to_jsonb(OLD), to_jsonb(NEW)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What a side answered stays.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
LOCK = RunSQL(
    sql=f"""
    {FUNCTIONS}
    CREATE TRIGGER dispute_agreement_locked BEFORE UPDATE OR DELETE ON dispute_agreement
        FOR EACH ROW EXECUTE FUNCTION mediation_agreement_locked();
    CREATE TRIGGER dispute_obligation_locked BEFORE INSERT OR UPDATE OR DELETE ON dispute_obligation
        FOR EACH ROW EXECUTE FUNCTION mediation_agreement_part_locked();
    CREATE TRIGGER dispute_signature_locked BEFORE INSERT OR UPDATE OR DELETE ON dispute_signature
        FOR EACH ROW EXECUTE FUNCTION mediation_agreement_part_locked();
    CREATE TRIGGER dispute_signature_stays BEFORE UPDATE OR DELETE ON dispute_signature
        FOR EACH ROW EXECUTE FUNCTION mediation_signature_stays();
    CREATE TRIGGER dispute_evidence_answer_stays BEFORE UPDATE OR DELETE ON dispute_evidence_answer
        FOR EACH ROW EXECUTE FUNCTION mediation_answer_stays();
    """,
    reverse_sql="""
    DROP TRIGGER dispute_evidence_answer_stays ON dispute_evidence_answer;
    DROP TRIGGER dispute_signature_stays ON dispute_signature;
    DROP TRIGGER dispute_signature_locked ON dispute_signature;
    DROP TRIGGER dispute_obligation_locked ON dispute_obligation;
    DROP TRIGGER dispute_agreement_locked ON dispute_agreement;
    DROP FUNCTION mediation_answer_stays();
    DROP FUNCTION mediation_signature_stays();
    DROP FUNCTION mediation_agreement_part_locked();
    DROP FUNCTION mediation_agreement_locked();
    DROP FUNCTION mediation_agreement_erased(jsonb, jsonb);
    """,
)
