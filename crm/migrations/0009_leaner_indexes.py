"""Indexes that cost more at every load than they give: see crm/models/deals.py."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crm', '0008_shares_say_their_range'),
    ]

    operations = [
        migrations.AlterField(
            model_name='activity',
            name='external_id',
            field=models.CharField(max_length=120, verbose_name='CRM id'),
        ),
        migrations.AlterField(
            model_name='activity',
            name='run',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run'),
        ),
        migrations.AlterField(
            model_name='dealchange',
            name='run',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run'),
        ),
        migrations.AlterField(
            model_name='line',
            name='external_id',
            field=models.CharField(max_length=120, verbose_name='CRM id'),
        ),
        migrations.AlterField(
            model_name='line',
            name='run',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run'),
        ),
        migrations.AlterField(
            model_name='opportunity',
            name='external_id',
            field=models.CharField(max_length=120, verbose_name='CRM id'),
        ),
        migrations.AlterField(
            model_name='opportunity',
            name='run',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['run'], name='crm_activity_run'),
        ),
        migrations.AddIndex(
            model_name='dealchange',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['run'], name='crm_change_run'),
        ),
        migrations.AddIndex(
            model_name='line',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['run'], name='crm_line_run'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['run'], name='crm_deal_run'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(fields=('external_id',), name='crm_activity_external_id'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(fields=('external_id',), name='crm_line_external_id'),
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.UniqueConstraint(fields=('external_id',), name='crm_deal_external_id'),
        ),
    ]
