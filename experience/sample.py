"""Sample pieces: true facts with their source, in words of our own; people, states and advice are 示例."""

import tomllib
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.sample import as_person
from collab_portal.lib.dates import today
from collab_portal.lib.html import clean
from collab_portal.lib.verbs import follow
from experience import sample_desk, search
from experience.models import COLUMN, Adoption, Article, Bulletin, BulletinItem, Call, CaseSubmission, SignOff
from organizations.models import Committee

FILE = Path(__file__).with_name("sample_articles.toml")
NAMESPACE = uuid.UUID("6f0d7a0e-6c1b-4f0a-9d55-2c8b4c1f7e21")
EDITORIAL = "编者按（示例）"  # everything below this heading is ours
# (piece, taker, days ago, plan, result); all invented.
ADOPTIONS = (
    (
        "jiangsu-pairing",
        "anhui",
        40,
        "示例：先选两个与企业业务相近的机关支部，各盯一家企业。",
        "示例：两个支部各办成一件企业提出的事，清单已在省直机关共享。",
    ),
    ("jiangsu-liaison", "zhejiang", 120, "示例：联络员两人一组，先联系三个部门。", ""),
    ("quzhou-index", "jiangxi", 25, "示例：只借鉴按季度回看的做法，不对个人打分。", ""),
    (
        "zhanjiang-agreements",
        "jiangsu",
        60,
        "示例：与相邻省份的机关支部签合作框架协议时，用同样的事项清单。",
        "示例：框架协议文本由各方共同修改，约定每半年互访一次。",
    ),
    ("jiangsu-pairing", "guangdong", 3, "示例：在产业链联合党委里试行支部与企业一对一。", ""),
)
# (piece, days ago, level, recipient, outcome, medium); all invented.
CASES = (
    ("jiangsu-pairing", 60, "province", "省直机关工委案例征集（示例）", "selected", "某党建期刊（示例）"),
    ("zhanjiang-agreements", 45, "city", "市直机关创新案例评选（示例）", "adopted", ""),
    ("quzhou-index", 20, "nation", "全国机关党建案例库（示例）", "", ""),
)
IN_ISSUE = ("jiangsu-pairing", "quzhou-index", "zhanjiang-agreements", "gddrc-joint")


def submission(key: str) -> uuid.UUID:
    """The same key gives the same number in every run: seeding twice makes nothing new."""
    return uuid.uuid5(NAMESPACE, key)


def body(piece: dict[str, Any]) -> str:
    """What the source says, then what is ours, under a heading that says so."""
    told = [(how, sentence) for how, sentence, *_ in piece["facts"]]
    return clean(_html([*told, ("h", EDITORIAL), *piece["note"]]))


def _html(rows: Iterable[tuple[str, str]]) -> str:
    """Rows as in the file: items and lines of a table go together, ``+`` goes on with a paragraph."""
    blocks: list[tuple[str, list[str]]] = []
    for how, text in rows:
        if how == "+":
            blocks[-1][1][-1] += text
        elif how in {"li", "tr"} and blocks and blocks[-1][0] == how:
            blocks[-1][1].append(text)
        else:
            blocks.append((how, [text]))
    return "".join(_block(how, texts) for how, texts in blocks)


def _block(how: str, texts: list[str]) -> str:
    if how == "li":
        return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"
    if how == "tr":
        head, *lines = ["".join(f"<{{0}}>{cell}</{{0}}>" for cell in text.split("|")) for text in texts]
        rows = "".join(f"<tr>{line.format('td')}</tr>" for line in lines)
        return f"<table><thead><tr>{head.format('th')}</tr></thead><tbody>{rows}</tbody></table>"
    tag = "h2" if how == "h" else "p"
    return f"<{tag}>{''.join(texts)}</{tag}>"


def _fields(piece: dict[str, Any], now: datetime) -> tuple[dict[str, Any], str]:
    """The columns of a piece, and its state: a scheduled one is issued with an hour to come."""
    state = "issued" if piece.get("state") == "scheduled" else str(piece.get("state", "issued"))
    moment = (now - timedelta(days=piece["days"])).replace(minute=0, second=0, microsecond=0)
    submitted = min(moment, now) - timedelta(days=4)
    times = {
        "submitted_at": None if state == "draft" else submitted,
        "published_at": moment if state == "issued" else None,
        "due_on": today(now) + timedelta(days=2) if COLUMN.link(state) else None,
    }
    words = {name: piece[name] for name in ("title", "summary", "kind", "area")}
    return {**words, **times, "body": body(piece), "status": state}, state


def _sign(article: Article, people: dict[str, User]) -> None:
    if article.submitted_at is None:
        return
    states = (*COLUMN.statuses, COLUMN.done)
    passed = states.index(article.status) if article.status in states else 0
    for number, link in enumerate(COLUMN.links[:passed], start=1):
        person = people[link.duty]
        with as_person(person):
            SignOff.objects.create(
                article=article,
                round=1,
                step=link.step,
                decision=SignOff.Decision.PASSED,
                person=person,
                author=article.created_by,
                at=article.submitted_at + timedelta(days=number),
            )


@transaction.atomic
def seed(now: datetime) -> None:
    """Write the pieces that are missing; those that are there stay as they are."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    committees = {committee.slug: committee for committee in Committee.objects.all()}
    people = {user.username: user for user in User.objects.filter(email__endswith="@example.cn")}
    for piece in data["article"]:
        number = submission(piece["key"])
        if Article.objects.filter(submission=number).exists():
            continue
        slug = piece["committee"]
        fields, state = _fields(piece, now)
        with as_person(people[f"{slug}-staff"]):
            article = Article.objects.create(
                submission=number,
                committee=committees[slug],
                created_by=people[f"{slug}-staff"],
                author_name="示例作者",
                round=int(state != "draft"),
                **fields,
                **data["source"][piece["source"]],
            )
        _sign(article, people)
        search.index([article])
    with as_person(people["editor"]):
        _issue(now)
    _adoptions(now, people)
    pieces = {row.submission: row for row in Article.objects.select_related("created_by")}
    known = {piece["key"]: pieces[submission(piece["key"])] for piece in data["article"]}
    sample_desk.seed(now, known, people)
    _cases(now, people)
    follow([*known.values(), *Adoption.objects.all(), *Bulletin.objects.all(), *Call.objects.all()])


def _issue(now: datetime) -> None:
    """第1期（示例）."""
    bulletin, created = Bulletin.objects.get_or_create(
        number=1,
        defaults={
            "title": "他山之石简报（示例）",
            "planned_on": today(now) - timedelta(days=1),
            "ready_at": now - timedelta(days=3),
            "released_at": now - timedelta(days=1),
        },
    )
    if not created:
        return
    found = {a.submission: a for a in Article.objects.filter(submission__in=map(submission, IN_ISSUE))}
    for position, key in enumerate(IN_ISSUE, start=1):
        BulletinItem.objects.create(bulletin=bulletin, article=found[submission(key)], position=position)


def _adoptions(now: datetime, people: dict[str, User]) -> None:
    """Who took up what (示例), with and without a result; those that are there stay as they are."""
    for key, taker, days, plan, result in ADOPTIONS:
        article = Article.objects.get(submission=submission(key))
        person, moment = people[f"{taker}-staff"], now - timedelta(days=days)
        facts = {
            "giver_id": article.committee_id,
            "plan": plan,
            "result": result,
            "adopted_at": moment,
            "reported_at": moment + timedelta(days=days // 2) if result else None,
            "created_by": person,
        }
        with as_person(person):
            Adoption.objects.get_or_create(article=article, committee=person.committee, defaults=facts)


def _cases(now: datetime, people: dict[str, User]) -> None:
    """What was reported upward (示例), on three rungs; those that are there stay as they are."""
    for key, days, level, recipient, outcome, medium in CASES:
        article = Article.objects.select_related("committee").get(submission=submission(key))
        day = today(now) - timedelta(days=days)
        person = people[f"{article.committee.slug}-staff"]
        facts = {
            "committee": article.committee,
            "level": level,
            "reported_on": day,
            "outcome": outcome,
            "outcome_on": day + timedelta(days=days // 3) if outcome else None,
            "medium": medium,
            "printed_on": day + timedelta(days=days // 2) if medium else None,
            "created_by": person,
        }
        with as_person(person):
            CaseSubmission.objects.get_or_create(article=article, recipient=recipient, defaults=facts)
