"""Plain ASCII, which most texts are, takes a short way to the same folded text."""

from django.db import migrations

SOONER = """
CREATE OR REPLACE FUNCTION territories_fold(said text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(said) = length(said) AND said !~ '^\\s|\\s\\s|[^\\S ]|\\s$'
        THEN lower(said COLLATE pg_c_utf8)
        ELSE btrim(regexp_replace(regexp_replace(
            lower(normalize(said, NFKD) COLLATE pg_c_utf8), '[\\u0300-\\u036F]', '', 'g'),
            '\\s+', ' ', 'g'))
    END
$$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION territories_fold(said text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(regexp_replace(
        lower(normalize(said, NFKD) COLLATE pg_c_utf8), '[\\u0300-\\u036F]', '', 'g'), '\\s+', ' ', 'g'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("territories", "0009_hand_overs_follow_and_holds_exclude")]

    operations = [migrations.RunSQL(SOONER, BEFORE)]
