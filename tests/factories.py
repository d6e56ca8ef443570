"""Test data: one function a kind of object, with no surprises. Each app adds its own below its heading."""

import itertools
import uuid
from typing import Any

from django.utils import timezone

from accounts.models import User
from collab_portal.lib.verbs import follow
from organizations.models import Branch, Committee

_counter = itertools.count(1)


def committee(slug: str = "jiangsu") -> Committee:
    """One of the nineteen (they are there by migration)."""
    return Committee.objects.get(slug=slug)


def make_user(slug: str | None = "jiangsu", role: str = "staff", **fields: Any) -> User:
    """A person of the committee ``slug``; signed in with ``client.force_login``."""
    number = next(_counter)
    defaults: dict[str, Any] = {
        "username": f"user{number}",
        "display_name": f"用户{number}",
        "email": f"user{number}@example.cn",
        "role": role,
        "committee": committee(slug) if slug else None,
        "password": "!",
        **dict.fromkeys(["settled_at", "email_confirmed_at", "password_set_at"], timezone.now()),
    }
    return User.objects.create(**{**defaults, **fields})


def make_branch(slug: str = "jiangsu", **fields: Any) -> Branch:
    number = next(_counter)
    defaults: dict[str, Any] = {
        "committee": committee(slug),
        "code": f"B{number:05}",
        "name": f"第{number}党支部",
        "kind": "branch",
        "line": "tax",
    }
    return Branch.objects.create(**{**defaults, **fields})


# commons


def make_resource(slug: str = "jiangsu", **fields: Any) -> Any:
    """A base that ``slug`` shares."""
    from commons.models import Resource

    defaults: dict[str, Any] = {
        "committee": committee(slug),
        "title": f"第{next(_counter)}基地",
        "kind": "science",
        "place": "城南",
        "capacity": 200,
    }
    return Resource.objects.create(**{**defaults, **fields})


def make_document(slug: str = "jiangsu", **fields: Any) -> Any:
    """A paper that ``slug`` filed."""
    from commons.models import Document

    number = next(_counter)
    defaults: dict[str, Any] = {
        "committee": committee(slug),
        "title": f"第{number}号办法",
        "issuer": "某机关",
        "kind": "measure",
    }
    return Document.objects.create(**{**defaults, **fields})


def make_document_file(document: Any) -> Any:
    """A small file that its committee's staff added."""
    from commons.operations import documents
    from tests.uploads.samples import Sent, pdf

    return documents.attach(document, Sent("文件.pdf", pdf()), actor=make_user(document.committee.slug))


def make_honour(slug: str = "jiangsu", **fields: Any) -> Any:
    """One that an organisation of ``slug`` was awarded."""
    from commons.models import Honour

    defaults: dict[str, Any] = {
        "committee": committee(slug),
        "title": f"第{next(_counter)}次表彰",
        "level": "province",
        "winner": "某支部",
        "awarder": "某机关",
        "year": 2025,
    }
    return Honour.objects.create(**{**defaults, **fields})


def make_label(slug: str | None = "jiangsu", **fields: Any) -> Any:
    """A brand that ``slug`` keeps (None: the secretariat, for all nineteen)."""
    from commons.models import Label

    defaults: dict[str, Any] = {
        "committee": committee(slug) if slug else None,
        "kind": "brand",
        "name": f"第{next(_counter)}品牌",
    }
    return Label.objects.create(**{**defaults, **fields})


def make_use(owner: str = "jiangsu", host: str = "zhejiang", days: int = 20, **fields: Any) -> Any:
    """``host`` announced an activity in so many days and asks ``owner`` for a base (or for ``resource``)."""
    from datetime import timedelta

    from collab_portal.lib.dates import today

    resource = fields.pop("resource", None) or make_resource(owner, exclusive=True)
    partners = fields.pop("partners", ("anhui",))
    activity = make_activity(
        host, partners, held_on=today() + timedelta(days=days), resources=[resource], **fields
    )
    return activity.uses.get()


# experience


def make_article(slug: str = "jiangsu", status: str = "issued", **fields: Any) -> Any:
    """A piece of ``slug``, issued (and in the search index) unless ``status`` says otherwise."""
    from experience import search
    from experience.models import Article

    number, now = next(_counter), timezone.now()
    defaults: dict[str, Any] = {
        "committee": committee(slug),
        "title": f"第{number}篇稿件",
        "kind": "practice",
        "area": "sharing",
        "author_name": "示例",
        "body": f"<p>第{number}篇的正文。</p>",
        "status": status,
        "round": int(status != "draft"),
        "submitted_at": None if status == "draft" else now,
        "published_at": now if status in {"issued", "withdrawn"} else None,
    }
    if status == "withdrawn":
        defaults |= {"withdrawn_reason": "示例", "withdrawn_by": make_user(slug), "withdrawn_at": now}
    if "created_by" not in fields:
        defaults["created_by"] = make_user(slug)
    article = Article.objects.create(**{**defaults, **fields})
    search.index([article])
    follow([article, article.ask])
    return article


def make_adoption(taker: str = "zhejiang", article: Any = None, now: Any = None, **fields: Any) -> Any:
    """``taker`` takes up ``article`` (of 江苏 unless given); ``result`` among the fields reports at once."""
    from experience import operations

    fields = {"plan": "在机关支部试行。", "activity": None, "pairing": None, "result": "", **fields}
    return operations.adopt(
        article or make_article(), actor=make_user(taker), now=now or timezone.now(), fields=fields
    )


def make_bulletin(*articles: Any, released: bool = True, **fields: Any) -> Any:
    """An issue with these pieces, each in the section of its kind; out unless ``released`` is False."""
    from collab_portal.lib.dates import today
    from experience.models import Bulletin, BulletinItem

    now = timezone.now()
    moments = {"ready_at": now, "released_at": now} if released else {}
    defaults = {"number": next(_counter), "title": "他山之石", "planned_on": today(now), **moments}
    issue = Bulletin.objects.create(**{**defaults, **fields})
    for position, article in enumerate(articles, start=1):
        section = str(article.get_kind_display())
        BulletinItem.objects.create(bulletin=issue, article=article, position=position, section=section)
    follow([issue])
    return issue


def make_case(article: Any = None, now: Any = None, **fields: Any) -> Any:
    """``article`` (of 江苏 unless given) was reported by its committee, the day before unless said."""
    from datetime import timedelta

    from collab_portal.lib.dates import today
    from experience import operations

    article, now = article or make_article(), now or timezone.now()
    facts: dict[str, Any] = {
        "level": "province",
        "recipient": f"第{next(_counter)}次征集",
        "reported_on": today(now) - timedelta(days=1),
        **fields,
    }
    return operations.report_case(article, actor=make_user(article.committee.slug), now=now, fields=facts)


def make_call(*slugs: str, **fields: Any) -> Any:
    """An editor asks the staff of ``slugs`` (江苏) for a piece."""
    from datetime import timedelta

    from collab_portal.lib.dates import today
    from experience import operations

    editor = make_user("shanghai", role="member", is_editor=True)
    facts = {"topic": "结对成效", "due_on": today() + timedelta(days=9), **fields}
    asked = [committee(slug) for slug in slugs or ("jiangsu",)]
    return operations.call_for_pieces(
        actor=editor, now=timezone.now(), submission=uuid.uuid4(), fields=facts, committees=asked
    )


def make_remark(article: Any, person: User, **fields: Any) -> Any:
    """A remark on the first words of ``article``."""
    from collab_portal.lib.html import plain_text
    from experience.models import Remark

    said = {"quote": plain_text(article.body)[:10], "note": "请核实", "round": article.round, **fields}
    return Remark.objects.create(article=article, person=person, at=timezone.now(), **said)


def make_piece_correction(article: Any, status: str = "editing", **fields: Any) -> Any:
    """A correction of ``article``, proposed by a colleague; it stands at ``status``."""
    from experience import operations

    words = {"title": "新题", "summary": "", "body": article.body, "note": "题目有误", **fields}
    writer = make_user(article.committee.slug)
    made = operations.correct(article, actor=writer, now=timezone.now(), fields=words)
    made.status = status
    made.save()
    follow([made])
    return made


def make_chain() -> tuple[User, User, User]:
    """An editor, a reviewer and an issuer: rights alone, of three committees."""
    return (
        make_user("shanghai", role="member", is_editor=True),
        make_user("chongqing", role="member", is_reviewer=True),
        make_user("sichuan", role="member", is_issuer=True),
    )


# organizations


def make_pairing(
    mine: str = "jiangsu", partner: str = "zhejiang", answer: str = "agreed", **fields: Any
) -> Any:
    """A pairing proposed by ``mine`` to ``partner``; ``answer``: agreed, declined, or proposed (none yet)."""
    from organizations.operations import pairings

    now = timezone.now()
    proposal: dict[str, Any] = {
        "submission": uuid.uuid4(),
        "own": fields.pop("own", None) or make_branch(mine),
        "partner": fields.pop("with_branch", None) or make_branch(partner),
        "theme": "税收服务共建",
        "term": {},
    }
    pairing = pairings.propose(actor=make_user(mine), now=now, **{**proposal, **fields})
    if answer == "agreed" and pairing.status == "proposed":
        pairing = pairings.agree(pairing.terms.get(), actor=make_user(partner), now=now).pairing
    if answer == "declined":
        reason = "年度已有安排"
        pairing = pairings.decline(
            pairing.terms.get(), actor=make_user(partner), now=now, reason=reason
        ).pairing
    return pairing


def make_alliance(*members: str, organiser: str = "jiangsu", answer: str = "agreed", **fields: Any) -> Any:
    """An alliance of one branch of each committee in ``members`` and one of the organiser's.

    ``answer``: agreed (by everybody: it is in force), or proposed (nobody else has answered).
    """
    from organizations.operations import alliances

    now = fields.pop("now", None) or timezone.now()
    slugs = members or ("zhejiang", "anhui")
    facts: dict[str, Any] = {"name": f"第{next(_counter)}联盟", "line": "tax", **fields}
    alliance = alliances.propose(
        actor=make_user(organiser),
        submission=facts.pop("submission", uuid.uuid4()),
        lead=facts.pop("lead", None) or make_branch(organiser),
        members=facts.pop("branches", None) or [make_branch(slug) for slug in slugs],
        now=now,
        **facts,
    )
    asked = alliance.members.awaiting_answer().values_list("committee__slug", flat=True)
    for slug in sorted(set(asked)) if answer == "agreed" else ():
        alliances.answer(alliance, actor=make_user(slug), now=now, agree=True)
    alliance.refresh_from_db()
    return alliance


def make_agreement(*others: str, proposer: str = "jiangsu", answer: str = "agreed", **fields: Any) -> Any:
    """A framework agreement of ``proposer`` with ``others`` (浙江), signed by all or only ``proposed``."""
    from organizations.operations import agreements

    now = fields.pop("now", None) or timezone.now()
    facts: dict[str, Any] = {
        "title": f"第{next(_counter)}号框架协议",
        "items": ["互设党员教育基地"],
        **fields,
    }
    agreement = agreements.propose(
        actor=make_user(proposer),
        submission=facts.pop("submission", uuid.uuid4()),
        committees=[committee(slug) for slug in others or ("zhejiang",)],
        now=now,
        **facts,
    )
    waiting = agreement.parties.owing().values_list("committee__slug", flat=True)
    for slug in list(waiting) if answer == "agreed" else ():
        agreement = agreements.answer(agreement, actor=make_user(slug), now=now, agree=True)
    return agreement


# activities


def make_activity(
    slug: str = "jiangsu",
    partners: tuple[str, ...] = ("zhejiang",),
    *,
    now: Any = None,
    publish: bool = True,
    confirmed: bool = False,
    resources: Any = None,
    series: str = "",
    labels: tuple[Any, ...] = (),
    **facts: Any,
) -> Any:
    """An activity logged by ``slug``'s staff, held the day before; at wish ``confirmed`` by every partner."""
    from datetime import timedelta

    from activities import operations
    from activities.operations import Party, Tags
    from collab_portal.lib.dates import today

    now = now or timezone.now()
    facts = {
        "title": f"第{next(_counter)}次联合主题党日",
        "kind": "party_day",
        "held_on": today(now) - timedelta(days=1),
        **facts,
    }
    parties = [Party(committee(slug).pk, "host", headcount=20), *(Party(committee(p).pk) for p in partners)]
    activity, _ = operations.log(
        actor=make_user(slug),
        submission=uuid.uuid4(),
        facts=facts,
        parties=parties,
        publish=publish,
        resources=resources,
        tags=Tags(labels, series),
        now=now,
    )
    for partner in partners if confirmed else ():
        activity = operations.confirm(activity, actor=make_user(partner), now=now, headcount=10)
    return activity


def make_correction(
    activity: Any, actor: Any = None, partners: tuple[str, ...] | None = None, **facts: Any
) -> Any:
    """A correction of some facts (and partners) of ``activity``, proposed by its host's staff."""
    from activities.models import Activity
    from activities.operations import Party, corrections
    from activities.operations.content import stored_parties, stored_results

    activity = Activity.objects.get(pk=activity.pk)
    pending = activity.corrections.open().first()
    kept = [party for party in stored_parties(activity) if partners is None or party.role == "host"]
    return corrections.propose(
        activity,
        actor=actor or make_user(activity.host.slug),
        version=facts.pop("version", pending.version if pending else activity.version),
        reason=facts.pop("reason", "登记有误"),
        parties=[*kept, *(Party(committee(slug).pk) for slug in partners or ())],
        outcomes=facts.pop("outcomes", stored_results(activity)),
        facts=facts,
        now=timezone.now(),
    )


def make_attachment(activity: Any, slug: str = "") -> Any:
    """A small file that staff of ``slug`` (else of the host) added."""
    from activities import operations
    from tests.uploads.samples import Sent, pdf

    return operations.attach(activity, Sent("材料.pdf", pdf()), actor=make_user(slug or activity.host.slug))


# rotation


def make_rotation(lead: str = "hubei", now: Any = None, cadence: str = "quarter", **wish: Any) -> Any:
    """The basin's rotation of all nineteen, in which ``lead`` has led since the first of this month."""
    from collab_portal.lib import dates
    from organizations.network import MEMBERS
    from rotation import operations
    from rotation.models import Rotation
    from rotation.planning import Cadence

    now = now or timezone.now()
    slugs = [member.slug for member in MEMBERS]
    order = wish.pop("order", None) or slugs[slugs.index(lead) :] + slugs[: slugs.index(lead)]
    start = wish.pop("start", None) or dates.today(now).replace(day=1)
    asked = operations.Wish(tuple(order), Cadence(cadence), start, **wish)
    operations.store(asked, actor=None, seen=0, now=now, backdated=True)
    return Rotation.objects.get()


def make_consultation(turn: Any = None, now: Any = None, days: int | None = None, **fields: Any) -> Any:
    """The running turn's consultation; with ``days`` scheduled at 09:30 so many days ahead."""
    from datetime import time, timedelta

    from collab_portal.lib import dates
    from rotation import operations
    from rotation.models import Turn

    now = now or timezone.now()
    turn = (
        turn
        or Turn.objects.current(dates.today(now)).first()
        or make_rotation(now=now).turns.order_by("starts_on")[0]
    )
    consultation = operations.convene(turn, now=now)
    if days is None:
        return consultation
    day = dates.today(now) + timedelta(days=days)
    moments = dates.at(day, time(9, 30)), dates.at(day, time(11, 30))
    facts = {"title": "协作会商", "agenda": "", "mode": "onsite", "place": "一会议室", **fields}
    arrangement = operations.Arrangement(*moments, facts["mode"], facts["place"])
    return operations.schedule(
        consultation, title=facts["title"], agenda=facts["agenda"], arrangement=arrangement, now=now
    )


def make_resolution(owner: str = "jiangsu", due_on: Any = None, **fields: Any) -> Any:
    """A decision of a held consultation of the running turn (made when there is none)."""
    from datetime import timedelta

    from collab_portal.lib import dates
    from collab_portal.lib.verbs import follow
    from rotation.models import Consultation, Resolution, ResolutionOwner

    now = timezone.now()
    held = Consultation.objects.filter(status="held").first()
    if held is None:
        held = make_consultation(now=now, days=1)
        held.status, held.held_on = Consultation.Status.HELD, dates.today(held.starts_at)
        held.save()
    facts = {"title": "议定事项", "created_by": make_user("hubei"), "created_at": now, **fields}
    due_on = due_on or dates.today(now) + timedelta(days=60)
    number = held.resolutions.count() + 1
    made = Resolution.objects.create(consultation=held, number=number, due_on=due_on, **facts)
    ResolutionOwner.objects.create(resolution=made, committee=committee(owner), main=True)
    follow([made, held])
    return made
