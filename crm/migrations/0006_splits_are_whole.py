"""Revenue splits of a deal add up to 100 when the transaction ends, or it does not end."""

from django.db import migrations

CREATE = """
CREATE FUNCTION crm_splits_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deal bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.opportunity_id ELSE NEW.opportunity_id END;
    total numeric;
BEGIN
    SELECT sum(share) INTO total FROM crm_split WHERE opportunity_id = deal AND kind = 'revenue';
    IF total <> 100 THEN
        RAISE EXCEPTION 'revenue splits of deal % add up to % and not to 100', deal, total
            USING ERRCODE = 'check_violation', CONSTRAINT = 'crm_splits_are_whole';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER crm_splits_are_whole
    AFTER INSERT OR UPDATE OF share, kind, opportunity_id OR DELETE ON crm_split
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION crm_splits_are_whole();
"""
DROP = """
DROP TRIGGER crm_splits_are_whole ON crm_split;
DROP FUNCTION crm_splits_are_whole();
"""


class Migration(migrations.Migration):
    dependencies = [("crm", "0005_stages_know_their_load")]
    operations = [migrations.RunSQL(CREATE, DROP)]
