"""Indexes by which the lists find the deals of a person, of an account, and the rare open ones."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_journal'),
        ('crm', '0010_runs_unchecked'),
        ('teams', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='opportunity',
            name='account',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='crm.account', verbose_name='account'),
        ),
        migrations.AlterField(
            model_name='opportunity',
            name='owner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='teams.rep', verbose_name='owner'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['owner', 'status'], name='crm_deal_owner'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['account', 'owner'], name='crm_deal_account'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(models.OrderBy(models.F('value'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'open')), name='crm_deal_open_value'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(condition=models.Q(('pushes__gte', 3), ('status', 'open')), fields=['closing_on', 'id'], name='crm_deal_often_pushed'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(condition=models.Q(('amount__isnull', True), ('status', 'open')), fields=['closing_on', 'id'], name='crm_deal_no_amount'),
        ),
    ]
