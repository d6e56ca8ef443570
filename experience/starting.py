"""A piece begun from a record: its facts and figures are carried over, nothing is typed twice."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.html import escape

from accounts.models import User
from activities.models import Activity
from collab_portal.lib.dates import chinese_date
from commons.models import Honour, Label
from commons.tables import source_of
from experience.models import Article, CallAsk
from organizations.models import Pairing
from rotation.models import Resolution

LARGEST = 2**63 - 1


def initial(asked: QueryDict, user: User) -> dict[str, Any]:
    """What the form begins with for ``?activity=``, ``?pairing=``, ``?resolution=``, ``?ask=``, ``?label=``,
    ``?honour=``.

    Empty for what one may not see.
    """
    if number := _number(asked.get("activity", "")):
        activity = Activity.objects.visible_to(user).listed().for_page().filter(pk=number).first()
        return from_activity(activity) if activity else {}
    if number := _number(asked.get("resolution", "")):
        decided = Resolution.objects.visible_to(user).for_list().filter(pk=number).first()
        return from_resolution(decided, user) if decided else {}
    if number := _number(asked.get("ask", "")):
        ask = CallAsk.objects.open_for(user.committee_id or 0).filter(pk=number).first()
        return from_ask(ask) if ask else {}
    if number := _number(asked.get("pairing", "")):
        pairing = Pairing.objects.visible_to(user).for_list().filter(pk=number).first()
        return from_pairing(pairing) if pairing else {}
    if number := _number(asked.get("label", "")):
        usable = Label.objects.usable_by(user.committee_id).in_use()
        return {"label": number} if usable.filter(pk=number).exists() else {}
    if number := _number(asked.get("honour", "")):
        own = Honour.objects.collective().filter(committee=user.committee_id).for_list()
        honour = own.filter(pk=number).first()
        return from_honour(honour) if honour else {}
    return {}


def _number(text: str) -> int | None:
    valid = text.isascii() and text.isdecimal() and len(text) < 20
    return min(int(text), LARGEST) if valid else None


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def from_activity(activity: Activity) -> dict[str, Any]:
    """Time, place, parties, people, the account that was written, every outcome with its unit."""
    heads = sum(party.headcount or 0 for party in activity.parties)
    names = "、".join(party.committee.name for party in activity.parties)
    facts = [
        f"{activity.when}，{names}{f'在{activity.place}' if activity.place else ''}开展“{activity}”。",
        f"参加人次：{heads}。" if heads else "",
    ]
    results = "".join(f"<li>{escape(str(outcome))}</li>" for outcome in activity.outcomes.all())
    outcomes = f"<h2>成效</h2><ul>{results}</ul>" if results else ""
    return {
        "title": str(activity)[:100],
        "kind": Article.Kind.NEWS,
        "area": activity.area,
        "activity": activity.pk,
        "pairing": activity.pairing_id,
        "label": next((tag.pk for tag in activity.tags if tag.kind != "series"), None),
        "body": _paragraphs(facts) + activity.summary + outcomes,
    }


def from_pairing(pairing: Pairing) -> dict[str, Any]:
    """Both branches, the theme, since when."""
    since = f"自{chinese_date(pairing.started_on)}起" if pairing.started_on else ""
    facts = [
        f"{pairing.first.committee.short_name}{pairing.first.name}与"
        f"{pairing.second.committee.short_name}{pairing.second.name}{since}结对共建，主题是“{pairing.theme}”。",
        f"支持单位：{pairing.supporter}。" if pairing.supporter else "",
    ]
    return {
        "title": pairing.theme[:100],
        "kind": Article.Kind.PRACTICE,
        "pairing": pairing.pk,
        "body": _paragraphs(facts),
    }


def from_resolution(resolution: Resolution, user: User) -> dict[str, Any]:
    """What was decided, who carries it out until when, and how far it has come."""
    owners = "、".join(owner.committee.short_name for owner in resolution.owners.all())
    lead = resolution.consultation.turn.committee.short_name
    facts = [
        f"{lead}牵头的会商议定：{resolution.title}。",
        resolution.body,
        f"承办：{owners}；完成期限：{chinese_date(resolution.due_on)}；{resolution.get_status_display()}。",
    ]
    reports = resolution.reports.order_by("pk").values_list("text", flat=True)
    lines = "".join(f"<li>{escape(text)}</li>" for text in reports if text)
    mine = any(owner.committee_id == user.committee_id for owner in resolution.owners.all())
    return {
        "title": resolution.title[:100],
        "kind": Article.Kind.PRACTICE,
        "area": "mission",
        "resolution": resolution.pk if mine else None,
        "body": _paragraphs(facts) + (f"<h2>办理进展</h2><ul>{lines}</ul>" if lines else ""),
    }


def from_honour(honour: Honour) -> dict[str, Any]:
    """Who was awarded what, by whom and when, and where that stands."""
    when = chinese_date(honour.awarded_on) if honour.awarded_on else f"{honour.year}年"
    by_paper = f"（{honour.number}）" if honour.number else ""
    facts = [
        f"{when}，{honour.won_by}获{honour.awarder}授予“{honour.title}”"
        f"（{honour.get_level_display()}）{by_paper}。",
        f"依据：《{honour.document.title}》{honour.document.number}。" if honour.document else "",
    ]
    source = source_of(honour.source_title, honour.source_site)
    return {
        "title": f"{honour.won_by}：{honour.title}"[:100],
        "kind": Article.Kind.CASE,
        "honour": honour.pk,
        "branch": honour.branch_id,
        "label": honour.label_id,
        "body": _paragraphs([*facts, f"荣誉来源：{source}。" if source else ""]),
    }


def from_ask(ask: CallAsk) -> dict[str, Any]:
    """The topic, kind and area that were asked for."""
    asked = {"kind": ask.call.kind, "area": ask.call.area}
    return {"ask": ask.pk, **{name: value for name, value in asked.items() if value}}
