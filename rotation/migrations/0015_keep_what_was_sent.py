"""Minutes sent round before: what they say is kept as it is known now, decisions as of when they became final."""

import re

from django.db import migrations
from django.utils import timezone

from collab_portal.lib import dates
from collab_portal.lib.dates import plain_date


def when(consultation):
    if not consultation.starts_at:
        return "待定"
    words = dates.chinese_moment(consultation.starts_at)
    if not consultation.ends_at:
        return words
    end = consultation.ends_at.astimezone(dates.BEIJING)
    same_day = dates.today(consultation.starts_at) == end.date()
    return f"{words}至{end:%H:%M}" if same_day else f"{words}至{dates.chinese_moment(consultation.ends_at)}"


def attendant(committee, reply):
    lines = [line.strip() for line in reply.delegates.splitlines() if line.strip()] if reply else []
    people = [" ".join(re.split(r"[,，、\s]+", line, maxsplit=1)).strip() for line in lines]
    return f"{committee.name}（{'、'.join(people)}）" if people else committee.name


def named(person):
    return person.display_name or person.username


def facts(consultation, writer):
    turn = consultation.turn
    leads = {turn.committee_id, turn.co_lead_id}
    present = [row.committee for row in consultation.attendances.select_related("committee")]
    present.sort(key=lambda row: (row.pk not in leads, row.position))
    replies = consultation.replies.filter(revision=consultation.revision).select_related("committee")
    said = {reply.committee_id: reply for reply in replies.order_by("committee__position")}
    here = {row.pk for row in present}
    away = [row.committee.name for row in said.values() if row.answer == "decline" and row.committee_id not in here]
    rosters = [("出席", "；".join(attendant(row, said.get(row.pk)) for row in present))]
    title = f"“{consultation.title}”" if "：" in consultation.title else consultation.title
    return {
        "title": title,
        "lead": turn.committee.name,
        "co_lead": turn.co_lead.name if turn.co_lead else "",
        "when": when(consultation),
        "rosters": [*rosters, *([("请假", "、".join(away))] if away else [])],
        "present": [(row.pk, row.name) for row in present],
        "writer": named(writer) if writer else "",
    }


def ended(text):
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def countersigned(minutes, present):
    said = {row.committee_id: row for row in minutes.signatures.select_related("signed_by", "objected_by")}
    rows, objections = [], []
    for key, name in present:
        row = said.get(key)
        if row is None or row.signed_at is None:
            note = "未会签" if row is None else "异议已答复" if row.answered_at else "有异议"
            rows.append((name, "", "", note))
        else:
            day, person = dates.today(row.signed_at), row.signed_by
            late = "逾期会签" if day > minutes.sign_by else ""
            rows.append((name, named(person), plain_date(day), late))
        if row is not None and row.objected_at is not None:
            objections.append(f"{name}（{plain_date(dates.today(row.objected_at))}）：{ended(row.objection)}")
            if row.answered_at is not None:
                objections.append(f"答复（{plain_date(dates.today(row.answered_at))}）：{ended(row.answer)}")
    signed = sum(row.signed_at is not None for row in said.values())
    summary = (
        f"纪要第{minutes.version}稿于{plain_date(dates.today(minutes.submitted_at))}送签，"
        f"会签截止{plain_date(minutes.sign_by)}。参会工委{len(present)}家，已会签{signed}家。"
    )
    return {"summary": summary, "rows": rows, "objections": objections}


def as_of(row, events, moment):
    """The row as history has it at ``moment``; as it is, where that reaches not so far back."""
    return events.filter(pgh_obj_id=row.pk, pgh_created_at__lte=moment).order_by("-pgh_id").first() or row


def keep(apps, editor):
    Minutes, Decision = apps.get_model("rotation", "Minutes"), apps.get_model("rotation", "MinutesDecision")
    events = apps.get_model("rotation", "ResolutionEvent").objects
    sent = Minutes.objects.filter(submitted_at__isnull=False)
    for minutes in sent.select_related(
        "consultation__turn__committee", "consultation__turn__co_lead", "written_by"
    ):
        consultation = minutes.consultation
        closed_at = consultation.closed_at if minutes.replaced_at is None else None
        final_at = minutes.signed_at or closed_at
        minutes.facts = facts(consultation, minutes.written_by)
        if final_at is not None:
            minutes.finished_on = dates.today(final_at)
            minutes.countersigned = countersigned(minutes, minutes.facts["present"])
        minutes.save()
        until = final_at or minutes.replaced_at or timezone.now()
        for row in consultation.resolutions.filter(created_at__lte=until).order_by("number"):
            then = as_of(row, events, until)
            owners = list(row.owners.select_related("committee").order_by("-main", "committee__position"))
            Decision.objects.create(
                minutes=minutes,
                resolution=row,
                number=row.number,
                title=then.title,
                body=then.body,
                main_owner="".join(owner.committee.short_name for owner in owners if owner.main),
                other_owners="、".join(owner.committee.short_name for owner in owners if not owner.main),
                due_on=then.due_on,
            )


class Migration(migrations.Migration):

    dependencies = [
        ('rotation', '0014_minutes_decisions'),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
