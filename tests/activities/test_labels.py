"""What a record is known under: its host says it at any time, nobody signs; it counts with the record."""

import importlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse
from django.utils import timezone

from activities import operations, tallies
from activities.models import LabelTally, Outcome
from activities.operations import Tags
from activities.operations.labels import stamp
from collab_portal.lib.dates import today
from commons.models import Label
from commons.operations import labels
from tests.factories import make_activity, make_correction, make_label, make_user

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def tagged(activity, *found, series="", actor=None):
    tags = Tags(found, series)
    who = actor or make_user(activity.host.slug)
    return operations.tag(activity, actor=who, tags=tags, version=stamp(activity), now=NOW)


def names_of(activity):
    return sorted(label.name for label in activity.labels.all())


def test_a_confirmed_record_is_tagged_without_new_signatures_and_counts_at_once():
    brand, activity = make_label(None, name="党旗红"), make_activity(confirmed=True)
    Outcome.objects.create(activity=activity, unit="items", value=3, text="项目")

    tagged(activity, brand, series="读书会")

    activity.refresh_from_db()
    assert (names_of(activity), activity.version, activity.status) == (["党旗红", "读书会"], 1, "confirmed")
    sums = LabelTally.objects.filter(label=brand, committee=None).order_by("unit")
    assert list(sums.values_list("unit", "records", "attendances", "value")) == [
        ("", 1, 30, 0),
        ("items", 1, 0, 3),
    ]
    assert tallies.differences() == 0
    tagged(activity)
    assert not LabelTally.objects.exists()


def test_every_figure_of_a_label_opens_the_list_of_that_many(client):
    label = make_label(None, name="党旗红", goal_value=4, goal_unit="records")
    for partner in ("zhejiang", "anhui", "zhejiang"):
        make_activity("jiangsu", (partner,), labels=(label,), confirmed=True)
    make_activity("jiangsu", labels=(label,))
    client.force_login(make_user("hubei", role="member"))

    panel = client.get(label.get_absolute_url()).context["panels"][0].context

    assert str(panel["goal"]) == "3 / 4 场次"
    assert panel["goal"].percent == 75
    found = {committee.slug: number for committee, number in panel["committees"]}
    assert found == {"jiangsu": 3, "zhejiang": 2, "anhui": 1}
    query = {"label": label.pk, "status": "confirmed"}
    for slug, number in found.items():
        page = client.get(reverse("activities:list"), {**query, "committee": slug}).context["page"]
        assert len(page.rows) == number
    assert client.get("/api/v1/activities", query).json()["total"] == "3"
    assert client.get("/api/v1/activities", {"brand": "on"}).status_code == 422


def test_a_series_is_made_by_its_name_and_known_however_it_is_spelled():
    first = make_activity("jiangsu", series="悦读会", series_number=11)
    again = make_activity("jiangsu", series=" 悅讀會 ")
    make_activity("anhui", series="悦读会")

    assert first.labels.get() == again.labels.get()
    assert sorted(Label.objects.values_list("name", "committee__slug")) == [
        ("悦读会", "anhui"),
        ("悦读会", "jiangsu"),
    ]
    with pytest.raises(ValidationError, match="系列名称"):
        tagged(first)  # its number is of a series
    with pytest.raises(ValidationError, match="须有文字"):
        tagged(again, series="。")


def test_a_series_of_all_nineteen_or_open_is_used_where_one_has_none_of_that_name():
    common = make_label(None, kind="series", name="云课堂")
    make_label("anhui", kind="series", name="读书会", open=False)

    assert make_activity("jiangsu", series="云课堂").labels.get() == common
    assert make_activity("jiangsu", series="读书会").labels.get().committee.slug == "jiangsu"


def test_what_is_anothers_own_or_ended_is_refused():
    theirs, long_ago = make_label("anhui", name="徽风"), today() - timedelta(days=9)
    ended = make_label(name="旧", ended_on=long_ago)
    activity = make_activity("jiangsu")
    before = make_activity("jiangsu", held_on=today() - timedelta(days=30))

    with pytest.raises(ValidationError, match="只供安徽使用"):
        tagged(activity, theirs)
    with pytest.raises(ValidationError, match="停用"):
        tagged(activity, ended)
    assert names_of(tagged(before, ended)) == ["旧"]
    with pytest.raises(PermissionDenied):
        tagged(activity, actor=make_user("zhejiang"))


def test_what_stands_already_stays_though_it_ended_meanwhile():
    label = make_label()
    activity = make_activity(labels=(label,))
    labels.end_label(label, actor=make_user(), now=NOW - timedelta(days=60))

    assert names_of(tagged(activity, label, series="读书会")) == sorted([label.name, "读书会"])


def test_its_keeper_takes_a_record_out_with_a_reason_that_the_host_reads(client):
    label = make_label("anhui", open=True)
    activity = make_activity("jiangsu", labels=(label,), confirmed=True)
    host, keeper = make_user("jiangsu"), make_user("anhui")
    client.force_login(keeper)
    assert "品牌与系列" in client.get(activity.get_absolute_url()).content.decode()
    assert client.get(reverse("activities:tag", args=[activity.pk])).context["form"] is None
    address = reverse("activities:untag", args=[activity.pk, label.pk])

    client.post(address, {"reason": ""})
    assert names_of(activity) == [label.name]
    client.post(address, {"reason": "与主题无关"})

    assert names_of(activity) == []
    assert host.notifications.get(title__startswith="已移出").body.endswith("与主题无关")
    assert not LabelTally.objects.exists()


def test_a_correction_leaves_labels_alone_and_a_number_needs_its_series():
    activity = make_activity(series="读书会", confirmed=True)
    correction = make_correction(activity, series_number=3)

    operations.corrections.agree(correction, actor=make_user("zhejiang"), now=NOW)

    activity.refresh_from_db()
    assert (activity.series_number, activity.series) == (3, "读书会")
    with pytest.raises(ValidationError, match="系列名称"):
        make_correction(make_activity(confirmed=True), series_number=3)


def test_an_old_correction_that_names_columns_gone_since_is_still_put_in_force():
    activity = make_activity(confirmed=True)
    correction = make_correction(activity, place="扬州")
    facts = {**correction.facts, "brand": True, "series": "读书会"}
    type(correction).objects.filter(pk=correction.pk).update(facts=facts)

    operations.corrections.agree(correction, actor=make_user("zhejiang"), now=NOW)

    activity.refresh_from_db()
    assert activity.place == "扬州"


def test_renamed_a_series_is_found_by_its_new_name(client):
    activity = make_activity(series="读书会", confirmed=True)
    label = activity.labels.get()

    labels.edit_label(label, actor=make_user(), version=1, now=NOW, name="悦读会")

    client.force_login(make_user())
    found = [
        [row.pk for row in client.get(reverse("activities:list"), {"q": word}).context["page"].rows]
        for word in ("悦读会", "读书会")
    ]
    assert found == [[activity.pk], []]


def test_the_form_begins_with_what_the_label_knows(client):
    series, brand = make_label(kind="series", name="读书会"), make_label()
    make_activity(series="读书会", series_number=7)
    client.force_login(make_user())
    start = [
        client.get(reverse("activities:log"), {"label": one.pk}).context["form"].initial
        for one in (series, brand, make_label("anhui"))
    ]

    assert (start[0]["series"], start[0]["series_number"]) == ("读书会", 8)
    assert start[1]["labels"] == [brand.pk]
    assert "labels" not in start[2]


MIGRATION = importlib.import_module("activities.migrations.0004_words_become_labels")


def test_the_words_of_before_become_labels_and_words_again():
    """On a table that has the columns, as the migration finds it."""
    hosts = ("jiangsu", "jiangsu", "anhui", "anhui", "hubei")
    rows = [make_activity(host, ("zhejiang",), confirmed=True) for host in hosts]
    words = [("悦读会", True), ("悅讀會", False), ("讲堂", False), ("", False), ("讲堂", False)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE activities_activity ADD brand boolean NOT NULL DEFAULT false,"
            " ADD series varchar(60) NOT NULL DEFAULT ''"
        )
        for row, (series, brand) in zip(rows, words, strict=True):
            facts = [series, brand, row.pk]
            cursor.execute("UPDATE activities_activity SET series = %s, brand = %s WHERE id = %s", facts)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    at = [("activities", "0003_labels"), ("commons", "0002_labels")]
    old = MigrationLoader(connection).project_state(at).apps

    MIGRATION.to_labels(old, connection.schema_editor())

    found = sorted(Label.objects.values_list("kind", "name", "committee__slug", "activities"))
    assert {(kind, name, slug) for kind, name, slug, _ in found} == {
        ("brand", "万里长江党旗红", None),
        ("series", "悅讀會", "jiangsu"),
        ("series", "讲堂", None),
    }
    assert [names_of(row) for row in rows] == [
        ["万里长江党旗红", "悅讀會"],
        ["悅讀會"],
        ["讲堂"],
        [],
        ["讲堂"],
    ]
    assert tallies.differences() == 0

    MIGRATION.to_words(old, connection.schema_editor())

    with connection.cursor() as cursor:
        cursor.execute("SELECT series, brand FROM activities_activity ORDER BY id")
        assert cursor.fetchall() == [
            ("悅讀會", True),
            ("悅讀會", False),
            ("讲堂", False),
            ("", False),
            ("讲堂", False),
        ]
