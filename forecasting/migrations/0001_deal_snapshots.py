"""Deals as they stood at the end of past days, partitioned by month."""

import django.db.models.deletion
from django.db import migrations, models


# Rows of a month lie together: a month that nobody asks for any more can be detached and kept apart.
CREATE = """
CREATE TABLE forecasting_dealsnapshot (
    day date NOT NULL, deal_id bigint NOT NULL, owner_id bigint NOT NULL, stage_id bigint NOT NULL,
    status varchar(4) NOT NULL, amount numeric(19, 4), currency varchar(3) NOT NULL,
    value numeric(19, 4), close_date date, category varchar(40) NOT NULL, closed_on date,
    PRIMARY KEY (day, deal_id)
) PARTITION BY RANGE (day)
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ('crm', '0011_lists_by_reader'),
        ('teams', '0001_initial'),
    ]
    operations = [
        migrations.CreateModel(
            name='SnapshotDay',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False, verbose_name='day')),
                ('rows', models.PositiveIntegerField(verbose_name='deals')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('made_at', models.DateTimeField(auto_now=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'snapshot',
                'verbose_name_plural': 'snapshots',
                'ordering': ['-day'],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(CREATE, "DROP TABLE forecasting_dealsnapshot"),
            ],
            state_operations=[
                migrations.CreateModel(
                    name='DealSnapshot',
                    fields=[
                        ('pk', models.CompositePrimaryKey('day', 'deal_id', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('day', models.DateField(verbose_name='day')),
                        ('status', models.CharField(max_length=4, verbose_name='status')),
                        ('amount', models.DecimalField(decimal_places=4, max_digits=19, null=True, verbose_name='amount')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('value', models.DecimalField(decimal_places=4, max_digits=19, null=True, verbose_name='value in base currency')),
                        ('close_date', models.DateField(null=True, verbose_name='close date')),
                        ('category', models.CharField(blank=True, max_length=40, verbose_name='forecast category')),
                        ('closed_on', models.DateField(null=True, verbose_name='closed on')),
                        ('deal', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='snapshots', to='crm.opportunity')),
                        ('owner', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='teams.rep')),
                        ('stage', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='crm.stage')),
                    ],
                    options={
                        'verbose_name': 'deal on a day',
                        'verbose_name_plural': 'deals on a day',
                    },
                ),
            ],
        ),
    ]
