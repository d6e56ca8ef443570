"""All tables of todos, made together."""

import collab_portal.lib.together
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # A database at the end of the migrations before these goes on as it is.
    replaces = [
        ('todos', '0001_todos'),
        ('todos', '0002_one_nudge'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_tables'),
        ('organizations', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                migrations.CreateModel(
                    name='Todo',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('topic', models.CharField(max_length=80, verbose_name='事项')),
                        ('revision', models.PositiveIntegerField(default=0, verbose_name='版次')),
                        ('kind', models.CharField(max_length=20, verbose_name='类别')),
                        ('committee', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.committee', verbose_name='工委')),
                        ('duty', models.CharField(blank=True, max_length=20, verbose_name='职责')),
                        ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='个人')),
                        ('barred', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, verbose_name='不得办理的人')),
                        ('asker', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.committee', verbose_name='等候的工委')),
                        ('title', models.CharField(max_length=200, verbose_name='标题')),
                        ('detail', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                        ('url', models.CharField(max_length=300, verbose_name='链接')),
                        ('answer', models.JSONField(null=True, verbose_name='一键办理')),
                        ('due_on', models.DateField(null=True, verbose_name='期限')),
                        ('opens_at', models.DateTimeField(verbose_name='起')),
                        ('ends_at', models.DateTimeField(null=True, verbose_name='止')),
                        ('nudged_at', models.DateTimeField(null=True, verbose_name='催办时间')),
                    ],
                    options={
                        'verbose_name': '待办',
                        'verbose_name_plural': '待办',
                        'indexes': [models.Index(fields=['committee', 'opens_at'], name='todo_committee'), models.Index(condition=models.Q(('duty', ''), _negated=True), fields=['duty'], name='todo_duty'), models.Index(condition=models.Q(('person__isnull', False)), fields=['person'], name='todo_person'), models.Index(condition=models.Q(('asker__isnull', False)), fields=['asker'], name='todo_asker')],
                        'constraints': [models.UniqueConstraint(fields=('topic', 'revision', 'kind', 'committee', 'duty', 'person'), name='todo_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('committee__isnull', False), ('duty', ''), ('person', None)), models.Q(('committee', None), ('person', None), models.Q(('duty', ''), _negated=True)), models.Q(('committee', None), ('duty', ''), ('person__isnull', False)), _connector='OR'), name='todo_of_one')],
                    },
                ),
            ],
        ),
    ]
