"""Why the open pipeline of a period moved, kept deal by deal and summed up."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('forecasting', '0001_deal_snapshots'),
    ]
    operations = [
        migrations.CreateModel(
            name='Walk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(verbose_name='from')),
                ('stop', models.DateField(verbose_name='to')),
                ('since', models.DateField(verbose_name='since the end of')),
                ('until', models.DateField(verbose_name='until the end of')),
                ('basis', models.BigIntegerField(default=0)),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'pipeline movement',
                'verbose_name_plural': 'pipeline movements',
                'constraints': [models.UniqueConstraint(fields=('start', 'stop', 'since', 'until'), name='forecasting_walk_once')],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bucket', models.CharField(choices=[('start', 'start'), ('created', 'created'), ('pulled_in', 'pulled_in'), ('pushed_in', 'pushed_in'), ('reopened', 'reopened'), ('increased', 'increased'), ('reassigned', 'reassigned'), ('omitted', 'omitted'), ('fx', 'fx'), ('decreased', 'decreased'), ('pushed_out', 'pushed_out'), ('pulled_out', 'pulled_out'), ('deleted', 'deleted'), ('lost', 'lost'), ('won', 'won'), ('end', 'end')], max_length=10)),
                ('day', models.DateField(verbose_name='day')),
                ('amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('deal', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='moves', to='crm.opportunity')),
                ('rep', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='teams.rep')),
                ('team', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='teams.team')),
                ('walk', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='forecasting.walk')),
            ],
            options={
                'verbose_name': 'move of a deal',
                'verbose_name_plural': 'moves of deals',
                'indexes': [models.Index(fields=['walk', 'bucket', 'rep'], name='forecasting_move_bucket')],
            },
        ),
        migrations.CreateModel(
            name='Bar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=9, verbose_name='scope')),
                ('scope_id', models.BigIntegerField(default=0, verbose_name='scope id')),
                ('bucket', models.CharField(max_length=10)),
                ('deals', models.IntegerField(verbose_name='deals')),
                ('value', models.DecimalField(decimal_places=4, max_digits=30, verbose_name='value')),
                ('walk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bars', to='forecasting.walk')),
            ],
            options={
                'verbose_name': 'bucket of a movement',
                'verbose_name_plural': 'buckets of movements',
                'constraints': [models.UniqueConstraint(fields=('walk', 'scope', 'scope_id', 'bucket'), name='forecasting_bar_once')],
            },
        ),
    ]
