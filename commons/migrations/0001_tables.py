"""All tables of commons, made together."""

import collab_portal.lib.together
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database at the end of the migrations before these goes on as it is.
    replaces = [
        ("commons", "0001_shared_things"),
    ]

    initial = True

    dependencies = [
        ("organizations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                migrations.CreateModel(
                    name="Resource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resources",
                                to="organizations.committee",
                                verbose_name="所属工委",
                            ),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resources",
                                to="organizations.branch",
                                verbose_name="管理党组织",
                            ),
                        ),
                        ("keeper", models.CharField(blank=True, max_length=80, verbose_name="管理单位")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("red", "红色教育基地"),
                                    ("science", "科创教育基地"),
                                    ("civic", "思政教育基地"),
                                    ("culture", "文化教育基地"),
                                    ("ecology", "生态教育基地"),
                                    ("site", "示范点"),
                                    ("lecturer", "师资"),
                                    ("adviser", "党建指导员"),
                                    ("troupe", "宣讲团"),
                                    ("course", "课程"),
                                    ("school", "党校、干部学院"),
                                    ("venue", "场地"),
                                    ("other", "其他共享资源"),
                                ],
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        ("code", models.CharField(blank=True, max_length=40, verbose_name="编码")),
                        (
                            "line",
                            models.CharField(
                                choices=[
                                    ("party", "党群"),
                                    ("reform", "发展改革"),
                                    ("industry", "工业和信息化"),
                                    ("science", "科技"),
                                    ("education", "教育"),
                                    ("security", "公安"),
                                    ("civil", "民政"),
                                    ("finance", "财政"),
                                    ("labour", "人力资源社会保障"),
                                    ("resources", "自然资源"),
                                    ("ecology", "生态环境"),
                                    ("housing", "住房城乡建设"),
                                    ("transport", "交通运输"),
                                    ("water", "水利"),
                                    ("agriculture", "农业农村"),
                                    ("trade", "商务"),
                                    ("culture", "文化和旅游"),
                                    ("health", "卫生健康"),
                                    ("emergency", "应急管理"),
                                    ("market", "市场监管"),
                                    ("insurance", "医疗保障"),
                                    ("tax", "税务"),
                                    ("grain", "粮食和物资储备"),
                                    ("statistics", "统计"),
                                    ("commerce", "工商联"),
                                    ("other", "其他"),
                                ],
                                default="other",
                                max_length=12,
                                verbose_name="系统",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                        ("summary", models.TextField(blank=True, verbose_name="介绍")),
                        ("how_to", models.TextField(blank=True, max_length=1000, verbose_name="使用须知")),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000),
                                ],
                                verbose_name="同时容纳人数",
                            ),
                        ),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000),
                                ],
                                verbose_name="数量",
                            ),
                        ),
                        (
                            "exclusive",
                            models.BooleanField(default=False, verbose_name="同一时间只供一家使用"),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                default=7,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(365)],
                                verbose_name="须提前天数",
                            ),
                        ),
                        ("contact", models.CharField(blank=True, max_length=40, verbose_name="联系人")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="办公电话")),
                        ("link", models.URLField(blank=True, max_length=300, verbose_name="网址")),
                        (
                            "source_title",
                            models.CharField(blank=True, max_length=120, verbose_name="来源标题"),
                        ),
                        (
                            "source_site",
                            models.CharField(blank=True, max_length=300, verbose_name="来源媒体或网址"),
                        ),
                        (
                            "source_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="来源日期",
                            ),
                        ),
                        (
                            "paused_until",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="暂停至",
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="停止共享日期")),
                        (
                            "close_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="停止原因"),
                        ),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ],
                    options={
                        "verbose_name": "共享资源",
                        "verbose_name_plural": "共享资源",
                        "indexes": [
                            models.Index(fields=["kind", "-id"], name="resource_by_kind"),
                            models.Index(fields=["committee", "-id"], name="resource_by_committee"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "red",
                                            "science",
                                            "civic",
                                            "culture",
                                            "ecology",
                                            "site",
                                            "lecturer",
                                            "adviser",
                                            "troupe",
                                            "course",
                                            "school",
                                            "venue",
                                            "other",
                                        ],
                                    )
                                ),
                                name="resource_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("capacity__isnull", True),
                                    ("capacity__range", (1, 100000)),
                                    _connector="OR",
                                ),
                                name="resource_capacity_possible",
                                violation_error_code="capacity",
                                violation_error_message="容纳人数须在 1 到 10 万之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("quantity__isnull", True),
                                    ("quantity__range", (1, 1000000)),
                                    _connector="OR",
                                ),
                                name="resource_quantity_possible",
                                violation_error_code="quantity",
                                violation_error_message="数量须在 1 到 100 万之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("notice_days__isnull", True),
                                    ("notice_days__range", (0, 365)),
                                    _connector="OR",
                                ),
                                name="resource_notice_possible",
                                violation_error_code="notice_days",
                                violation_error_message="提前天数须在 0 到 365 之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("branch__isnull", True), ("keeper", ""), _connector="OR"),
                                name="resource_one_keeper",
                                violation_error_code="keeper",
                                violation_error_message="管理党组织和管理单位只填一项。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_on__isnull", False),
                                        models.Q(("close_reason", ""), _negated=True),
                                    ),
                                    models.Q(("close_reason", ""), ("closed_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="resource_closed_has_reason",
                                violation_error_code="reason",
                                violation_error_message="停止共享须写明原因。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("code", ""), _negated=True),
                                fields=("committee", "code"),
                                name="resource_code_once",
                                violation_error_code="code",
                                violation_error_message="本工委已有使用该编码的资源。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_on__isnull", True)),
                                fields=("committee", "kind", "title"),
                                name="resource_title_once",
                                violation_error_code="title",
                                violation_error_message="本工委已有同类同名的资源。",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "commons_resourceevent" ("branch_id", "capacity", "close_reason", "closed_on", "code", "committee_id", "contact", "exclusive", "how_to", "id", "keeper", "kind", "line", "link", "notice_days", "paused_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "quantity", "source_on", "source_site", "source_title", "summary", "title", "version") VALUES (OLD."branch_id", OLD."capacity", OLD."close_reason", OLD."closed_on", OLD."code", OLD."committee_id", OLD."contact", OLD."exclusive", OLD."how_to", OLD."id", OLD."keeper", OLD."kind", OLD."line", OLD."link", OLD."notice_days", OLD."paused_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."place", OLD."quantity", OLD."source_on", OLD."source_site", OLD."source_title", OLD."summary", OLD."title", OLD."version"); RETURN NULL;',
                                    hash="131349e5c34d3550fcb85a25d28a65caa5fd7613",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_faf74",
                                    table="commons_resource",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "commons_resourceevent" ("branch_id", "capacity", "close_reason", "closed_on", "code", "committee_id", "contact", "exclusive", "how_to", "id", "keeper", "kind", "line", "link", "notice_days", "paused_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "quantity", "source_on", "source_site", "source_title", "summary", "title", "version") VALUES (NEW."branch_id", NEW."capacity", NEW."close_reason", NEW."closed_on", NEW."code", NEW."committee_id", NEW."contact", NEW."exclusive", NEW."how_to", NEW."id", NEW."keeper", NEW."kind", NEW."line", NEW."link", NEW."notice_days", NEW."paused_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."place", NEW."quantity", NEW."source_on", NEW."source_site", NEW."source_title", NEW."summary", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="3f10671067393cd82ae1d256066937707693ce81",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_12a51",
                                    table="commons_resource",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."close_reason" IS DISTINCT FROM (NEW."close_reason") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."exclusive" IS DISTINCT FROM (NEW."exclusive") OR OLD."how_to" IS DISTINCT FROM (NEW."how_to") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."keeper" IS DISTINCT FROM (NEW."keeper") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."line" IS DISTINCT FROM (NEW."line") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."notice_days" IS DISTINCT FROM (NEW."notice_days") OR OLD."paused_until" IS DISTINCT FROM (NEW."paused_until") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."source_on" IS DISTINCT FROM (NEW."source_on") OR OLD."source_site" IS DISTINCT FROM (NEW."source_site") OR OLD."source_title" IS DISTINCT FROM (NEW."source_title") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                    func='INSERT INTO "commons_resourceevent" ("branch_id", "capacity", "close_reason", "closed_on", "code", "committee_id", "contact", "exclusive", "how_to", "id", "keeper", "kind", "line", "link", "notice_days", "paused_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "quantity", "source_on", "source_site", "source_title", "summary", "title", "version") VALUES (NEW."branch_id", NEW."capacity", NEW."close_reason", NEW."closed_on", NEW."code", NEW."committee_id", NEW."contact", NEW."exclusive", NEW."how_to", NEW."id", NEW."keeper", NEW."kind", NEW."line", NEW."link", NEW."notice_days", NEW."paused_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."place", NEW."quantity", NEW."source_on", NEW."source_site", NEW."source_title", NEW."summary", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="1cf3bf042df2f4512d9a50bfc9ca338a30acc3b6",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_41b6a",
                                    table="commons_resource",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="version_raised",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='NEW.version := OLD.version + (NEW."title" IS DISTINCT FROM OLD."title" OR NEW."kind" IS DISTINCT FROM OLD."kind" OR NEW."code" IS DISTINCT FROM OLD."code" OR NEW."line" IS DISTINCT FROM OLD."line" OR NEW."branch_id" IS DISTINCT FROM OLD."branch_id" OR NEW."keeper" IS DISTINCT FROM OLD."keeper" OR NEW."place" IS DISTINCT FROM OLD."place" OR NEW."summary" IS DISTINCT FROM OLD."summary" OR NEW."how_to" IS DISTINCT FROM OLD."how_to" OR NEW."capacity" IS DISTINCT FROM OLD."capacity" OR NEW."quantity" IS DISTINCT FROM OLD."quantity" OR NEW."exclusive" IS DISTINCT FROM OLD."exclusive" OR NEW."notice_days" IS DISTINCT FROM OLD."notice_days" OR NEW."contact" IS DISTINCT FROM OLD."contact" OR NEW."phone" IS DISTINCT FROM OLD."phone" OR NEW."link" IS DISTINCT FROM OLD."link" OR NEW."paused_until" IS DISTINCT FROM OLD."paused_until" OR NEW."source_title" IS DISTINCT FROM OLD."source_title" OR NEW."source_site" IS DISTINCT FROM OLD."source_site" OR NEW."source_on" IS DISTINCT FROM OLD."source_on" OR NEW."closed_on" IS DISTINCT FROM OLD."closed_on")::int; RETURN NEW;',
                                    hash="28f6643a344b6663b8f41575bd3a387175ae91c8",
                                    operation="UPDATE",
                                    pgid="pgtrigger_version_raised_1f69c",
                                    table="commons_resource",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResourceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="commons.resource",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.committee",
                                verbose_name="所属工委",
                            ),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.branch",
                                verbose_name="管理党组织",
                            ),
                        ),
                        ("keeper", models.CharField(blank=True, max_length=80, verbose_name="管理单位")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("red", "红色教育基地"),
                                    ("science", "科创教育基地"),
                                    ("civic", "思政教育基地"),
                                    ("culture", "文化教育基地"),
                                    ("ecology", "生态教育基地"),
                                    ("site", "示范点"),
                                    ("lecturer", "师资"),
                                    ("adviser", "党建指导员"),
                                    ("troupe", "宣讲团"),
                                    ("course", "课程"),
                                    ("school", "党校、干部学院"),
                                    ("venue", "场地"),
                                    ("other", "其他共享资源"),
                                ],
                                max_length=10,
                                verbose_name="类别",
                            ),
                        ),
                        ("title", models.CharField(max_length=80, verbose_name="名称")),
                        ("code", models.CharField(blank=True, max_length=40, verbose_name="编码")),
                        (
                            "line",
                            models.CharField(
                                choices=[
                                    ("party", "党群"),
                                    ("reform", "发展改革"),
                                    ("industry", "工业和信息化"),
                                    ("science", "科技"),
                                    ("education", "教育"),
                                    ("security", "公安"),
                                    ("civil", "民政"),
                                    ("finance", "财政"),
                                    ("labour", "人力资源社会保障"),
                                    ("resources", "自然资源"),
                                    ("ecology", "生态环境"),
                                    ("housing", "住房城乡建设"),
                                    ("transport", "交通运输"),
                                    ("water", "水利"),
                                    ("agriculture", "农业农村"),
                                    ("trade", "商务"),
                                    ("culture", "文化和旅游"),
                                    ("health", "卫生健康"),
                                    ("emergency", "应急管理"),
                                    ("market", "市场监管"),
                                    ("insurance", "医疗保障"),
                                    ("tax", "税务"),
                                    ("grain", "粮食和物资储备"),
                                    ("statistics", "统计"),
                                    ("commerce", "工商联"),
                                    ("other", "其他"),
                                ],
                                default="other",
                                max_length=12,
                                verbose_name="系统",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                        ("summary", models.TextField(blank=True, verbose_name="介绍")),
                        ("how_to", models.TextField(blank=True, max_length=1000, verbose_name="使用须知")),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000),
                                ],
                                verbose_name="同时容纳人数",
                            ),
                        ),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000000),
                                ],
                                verbose_name="数量",
                            ),
                        ),
                        (
                            "exclusive",
                            models.BooleanField(default=False, verbose_name="同一时间只供一家使用"),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                default=7,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(365)],
                                verbose_name="须提前天数",
                            ),
                        ),
                        ("contact", models.CharField(blank=True, max_length=40, verbose_name="联系人")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="办公电话")),
                        ("link", models.URLField(blank=True, max_length=300, verbose_name="网址")),
                        (
                            "source_title",
                            models.CharField(blank=True, max_length=120, verbose_name="来源标题"),
                        ),
                        (
                            "source_site",
                            models.CharField(blank=True, max_length=300, verbose_name="来源媒体或网址"),
                        ),
                        (
                            "source_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="来源日期",
                            ),
                        ),
                        (
                            "paused_until",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="暂停至",
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="停止共享日期")),
                        (
                            "close_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="停止原因"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="d8411d995b2a89988732ba25b1ba43db982a1e00",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c90cc",
                                    table="commons_resourceevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="d043dc0caa59762dc73e37538b582c26230476fd",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_e47df",
                                    table="commons_resourceevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Closure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "resource",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="closures",
                                to="commons.resource",
                                verbose_name="共享资源",
                            ),
                        ),
                        (
                            "first",
                            models.DateField(
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="自",
                            ),
                        ),
                        (
                            "last",
                            models.DateField(
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="至",
                            ),
                        ),
                        ("reason", models.CharField(max_length=100, verbose_name="原因")),
                    ],
                    options={
                        "verbose_name": "关闭日",
                        "verbose_name_plural": "关闭日",
                        "ordering": ("first", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))),
                                name="closure_ends_after_start",
                                violation_error_code="last",
                                violation_error_message="结束日期不能早于开始日期。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "last__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("first"), "+", models.Value(datetime.timedelta(days=366))
                                        ),
                                    )
                                ),
                                name="closure_a_year_at_most",
                                violation_error_code="last",
                                violation_error_message="一次最多关闭一年；长期不用的请停止共享。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="closure_has_reason",
                                violation_error_code="reason",
                                violation_error_message="请说明关闭的原因。",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=(
                                    ("resource", "="),
                                    (
                                        models.Func(
                                            "first",
                                            "last",
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ),
                                name="closure_no_overlap",
                                violation_error_code="first",
                                violation_error_message="与已有的关闭日重叠。",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "commons_closureevent" ("first", "id", "last", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resource_id") VALUES (OLD."first", OLD."id", OLD."last", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."resource_id"); RETURN NULL;',
                                    hash="13dc116f37f84bd6363fc9de92a1eae0a51bb79d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4932c",
                                    table="commons_closure",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "commons_closureevent" ("first", "id", "last", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resource_id") VALUES (NEW."first", NEW."id", NEW."last", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."resource_id"); RETURN NULL;',
                                    hash="10ecb4ce23f59d0b2ebc40d1856164de5ee42dfb",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_10eb6",
                                    table="commons_closure",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "commons_closureevent" ("first", "id", "last", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resource_id") VALUES (NEW."first", NEW."id", NEW."last", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."resource_id"); RETURN NULL;',
                                    hash="9c526d52b3fa1813f4fdd6e1df588f8355281a2d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_05192",
                                    table="commons_closure",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClosureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="commons.closure",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "resource",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="commons.resource",
                                verbose_name="共享资源",
                            ),
                        ),
                        (
                            "first",
                            models.DateField(
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="自",
                            ),
                        ),
                        (
                            "last",
                            models.DateField(
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="至",
                            ),
                        ),
                        ("reason", models.CharField(max_length=100, verbose_name="原因")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="390769bedd935626ce9e0e550e57e4e6ba572e76",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_45d40",
                                    table="commons_closureevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="86cd5d4c059e9ba3cedef113a7db6441a75fb89c",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_f869f",
                                    table="commons_closureevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="organizations.committee",
                                verbose_name="登记工委",
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="名称")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                        ("issuer", models.CharField(max_length=80, verbose_name="发文机关")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("system", "制度"),
                                    ("measure", "办法"),
                                    ("plan", "方案"),
                                    ("notice", "通知"),
                                    ("other", "其他"),
                                ],
                                max_length=8,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[("basin", "十九家工委可见"), ("own", "只限本工委")],
                                default="basin",
                                max_length=6,
                                verbose_name="范围",
                            ),
                        ),
                        (
                            "issued_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="成文日期",
                            ),
                        ),
                        (
                            "effective_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="施行日期",
                            ),
                        ),
                        (
                            "expires_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="有效期至",
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                blank=True,
                                error_messages={"unique": "该文件已由另一份文件替代。"},
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successor",
                                to="commons.document",
                                verbose_name="替代的文件",
                            ),
                        ),
                        ("abolished_on", models.DateField(blank=True, null=True, verbose_name="废止日期")),
                        (
                            "abolish_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="废止原因"),
                        ),
                        ("summary", models.TextField(blank=True, max_length=1000, verbose_name="内容提要")),
                        (
                            "source_title",
                            models.CharField(blank=True, max_length=120, verbose_name="来源标题"),
                        ),
                        (
                            "source_site",
                            models.CharField(blank=True, max_length=300, verbose_name="来源媒体或网址"),
                        ),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ],
                    options={
                        "verbose_name": "文件",
                        "verbose_name_plural": "文件",
                        "indexes": [models.Index(fields=["committee", "-id"], name="document_by_committee")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("scope", "basin"), models.Q(("number", ""), _negated=True)
                                ),
                                fields=("issuer", "number"),
                                name="document_of_the_basin_once",
                                violation_error_code="number",
                                violation_error_message="该发文机关的这一文号已经登记。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("committee", "issuer", "number"),
                                name="document_of_its_own_once",
                                violation_error_code="number",
                                violation_error_message="本工委已登记该发文机关的这一文号。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["system", "measure", "plan", "notice", "other"])
                                ),
                                name="document_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("scope__in", ["basin", "own"])),
                                name="document_scope_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_on__isnull", True),
                                    ("issued_on__isnull", True),
                                    ("effective_on__gte", models.F("issued_on")),
                                    _connector="OR",
                                ),
                                name="document_effective_after_issue",
                                violation_error_code="effective_on",
                                violation_error_message="施行日期不能早于成文日期。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_on__isnull", True),
                                    ("effective_on__isnull", True),
                                    ("expires_on__gte", models.F("effective_on")),
                                    _connector="OR",
                                ),
                                name="document_expires_after_start",
                                violation_error_code="expires_on",
                                violation_error_message="有效期不能早于施行日期。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_on__isnull", True),
                                    ("issued_on__isnull", True),
                                    ("expires_on__gte", models.F("issued_on")),
                                    _connector="OR",
                                ),
                                name="document_expires_after_issue",
                                violation_error_code="expires_on",
                                violation_error_message="有效期不能早于成文日期。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("supersedes__isnull", True),
                                    models.Q(("supersedes", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="document_replaces_another",
                                violation_error_code="supersedes",
                                violation_error_message="文件不能替代自身。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("abolished_on__isnull", False),
                                        models.Q(("abolish_reason", ""), _negated=True),
                                    ),
                                    models.Q(("abolish_reason", ""), ("abolished_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="document_abolished_has_reason",
                                violation_error_code="reason",
                                violation_error_message="废止须写明原因。",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "commons_documentevent" ("abolish_reason", "abolished_on", "committee_id", "effective_on", "expires_on", "id", "issued_on", "issuer", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope", "source_site", "source_title", "summary", "supersedes_id", "title", "version") VALUES (OLD."abolish_reason", OLD."abolished_on", OLD."committee_id", OLD."effective_on", OLD."expires_on", OLD."id", OLD."issued_on", OLD."issuer", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scope", OLD."source_site", OLD."source_title", OLD."summary", OLD."supersedes_id", OLD."title", OLD."version"); RETURN NULL;',
                                    hash="7d0d4272d5766f615479561600c2b66fba203c9e",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_75664",
                                    table="commons_document",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "commons_documentevent" ("abolish_reason", "abolished_on", "committee_id", "effective_on", "expires_on", "id", "issued_on", "issuer", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope", "source_site", "source_title", "summary", "supersedes_id", "title", "version") VALUES (NEW."abolish_reason", NEW."abolished_on", NEW."committee_id", NEW."effective_on", NEW."expires_on", NEW."id", NEW."issued_on", NEW."issuer", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scope", NEW."source_site", NEW."source_title", NEW."summary", NEW."supersedes_id", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="b74f2729aa3e37b209cc751d83e825a21dde9103",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_768d2",
                                    table="commons_document",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."abolish_reason" IS DISTINCT FROM (NEW."abolish_reason") OR OLD."abolished_on" IS DISTINCT FROM (NEW."abolished_on") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."effective_on" IS DISTINCT FROM (NEW."effective_on") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."source_site" IS DISTINCT FROM (NEW."source_site") OR OLD."source_title" IS DISTINCT FROM (NEW."source_title") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."supersedes_id" IS DISTINCT FROM (NEW."supersedes_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                    func='INSERT INTO "commons_documentevent" ("abolish_reason", "abolished_on", "committee_id", "effective_on", "expires_on", "id", "issued_on", "issuer", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope", "source_site", "source_title", "summary", "supersedes_id", "title", "version") VALUES (NEW."abolish_reason", NEW."abolished_on", NEW."committee_id", NEW."effective_on", NEW."expires_on", NEW."id", NEW."issued_on", NEW."issuer", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scope", NEW."source_site", NEW."source_title", NEW."summary", NEW."supersedes_id", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="f6e9d134f54a48684b6b2425b7e07121e5dc3a0c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_04e7a",
                                    table="commons_document",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="version_raised",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='NEW.version := OLD.version + (NEW."title" IS DISTINCT FROM OLD."title" OR NEW."number" IS DISTINCT FROM OLD."number" OR NEW."issuer" IS DISTINCT FROM OLD."issuer" OR NEW."kind" IS DISTINCT FROM OLD."kind" OR NEW."scope" IS DISTINCT FROM OLD."scope" OR NEW."issued_on" IS DISTINCT FROM OLD."issued_on" OR NEW."effective_on" IS DISTINCT FROM OLD."effective_on" OR NEW."expires_on" IS DISTINCT FROM OLD."expires_on" OR NEW."supersedes_id" IS DISTINCT FROM OLD."supersedes_id" OR NEW."summary" IS DISTINCT FROM OLD."summary" OR NEW."source_title" IS DISTINCT FROM OLD."source_title" OR NEW."source_site" IS DISTINCT FROM OLD."source_site" OR NEW."abolished_on" IS DISTINCT FROM OLD."abolished_on")::int; RETURN NEW;',
                                    hash="a487362c01d592ccb481a8aa98adf18d1db5eaee",
                                    operation="UPDATE",
                                    pgid="pgtrigger_version_raised_bac8d",
                                    table="commons_document",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="commons.document",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.committee",
                                verbose_name="登记工委",
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="名称")),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                        ("issuer", models.CharField(max_length=80, verbose_name="发文机关")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("system", "制度"),
                                    ("measure", "办法"),
                                    ("plan", "方案"),
                                    ("notice", "通知"),
                                    ("other", "其他"),
                                ],
                                max_length=8,
                                verbose_name="类别",
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[("basin", "十九家工委可见"), ("own", "只限本工委")],
                                default="basin",
                                max_length=6,
                                verbose_name="范围",
                            ),
                        ),
                        (
                            "issued_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="成文日期",
                            ),
                        ),
                        (
                            "effective_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="施行日期",
                            ),
                        ),
                        (
                            "expires_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="有效期至",
                            ),
                        ),
                        (
                            "supersedes",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                error_messages={"unique": "该文件已由另一份文件替代。"},
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="commons.document",
                                verbose_name="替代的文件",
                            ),
                        ),
                        ("abolished_on", models.DateField(blank=True, null=True, verbose_name="废止日期")),
                        (
                            "abolish_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="废止原因"),
                        ),
                        ("summary", models.TextField(blank=True, max_length=1000, verbose_name="内容提要")),
                        (
                            "source_title",
                            models.CharField(blank=True, max_length=120, verbose_name="来源标题"),
                        ),
                        (
                            "source_site",
                            models.CharField(blank=True, max_length=300, verbose_name="来源媒体或网址"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="90b4e7cabc97bdd5c4f50ddc1c236136475dcef5",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_441f1",
                                    table="commons_documentevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="3177aeaf2c4643188ac46e1e0ae0d4b6c91512ee",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_d41b5",
                                    table="commons_documentevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="commons.document",
                                verbose_name="文件",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organizations.storedfile",
                                verbose_name="附件",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "文件附件",
                        "verbose_name_plural": "文件附件",
                        "ordering": ("pk",),
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "commons_documentfileevent" ("document_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."document_id", OLD."file_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="f4c165d370b86feae5704f4ad4e4059a9e1289cf",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_26fd2",
                                    table="commons_documentfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "commons_documentfileevent" ("document_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."document_id", NEW."file_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="0574b9812bb8a61c94ffecfd2ebbf03e6d9aae45",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f954f",
                                    table="commons_documentfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "commons_documentfileevent" ("document_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."document_id", NEW."file_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="b98e286090b92fdcfe4858fdfa46b7c794c5305d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a8b98",
                                    table="commons_documentfile",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentFileEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="commons.documentfile",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "document",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="commons.document",
                                verbose_name="文件",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.storedfile",
                                verbose_name="附件",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="498239bcb07b32f03945af63a334d735f3ca0e8a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_c09e4",
                                    table="commons_documentfileevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="7236e03e06077df97861988d04878e95431c195f",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_7a610",
                                    table="commons_documentfileevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Honour",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="honours",
                                to="organizations.committee",
                                verbose_name="登记工委",
                            ),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="honours",
                                to="organizations.branch",
                                verbose_name="获奖党组织",
                            ),
                        ),
                        (
                            "winner",
                            models.CharField(blank=True, max_length=80, verbose_name="获奖者（公布的名称）"),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[("organisation", "集体"), ("post", "岗位"), ("person", "个人")],
                                default="organisation",
                                max_length=12,
                                verbose_name="对象",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("unit", "党建工作先进单位"),
                                    ("innovation", "机关党委创新榜"),
                                    ("strong", "“四强”党支部"),
                                    ("worker", "优秀党务干部"),
                                    ("member", "优秀共产党员"),
                                    ("model_post", "党员示范岗"),
                                    ("pioneer_post", "党员先锋岗"),
                                    ("area", "党员责任区"),
                                    ("team", "先锋行动队"),
                                    ("brand", "品牌"),
                                    ("other", "其他"),
                                ],
                                default="other",
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="荣誉名称")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("nation", "国家级"),
                                    ("province", "省部级"),
                                    ("bureau", "厅局级"),
                                    ("city", "市县级"),
                                ],
                                max_length=8,
                                verbose_name="级别",
                            ),
                        ),
                        ("awarder", models.CharField(max_length=80, verbose_name="授予单位")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1949),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="年度",
                            ),
                        ),
                        (
                            "awarded_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="授予日期",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="honours",
                                to="commons.document",
                                verbose_name="依据文件",
                            ),
                        ),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000),
                                ],
                                verbose_name="数量",
                            ),
                        ),
                        (
                            "source_title",
                            models.CharField(blank=True, max_length=120, verbose_name="来源标题"),
                        ),
                        (
                            "source_site",
                            models.CharField(blank=True, max_length=300, verbose_name="来源媒体或网址"),
                        ),
                        ("submission", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ],
                    options={
                        "verbose_name": "荣誉",
                        "verbose_name_plural": "荣誉",
                        "indexes": [models.Index(fields=["-year", "-id"], name="honour_by_year")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("subject__in", ["organisation", "post", "person"])),
                                name="honour_subject_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["nation", "province", "bureau", "city"])),
                                name="honour_level_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__range", (1949, 2100))),
                                name="honour_year_possible",
                                violation_error_code="year",
                                violation_error_message="年度须在 1949 年至 2100 年之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("branch__isnull", False), ("winner", "")),
                                    models.Q(
                                        ("branch__isnull", True), models.Q(("winner", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="honour_one_winner",
                                violation_error_code="winner",
                                violation_error_message="获奖党组织和公布的名称，请只填一项。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quantity__gte", 1), ("quantity__lte", 100000)),
                                name="honour_quantity_possible",
                                violation_error_code="quantity",
                                violation_error_message="数量须在 1 到 10 万之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("quantity", 1), ("branch__isnull", True), _connector="OR"
                                ),
                                name="honour_of_many_names_none",
                                violation_error_code="quantity",
                                violation_error_message="多个获奖的，写公布的统称，不选党组织。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("subject", "person"), _negated=True),
                                    ("branch__isnull", True),
                                    _connector="OR",
                                ),
                                name="honour_person_is_no_branch",
                                violation_error_code="branch",
                                violation_error_message="个人荣誉不选党组织。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("quantity", 1), ("subject", "person"), _negated=True),
                                    ("document__isnull", False),
                                    models.Q(("source_title", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="honour_person_has_source",
                                violation_error_code="source_title",
                                violation_error_message="个人荣誉须注明公开的来源或依据文件。",
                            ),
                            models.UniqueConstraint(
                                fields=("committee", "year", "level", "title", "branch", "winner"),
                                name="honour_once",
                                nulls_distinct=False,
                                violation_error_code="title",
                                violation_error_message="这项荣誉已经登记。",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "commons_honourevent" ("awarded_on", "awarder", "branch_id", "category", "committee_id", "document_id", "id", "level", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source_site", "source_title", "subject", "title", "version", "winner", "year") VALUES (OLD."awarded_on", OLD."awarder", OLD."branch_id", OLD."category", OLD."committee_id", OLD."document_id", OLD."id", OLD."level", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quantity", OLD."source_site", OLD."source_title", OLD."subject", OLD."title", OLD."version", OLD."winner", OLD."year"); RETURN NULL;',
                                    hash="2b7fb128ff705f36582f4964461c5ce6c9d6ce79",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_bd219",
                                    table="commons_honour",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "commons_honourevent" ("awarded_on", "awarder", "branch_id", "category", "committee_id", "document_id", "id", "level", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source_site", "source_title", "subject", "title", "version", "winner", "year") VALUES (NEW."awarded_on", NEW."awarder", NEW."branch_id", NEW."category", NEW."committee_id", NEW."document_id", NEW."id", NEW."level", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quantity", NEW."source_site", NEW."source_title", NEW."subject", NEW."title", NEW."version", NEW."winner", NEW."year"); RETURN NULL;',
                                    hash="a88388745e5b7d120c70558d56ef1e0219d91e2f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7ebaf",
                                    table="commons_honour",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."awarded_on" IS DISTINCT FROM (NEW."awarded_on") OR OLD."awarder" IS DISTINCT FROM (NEW."awarder") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."committee_id" IS DISTINCT FROM (NEW."committee_id") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."quantity" IS DISTINCT FROM (NEW."quantity") OR OLD."source_site" IS DISTINCT FROM (NEW."source_site") OR OLD."source_title" IS DISTINCT FROM (NEW."source_title") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."winner" IS DISTINCT FROM (NEW."winner") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                                    func='INSERT INTO "commons_honourevent" ("awarded_on", "awarder", "branch_id", "category", "committee_id", "document_id", "id", "level", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "source_site", "source_title", "subject", "title", "version", "winner", "year") VALUES (NEW."awarded_on", NEW."awarder", NEW."branch_id", NEW."category", NEW."committee_id", NEW."document_id", NEW."id", NEW."level", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantity", NEW."source_site", NEW."source_title", NEW."subject", NEW."title", NEW."version", NEW."winner", NEW."year"); RETURN NULL;',
                                    hash="7ce4fea8970b8f9395d76441b22d30952ed1db68",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8fbdf",
                                    table="commons_honour",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="version_raised",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='NEW.version := OLD.version + (NEW."title" IS DISTINCT FROM OLD."title" OR NEW."level" IS DISTINCT FROM OLD."level" OR NEW."category" IS DISTINCT FROM OLD."category" OR NEW."subject" IS DISTINCT FROM OLD."subject" OR NEW."branch_id" IS DISTINCT FROM OLD."branch_id" OR NEW."winner" IS DISTINCT FROM OLD."winner" OR NEW."quantity" IS DISTINCT FROM OLD."quantity" OR NEW."awarder" IS DISTINCT FROM OLD."awarder" OR NEW."year" IS DISTINCT FROM OLD."year" OR NEW."awarded_on" IS DISTINCT FROM OLD."awarded_on" OR NEW."number" IS DISTINCT FROM OLD."number" OR NEW."document_id" IS DISTINCT FROM OLD."document_id" OR NEW."source_title" IS DISTINCT FROM OLD."source_title" OR NEW."source_site" IS DISTINCT FROM OLD."source_site")::int; RETURN NEW;',
                                    hash="124c4035263525138a7bbf1bc7d44965a8dd3440",
                                    operation="UPDATE",
                                    pgid="pgtrigger_version_raised_02d5b",
                                    table="commons_honour",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HonourEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="commons.honour",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, editable=False, verbose_name="版本"),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.committee",
                                verbose_name="登记工委",
                            ),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.branch",
                                verbose_name="获奖党组织",
                            ),
                        ),
                        (
                            "winner",
                            models.CharField(blank=True, max_length=80, verbose_name="获奖者（公布的名称）"),
                        ),
                        (
                            "subject",
                            models.CharField(
                                choices=[("organisation", "集体"), ("post", "岗位"), ("person", "个人")],
                                default="organisation",
                                max_length=12,
                                verbose_name="对象",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("unit", "党建工作先进单位"),
                                    ("innovation", "机关党委创新榜"),
                                    ("strong", "“四强”党支部"),
                                    ("worker", "优秀党务干部"),
                                    ("member", "优秀共产党员"),
                                    ("model_post", "党员示范岗"),
                                    ("pioneer_post", "党员先锋岗"),
                                    ("area", "党员责任区"),
                                    ("team", "先锋行动队"),
                                    ("brand", "品牌"),
                                    ("other", "其他"),
                                ],
                                default="other",
                                max_length=12,
                                verbose_name="类别",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="荣誉名称")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("nation", "国家级"),
                                    ("province", "省部级"),
                                    ("bureau", "厅局级"),
                                    ("city", "市县级"),
                                ],
                                max_length=8,
                                verbose_name="级别",
                            ),
                        ),
                        ("awarder", models.CharField(max_length=80, verbose_name="授予单位")),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1949),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="年度",
                            ),
                        ),
                        (
                            "awarded_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="授予日期",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="commons.document",
                                verbose_name="依据文件",
                            ),
                        ),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000),
                                ],
                                verbose_name="数量",
                            ),
                        ),
                        (
                            "source_title",
                            models.CharField(blank=True, max_length=120, verbose_name="来源标题"),
                        ),
                        (
                            "source_site",
                            models.CharField(blank=True, max_length=300, verbose_name="来源媒体或网址"),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="68617624590352873c75b0699d68cace649d3a7b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_846d1",
                                    table="commons_honourevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="68a235681976661a8904d1f8addddfbd493f64d4",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_5e5d7",
                                    table="commons_honourevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResourceIndex",
                    fields=[
                        ("heading", models.CharField(max_length=300, verbose_name="标题")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        ("at", models.DateTimeField(null=True, verbose_name="时间")),
                        ("title", models.CharField(max_length=300, verbose_name="归一标题")),
                        ("text", models.TextField(blank=True, verbose_name="原文")),
                        ("folded", models.TextField(blank=True, verbose_name="归一文字")),
                        ("vector", django.contrib.postgres.search.SearchVectorField(verbose_name="索引")),
                        (
                            "resource",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="index_row",
                                serialize=False,
                                to="commons.resource",
                                verbose_name="共享资源",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检索索引",
                        "verbose_name_plural": "检索索引",
                        "abstract": False,
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["vector"], name="resourceindex_vector"
                            ),
                            models.Index(
                                models.OrderBy(models.F("at"), descending=True, nulls_last=True),
                                models.OrderBy(models.F("resource"), descending=True),
                                name="resourceindex_newest",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentIndex",
                    fields=[
                        ("heading", models.CharField(max_length=300, verbose_name="标题")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        ("at", models.DateTimeField(null=True, verbose_name="时间")),
                        ("title", models.CharField(max_length=300, verbose_name="归一标题")),
                        ("text", models.TextField(blank=True, verbose_name="原文")),
                        ("folded", models.TextField(blank=True, verbose_name="归一文字")),
                        ("vector", django.contrib.postgres.search.SearchVectorField(verbose_name="索引")),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="index_row",
                                serialize=False,
                                to="commons.document",
                                verbose_name="文件",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检索索引",
                        "verbose_name_plural": "检索索引",
                        "abstract": False,
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["vector"], name="documentindex_vector"
                            ),
                            models.Index(
                                models.OrderBy(models.F("at"), descending=True, nulls_last=True),
                                models.OrderBy(models.F("document"), descending=True),
                                name="documentindex_newest",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
