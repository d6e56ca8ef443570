"""万里长江党旗红 and the series that were words become labels, and back.

Words that are compared as one are one series, under their most frequent spelling: of its host, or of all nineteen
where several hosts used it. Numbers stay. One statement for all records.
"""

from collections import Counter, defaultdict
from typing import Any

import pgtrigger
from django.db import migrations
from django.utils import timezone

from collab_portal.lib.chinese import look
from collab_portal.lib.search.rows import Words, columns

RED_FLAG = "万里长江党旗红"
TAG = (
    "INSERT INTO activities_activitylabel (activity_id, label_id) SELECT a.id, %s FROM activities_activity a"
)
# What nobody has confirmed is not made known by this.
UNKNOWN = """
UPDATE commons_label l SET known = false WHERE l.kind = 'series' AND l.committee_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM activities_activitylabel t JOIN activities_activity a ON a.id = t.activity_id
  WHERE t.label_id = l.id AND a.status IN ('confirmed', 'void'))
"""
SUMS = """
INSERT INTO activities_labeltally (month, label_id, committee_id, unit, records, attendances, value)
WITH counted AS (
  SELECT a.id, date_trunc('month', a.held_on)::date AS month, l.label_id
  FROM activities_activity a JOIN activities_activitylabel l ON l.activity_id = a.id WHERE a.status = 'confirmed'
), parts AS (SELECT activity_id, committee_id, headcount FROM activities_participation),
heads AS (SELECT activity_id, sum(headcount) AS people FROM parts GROUP BY 1)
SELECT month, label_id, NULL::bigint, ''::varchar, count(*), coalesce(sum(people), 0), 0::numeric
FROM counted LEFT JOIN heads ON activity_id = id GROUP BY 1, 2
UNION ALL SELECT month, label_id, committee_id, '', count(*), coalesce(sum(headcount), 0), 0
FROM counted JOIN parts ON activity_id = id GROUP BY 1, 2, 3
UNION ALL SELECT month, label_id, NULL, unit, count(DISTINCT counted.id), 0, sum(value)
FROM counted JOIN activities_outcome o ON activity_id = counted.id GROUP BY 1, 2, unit
"""


def to_labels(apps: Any, schema_editor: Any) -> None:
    Activity, Label = apps.get_model("activities", "Activity"), apps.get_model("commons", "Label")
    if not Activity.objects.exists():
        return
    with pgtrigger.ignore(), schema_editor.connection.cursor() as cursor:
        if Activity.objects.filter(brand=True).exists():
            cursor.execute(f"{TAG} WHERE a.brand", [_label(apps, "brand", RED_FLAG, None).pk])
        for spellings, hosts in _series(Activity):
            name = max(sorted(spellings), key=lambda word: spellings[word])
            label = _label(apps, "series", name, next(iter(hosts)) if len(hosts) == 1 else None)
            cursor.execute(f"{TAG} WHERE a.series = ANY(%s)", [label.pk, list(spellings)])
        cursor.execute(UNKNOWN)
        cursor.execute(SUMS)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _series(Activity: Any) -> "list[tuple[Counter[str], set[int]]]":
    """Of each series its spellings with their numbers, and its hosts."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    hosts: dict[str, set[int]] = defaultdict(set)
    rows = Activity.objects.exclude(series="").order_by().values_list("series", "host")
    for (word, host), number in Counter(rows.iterator()).items():
        key = look(word) or word
        spellings[key][word] += number
        hosts[key].add(host)
    return [(spellings[key], hosts[key]) for key in sorted(spellings)]


def _label(apps: Any, kind: str, name: str, committee: int | None) -> Any:
    """The one there is, else a new one with its history and its row of the search."""
    Label, LabelIndex = apps.get_model("commons", "Label"), apps.get_model("commons", "LabelIndex")
    key = look(name) or name
    found = Label.objects.filter(kind=kind, key=key, committee=committee, merged_into=None).first()
    if found is not None:
        return found
    label = Label.objects.create(kind=kind, name=name, key=key, committee_id=committee)
    words = Words(name, {"brand": "品牌", "series": "系列"}[kind])
    LabelIndex.objects.create(label=label, **columns(words))
    return label


def to_words(apps: Any, schema_editor: Any) -> None:
    """Brand and series as columns; what campaigns and other brands say has none."""
    with pgtrigger.ignore(), schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "UPDATE activities_activity a SET brand = EXISTS (SELECT 1 FROM activities_activitylabel t"
            " JOIN commons_label l ON l.id = t.label_id WHERE t.activity_id = a.id AND l.kind = 'brand'"
            " AND l.name = %s AND l.committee_id IS NULL), series = coalesce((SELECT min(l.name)"
            " FROM activities_activitylabel t JOIN commons_label l ON l.id = t.label_id"
            " WHERE t.activity_id = a.id AND l.kind = 'series'), '')"
            " WHERE EXISTS (SELECT 1 FROM activities_activitylabel t WHERE t.activity_id = a.id)",
            [RED_FLAG],
        )
        cursor.execute(
            "UPDATE activities_activity SET series_number = NULL WHERE series_number IS NOT NULL AND series = ''"
        )
        cursor.execute("DELETE FROM activities_labeltally")
        cursor.execute("DELETE FROM activities_activitylabel")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_labels")]

    operations = [migrations.RunPython(to_labels, to_words)]
