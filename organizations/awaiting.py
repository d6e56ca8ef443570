"""What of organizations awaits a person: what his committee has to answer, sign or decide."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, CharField, DateField, F, Min, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from accounts.models import User
from collab_portal.lib.awaiting import Awaiting
from organizations.models import (
    Alliance,
    AllianceMember,
    ImportJob,
    PairingTerm,
)
from organizations.operations.terms import counted_terms, due_url
from organizations.rules import does_committee_work

SHOWN = 50
COLUMNS = (
    "sort",
    "since",
    "target",
    "label",
    "heading",
    "words",
    "until",
)
PAGES = ("pairing", "alliance", "import")
TERMS = len(PAGES)  # what is no page of its own


def awaiting(user: User, now: datetime) -> list[Awaiting]:
    """One query; none for those who do not answer."""
    if user.committee_id is None or not does_committee_work(user):
        return []
    ours = user.committee_id
    proposals, *others = (
        _proposals(ours),
        _invitations(ours),
        _imports(ours),
        _terms(ours, now),
    )
    rows = sorted(proposals.union(*others, all=True), key=lambda row: row[:2])
    return [line for row in rows for line in _lines(*row)]


def _lines(
    sort: int, since: int, target: int, label: str, heading: str, words: str, until: date | None
) -> Iterator[Awaiting]:
    """A row's line; of the terms, one for all branches whose 换届 is late."""
    if sort < TERMS:
        url = reverse(f"organizations:{PAGES[sort]}", args=[target])
        yield Awaiting(label, heading, url, until, words)
    elif since:
        detail = f"另有 {target} 个 90 天内到期" if target else ""
        url = f"{due_url(since)}&committee={words}"
        yield Awaiting(label, f"{since} 个党组织换届已超期", url, None, detail)


def _columns(rows: Any, page: int, **columns: Combinable) -> Any:
    """The longest waiting first by ``since``; what is not given is a row's own key, or no day."""
    facts = {"since": F("pk"), "until": Cast(Value(None), DateField()), **columns}
    place = Value(page)
    return rows.annotate(sort=place, **facts).values_list(*COLUMNS)[:SHOWN]


def _text(*parts: str | Combinable) -> Combinable:
    words = [Value(part) if isinstance(part, str) else part for part in parts]
    return Concat(*words, output_field=CharField()) if len(words) > 1 else words[0]


def _proposals(committee: int) -> Any:
    label = Case(When(number=1, then=Value("结对答复")), default=Value("续签答复"), output_field=CharField())
    return _columns(
        PairingTerm.objects.awaiting_committee(committee).order_by("pk"),
        0,
        target=F("pairing_id"),
        label=label,
        heading=_text(F("pairing__first__name"), " × ", F("pairing__second__name")),
        words=_text(F("proposer__short_name"), "发起：", F("pairing__theme")),
    )


def _invitations(committee: int) -> Any:
    """One line an alliance, however many branches are asked."""
    rows = AllianceMember.objects.awaiting_answer().filter(
        committee=committee, alliance__status__in=[Alliance.Status.PROPOSED, Alliance.Status.ACTIVE]
    )
    return _columns(
        rows.values("alliance_id").order_by("alliance_id"),
        1,
        since=Min("pk"),
        target=F("alliance_id"),
        label=Value("联盟答复"),
        heading=F("alliance__name"),
        words=_text(
            F("alliance__committee__short_name"),
            "邀请：",
            StringAgg("branch__name", delimiter="、", order_by="pk"),
        ),
    )


def _imports(committee: int) -> Any:
    """What was checked and is neither written nor given up; a table with nothing to write awaits nobody."""
    wrong = When(
        failed_rows__gt=0,
        then=_text(Cast("failed_rows", CharField()), " 行有错，补正或去掉这些行后写入"),
    )
    ready = _text(Cast(F("new_rows") + F("changed_rows"), CharField()), " 行检查无误，待写入")
    return _columns(
        ImportJob.objects.to_decide().filter(committee=committee).order_by("pk"),
        2,
        target=F("pk"),
        label=Value("批量导入"),
        heading=F("filename"),
        words=Case(wrong, default=ready, output_field=CharField()),
    )


def _terms(committee: int, now: datetime) -> Any:
    """How many are late stands for ``since``, how many are due for ``target``."""
    return _columns(
        counted_terms(committee, now),
        TERMS,
        since=F("overdue"),
        target=F("due"),
        label=Value("换届"),
        heading=Value(""),
        words=F("committee__slug"),
    )
