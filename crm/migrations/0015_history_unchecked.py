"""A load writes history only beside the deals themselves: nobody need look each of them up."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crm', '0014_categories_of_closed_deals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='dealchange',
            name='opportunity',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='crm.opportunity'),
        ),
    ]
