"""What sealing leans on in the database: contexts that settle, and a look at a table that nobody is writing to."""

from django.db import migrations

CONTEXT = """
ALTER TABLE pghistory_context ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;
CREATE UNIQUE INDEX pghistory_context_number ON pghistory_context (number);
CREATE INDEX pghistory_context_created_at ON pghistory_context (created_at);

-- Rows bear the clock's time, not their transaction's, and nobody's own; after an hour they stand.
CREATE FUNCTION portal_settle_context() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.created_at := clock_timestamp();
    ELSIF OLD.created_at < clock_timestamp() - interval '1 hour'
        OR (NEW.id, NEW.number, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.number, OLD.created_at) THEN
        RAISE EXCEPTION 'Cannot update settled rows of %', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER portal_settle_context BEFORE INSERT OR UPDATE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION portal_settle_context();
"""
CONTEXT_BACK = """
DROP TRIGGER portal_settle_context ON pghistory_context;
DROP FUNCTION portal_settle_context();
DROP INDEX pghistory_context_created_at;
ALTER TABLE pghistory_context DROP COLUMN number;
"""
# An INSERT takes its lock before its number: whoever holds a lower number has ended when this has the lock.
HOLD = """
CREATE FUNCTION portal_settled(wanted text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '300ms' AS $$
DECLARE
    key text;
    unsettled bigint;
    top bigint;
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_trigger WHERE tgrelid = to_regclass(format('public.%I', wanted))
            AND tgname LIKE 'pgtrigger\\_no\\_truncate\\_%'
    ) THEN
        RAISE EXCEPTION '% is not sealed', wanted;
    END IF;
    EXECUTE format('LOCK TABLE public.%I IN SHARE ROW EXCLUSIVE MODE', wanted);
    IF wanted = 'pghistory_context' THEN
        SELECT min(number) INTO unsettled FROM (
            SELECT number FROM public.pghistory_context
            WHERE created_at >= clock_timestamp() - interval '1 hour' OFFSET 0
        ) AS young;
        SELECT max(number) INTO top FROM public.pghistory_context
            WHERE unsettled IS NULL OR number < unsettled;
    ELSE
        SELECT attname INTO STRICT key FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
            WHERE indrelid = to_regclass(format('public.%I', wanted)) AND indisprimary;
        EXECUTE format('SELECT max(%I) FROM public.%I', key, wanted) INTO top;
    END IF;
    RETURN coalesce(top, 0);
END $$;
REVOKE ALL ON FUNCTION portal_settled(text) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    replaces = [("accounts", "0007_sealing")]
    dependencies = [("accounts", "0002_of_committees")]

    operations = [
        migrations.RunSQL(CONTEXT, CONTEXT_BACK),
        migrations.RunSQL(HOLD, "DROP FUNCTION portal_settled(text)"),
    ]
