"""Beijing time. Dates are Beijing dates, wherever the host's clock thinks it is."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

BEIJING = ZoneInfo("Asia/Shanghai")
WEEKDAYS = "一二三四五六日"
FIRST_DAY, LAST_DAY = date(1949, 1, 1), date(2100, 12, 31)
OLDEST_DAY = date(1900, 1, 1)  # of what is older than the work that is recorded here: a founding


def days_from(first: date) -> list[MinValueValidator | MaxValueValidator]:
    said = f"日期须在 {first.year} 年至 {LAST_DAY.year} 年之间。"
    return [MinValueValidator(first, said), MaxValueValidator(LAST_DAY, said)]


POSSIBLE_DAY = days_from(FIRST_DAY)  # of every date that a person types


def today(now: datetime | None = None) -> date:
    """The Beijing date at ``now`` (an aware datetime; default: this moment)."""
    return (now or timezone.now()).astimezone(BEIJING).date()


def at(day: date, clock: time) -> datetime:
    """The aware moment of ``clock`` on ``day``, Beijing time."""
    return datetime.combine(day, clock, tzinfo=BEIJING)


def start_of(day: date) -> datetime:
    """Midnight at which ``day`` begins in Beijing."""
    return at(day, time.min)


def end_of(day: date) -> datetime:
    """The first moment that is no longer ``day``."""
    return at(day + timedelta(days=1), time.min)


def chinese_date(day: date) -> str:
    """``2026年11月23日（周一）``."""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def chinese_moment(moment: datetime) -> str:
    """``2026年11月23日（周一）14:00``, Beijing time, 24 h."""
    local = moment.astimezone(BEIJING)
    return f"{chinese_date(local.date())}{local:%H:%M}"


def plain_date(day: date) -> str:
    """``2026年11月23日``, as an official document is dated."""
    return f"{day.year}年{day.month}月{day.day}日"
