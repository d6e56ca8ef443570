"""品牌、专项、系列 in a table, by their names as they are compared; the column of old tables still counts."""

import re

from activities.models import Activity
from activities.operations import Tags
from collab_portal.lib.chinese import look
from commons.models import Label
from commons.models.label import RED_FLAG
from organizations.imports.kinds import Line

SERIES = Label.Kind.SERIES
BETWEEN = re.compile("[、,，;；\n]+")


class Names:
    """What a committee may use, one query."""

    def __init__(self, committee: int) -> None:
        rows = Label.objects.usable_by(committee).in_use().for_choice()
        nearness = {committee: 0, None: 1}
        mine = sorted(rows, key=lambda one: (nearness.get(one.committee_id, 2), one.pk))
        self.series: dict[str, Label] = {}
        self.others: dict[str, Label] = {}
        for one in mine:
            (self.series if one.kind == SERIES else self.others).setdefault(one.key, one)

    def settle(self, line: Line, activity: Activity | None) -> None:
        """Names as they are written here, faults beside their column; ``values["found"]``: the labels."""
        values = line.values
        flag = values.pop("brand", None)  # None: the table has no such column
        if "labels" in values or flag is not None:
            kept = [tag.name for tag in activity.tags if tag.kind != SERIES] if activity else []
            words = [word for word in kept if look(word) != look(RED_FLAG)]
            if "labels" in values:
                words = [word.strip() for word in BETWEEN.split(values["labels"]) if word.strip()]
            self._find(line, [*words, RED_FLAG] if flag else words, activity)
        if series := values.get("series", "").strip():
            self._name_series(line, series, activity)

    def _find(self, line: Line, words: list[str], activity: Activity | None) -> None:
        known = {look(tag.name): tag.pk for tag in activity.tags if tag.kind != SERIES} if activity else {}
        keys = {look(word): word for word in words}
        for key, word in keys.items():
            if key not in self.others and key not in known:
                line.refuse("品牌和专项", f"没有“{word[:20]}”，请先在“品牌与专项”中新建。")
                return
        found = list(Label.objects.filter(pk__in=[known.get(key) or self.others[key].pk for key in keys]))
        found.sort(key=lambda one: (one.kind, one.pk))
        line.values["labels"] = "、".join(one.name for one in found)
        line.values["found"] = found

    def _name_series(self, line: Line, series: str, activity: Activity | None) -> None:
        if activity and look(activity.series) == look(series):
            line.values["series"] = activity.series
        elif known := self.series.get(look(series)):
            line.values["series"] = known.name
        elif activity is None:
            line.changes.append(["系列", "", f"{series}（将新建）"])


def tags_of(line: Line) -> Tags | None:
    """What the row says an activity is known under; None where it has no column of that."""
    if "found" not in line.values and "series" not in line.values:
        return None
    activity: Activity | None = line.obj if isinstance(line.obj, Activity) else None
    kept = activity.labels.exclude(kind=SERIES) if activity else Label.objects.none()
    labels = list(line.values.get("found", kept))
    series = line.values.get("series", activity.series if activity else "")
    return Tags(labels, series)
