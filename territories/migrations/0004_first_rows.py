"""A policy, and the role that owns accounts: what every company begins with."""

from django.db import migrations


def begin(apps, schema_editor):
    apps.get_model("territories", "Policy").objects.get_or_create(pk=1)
    roles = apps.get_model("territories", "SalesRole").objects
    roles.get_or_create(
        slug="account-executive", defaults={"name": "Account executive", "owns_accounts": True}
    )


class Migration(migrations.Migration):
    dependencies = [("territories", "0003_shares_are_whole")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
