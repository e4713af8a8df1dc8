"""What is frozen cannot be changed, whoever tries: the database refuses it."""

from django.db import migrations

FROZEN = (
    "scope", "scope_id", "scope_slug", "scope_name", "start", '"end"', "year", "number",
    "currency", "version", "content", "fingerprint", "made_at", "as_of", "author_name",
)
CREATE = f"""
CREATE FUNCTION reports_report_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ({", ".join(f"NEW.{name}" for name in FROZEN)})
        IS DISTINCT FROM ({", ".join(f"OLD.{name}" for name in FROZEN)}) THEN
        RAISE EXCEPTION 'a report is frozen: it can be superseded or withdrawn, not changed'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reports_report_frozen BEFORE UPDATE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION reports_report_frozen();
"""
DROP = """
DROP TRIGGER reports_report_frozen ON reports_report;
DROP FUNCTION reports_report_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_reports")]
    operations = [migrations.RunSQL(CREATE, DROP)]
