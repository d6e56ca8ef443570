"""统计底数: the months' sums, made anew in the transaction that changes what counts in them.

A month is summed by the same query whether one signature changed it or the whole table is rebuilt, so the
tables can't drift from the records; ``differences`` says so. The month is locked first: of two signatures
in one month the second sees what the first one added.
"""

# ruff: noqa: S608 - every piece of these queries stands in this file

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction

LOCK = 0x7A11
COUNTED = "a.status = 'confirmed' AND a.held_on >= %(first)s AND a.held_on < %(end)s"
MONTH = "date_trunc('month', a.held_on)::date AS month"
YEAR_ONLY = "to_char(a.held_on, 'MMDD') = '0101' AND to_char(a.ended_on, 'MMDD') = '1231'"
PARTIES = "activities_participation p ON p.activity_id = a.id"
SUMS = {
    "activities_monthtally (month, committee_id, kind, area, records, attendances, undated)": (
        f"""SELECT {MONTH}, NULL::bigint AS committee_id, kind, area, count(*),
            coalesce(sum((SELECT sum(headcount) FROM activities_participation WHERE activity_id = a.id)), 0),
            count(*) FILTER (WHERE {YEAR_ONLY})
        FROM activities_activity a WHERE {COUNTED} GROUP BY 1, kind, area""",
        f"""SELECT {MONTH}, p.committee_id, kind, area, count(*), coalesce(sum(p.headcount), 0),
            count(*) FILTER (WHERE {YEAR_ONLY})
        FROM activities_activity a JOIN {PARTIES} WHERE {COUNTED} GROUP BY 1, 2, kind, area""",
    ),
    "activities_pairtally (month, committee_id, partner_id, records, attendances)": (
        f"""SELECT {MONTH}, p.committee_id, q.committee_id, count(*), coalesce(sum(q.headcount), 0)
        FROM activities_activity a JOIN {PARTIES}
        JOIN activities_participation q ON q.activity_id = a.id AND q.committee_id <> p.committee_id
        WHERE {COUNTED} GROUP BY 1, 2, 3""",
    ),
    "activities_outcometally (month, committee_id, unit, value, records)": (
        f"""SELECT {MONTH}, NULL::bigint, o.unit, sum(o.value), count(DISTINCT a.id)
        FROM activities_activity a JOIN activities_outcome o ON o.activity_id = a.id
        WHERE {COUNTED} GROUP BY 1, o.unit""",
        f"""SELECT {MONTH}, p.committee_id, o.unit, sum(o.value), count(DISTINCT a.id)
        FROM activities_activity a JOIN {PARTIES} JOIN activities_outcome o ON o.activity_id = a.id
        WHERE {COUNTED} GROUP BY 1, 2, o.unit""",
    ),
}
LABELS = "activities_activitylabel l"
PEOPLE = "(SELECT sum(headcount) FROM activities_participation WHERE activity_id = a.id)"
SUMS["activities_labeltally (month, label_id, committee_id, unit, records, attendances, value)"] = (
    f"""SELECT {MONTH}, l.label_id, NULL::bigint, ''::varchar, count(*),
        coalesce(sum({PEOPLE}), 0), 0::numeric
    FROM activities_activity a JOIN {LABELS} ON l.activity_id = a.id WHERE {COUNTED} GROUP BY 1, 2""",
    f"""SELECT {MONTH}, l.label_id, p.committee_id, ''::varchar, count(*), coalesce(sum(p.headcount), 0), 0
    FROM activities_activity a JOIN {LABELS} ON l.activity_id = a.id JOIN {PARTIES}
    WHERE {COUNTED} GROUP BY 1, 2, 3""",
    f"""SELECT {MONTH}, l.label_id, NULL::bigint, o.unit, count(DISTINCT a.id), 0, sum(o.value)
    FROM activities_activity a JOIN {LABELS} ON l.activity_id = a.id
    JOIN activities_outcome o ON o.activity_id = a.id WHERE {COUNTED} GROUP BY 1, 2, o.unit""",
)
EVER = {"first": date(1, 1, 1), "end": date(9999, 12, 31)}


@transaction.atomic
def refresh(days: Iterable[date]) -> None:
    """Sum the months of these days anew: the last thing a transaction does that changes what counts."""
    with connection.cursor() as cursor:
        for month in sorted({day.replace(day=1) for day in days}):  # one order: nobody waits in a circle
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, month.year * 12 + month.month])
            _sum({"first": month, "end": _next(month)})


@transaction.atomic
def rebuild() -> None:
    """All months from the records: after bulk writing, or to mend."""
    with connection.cursor() as cursor:
        for target in SUMS:
            cursor.execute(f"LOCK TABLE {target.split()[0]} IN EXCLUSIVE MODE")
    _sum(EVER)


def differences() -> int:
    """How many rows of the tables and of the live queries are not in the other; 0 when all is well."""
    found = 0
    with connection.cursor() as cursor:
        for target, queries in SUMS.items():
            table, columns = target.split(" ", 1)
            stored, live = f"SELECT {columns[1:-1]} FROM {table}", " UNION ALL ".join(queries)
            cursor.execute(
                f"SELECT count(*) FROM (({stored} EXCEPT ({live})) UNION ALL (({live}) EXCEPT {stored})) odd",
                EVER,
            )
            found += cursor.fetchone()[0]
    return found


def _sum(span: dict[str, date]) -> None:
    with connection.cursor() as cursor:
        for target, queries in SUMS.items():
            table = target.split()[0]
            cursor.execute(f"DELETE FROM {table} WHERE month >= %(first)s AND month < %(end)s", span)
            cursor.execute(f"INSERT INTO {target} {' UNION ALL '.join(queries)}", span)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
