"""历年汇总数 of the chosen year: what committees reported as sums, never added to the records."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from activities.kinds import Kind
from activities.models import Outcome, YearlyTotal
from insights.chosen import Chosen


@dataclass(frozen=True)
class YearlyLine:
    """One kind and unit: a sum of kinds is not added to the sum of all kinds."""

    kind: str
    unit: str
    value: Decimal
    committees: int

    @property
    def plain_value(self) -> str:
        return f"{self.value.normalize():f}"


def of(chosen: Chosen) -> list[YearlyLine]:
    """Of a whole year, of all committees or the chosen one; one query. A quarter has none."""
    if chosen.period.quarter:
        return []
    rows = YearlyTotal.objects.filter(year=chosen.period.year)
    if chosen.committee:
        rows = rows.filter(committee=chosen.committee)
    sums = rows.order_by("kind", "unit").values_list("kind", "unit")
    return [
        YearlyLine(Kind(kind).label if kind else "各类合计", Outcome.Unit(unit).label, value, committees)
        for kind, unit, value, committees in sums.annotate(value=Sum("value"), committees=Count("pk"))
    ]
