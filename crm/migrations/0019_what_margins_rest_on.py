from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("crm", "0018_owners_are_stated")]

    operations = [
        migrations.AddField(
            model_name="line",
            name="unit_cost",
            field=models.DecimalField(
                blank=True, decimal_places=4, max_digits=19, null=True, verbose_name="unit cost"
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="recurring",
            field=models.BooleanField(blank=True, null=True, verbose_name="recurring"),
        ),
    ]
