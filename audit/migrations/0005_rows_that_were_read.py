"""What loads have read is remembered, so that a row that comes again need not be read again.

Hashes cannot be made smaller, so the database need not try.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_changed_rows_leaner'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=63)),
                ('meaning', models.CharField(max_length=64)),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=63))),
                ('used_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'way of reading',
                'verbose_name_plural': 'ways of reading',
                'constraints': [models.UniqueConstraint(fields=('table', 'meaning'), name='audit_reading_once')],
            },
        ),
        migrations.CreateModel(
            name='ReadRows',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('marks', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField())),
                ('pks', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField())),
                ('states', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField())),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='audit.reading')),
            ],
            options={
                'verbose_name': 'rows that were read',
                'verbose_name_plural': 'rows that were read',
            },
        ),
        migrations.CreateModel(
            name='ReadTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('column', models.CharField(max_length=63)),
                ('texts', django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                ('pks', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField())),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='audit.reading')),
            ],
            options={
                'verbose_name': 'texts that were read',
                'verbose_name_plural': 'texts that were read',
            },
        ),
        migrations.RunSQL(
            """ALTER TABLE audit_readrows ALTER marks SET STORAGE EXTERNAL,
               ALTER pks SET STORAGE EXTERNAL, ALTER states SET STORAGE EXTERNAL""",
            migrations.RunSQL.noop,
        ),
    ]
