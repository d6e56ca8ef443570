"""Reporting a piece upward, and writing down how far it came."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from collab_portal.lib.dates import today
from collab_portal.lib.versions import check_version
from experience import rules
from experience.models import Article, CaseSubmission

DATES = ("reported_on", "outcome_on", "printed_on")


@transaction.atomic
def report_case(article: Article, *, actor: User, now: datetime, fields: Mapping[str, Any]) -> CaseSubmission:
    """报送 of a published piece by its own committee. Sent twice it is one."""
    article = Article.objects.select_for_update(of=("self",)).select_related("committee").get(pk=article.pk)
    if not article.is_published(now) or not rules.may_report_case(actor, article):
        raise ValidationError("只有供稿工委的干部可以登记已刊发文章的报送情况。")
    same = {"recipient": fields["recipient"].strip(), "reported_on": fields["reported_on"]}
    known = CaseSubmission.objects.filter(article=article, **same).first()
    if known:
        return known
    case = CaseSubmission(article=article, committee=article.committee, created_by=actor)
    return _write(case, now, fields)


@transaction.atomic
def change_case(
    case: CaseSubmission, *, actor: User, now: datetime, version: int, fields: Mapping[str, Any]
) -> CaseSubmission:
    """A rung further, or a correction."""
    case = _locked(case, actor)
    check_version(case, version)
    case.version += 1
    return _write(case, now, fields)


@transaction.atomic
def drop_case(case: CaseSubmission, *, actor: User) -> None:
    """Written down by mistake; history keeps it."""
    _locked(case, actor).delete()


def _locked(case: CaseSubmission, actor: User) -> CaseSubmission:
    rows = CaseSubmission.objects.select_for_update(of=("self",)).select_related("article")
    current = rows.filter(pk=case.pk).first()
    if current is None or not rules.may_report_case(actor, current.article):
        raise ValidationError("这条报送已删除，或不属于您的工委。")
    return current


def _write(case: CaseSubmission, now: datetime, fields: Mapping[str, Any]) -> CaseSubmission:
    for name, value in fields.items():
        setattr(case, name, value.strip() if isinstance(value, str) else value)
    days: list[date | None] = [getattr(case, name) for name in DATES]
    for name, day in zip(DATES, days, strict=True):
        if day and day > today(now):
            raise ValidationError({name: "日期不能晚于今天。"})
    case.full_clean()
    case.save()
    return case
