"""The page's tables as a workbook, a sheet each."""

from collections.abc import Iterable, Sequence

from activities.models import Activity
from activities.querysets import ActivityQuerySet
from collab_portal.lib.exports import Choice, Export
from collab_portal.lib.xlsx import Sheet
from insights import figures, matrix
from insights.chosen import Chosen
from insights.filters import InsightFilter
from insights.matrix import MatrixRow

COUNT = ("场次", 10)


def _filter(choice: Choice) -> InsightFilter:
    return InsightFilter(choice.query, choice.day)


def _chosen(choice: Choice) -> Chosen:
    return _filter(choice).chosen


def _sheets(choice: Choice, _rows: ActivityQuerySet) -> Iterable[Sheet]:
    chosen = _chosen(choice)
    told, rows = figures.gather(chosen), matrix.of(chosen)
    with_whom = f"{chosen.committee.short_name}与各工委" if chosen.committee else "按工委"
    sheets = [
        Sheet(
            "合计",
            [("范围", 24), COUNT, ("人次", 10)],
            [(str(chosen), told.totals.activities, told.totals.attendances)],
        ),
        Sheet("按领域", [("领域", 20), COUNT], [(line.label, line.activities) for line in told.areas]),
        Sheet(
            with_whom,
            [("工委", 12), COUNT, ("人次", 10)],
            [(line.label, line.activities, line.attendances) for line in told.committees],
        ),
        Sheet("按月份", [("月份", 10), COUNT], [(line.label, line.activities) for line in told.months]),
        Sheet(
            "成效",
            [("单位", 10), ("合计", 14), ("来自记录", 10)],
            [(line.label, line.value, line.records) for line in told.outcomes],
        ),
    ]
    return [*sheets, _matrix(rows)] if rows else sheets


def _matrix(matrix: Sequence[MatrixRow]) -> Sheet:
    columns = [("工委", 10), *((row.committee.short_name, 6) for row in matrix)]
    rows = [
        [row.committee.short_name, *(cell.count if cell.partner else None for cell in row.cells)]
        for row in matrix
    ]
    return Sheet("合作矩阵", columns, rows)


FIGURES = Export(
    "insights-export",
    "统计",
    "insights",
    _filter,
    lambda _choice: Activity.objects.none(),  # sums: a page's worth, whatever they are of
    _sheets,
    is_open=lambda _person: True,
    named=lambda choice: str(_chosen(choice)).replace(" · ", "-"),
)
