"""What activities are known under, and its sums."""

import collab_portal.lib.together
from django.db import migrations, models
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0002_parties"),
        ("commons", "0002_labels"),
        ("organizations", "0002_nineteen"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                # Before the words go, and on the way back after they have come.
                migrations.RemoveConstraint(
                    model_name="activity",
                    name="activity_number_has_series",
                ),
                migrations.CreateModel(
                    name="ActivityLabel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "活动的品牌与专项",
                        "verbose_name_plural": "活动的品牌与专项",
                    },
                ),
                migrations.CreateModel(
                    name="ActivityLabelEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LabelTally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="月份")),
                        ("records", models.PositiveIntegerField(verbose_name="场次")),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("sessions", "场次"),
                                    ("attendances", "人次"),
                                    ("issues", "期"),
                                    ("wan", "万元"),
                                    ("items", "项"),
                                    ("units", "家"),
                                    ("cases", "件"),
                                    ("articles", "篇"),
                                ],
                                max_length=12,
                                verbose_name="单位",
                            ),
                        ),
                        ("attendances", models.PositiveBigIntegerField(verbose_name="人次")),
                        ("value", models.DecimalField(decimal_places=2, max_digits=20, verbose_name="数值")),
                    ],
                    options={
                        "verbose_name": "品牌与专项每月合计",
                        "verbose_name_plural": "品牌与专项每月合计",
                    },
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                migrations.AddField(
                    model_name="activitylabel",
                    name="activity",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="activities.activity",
                        verbose_name="联合活动",
                    ),
                ),
                migrations.AddField(
                    model_name="activitylabel",
                    name="label",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taggings",
                        to="commons.label",
                        verbose_name="品牌与专项",
                    ),
                ),
                migrations.AddField(
                    model_name="activity",
                    name="labels",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="activities",
                        through="activities.ActivityLabel",
                        to="commons.label",
                        verbose_name="品牌与专项",
                    ),
                ),
                migrations.AddField(
                    model_name="activitylabelevent",
                    name="activity",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="activities.activity",
                        verbose_name="联合活动",
                    ),
                ),
                migrations.AddField(
                    model_name="activitylabelevent",
                    name="label",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="commons.label",
                        verbose_name="品牌与专项",
                    ),
                ),
                migrations.AddField(
                    model_name="activitylabelevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="activitylabelevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="activities.activitylabel",
                    ),
                ),
                migrations.AddField(
                    model_name="labeltally",
                    name="committee",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organizations.committee",
                        verbose_name="工委",
                    ),
                ),
                migrations.AddField(
                    model_name="labeltally",
                    name="label",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="commons.label",
                        verbose_name="品牌与专项",
                    ),
                ),
            ],
        ),
        collab_portal.lib.together.Together(
            operations=[
                migrations.AddIndex(
                    model_name="activitylabel",
                    index=models.Index(fields=["label", "activity"], name="activity_by_label"),
                ),
                migrations.AddConstraint(
                    model_name="activitylabel",
                    constraint=models.UniqueConstraint(fields=("activity", "label"), name="activity_label_once"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activitylabel",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "activities_activitylabelevent" ("activity_id", "id", "label_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."activity_id", NEW."id", NEW."label_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="18be6636322d284b5f7f95453bf4db21e11291b8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_58960",
                            table="activities_activitylabel",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activitylabel",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "activities_activitylabelevent" ("activity_id", "id", "label_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."activity_id", NEW."id", NEW."label_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="62be7d86ce91beaccd906d20665c00a3a8704fda",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_20cf6",
                            table="activities_activitylabel",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activitylabel",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "activities_activitylabelevent" ("activity_id", "id", "label_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."activity_id", OLD."id", OLD."label_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="11b254fc83b0482737c4b9321f9eb0fdbc49c504",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0e1f8",
                            table="activities_activitylabel",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activitylabelevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9baf9e0f8a61ca15a1b7f02882d60e1d53e4bb9c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5be07",
                            table="activities_activitylabelevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="activitylabelevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="no_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                            hash="093ed570fa52264cff4f5151042b2e051977bedd",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_no_truncate_1958e",
                            table="activities_activitylabelevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="labeltally",
                    index=models.Index(fields=["month"], name="label_tally_by_month"),
                ),
                migrations.AddConstraint(
                    model_name="labeltally",
                    constraint=models.UniqueConstraint(
                        fields=("label", "committee", "month", "unit"), name="label_tally_once", nulls_distinct=False
                    ),
                ),
            ],
        ),
    ]
