"""What a load changed is kept as it was written, and found by the constraint alone."""

import audit.models
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_journal'),
    ]

    operations = [
        migrations.AlterField(
            model_name='loadedrow',
            name='before',
            field=audit.models.WrittenJSON(null=True),
        ),
        migrations.AlterField(
            model_name='loadedrow',
            name='run',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='audit.run'),
        ),
    ]
