"""The shares of one role on one territory add up to 100 on every day on which there is a seat.

Looked at when the transaction ends, so that a seat can be divided in several statements.
"""

from django.db import migrations

CHECK = """
CREATE FUNCTION territories_shares_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    broken record;
BEGIN
    WITH touched AS (
        SELECT * FROM territories_seat WHERE (territory_id, role_id)
            IN ((NEW.territory_id, NEW.role_id), (OLD.territory_id, OLD.role_id))
    ), turns AS (
        SELECT territory_id, role_id, COALESCE(lower(valid), '-infinity') AS day FROM touched
        UNION
        SELECT territory_id, role_id, upper(valid) FROM touched WHERE NOT upper_inf(valid)
    )
    SELECT t.territory_id, day, sum(s.share) AS total INTO broken
    FROM turns t JOIN touched s ON s.territory_id = t.territory_id AND s.role_id = t.role_id
        AND s.valid @> t.day
    GROUP BY t.territory_id, t.role_id, day HAVING sum(s.share) <> 100 ORDER BY day LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'shares of territory % add up to % on %',
            broken.territory_id, broken.total, broken.day
            USING ERRCODE = 'check_violation', CONSTRAINT = 'territories_shares_are_whole',
                TABLE = 'territories_seat';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER territories_shares_are_whole
    AFTER INSERT OR UPDATE OR DELETE ON territories_seat
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION territories_shares_are_whole();
"""
UNDO = """
DROP TRIGGER territories_shares_are_whole ON territories_seat;
DROP FUNCTION territories_shares_are_whole();
"""


class Migration(migrations.Migration):
    dependencies = [("territories", "0002_what_is_refused")]

    operations = [migrations.RunSQL(CHECK, UNDO)]
