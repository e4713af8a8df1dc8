"""The category that a deal has since it closed says nothing of when it was open.

CRMs leave lost deals out of the forecast; without history of the category, a deal that was open
then and is closed now had none.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("crm.migrations.0012_deals_as_of_by_what_was_replaced").REPLACE
NOW = "coalesce(w.category, o.forecast_category) AS category"
THEN = """coalesce(w.category, CASE WHEN o.status <> 'open' AND coalesce(w.status,
               CASE WHEN o.closed_on > company.day THEN 'open' ELSE o.status END) = 'open'
               THEN '' ELSE o.forecast_category END) AS category"""


class Migration(migrations.Migration):
    dependencies = [("crm", "0013_open_deals_of_a_person")]
    operations = [migrations.RunSQL(BEFORE.replace(NOW, THEN), BEFORE)]
