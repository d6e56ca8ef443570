"""What the column says on the page of a committee or a pairing."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accounts.models import User
from commons.models import Label
from experience import rules
from experience.models import Adoption, Article, CaseSubmission
from experience.models.adoption import AdoptionQuerySet
from experience.models.case import RUNGS
from organizations.models import Committee, Pairing
from organizations.panels import Panel

PLACE = 3
LATEST, EACH = 5, 3


def column_of(committee: Committee, user: User, now: datetime) -> Panel:
    """The latest pieces; what others took up of it, and it of theirs: numbers and the latest. One query."""
    standing = Adoption.objects.standing(now)
    found = Committee.objects.filter(pk=committee.pk).values(
        pieces=ArraySubquery(
            Article.objects.published(now)
            .filter(committee=OuterRef("pk"))
            .order_by("-published_at", "-pk")
            .values(
                one=JSONObject(pk="pk", title="title", kind="kind", area="area", published_at="published_at")
            )[:LATEST]
        ),
        gave=_latest(standing.filter(giver=OuterRef("pk")), "committee__short_name"),
        took=_latest(standing.filter(committee=OuterRef("pk")), "giver__short_name"),
        cases=Subquery(_ladder(now).filter(committee=OuterRef("pk")).values("numbers")),
    )[0]
    pieces = [
        Article(**{**piece, "published_at": datetime.fromisoformat(piece["published_at"])})
        for piece in found["pieces"]
    ]
    for row in (*found["gave"], *found["took"]):
        row["at"] = datetime.fromisoformat(row["at"])
    sides = {side: found[side] for side in ("gave", "took")}
    context = {"committee": committee, "rows": pieces, "sides": sides, "cases": found["cases"]}
    return Panel("experience/_panel.html", context)


def _latest(rows: AdoptionQuerySet, other: str) -> ArraySubquery:
    """The newest adoptions, each with the committee on the ``other`` side."""
    row = JSONObject(
        pk="article", title="article__title", other=other, at="adopted_at", reported="reported_at"
    )
    return ArraySubquery(rows.order_by("-adopted_at", "-pk").values(one=row)[:EACH])


def _ladder(now: datetime) -> QuerySet[Any, Any]:
    """How many of a committee's reports stand on each rung."""
    counts = {rung: Count("pk", filter=condition) for rung, condition in RUNGS.items()}
    grouped: QuerySet[Any, Any] = CaseSubmission.objects.standing(now).order_by().values("committee")
    numbered: QuerySet[Any, Any] = grouped.annotate(numbers=JSONObject(**counts))
    return numbered


def pieces_about(pairing: Pairing, user: User, now: datetime) -> Panel | None:
    """Pieces that tell of the pairing, and the way to write one; one query."""
    ours = rules.may_write(user) and pairing.involves(user.committee_id)
    rows = list(Article.objects.published(now).filter(pairing=pairing).for_list()[:LATEST])
    if not rows and not ours:
        return None
    return Panel("experience/_pairing_panel.html", {"pairing": pairing, "rows": rows, "can_write": ours})


def of_label(label: Label, user: User, now: datetime) -> Panel | None:
    """The latest pieces under it, with their feed; for who may write, the way to the next. One query."""
    rows = list(Article.objects.published(now).filter(label=label).for_list()[: LATEST + 1])
    writes = rules.may_write(user) and label.ended_on is None
    if not rows and not writes:
        return None
    context = {"rows": rows[:LATEST], "more": len(rows) > LATEST, "label": label, "writes": writes}
    return Panel("experience/_of_label.html", context)


def borne(label: Label) -> int:
    return Article.objects.filter(label=label).count()


def bear_instead(label: Label, into: Label) -> None:
    Article.objects.filter(label=label).update(label=into)
