"""Texts are compared by what a reader sees: capitals, accents and double spaces don't count.

One function for both sides of every comparison, so that nothing is folded in two ways. A letter
with a mark is taken apart (NFKD) and loses the mark; letters that are no such pair (ø, ß, ł) stay.
"""

from django.db import migrations

FOLD = """
CREATE FUNCTION territories_fold(said text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(regexp_replace(
        lower(normalize(said, NFKD) COLLATE pg_c_utf8), '[\\u0300-\\u036F]', '', 'g'), '\\s+', ' ', 'g'))
$$;
"""
UNDO = "DROP FUNCTION territories_fold(text);"


class Migration(migrations.Migration):
    dependencies = [("territories", "0004_first_rows")]

    operations = [migrations.RunSQL(FOLD, UNDO)]
