"""Moves that the rules ask for in the plan in force."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0005_rows_that_were_read'),
        ('crm', '0016_what_accounts_could_be'),
        ('territories', '0005_texts_alike'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RoutedMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(choices=[(10, 'Exception'), (20, 'Named account'), (30, 'Kind of customer'), (40, 'Place'), (50, 'Everything else'), (90, 'Stated by the CRM')], null=True, verbose_name='by')),
                ('decision', models.CharField(choices=[('open', 'To decide'), ('committed', 'Committed'), ('declined', 'Declined')], default='open', max_length=9, verbose_name='decision')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='asked at')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crm.account', verbose_name='account')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='routed', to='territories.territorymodel')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territories.salesrole')),
                ('rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='territories.rule')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='audit.run')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territories.plannedterritory', verbose_name='from')),
                ('target', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territories.plannedterritory', verbose_name='to')),
            ],
            options={
                'verbose_name': 'move asked for by rules',
                'verbose_name_plural': 'moves asked for by rules',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision', 'open')), fields=('model', 'role', 'account'), name='territories_routed_once')],
            },
        ),
    ]
