"""统计表: the workbook holds the page's tables, number for number."""

from datetime import date
from io import BytesIO
from urllib.parse import unquote

from openpyxl import load_workbook

from activities import tallies
from activities.models import Outcome
from tests.factories import make_activity, make_user

URL = "/insights/export.xlsx"


def sheets(client, **query: object) -> dict[str, list[tuple]]:
    content = b"".join(client.get(URL, query).streaming_content)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(BytesIO(content))}


def test_the_workbook_says_what_the_page_says(client, db):
    record = make_activity("jiangsu", ("zhejiang", "anhui"), confirmed=True, held_on=date(2025, 5, 5))
    Outcome.objects.create(activity=record, unit="wan", value=50, text="示例")
    tallies.rebuild()
    client.force_login(make_user("hubei", role="member"))
    figures = client.get("/insights/", {"year": 2025}).context["figures"]

    found = sheets(client, year=2025)

    assert list(found) == ["合计", "按领域", "按工委", "按月份", "成效", "合作矩阵"]
    assert found["合计"][1] == ("2025年 · 十九家工委", 1, 40)
    assert found["按领域"][1:] == [(line.label, line.activities) for line in figures.areas]
    assert found["按工委"][1:] == [
        (line.label, line.activities, line.attendances) for line in figures.committees
    ]
    assert found["按月份"][5] == ("5月", 1)
    assert found["成效"][1:] == [("万元", 50, 1)]
    assert found["合作矩阵"][2][:5] == ("江苏", 0, None, 1, 1)
    assert len(found["合作矩阵"]) == 20


def test_one_committee_has_its_row_instead_of_the_matrix(client, db):
    make_activity("jiangsu", ("zhejiang",), confirmed=True, held_on=date(2025, 5, 5))
    client.force_login(make_user())

    answer = client.get(URL, {"year": 2025, "quarter": 2, "committee": "jiangsu"})
    found = sheets(client, year=2025, quarter=2, committee="jiangsu")

    assert "统计-2025年第二季度-江苏.xlsx" in unquote(answer["Content-Disposition"])
    assert "合作矩阵" not in found
    assert ("浙江", 1, 10) in found["江苏与各工委"]
    assert len(found["江苏与各工委"]) == 19
