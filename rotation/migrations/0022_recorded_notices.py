"""Days that came with a year's notice become that notice's; all others are an office's own.

In SQL, because rendering every model for a few rows takes longer than all the rest.
"""

from django.db import migrations

# A source that lets off New Year's Day and National Day of a year was that year's notice.
GATHER = """
INSERT INTO rotation_workdaynotice (year, source, text, recorded_at)
SELECT extract(year FROM national.day), national.source, '', coalesce(
    (SELECT min(pgh_created_at) FROM rotation_workdayoverrideevent event WHERE event.source = national.source),
    now())
FROM rotation_workdayoverride national
JOIN rotation_workdayoverride new_year ON new_year.source = national.source
    AND new_year.day = make_date(extract(year FROM national.day)::int, 1, 1) AND NOT new_year.working
WHERE NOT national.working AND to_char(national.day, 'MMDD') = '1001'
ORDER BY national.day
ON CONFLICT (source) DO NOTHING;
UPDATE rotation_workdayoverride SET notice_id = notice.id
FROM rotation_workdaynotice notice
WHERE rotation_workdayoverride.source = notice.source AND notice_id IS NULL
    AND day BETWEEN make_date(year - 1, 12, 1) AND make_date(year + 1, 1, 31);
"""
# One row a day again: the office's own, else that of the latest notice.
SCATTER = """
DELETE FROM rotation_workdayoverride USING rotation_workdayoverride above
WHERE above.day = rotation_workdayoverride.day AND rotation_workdayoverride.notice_id IS NOT NULL
    AND (above.notice_id IS NULL OR above.notice_id > rotation_workdayoverride.notice_id);
UPDATE rotation_workdayoverride SET notice_id = NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("rotation", "0021_workday_notices"),
    ]

    operations = [migrations.RunSQL(GATHER, SCATTER)]
