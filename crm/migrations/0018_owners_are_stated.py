"""Until now every owner and territory was the one that the CRM stated."""

from django.db import migrations

STATED = """
UPDATE crm_account a SET stated_owner_id = a.owner_id,
    stated_territory = coalesce((SELECT t.slug FROM teams_territory t WHERE t.id = a.territory_id), '')
WHERE a.owner_id IS NOT NULL OR a.territory_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("crm", "0017_what_the_crm_stated")]

    operations = [migrations.RunSQL(STATED, migrations.RunSQL.noop)]
