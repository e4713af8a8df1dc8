"""A load names itself on millions of rows at once: the database need not look it up for each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_journal'),
        ('crm', '0009_leaner_indexes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='activity',
            name='run',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run'),
        ),
        migrations.AlterField(
            model_name='dealchange',
            name='run',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run'),
        ),
        migrations.AlterField(
            model_name='line',
            name='run',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run'),
        ),
        migrations.AlterField(
            model_name='opportunity',
            name='run',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run'),
        ),
    ]
