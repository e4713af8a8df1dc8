"""Booked by day is read by every visit of a page: a small index that holds all it needs."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crm', '0015_history_unchecked'),
        ('kpis', '0003_results_by_first_day'),
        ('teams', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='measure',
            index=models.Index(condition=models.Q(('grain', 'day'), ('slug', 'won_value')), fields=['start'], include=('team', 'rep', 'territory', 'value'), name='kpis_measure_won_daily'),
        ),
    ]
