"""时段: a year or a quarter of it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

QUARTERS = ("", "第一季度", "第二季度", "第三季度", "第四季度")


@dataclass(frozen=True)
class Period:
    """``quarter`` 0 is the whole year. Both ends are included."""

    year: int
    quarter: int = 0

    @property
    def months(self) -> range:
        return range(self.quarter * 3 - 2, self.quarter * 3 + 1) if self.quarter else range(1, 13)

    @property
    def first(self) -> date:
        return date(self.year, self.months[0], 1)

    @property
    def last(self) -> date:
        return self._end_of(self.months[-1])

    def _end_of(self, month: int) -> date:
        return date(self.year, month, monthrange(self.year, month)[1])

    def query(self, month: int = 0) -> dict[str, str]:
        """How the list of activities is asked for this period, or for one of its months."""
        if month:
            return {"since": f"{date(self.year, month, 1)}", "until": f"{self._end_of(month)}"}
        if self.quarter:
            return {"since": f"{self.first}", "until": f"{self.last}"}
        return {"year": f"{self.year}"}

    def __str__(self) -> str:
        return f"{self.year}年{QUARTERS[self.quarter]}"
