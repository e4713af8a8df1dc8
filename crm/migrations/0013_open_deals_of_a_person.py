"""An index of the open deals of a person; one over all states was taken for states alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_journal'),
        ('crm', '0012_deals_as_of_by_what_was_replaced'),
        ('teams', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='opportunity',
            name='crm_deal_owner',
        ),
        migrations.AlterField(
            model_name='opportunity',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opportunities', to='teams.rep', verbose_name='owner'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(condition=models.Q(('status', 'open')), fields=['owner', 'closing_on'], name='crm_deal_open_owner'),
        ),
    ]
