"""The page's tables as a workbook, a sheet each."""

from collections.abc import Sequence

from django.http import FileResponse

from collab_portal.lib import xlsx
from collab_portal.lib.xlsx import Sheet
from insights.chosen import Chosen
from insights.figures import Figures
from insights.matrix import MatrixRow

COUNT = ("场次", 10)


def workbook(chosen: Chosen, figures: Figures, matrix: Sequence[MatrixRow]) -> FileResponse:
    with_whom = f"{chosen.committee.short_name}与各工委" if chosen.committee else "按工委"
    sheets = [
        Sheet(
            "合计",
            [("范围", 24), COUNT, ("人次", 10)],
            [(str(chosen), figures.totals.activities, figures.totals.attendances)],
        ),
        Sheet("按领域", [("领域", 20), COUNT], [(line.label, line.activities) for line in figures.areas]),
        Sheet(
            with_whom,
            [("工委", 12), COUNT, ("人次", 10)],
            [(line.label, line.activities, line.attendances) for line in figures.committees],
        ),
        Sheet("按月份", [("月份", 10), COUNT], [(line.label, line.activities) for line in figures.months]),
        Sheet(
            "成效",
            [("单位", 10), ("合计", 14), ("来自记录", 10)],
            [(line.label, line.value, line.records) for line in figures.outcomes],
        ),
    ]
    if matrix:
        sheets.append(_matrix(matrix))
    return xlsx.download(f"统计-{str(chosen).replace(' · ', '-')}.xlsx", *sheets)


def _matrix(matrix: Sequence[MatrixRow]) -> Sheet:
    columns = [("工委", 10), *((row.committee.short_name, 6) for row in matrix)]
    rows = [
        [row.committee.short_name, *(cell.count if cell.partner else None for cell in row.cells)]
        for row in matrix
    ]
    return Sheet("合作矩阵", columns, rows)
