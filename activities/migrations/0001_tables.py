"""All tables of activities, made together."""

import collab_portal.lib.together
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # A database at the end of the migrations before these goes on as it is.
    replaces = [
        ("activities", "0001_activities"),
        ("activities", "0002_corrections_and_tallies"),
        ("activities", "0003_correction_by_any_party"),
        ("activities", "0004_void_records"),
        ("activities", "0005_lighter_search_index"),
        ("activities", "0006_search_by_pieces"),
        ("activities", "0007_history_is_never_emptied"),
        ("activities", "0008_former_parties"),
        ("activities", "0009_records_of_several_days"),
        ("activities", "0010_lifecycles"),
        ("activities", "0011_one_nudge"),
        ("activities", "0012_uses_of_resources"),
        ("activities", "0013_reply_by"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("commons", "0001_tables"),
        ("organizations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        collab_portal.lib.together.Together(
            operations=[
                migrations.CreateModel(
                    name="Activity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="活动名称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("party_day", "联合主题党日"),
                                    ("study", "联合学习"),
                                    ("lesson", "微党课"),
                                    ("quiz", "线上知识竞赛"),
                                    ("video", "微视频"),
                                    ("youth_talk", "青年理论宣讲"),
                                    ("essay", "主题征文"),
                                    ("speech", "演讲比赛"),
                                    ("promotion", "产品推介"),
                                    ("matching", "产业对接"),
                                    ("forum", "发展论坛"),
                                    ("expo", "博览会"),
                                    ("problem", "联合解题"),
                                    ("brand", "品牌联创"),
                                    ("showcase", "示范创建"),
                                    ("drill", "岗位练兵"),
                                    ("skills", "技能比武"),
                                    ("sports", "文体健身"),
                                    ("tour", "典型巡讲"),
                                    ("volunteer", "青年志愿服务"),
                                    ("youth", "青年建功"),
                                    ("visit", "交流互访"),
                                    ("field", "参观学习"),
                                    ("exchange", "互派交流"),
                                    ("mentoring", "结对帮带"),
                                    ("training", "联合培训"),
                                    ("seminar", "理论研讨"),
                                    ("results", "成果展示"),
                                    ("reading", "读书交流"),
                                    ("cloud", "云共建"),
                                    ("research", "同题共答"),
                                ],
                                max_length=12,
                                verbose_name="活动形式",
                            ),
                        ),
                        (
                            "area",
                            models.CharField(
                                choices=[
                                    ("vision", "共襄美好愿景"),
                                    ("mission", "共担使命任务"),
                                    ("model", "共创模范机关"),
                                    ("community", "共办群团活动"),
                                    ("talent", "共建骨干力量"),
                                    ("sharing", "共享资源信息"),
                                ],
                                max_length=10,
                                verbose_name="所属领域",
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hosted",
                                to="organizations.committee",
                                verbose_name="牵头工委",
                            ),
                        ),
                        (
                            "host_branch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hosted",
                                to="organizations.branch",
                                verbose_name="牵头党组织",
                            ),
                        ),
                        (
                            "held_on",
                            models.DateField(
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="举行日期",
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="结束日期",
                            ),
                        ),
                        ("start_time", models.TimeField(blank=True, null=True, verbose_name="开始时间")),
                        ("end_time", models.TimeField(blank=True, null=True, verbose_name="结束时间")),
                        (
                            "reply_by",
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
                                verbose_name="回执截止",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[("onsite", "线下"), ("online", "线上"), ("both", "线上线下结合")],
                                default="onsite",
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                        (
                            "link",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                validators=[
                                    django.core.validators.URLValidator(
                                        ["http", "https"], message="请填写 http 或 https 开头的完整网址。"
                                    )
                                ],
                                verbose_name="线上链接",
                            ),
                        ),
                        (
                            "pairing",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="organizations.pairing",
                                verbose_name="结对共建",
                            ),
                        ),
                        (
                            "alliance",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="organizations.alliance",
                                verbose_name="党建联盟",
                            ),
                        ),
                        ("brand", models.BooleanField(default=False, verbose_name="万里长江党旗红")),
                        ("series", models.CharField(blank=True, max_length=60, verbose_name="系列")),
                        (
                            "series_number",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9999),
                                ],
                                verbose_name="期号",
                            ),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="活动纪要")),
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("announced", "已预告"),
                                    ("held", "待各方确认"),
                                    ("confirmed", "已确认"),
                                    ("cancelled", "已取消"),
                                    ("void", "已作废"),
                                ],
                                default="held",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                        (
                            "committee_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                default=list,
                                size=None,
                                verbose_name="各方工委",
                            ),
                        ),
                        (
                            "former_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="曾列为参与方的工委",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="全部确认时间"),
                        ),
                        (
                            "cancelled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="取消时间"),
                        ),
                        (
                            "cancelled_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="取消原因"),
                        ),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "voided_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="作废原因"),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="activities.activity",
                                verbose_name="以此为准的记录",
                            ),
                        ),
                        (
                            "submission",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, unique=True, verbose_name="提交号"
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                        (
                            "updated_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="修改人",
                            ),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                    ],
                    options={
                        "verbose_name": "联合活动",
                        "verbose_name_plural": "联合活动",
                        "indexes": [
                            models.Index(
                                models.OrderBy(models.F("held_on"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                name="activity_by_day",
                            ),
                            models.Index(
                                models.F("kind"),
                                models.OrderBy(models.F("held_on"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                name="activity_by_kind",
                            ),
                            models.Index(
                                models.F("area"),
                                models.OrderBy(models.F("held_on"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                name="activity_by_area",
                            ),
                            models.Index(
                                models.F("status"),
                                models.OrderBy(models.F("held_on"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                name="activity_by_status",
                            ),
                            models.Index(
                                models.F("mode"),
                                models.OrderBy(models.F("held_on"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                name="activity_by_mode",
                            ),
                            models.Index(
                                models.OrderBy(models.F("held_on"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                condition=models.Q(("brand", True)),
                                name="activity_by_brand",
                            ),
                            models.Index(
                                models.F("series"),
                                models.OrderBy(models.F("held_on"), descending=True),
                                condition=models.Q(("series", ""), _negated=True),
                                name="activity_by_series",
                            ),
                            models.Index(
                                condition=models.Q(("duplicate_of__isnull", False)),
                                fields=["duplicate_of"],
                                name="activity_by_duplicate_of",
                            ),
                            models.Index(
                                condition=models.Q(("ended_on__gt", models.F("held_on"))),
                                fields=["ended_on"],
                                name="activity_of_several_days",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["committee_ids"], name="activity_by_committee"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["former_ids"], name="activity_by_former"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                models.Func(
                                    models.F("title"),
                                    models.F("series"),
                                    models.F("place"),
                                    function="portal_grams",
                                ),
                                name="activity_by_pieces",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("area", "vision"),
                                        (
                                            "kind__in",
                                            [
                                                "party_day",
                                                "study",
                                                "lesson",
                                                "quiz",
                                                "video",
                                                "youth_talk",
                                                "essay",
                                                "speech",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        ("area", "mission"),
                                        ("kind__in", ["promotion", "matching", "forum", "expo", "problem"]),
                                    ),
                                    models.Q(("area", "model"), ("kind__in", ["brand", "showcase"])),
                                    models.Q(
                                        ("area", "community"),
                                        (
                                            "kind__in",
                                            [
                                                "drill",
                                                "skills",
                                                "sports",
                                                "tour",
                                                "volunteer",
                                                "youth",
                                                "visit",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        ("area", "talent"),
                                        ("kind__in", ["field", "exchange", "mentoring", "training"]),
                                    ),
                                    models.Q(
                                        ("area", "sharing"),
                                        ("kind__in", ["seminar", "results", "reading", "cloud", "research"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="activity_kind_in_its_area",
                                violation_error_code="kind",
                                violation_error_message="活动形式与所属领域不符。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on__lte", datetime.date(2100, 12, 31)),
                                    ("held_on__gte", datetime.date(1949, 1, 1)),
                                ),
                                name="activity_year_is_possible",
                                violation_error_code="held_on",
                                violation_error_message="日期须在 1949 年至 2100 年之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ended_on__gte", models.F("held_on"))),
                                name="activity_ends_after_start",
                                violation_error_code="ended_on",
                                violation_error_message="结束日期不能早于举行日期。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reply_by__isnull", True),
                                    ("reply_by__lte", models.F("held_on")),
                                    models.Q(("status__in", ["draft", "announced"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="activity_replies_before_it",
                                violation_error_code="reply_by",
                                violation_error_message="回执截止不能晚于举行日期。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ended_on__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("held_on"),
                                            "+",
                                            models.Value(datetime.timedelta(days=366)),
                                        ),
                                    )
                                ),
                                name="activity_lasts_a_year_at_most",
                                violation_error_code="ended_on",
                                violation_error_message="一次活动不能超过一年，请按期分别登记。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_time__isnull", True), ("start_time__isnull", False), _connector="OR"
                                ),
                                name="activity_end_time_has_start",
                                violation_error_code="start_time",
                                violation_error_message="填写结束时间时，请同时填写开始时间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_time__isnull", True),
                                    ("ended_on__gt", models.F("held_on")),
                                    ("end_time__gt", models.F("start_time")),
                                    _connector="OR",
                                ),
                                name="activity_end_time_after_start",
                                violation_error_code="end_time",
                                violation_error_message="结束时间须晚于开始时间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_at__isnull", True),
                                        ("status__in", ["draft", "held", "announced", "cancelled"]),
                                    ),
                                    models.Q(
                                        ("confirmed_at__isnull", False), ("status__in", ["confirmed", "void"])
                                    ),
                                    _connector="OR",
                                ),
                                name="activity_confirmed_has_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cancelled_at__isnull", False),
                                        ("status", "cancelled"),
                                        models.Q(("cancelled_reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "cancelled"), _negated=True),
                                        ("cancelled_at__isnull", True),
                                        ("cancelled_reason", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="activity_cancelled_has_reason",
                                violation_error_message="取消活动须说明原因。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status", "void"),
                                        ("voided_at__isnull", False),
                                        models.Q(("voided_reason", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "void"), _negated=True),
                                        ("duplicate_of", None),
                                        ("voided_at", None),
                                        ("voided_reason", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="activity_void_has_reason",
                                violation_error_message="作废须说明原因。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("duplicate_of__isnull", True),
                                    models.Q(("duplicate_of", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="activity_duplicates_another",
                                violation_error_message="不能以记录自身为准。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["draft", "announced", "held", "confirmed", "cancelled", "void"],
                                    )
                                ),
                                name="activity_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mode__in", ["onsite", "online", "both"])),
                                name="activity_mode_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("series_number__isnull", True),
                                    models.Q(
                                        ("series_number__range", (1, 9999)),
                                        models.Q(("series", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="activity_number_has_series",
                                violation_error_code="series",
                                violation_error_message="填写期号时，请同时填写系列名称。",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_activityevent" ("alliance_id", "area", "brand", "cancelled_at", "cancelled_reason", "committee_ids", "confirmed_at", "created_at", "created_by_id", "duplicate_of_id", "end_time", "ended_on", "former_ids", "held_on", "host_branch_id", "host_id", "id", "kind", "link", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reply_by", "series", "series_number", "source_on", "source_site", "source_title", "start_time", "status", "submission", "summary", "title", "updated_at", "updated_by_id", "version", "voided_at", "voided_reason") VALUES (OLD."alliance_id", OLD."area", OLD."brand", OLD."cancelled_at", OLD."cancelled_reason", OLD."committee_ids", OLD."confirmed_at", OLD."created_at", OLD."created_by_id", OLD."duplicate_of_id", OLD."end_time", OLD."ended_on", OLD."former_ids", OLD."held_on", OLD."host_branch_id", OLD."host_id", OLD."id", OLD."kind", OLD."link", OLD."mode", OLD."pairing_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."reply_by", OLD."series", OLD."series_number", OLD."source_on", OLD."source_site", OLD."source_title", OLD."start_time", OLD."status", OLD."submission", OLD."summary", OLD."title", OLD."updated_at", OLD."updated_by_id", OLD."version", OLD."voided_at", OLD."voided_reason"); RETURN NULL;',
                                    hash="6a76adf420b7fc8be7e27e146c8775b1d0ebe8b6",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_cc776",
                                    table="activities_activity",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_activityevent" ("alliance_id", "area", "brand", "cancelled_at", "cancelled_reason", "committee_ids", "confirmed_at", "created_at", "created_by_id", "duplicate_of_id", "end_time", "ended_on", "former_ids", "held_on", "host_branch_id", "host_id", "id", "kind", "link", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reply_by", "series", "series_number", "source_on", "source_site", "source_title", "start_time", "status", "submission", "summary", "title", "updated_at", "updated_by_id", "version", "voided_at", "voided_reason") VALUES (NEW."alliance_id", NEW."area", NEW."brand", NEW."cancelled_at", NEW."cancelled_reason", NEW."committee_ids", NEW."confirmed_at", NEW."created_at", NEW."created_by_id", NEW."duplicate_of_id", NEW."end_time", NEW."ended_on", NEW."former_ids", NEW."held_on", NEW."host_branch_id", NEW."host_id", NEW."id", NEW."kind", NEW."link", NEW."mode", NEW."pairing_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."reply_by", NEW."series", NEW."series_number", NEW."source_on", NEW."source_site", NEW."source_title", NEW."start_time", NEW."status", NEW."submission", NEW."summary", NEW."title", NEW."updated_at", NEW."updated_by_id", NEW."version", NEW."voided_at", NEW."voided_reason"); RETURN NULL;',
                                    hash="bf6ce7abb049e061ed77743aad13e72d311559b6",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6de9c",
                                    table="activities_activity",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_activityevent" ("alliance_id", "area", "brand", "cancelled_at", "cancelled_reason", "committee_ids", "confirmed_at", "created_at", "created_by_id", "duplicate_of_id", "end_time", "ended_on", "former_ids", "held_on", "host_branch_id", "host_id", "id", "kind", "link", "mode", "pairing_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "reply_by", "series", "series_number", "source_on", "source_site", "source_title", "start_time", "status", "submission", "summary", "title", "updated_at", "updated_by_id", "version", "voided_at", "voided_reason") VALUES (NEW."alliance_id", NEW."area", NEW."brand", NEW."cancelled_at", NEW."cancelled_reason", NEW."committee_ids", NEW."confirmed_at", NEW."created_at", NEW."created_by_id", NEW."duplicate_of_id", NEW."end_time", NEW."ended_on", NEW."former_ids", NEW."held_on", NEW."host_branch_id", NEW."host_id", NEW."id", NEW."kind", NEW."link", NEW."mode", NEW."pairing_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."reply_by", NEW."series", NEW."series_number", NEW."source_on", NEW."source_site", NEW."source_title", NEW."start_time", NEW."status", NEW."submission", NEW."summary", NEW."title", NEW."updated_at", NEW."updated_by_id", NEW."version", NEW."voided_at", NEW."voided_reason"); RETURN NULL;',
                                    hash="539022322c32721841c0340bbf6887224459df9f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a56a1",
                                    table="activities_activity",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActivityEvent",
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
                                to="activities.activity",
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
                        ("title", models.CharField(max_length=120, verbose_name="活动名称")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("party_day", "联合主题党日"),
                                    ("study", "联合学习"),
                                    ("lesson", "微党课"),
                                    ("quiz", "线上知识竞赛"),
                                    ("video", "微视频"),
                                    ("youth_talk", "青年理论宣讲"),
                                    ("essay", "主题征文"),
                                    ("speech", "演讲比赛"),
                                    ("promotion", "产品推介"),
                                    ("matching", "产业对接"),
                                    ("forum", "发展论坛"),
                                    ("expo", "博览会"),
                                    ("problem", "联合解题"),
                                    ("brand", "品牌联创"),
                                    ("showcase", "示范创建"),
                                    ("drill", "岗位练兵"),
                                    ("skills", "技能比武"),
                                    ("sports", "文体健身"),
                                    ("tour", "典型巡讲"),
                                    ("volunteer", "青年志愿服务"),
                                    ("youth", "青年建功"),
                                    ("visit", "交流互访"),
                                    ("field", "参观学习"),
                                    ("exchange", "互派交流"),
                                    ("mentoring", "结对帮带"),
                                    ("training", "联合培训"),
                                    ("seminar", "理论研讨"),
                                    ("results", "成果展示"),
                                    ("reading", "读书交流"),
                                    ("cloud", "云共建"),
                                    ("research", "同题共答"),
                                ],
                                max_length=12,
                                verbose_name="活动形式",
                            ),
                        ),
                        (
                            "area",
                            models.CharField(
                                choices=[
                                    ("vision", "共襄美好愿景"),
                                    ("mission", "共担使命任务"),
                                    ("model", "共创模范机关"),
                                    ("community", "共办群团活动"),
                                    ("talent", "共建骨干力量"),
                                    ("sharing", "共享资源信息"),
                                ],
                                max_length=10,
                                verbose_name="所属领域",
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.committee",
                                verbose_name="牵头工委",
                            ),
                        ),
                        (
                            "host_branch",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.branch",
                                verbose_name="牵头党组织",
                            ),
                        ),
                        (
                            "held_on",
                            models.DateField(
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="举行日期",
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        datetime.date(1949, 1, 1), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                    django.core.validators.MaxValueValidator(
                                        datetime.date(2100, 12, 31), "日期须在 1949 年至 2100 年之间。"
                                    ),
                                ],
                                verbose_name="结束日期",
                            ),
                        ),
                        ("start_time", models.TimeField(blank=True, null=True, verbose_name="开始时间")),
                        ("end_time", models.TimeField(blank=True, null=True, verbose_name="结束时间")),
                        (
                            "reply_by",
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
                                verbose_name="回执截止",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[("onsite", "线下"), ("online", "线上"), ("both", "线上线下结合")],
                                default="onsite",
                                max_length=8,
                                verbose_name="方式",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                        (
                            "link",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                validators=[
                                    django.core.validators.URLValidator(
                                        ["http", "https"], message="请填写 http 或 https 开头的完整网址。"
                                    )
                                ],
                                verbose_name="线上链接",
                            ),
                        ),
                        (
                            "pairing",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.pairing",
                                verbose_name="结对共建",
                            ),
                        ),
                        (
                            "alliance",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.alliance",
                                verbose_name="党建联盟",
                            ),
                        ),
                        ("brand", models.BooleanField(default=False, verbose_name="万里长江党旗红")),
                        ("series", models.CharField(blank=True, max_length=60, verbose_name="系列")),
                        (
                            "series_number",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9999),
                                ],
                                verbose_name="期号",
                            ),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="活动纪要")),
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "草稿"),
                                    ("announced", "已预告"),
                                    ("held", "待各方确认"),
                                    ("confirmed", "已确认"),
                                    ("cancelled", "已取消"),
                                    ("void", "已作废"),
                                ],
                                default="held",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                        (
                            "committee_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                default=list,
                                size=None,
                                verbose_name="各方工委",
                            ),
                        ),
                        (
                            "former_ids",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="曾列为参与方的工委",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="全部确认时间"),
                        ),
                        (
                            "cancelled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="取消时间"),
                        ),
                        (
                            "cancelled_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="取消原因"),
                        ),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                        (
                            "voided_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="作废原因"),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="activities.activity",
                                verbose_name="以此为准的记录",
                            ),
                        ),
                        (
                            "submission",
                            models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="提交号"),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="登记人",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                        (
                            "updated_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="修改人",
                            ),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="修改时间")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="db1ce8ee7434c8d6ffd204f1fd78016cd3a3a0a3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_09934",
                                    table="activities_activityevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="3a32535e7c2dc342d1fa16970d60077324e1d15b",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_8b4a7",
                                    table="activities_activityevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="activities.activity",
                                verbose_name="联合活动",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organizations.storedfile",
                                verbose_name="文件",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "附件",
                        "verbose_name_plural": "附件",
                        "ordering": ("pk",),
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_attachmentevent" ("activity_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."activity_id", OLD."file_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="e5286884ea544bbe16c885c7cf2b6590d532e194",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_93ce1",
                                    table="activities_attachment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_attachmentevent" ("activity_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."activity_id", NEW."file_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="0d545f88d0726f3689e2a6eb92160f794edbed81",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_31c73",
                                    table="activities_attachment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_attachmentevent" ("activity_id", "file_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."activity_id", NEW."file_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="94fc0f78d3120f612b9929e7c59b14ed2c0d4c43",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b0615",
                                    table="activities_attachment",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttachmentEvent",
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
                                to="activities.attachment",
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
                            "activity",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="activities.activity",
                                verbose_name="联合活动",
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
                                verbose_name="文件",
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
                                    hash="1030df9987de055d95b8b5a6ea3079a2539b7b9f",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_48dd2",
                                    table="activities_attachmentevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="f9397d88b33cd521323b760aeb6789e0dd19ef09",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_c7781",
                                    table="activities_attachmentevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="participations",
                                to="activities.activity",
                                verbose_name="联合活动",
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participations",
                                to="organizations.committee",
                                verbose_name="工委",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("host", "牵头"),
                                    ("organiser", "承办"),
                                    ("co_organiser", "协办"),
                                    ("participant", "参与"),
                                ],
                                default="participant",
                                max_length=12,
                                verbose_name="角色",
                            ),
                        ),
                        (
                            "headcount",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MaxValueValidator(
                                        1000000, "参加人次不能超过 100 万。"
                                    )
                                ],
                                verbose_name="参加人次",
                            ),
                        ),
                        (
                            "reply",
                            models.CharField(
                                blank=True,
                                choices=[("attend", "参加"), ("decline", "不参加")],
                                max_length=8,
                                verbose_name="回执",
                            ),
                        ),
                        (
                            "replied_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="回执人",
                            ),
                        ),
                        ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="回执时间")),
                        (
                            "replied_version",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="回执时的版本"),
                        ),
                        (
                            "expected",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MaxValueValidator(
                                        1000000, "预计人数不能超过 100 万。"
                                    )
                                ],
                                verbose_name="预计人数",
                            ),
                        ),
                        ("reply_note", models.CharField(blank=True, max_length=200, verbose_name="回执说明")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
                        ),
                        (
                            "confirmed_version",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="确认的版本"),
                        ),
                        (
                            "disputed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("disputed_at", models.DateTimeField(blank=True, null=True, verbose_name="提出时间")),
                        ("dispute_reason", models.CharField(blank=True, max_length=500, verbose_name="异议")),
                        (
                            "branches",
                            models.ManyToManyField(
                                related_name="participations",
                                through="activities.PartyBranch",
                                to="organizations.branch",
                                verbose_name="党组织",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "参与方",
                        "verbose_name_plural": "参与方",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("confirmed_at__isnull", True)),
                                fields=["committee", "activity"],
                                name="participation_unsigned",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("activity", "committee"),
                                name="participation_committee_once",
                                violation_error_message="同一工委只能登记一次。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("role", "host")),
                                fields=("activity",),
                                name="participation_one_host",
                                violation_error_message="一项活动只有一个牵头方。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("role__in", ["host", "organiser", "co_organiser", "participant"])
                                ),
                                name="participation_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("headcount__isnull", True),
                                    ("headcount__range", (0, 1000000)),
                                    _connector="OR",
                                ),
                                name="participation_headcount_possible",
                                violation_error_message="参加人次须在 0 到 100 万之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("expected__isnull", True),
                                        ("replied_at__isnull", True),
                                        ("replied_by__isnull", True),
                                        ("replied_version__isnull", True),
                                        ("reply", ""),
                                        ("reply_note", ""),
                                    ),
                                    models.Q(
                                        ("replied_at__isnull", False),
                                        ("replied_by__isnull", False),
                                        ("replied_version__isnull", False),
                                        ("reply__in", ["attend", "decline"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="participation_reply_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expected__isnull", True),
                                    models.Q(("expected__range", (0, 1000000)), ("reply", "attend")),
                                    _connector="OR",
                                ),
                                name="participation_expected_possible",
                                violation_error_message="预计人数须在 0 到 100 万之间，且只有参加时填写。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_at__isnull", True),
                                        ("confirmed_by__isnull", True),
                                        ("confirmed_version__isnull", True),
                                    ),
                                    models.Q(
                                        ("confirmed_at__isnull", False),
                                        ("confirmed_by__isnull", False),
                                        ("confirmed_version__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="participation_signature_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("dispute_reason", ""),
                                        ("disputed_at__isnull", True),
                                        ("disputed_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("disputed_at__isnull", False),
                                        ("disputed_by__isnull", False),
                                        models.Q(("dispute_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="participation_dispute_whole",
                                violation_error_message="提出异议须说明原因。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_at__isnull", True),
                                    ("disputed_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="participation_signed_or_disputed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("role", "host"), _negated=True),
                                    ("confirmed_version__isnull", False),
                                    _connector="OR",
                                ),
                                name="participation_host_signs_by_logging",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_participationevent" ("activity_id", "committee_id", "confirmed_at", "confirmed_by_id", "confirmed_version", "dispute_reason", "disputed_at", "disputed_by_id", "expected", "headcount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "replied_version", "reply", "reply_note", "role") VALUES (OLD."activity_id", OLD."committee_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."confirmed_version", OLD."dispute_reason", OLD."disputed_at", OLD."disputed_by_id", OLD."expected", OLD."headcount", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."replied_at", OLD."replied_by_id", OLD."replied_version", OLD."reply", OLD."reply_note", OLD."role"); RETURN NULL;',
                                    hash="313e611b73ce9e7b1a7855bc8a45f2dd6924d958",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_07234",
                                    table="activities_participation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_participationevent" ("activity_id", "committee_id", "confirmed_at", "confirmed_by_id", "confirmed_version", "dispute_reason", "disputed_at", "disputed_by_id", "expected", "headcount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "replied_version", "reply", "reply_note", "role") VALUES (NEW."activity_id", NEW."committee_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."confirmed_version", NEW."dispute_reason", NEW."disputed_at", NEW."disputed_by_id", NEW."expected", NEW."headcount", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replied_at", NEW."replied_by_id", NEW."replied_version", NEW."reply", NEW."reply_note", NEW."role"); RETURN NULL;',
                                    hash="94e2387c85331bfd101e428f4bd9df4f191ee495",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8822d",
                                    table="activities_participation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_participationevent" ("activity_id", "committee_id", "confirmed_at", "confirmed_by_id", "confirmed_version", "dispute_reason", "disputed_at", "disputed_by_id", "expected", "headcount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "replied_version", "reply", "reply_note", "role") VALUES (NEW."activity_id", NEW."committee_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."confirmed_version", NEW."dispute_reason", NEW."disputed_at", NEW."disputed_by_id", NEW."expected", NEW."headcount", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replied_at", NEW."replied_by_id", NEW."replied_version", NEW."reply", NEW."reply_note", NEW."role"); RETURN NULL;',
                                    hash="5012b8e01ba6c51a8389872d537e9c095eff48bb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_55c88",
                                    table="activities_participation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ParticipationEvent",
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
                                to="activities.participation",
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
                            "activity",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="activities.activity",
                                verbose_name="联合活动",
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.committee",
                                verbose_name="工委",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("host", "牵头"),
                                    ("organiser", "承办"),
                                    ("co_organiser", "协办"),
                                    ("participant", "参与"),
                                ],
                                default="participant",
                                max_length=12,
                                verbose_name="角色",
                            ),
                        ),
                        (
                            "headcount",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MaxValueValidator(
                                        1000000, "参加人次不能超过 100 万。"
                                    )
                                ],
                                verbose_name="参加人次",
                            ),
                        ),
                        (
                            "reply",
                            models.CharField(
                                blank=True,
                                choices=[("attend", "参加"), ("decline", "不参加")],
                                max_length=8,
                                verbose_name="回执",
                            ),
                        ),
                        (
                            "replied_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="回执人",
                            ),
                        ),
                        ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="回执时间")),
                        (
                            "replied_version",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="回执时的版本"),
                        ),
                        (
                            "expected",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MaxValueValidator(
                                        1000000, "预计人数不能超过 100 万。"
                                    )
                                ],
                                verbose_name="预计人数",
                            ),
                        ),
                        ("reply_note", models.CharField(blank=True, max_length=200, verbose_name="回执说明")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
                        ),
                        (
                            "confirmed_version",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="确认的版本"),
                        ),
                        (
                            "disputed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("disputed_at", models.DateTimeField(blank=True, null=True, verbose_name="提出时间")),
                        ("dispute_reason", models.CharField(blank=True, max_length=500, verbose_name="异议")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="bf349faea29f907db7ba65ddca21ff27b5414e5a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_7e679",
                                    table="activities_participationevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="9b7543239edbce6e7cc6bb9282dace3b5e4902e3",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_2f17d",
                                    table="activities_participationevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartyBranch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "participation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to="activities.participation",
                                verbose_name="参与方",
                            ),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="organizations.branch",
                                verbose_name="党组织",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "参与的党组织",
                        "verbose_name_plural": "参与的党组织",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("participation", "branch"), name="party_branch_once"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_partybranchevent" ("branch_id", "id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."branch_id", OLD."id", OLD."participation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="10c7616bd8652b0aaaf25de9d03cd60e29de9fa0",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2eaf5",
                                    table="activities_partybranch",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_partybranchevent" ("branch_id", "id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."branch_id", NEW."id", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="dc2e6800ef2375a2bafd16a88816793fe28e1721",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b8a69",
                                    table="activities_partybranch",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_partybranchevent" ("branch_id", "id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."branch_id", NEW."id", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="6057c1f9ee30151f21150702a25d8748f96b4b72",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1b356",
                                    table="activities_partybranch",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartyBranchEvent",
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
                                to="activities.partybranch",
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
                            "participation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="activities.participation",
                                verbose_name="参与方",
                            ),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.branch",
                                verbose_name="党组织",
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
                                    hash="12fb1a316f03f774456ad0e91999155d6591c6fd",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_b3c24",
                                    table="activities_partybranchevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="7db6fa9760e503a6212c2ff0c5fb89ad4d18ba07",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_24067",
                                    table="activities_partybranchevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="corrections",
                                to="activities.activity",
                                verbose_name="联合活动",
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                db_index=False,
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organizations.committee",
                                verbose_name="提出方",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("change", "更正"), ("void", "作废")],
                                default="change",
                                max_length=6,
                                verbose_name="种类",
                            ),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="activities.activity",
                                verbose_name="以此为准的记录",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(verbose_name="版本")),
                        ("base", models.PositiveIntegerField(verbose_name="更正前的版本")),
                        ("reason", models.CharField(max_length=300, verbose_name="原因")),
                        (
                            "facts",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="内容"
                            ),
                        ),
                        (
                            "parties",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="各方"
                            ),
                        ),
                        (
                            "outcomes",
                            models.JSONField(
                                blank=True,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="成效",
                            ),
                        ),
                        (
                            "changes",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="改动"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "待各方确认"),
                                    ("applied", "已生效"),
                                    ("withdrawn", "已撤回"),
                                    ("superseded", "已被新的更正取代"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="处理人",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                    ],
                    options={
                        "verbose_name": "更正",
                        "verbose_name_plural": "更正",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("activity", "version"),
                                name="correction_version_once",
                                violation_error_message="这一版更正已经提出。",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "open")),
                                fields=("activity",),
                                name="correction_one_open",
                                violation_error_message="这项活动已有一项待确认的更正。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "void"),
                                    models.Q(("duplicate_of__isnull", True), ("kind", "change")),
                                    _connector="OR",
                                ),
                                name="correction_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("version__gt", models.F("base"))),
                                name="correction_follows_its_base",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="correction_has_reason",
                                violation_error_code="reason",
                                violation_error_message="请说明原因。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", True),
                                        ("ended_by__isnull", True),
                                        ("status__in", ["open"]),
                                    ),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("ended_by__isnull", False),
                                        ("status__in", ["applied", "withdrawn", "superseded"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="correction_end_has_moment",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_correctionevent" ("activity_id", "base", "changes", "committee_id", "duplicate_of_id", "ended_at", "ended_by_id", "facts", "id", "kind", "outcomes", "parties", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "status", "version") VALUES (OLD."activity_id", OLD."base", OLD."changes", OLD."committee_id", OLD."duplicate_of_id", OLD."ended_at", OLD."ended_by_id", OLD."facts", OLD."id", OLD."kind", OLD."outcomes", OLD."parties", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."status", OLD."version"); RETURN NULL;',
                                    hash="8413d7c6ed525bf10906a2ebaca64d8eae865ae3",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_619bf",
                                    table="activities_correction",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_correctionevent" ("activity_id", "base", "changes", "committee_id", "duplicate_of_id", "ended_at", "ended_by_id", "facts", "id", "kind", "outcomes", "parties", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "status", "version") VALUES (NEW."activity_id", NEW."base", NEW."changes", NEW."committee_id", NEW."duplicate_of_id", NEW."ended_at", NEW."ended_by_id", NEW."facts", NEW."id", NEW."kind", NEW."outcomes", NEW."parties", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."status", NEW."version"); RETURN NULL;',
                                    hash="2f63ef44da3ad4ecb51b4c60fe728fbc1fdb2401",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d3f24",
                                    table="activities_correction",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_correctionevent" ("activity_id", "base", "changes", "committee_id", "duplicate_of_id", "ended_at", "ended_by_id", "facts", "id", "kind", "outcomes", "parties", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "status", "version") VALUES (NEW."activity_id", NEW."base", NEW."changes", NEW."committee_id", NEW."duplicate_of_id", NEW."ended_at", NEW."ended_by_id", NEW."facts", NEW."id", NEW."kind", NEW."outcomes", NEW."parties", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."status", NEW."version"); RETURN NULL;',
                                    hash="becc188a91cd9da9a84a95741d0f5a18f0dd7555",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2041f",
                                    table="activities_correction",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CorrectionEvent",
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
                                to="activities.correction",
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
                            "activity",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="activities.activity",
                                verbose_name="联合活动",
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.committee",
                                verbose_name="提出方",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("change", "更正"), ("void", "作废")],
                                default="change",
                                max_length=6,
                                verbose_name="种类",
                            ),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="activities.activity",
                                verbose_name="以此为准的记录",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(verbose_name="版本")),
                        ("base", models.PositiveIntegerField(verbose_name="更正前的版本")),
                        ("reason", models.CharField(max_length=300, verbose_name="原因")),
                        (
                            "facts",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="内容"
                            ),
                        ),
                        (
                            "parties",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="各方"
                            ),
                        ),
                        (
                            "outcomes",
                            models.JSONField(
                                blank=True,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="成效",
                            ),
                        ),
                        (
                            "changes",
                            models.JSONField(
                                encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="改动"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "待各方确认"),
                                    ("applied", "已生效"),
                                    ("withdrawn", "已撤回"),
                                    ("superseded", "已被新的更正取代"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="状态",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="处理人",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="a6f37c55b26edbadb44d5e90c12e52a8babb186b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2653b",
                                    table="activities_correctionevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="f628e07f745f1f8ef2e26ef292b4bf1be63b9d4c",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_6bb57",
                                    table="activities_correctionevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CorrectionAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "correction",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="activities.correction",
                                verbose_name="更正",
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organizations.committee",
                                verbose_name="工委",
                            ),
                        ),
                        (
                            "headcount",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MaxValueValidator(
                                        1000000, "参加人次不能超过 100 万。"
                                    )
                                ],
                                verbose_name="参加人次",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
                        ),
                        (
                            "disputed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("disputed_at", models.DateTimeField(blank=True, null=True, verbose_name="提出时间")),
                        ("dispute_reason", models.CharField(blank=True, max_length=500, verbose_name="异议")),
                    ],
                    options={
                        "verbose_name": "对更正的答复",
                        "verbose_name_plural": "对更正的答复",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("confirmed_at__isnull", True)),
                                fields=["committee", "correction"],
                                name="correction_answer_unsigned",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("correction", "committee"), name="correction_answer_once_each"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("headcount__isnull", True),
                                    ("headcount__range", (0, 1000000)),
                                    _connector="OR",
                                ),
                                name="correction_answer_headcount",
                                violation_error_message="参加人次须在 0 到 100 万之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                                    models.Q(
                                        ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="correction_answer_signature_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("dispute_reason", ""),
                                        ("disputed_at__isnull", True),
                                        ("disputed_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("disputed_at__isnull", False),
                                        ("disputed_by__isnull", False),
                                        models.Q(("dispute_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="correction_answer_dispute_whole",
                                violation_error_message="提出异议须说明原因。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_at__isnull", True),
                                    ("disputed_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="correction_answer_one_word",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_correctionanswerevent" ("committee_id", "confirmed_at", "confirmed_by_id", "correction_id", "dispute_reason", "disputed_at", "disputed_by_id", "headcount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."committee_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."correction_id", OLD."dispute_reason", OLD."disputed_at", OLD."disputed_by_id", OLD."headcount", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="c93470c2f4581b01e307ab9b0339fda4ab7f3b84",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_27940",
                                    table="activities_correctionanswer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_correctionanswerevent" ("committee_id", "confirmed_at", "confirmed_by_id", "correction_id", "dispute_reason", "disputed_at", "disputed_by_id", "headcount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."committee_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."correction_id", NEW."dispute_reason", NEW."disputed_at", NEW."disputed_by_id", NEW."headcount", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="4cb08ce08a16ecba6bad50d0b0b9b2b72e9c804f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4b656",
                                    table="activities_correctionanswer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_correctionanswerevent" ("committee_id", "confirmed_at", "confirmed_by_id", "correction_id", "dispute_reason", "disputed_at", "disputed_by_id", "headcount", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."committee_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."correction_id", NEW."dispute_reason", NEW."disputed_at", NEW."disputed_by_id", NEW."headcount", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="3cf7812f73475d17575f75d0214d55defd98d3c9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_019e3",
                                    table="activities_correctionanswer",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CorrectionAnswerEvent",
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
                                to="activities.correctionanswer",
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
                            "correction",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="activities.correction",
                                verbose_name="更正",
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.committee",
                                verbose_name="工委",
                            ),
                        ),
                        (
                            "headcount",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MaxValueValidator(
                                        1000000, "参加人次不能超过 100 万。"
                                    )
                                ],
                                verbose_name="参加人次",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="确认人",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="确认时间"),
                        ),
                        (
                            "disputed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="提出人",
                            ),
                        ),
                        ("disputed_at", models.DateTimeField(blank=True, null=True, verbose_name="提出时间")),
                        ("dispute_reason", models.CharField(blank=True, max_length=500, verbose_name="异议")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="7e46a0de3c079413afbff0c3c4198592db41c8f5",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_fc3c6",
                                    table="activities_correctionanswerevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="8e8c268605281d5fdffc8ad52a6b436f8fe8e789",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_3063c",
                                    table="activities_correctionanswerevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActivityIndex",
                    fields=[
                        ("heading", models.CharField(max_length=300, verbose_name="标题")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                        ("at", models.DateTimeField(null=True, verbose_name="时间")),
                        ("title", models.CharField(max_length=300, verbose_name="归一标题")),
                        ("text", models.TextField(blank=True, verbose_name="原文")),
                        ("folded", models.TextField(blank=True, verbose_name="归一文字")),
                        ("vector", django.contrib.postgres.search.SearchVectorField(verbose_name="索引")),
                        (
                            "activity",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="index_row",
                                serialize=False,
                                to="activities.activity",
                                verbose_name="联合活动",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "检索索引",
                        "verbose_name_plural": "检索索引",
                        "abstract": False,
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fastupdate=False, fields=["vector"], name="activityindex_vector"
                            ),
                            models.Index(
                                models.OrderBy(models.F("at"), descending=True, nulls_last=True),
                                models.OrderBy(models.F("activity"), descending=True),
                                name="activityindex_newest",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outcomes",
                                to="activities.activity",
                                verbose_name="联合活动",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
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
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=12,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0")),
                                    django.core.validators.MaxValueValidator(Decimal("1000000000")),
                                ],
                                verbose_name="数值",
                            ),
                        ),
                        ("text", models.CharField(max_length=120, verbose_name="成效说明")),
                    ],
                    options={
                        "verbose_name": "成效",
                        "verbose_name_plural": "成效",
                        "ordering": ("pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 0), ("value__lte", Decimal("1000000000"))),
                                name="outcome_value_possible",
                                violation_error_message="成效数值须在 0 到 10 亿之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "unit__in",
                                        [
                                            "sessions",
                                            "attendances",
                                            "issues",
                                            "wan",
                                            "items",
                                            "units",
                                            "cases",
                                            "articles",
                                        ],
                                    )
                                ),
                                name="outcome_unit_known",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_outcomeevent" ("activity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit", "value") VALUES (OLD."activity_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."unit", OLD."value"); RETURN NULL;',
                                    hash="44ad3ed7d53d572865a13b7ddd17b8e715112c35",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e836e",
                                    table="activities_outcome",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_outcomeevent" ("activity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit", "value") VALUES (NEW."activity_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."unit", NEW."value"); RETURN NULL;',
                                    hash="9ece181805c2f2863ffa4366dcd08800f139c3bc",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3cd05",
                                    table="activities_outcome",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_outcomeevent" ("activity_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit", "value") VALUES (NEW."activity_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."unit", NEW."value"); RETURN NULL;',
                                    hash="870ce9e3ed59629a02ef319919224066daec9adf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_24040",
                                    table="activities_outcome",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutcomeEvent",
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
                                to="activities.outcome",
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
                            "activity",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="activities.activity",
                                verbose_name="联合活动",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
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
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=12,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0")),
                                    django.core.validators.MaxValueValidator(Decimal("1000000000")),
                                ],
                                verbose_name="数值",
                            ),
                        ),
                        ("text", models.CharField(max_length=120, verbose_name="成效说明")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="c8032e4649c4f87ee2271e934aa69a6ec7227a6e",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_7ee54",
                                    table="activities_outcomeevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="36a1237497b055b7ff81aa4751a2434b42dc4df5",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_53304",
                                    table="activities_outcomeevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonthTally",
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
                            "committee",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organizations.committee",
                                verbose_name="工委",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("party_day", "联合主题党日"),
                                    ("study", "联合学习"),
                                    ("lesson", "微党课"),
                                    ("quiz", "线上知识竞赛"),
                                    ("video", "微视频"),
                                    ("youth_talk", "青年理论宣讲"),
                                    ("essay", "主题征文"),
                                    ("speech", "演讲比赛"),
                                    ("promotion", "产品推介"),
                                    ("matching", "产业对接"),
                                    ("forum", "发展论坛"),
                                    ("expo", "博览会"),
                                    ("problem", "联合解题"),
                                    ("brand", "品牌联创"),
                                    ("showcase", "示范创建"),
                                    ("drill", "岗位练兵"),
                                    ("skills", "技能比武"),
                                    ("sports", "文体健身"),
                                    ("tour", "典型巡讲"),
                                    ("volunteer", "青年志愿服务"),
                                    ("youth", "青年建功"),
                                    ("visit", "交流互访"),
                                    ("field", "参观学习"),
                                    ("exchange", "互派交流"),
                                    ("mentoring", "结对帮带"),
                                    ("training", "联合培训"),
                                    ("seminar", "理论研讨"),
                                    ("results", "成果展示"),
                                    ("reading", "读书交流"),
                                    ("cloud", "云共建"),
                                    ("research", "同题共答"),
                                ],
                                max_length=12,
                                verbose_name="形式",
                            ),
                        ),
                        (
                            "area",
                            models.CharField(
                                choices=[
                                    ("vision", "共襄美好愿景"),
                                    ("mission", "共担使命任务"),
                                    ("model", "共创模范机关"),
                                    ("community", "共办群团活动"),
                                    ("talent", "共建骨干力量"),
                                    ("sharing", "共享资源信息"),
                                ],
                                max_length=10,
                                verbose_name="领域",
                            ),
                        ),
                        ("attendances", models.PositiveBigIntegerField(verbose_name="人次")),
                        ("undated", models.PositiveIntegerField(verbose_name="只知年份")),
                    ],
                    options={
                        "verbose_name": "每月场次",
                        "verbose_name_plural": "每月场次",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("committee", "month", "kind"),
                                name="month_tally_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PairTally",
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
                            "committee",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organizations.committee",
                                verbose_name="工委",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organizations.committee",
                                verbose_name="合作工委",
                            ),
                        ),
                        ("attendances", models.PositiveBigIntegerField(verbose_name="人次")),
                    ],
                    options={
                        "verbose_name": "每月合作",
                        "verbose_name_plural": "每月合作",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("month", "committee", "partner"), name="pair_tally_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutcomeTally",
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
                            "committee",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="organizations.committee",
                                verbose_name="工委",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
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
                        ("value", models.DecimalField(decimal_places=2, max_digits=20, verbose_name="数值")),
                    ],
                    options={
                        "verbose_name": "每月成效",
                        "verbose_name_plural": "每月成效",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("committee", "month", "unit"),
                                name="outcome_tally_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="YearlyTotal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "committee",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organizations.committee",
                                verbose_name="工委",
                            ),
                        ),
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
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("party_day", "联合主题党日"),
                                    ("study", "联合学习"),
                                    ("lesson", "微党课"),
                                    ("quiz", "线上知识竞赛"),
                                    ("video", "微视频"),
                                    ("youth_talk", "青年理论宣讲"),
                                    ("essay", "主题征文"),
                                    ("speech", "演讲比赛"),
                                    ("promotion", "产品推介"),
                                    ("matching", "产业对接"),
                                    ("forum", "发展论坛"),
                                    ("expo", "博览会"),
                                    ("problem", "联合解题"),
                                    ("brand", "品牌联创"),
                                    ("showcase", "示范创建"),
                                    ("drill", "岗位练兵"),
                                    ("skills", "技能比武"),
                                    ("sports", "文体健身"),
                                    ("tour", "典型巡讲"),
                                    ("volunteer", "青年志愿服务"),
                                    ("youth", "青年建功"),
                                    ("visit", "交流互访"),
                                    ("field", "参观学习"),
                                    ("exchange", "互派交流"),
                                    ("mentoring", "结对帮带"),
                                    ("training", "联合培训"),
                                    ("seminar", "理论研讨"),
                                    ("results", "成果展示"),
                                    ("reading", "读书交流"),
                                    ("cloud", "云共建"),
                                    ("research", "同题共答"),
                                ],
                                max_length=12,
                                verbose_name="活动形式",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
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
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=12,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0")),
                                    django.core.validators.MaxValueValidator(Decimal("1000000000")),
                                ],
                                verbose_name="数值",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                    ],
                    options={
                        "verbose_name": "历年汇总数",
                        "verbose_name_plural": "历年汇总数",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("committee", "year", "kind", "unit"),
                                name="yearly_total_once",
                                violation_error_message="该年度的这一项已有汇总数。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__range", (1949, 2100))),
                                name="yearly_total_year_possible",
                                violation_error_message="年度须在 1949 年至 2100 年之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__gte", 0), ("value__lte", Decimal("1000000000"))),
                                name="yearly_total_value_possible",
                                violation_error_message="数值须在 0 到 10 亿之间。",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_yearlytotalevent" ("committee_id", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "value", "year") VALUES (OLD."committee_id", OLD."id", OLD."kind", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit", OLD."value", OLD."year"); RETURN NULL;',
                                    hash="dbee340763d549068293825534b113c8eebfd4c8",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9fd3b",
                                    table="activities_yearlytotal",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_yearlytotalevent" ("committee_id", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "value", "year") VALUES (NEW."committee_id", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit", NEW."value", NEW."year"); RETURN NULL;',
                                    hash="29694ee36f3ea687392b6871da2aa0ca2fdccba7",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_49cbe",
                                    table="activities_yearlytotal",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_yearlytotalevent" ("committee_id", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "value", "year") VALUES (NEW."committee_id", NEW."id", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit", NEW."value", NEW."year"); RETURN NULL;',
                                    hash="7f4e1e08b60f66aeecdf65ad7c288934406509a6",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_68ae5",
                                    table="activities_yearlytotal",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="YearlyTotalEvent",
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
                                to="activities.yearlytotal",
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
                            "committee",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.committee",
                                verbose_name="工委",
                            ),
                        ),
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
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("party_day", "联合主题党日"),
                                    ("study", "联合学习"),
                                    ("lesson", "微党课"),
                                    ("quiz", "线上知识竞赛"),
                                    ("video", "微视频"),
                                    ("youth_talk", "青年理论宣讲"),
                                    ("essay", "主题征文"),
                                    ("speech", "演讲比赛"),
                                    ("promotion", "产品推介"),
                                    ("matching", "产业对接"),
                                    ("forum", "发展论坛"),
                                    ("expo", "博览会"),
                                    ("problem", "联合解题"),
                                    ("brand", "品牌联创"),
                                    ("showcase", "示范创建"),
                                    ("drill", "岗位练兵"),
                                    ("skills", "技能比武"),
                                    ("sports", "文体健身"),
                                    ("tour", "典型巡讲"),
                                    ("volunteer", "青年志愿服务"),
                                    ("youth", "青年建功"),
                                    ("visit", "交流互访"),
                                    ("field", "参观学习"),
                                    ("exchange", "互派交流"),
                                    ("mentoring", "结对帮带"),
                                    ("training", "联合培训"),
                                    ("seminar", "理论研讨"),
                                    ("results", "成果展示"),
                                    ("reading", "读书交流"),
                                    ("cloud", "云共建"),
                                    ("research", "同题共答"),
                                ],
                                max_length=12,
                                verbose_name="活动形式",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
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
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=12,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0")),
                                    django.core.validators.MaxValueValidator(Decimal("1000000000")),
                                ],
                                verbose_name="数值",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="dec8796dd32d45bf900fab4d34be7aacf2b651c6",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_2dc00",
                                    table="activities_yearlytotalevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="a36cd48678dc4c884608f33050761935a24accbc",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_5bae1",
                                    table="activities_yearlytotalevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResourceUse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="uses",
                                to="activities.activity",
                                verbose_name="联合活动",
                            ),
                        ),
                        (
                            "resource",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="commons.resource",
                                verbose_name="共享资源",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="自")),
                        ("ends_at", models.DateTimeField(verbose_name="至")),
                        (
                            "people",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000),
                                ],
                                verbose_name="预计使用人数",
                            ),
                        ),
                        ("asked", models.PositiveSmallIntegerField(default=1, verbose_name="第几次申请")),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("granted", "已同意"),
                                    ("declined", "未能提供"),
                                    ("withdrawn", "已收回"),
                                ],
                                max_length=10,
                                verbose_name="答复",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="答复人",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("exclusive", models.BooleanField(default=False, verbose_name="只供一家")),
                    ],
                    options={
                        "verbose_name": "资源使用",
                        "verbose_name_plural": "资源使用",
                        "indexes": [
                            models.Index(fields=["resource", "starts_at"], name="use_by_resource"),
                            models.Index(
                                condition=models.Q(("answer", "")), fields=["resource"], name="use_waiting"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("activity", "resource"),
                                name="use_once",
                                violation_error_message="一项活动对同一资源只申请一次。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="use_lasts"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("people__isnull", True), ("people__range", (1, 100000)), _connector="OR"
                                ),
                                name="use_people_possible",
                                violation_error_code="resource_people",
                                violation_error_message="预计使用人数须在 1 到 10 万之间。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""),
                                        ("answered_at__isnull", True),
                                        ("answered_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("answer__in", ["granted", "declined", "withdrawn"]),
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="use_answer_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer__in", ["declined", "withdrawn"]), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="use_refusal_has_reason",
                                violation_error_code="reason",
                                violation_error_message="请说明原因。",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("answer", "granted"), ("exclusive", True)),
                                expressions=(
                                    ("resource", "="),
                                    (
                                        models.Func(
                                            "starts_at",
                                            "ends_at",
                                            function="tstzrange",
                                            output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ),
                                name="use_exclusive_once_at_a_time",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_resourceuseevent" ("activity_id", "answer", "answered_at", "answered_by_id", "asked", "asked_at", "ends_at", "exclusive", "id", "note", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id", "starts_at") VALUES (OLD."activity_id", OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."asked", OLD."asked_at", OLD."ends_at", OLD."exclusive", OLD."id", OLD."note", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."resource_id", OLD."starts_at"); RETURN NULL;',
                                    hash="1595219480315b2a4928aa602ea0d021642cfe7d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_33b28",
                                    table="activities_resourceuse",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "activities_resourceuseevent" ("activity_id", "answer", "answered_at", "answered_by_id", "asked", "asked_at", "ends_at", "exclusive", "id", "note", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id", "starts_at") VALUES (NEW."activity_id", NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked", NEW."asked_at", NEW."ends_at", NEW."exclusive", NEW."id", NEW."note", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."resource_id", NEW."starts_at"); RETURN NULL;',
                                    hash="beb528140010bba81fb31f18e69a7729b935bc8b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_591c2",
                                    table="activities_resourceuse",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "activities_resourceuseevent" ("activity_id", "answer", "answered_at", "answered_by_id", "asked", "asked_at", "ends_at", "exclusive", "id", "note", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resource_id", "starts_at") VALUES (NEW."activity_id", NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked", NEW."asked_at", NEW."ends_at", NEW."exclusive", NEW."id", NEW."note", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."resource_id", NEW."starts_at"); RETURN NULL;',
                                    hash="eae243b72b23bc3307103b7be59d1a7c2fe5951a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_6afe0",
                                    table="activities_resourceuse",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResourceUseEvent",
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
                                to="activities.resourceuse",
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
                            "activity",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="activities.activity",
                                verbose_name="联合活动",
                            ),
                        ),
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
                        ("starts_at", models.DateTimeField(verbose_name="自")),
                        ("ends_at", models.DateTimeField(verbose_name="至")),
                        (
                            "people",
                            models.PositiveIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000),
                                ],
                                verbose_name="预计使用人数",
                            ),
                        ),
                        ("asked", models.PositiveSmallIntegerField(default=1, verbose_name="第几次申请")),
                        ("asked_at", models.DateTimeField(verbose_name="申请时间")),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("granted", "已同意"),
                                    ("declined", "未能提供"),
                                    ("withdrawn", "已收回"),
                                ],
                                max_length=10,
                                verbose_name="答复",
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="答复人",
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("exclusive", models.BooleanField(default=False, verbose_name="只供一家")),
                    ],
                    options={
                        "abstract": False,
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="cbaeff493837247dc965003db3eefc83cc312411",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_83745",
                                    table="activities_resourceuseevent",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="no_truncate",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                    hash="2d61957059574d57a415cdd4b0f352d0c3c3efbb",
                                    level="STATEMENT",
                                    operation="TRUNCATE",
                                    pgid="pgtrigger_no_truncate_7a51e",
                                    table="activities_resourceuseevent",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
