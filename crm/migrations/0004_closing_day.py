"""One column for the day that a deal closes on, and indexes that serve lists in both directions."""

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crm', '0003_names_by_word'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='opportunity',
            name='crm_deal_value',
        ),
        migrations.RemoveIndex(
            model_name='opportunity',
            name='crm_deal_open_close',
        ),
        migrations.AddField(
            model_name='opportunity',
            name='closing_on',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('closed_on', 'close_date'), output_field=models.DateField(null=True), verbose_name='closing on'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(models.OrderBy(models.F('value'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='crm_deal_value'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['closing_on', 'id'], name='crm_deal_closing'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(condition=models.Q(('status', 'open')), fields=['closing_on', 'id'], name='crm_deal_open_closing'),
        ),
    ]
