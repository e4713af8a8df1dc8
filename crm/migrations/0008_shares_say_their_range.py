"""The rule about a share explains itself."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crm', '0007_deals_as_of'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='split',
            name='crm_split_share',
            constraint=models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 100)), name='crm_split_share', violation_error_message='A share must be more than 0 and at most 100.'),
        ),
    ]
