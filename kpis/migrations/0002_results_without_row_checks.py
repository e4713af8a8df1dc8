"""References of stored results are not checked row by row, nor indexed.

Four checks and four indexes for each of millions of rows cost more than the sums themselves. The
rows are made from checked ones, and a recompute removes those whose person or team has gone.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_journal'),
        ('crm', '0010_runs_unchecked'),
        ('kpis', '0001_initial'),
        ('teams', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='measure',
            name='rep',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teams.rep'),
        ),
        migrations.AlterField(
            model_name='measure',
            name='stage',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm.stage'),
        ),
        migrations.AlterField(
            model_name='measure',
            name='team',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teams.team'),
        ),
        migrations.AlterField(
            model_name='measure',
            name='territory',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teams.territory'),
        ),
        migrations.AlterField(
            model_name='value',
            name='run',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run'),
        ),
    ]
