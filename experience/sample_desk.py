"""What an editor's desk looks like (示例): an issue to come, a call for pieces, a returned piece."""

from datetime import datetime, timedelta

from accounts.models import User
from accounts.sample import as_person
from collab_portal.lib.dates import today
from experience.models import Article, Bulletin, BulletinItem, Call, CallAsk, Remark, SignOff
from organizations.models import Committee

PLANNED = 2
IN_PLAN = ("jiangsu-tax", "quzhou-8090", "zhanjiang-chains")
ASKED = ("anhui", "hubei", "sichuan", "zhejiang")
TOPIC = "示例：结对共建办成的一件事"
REMARKS = (
    ("给党组织的一份共13项，给书记的一份共17项", "示例：请注明数字的年份。"),
    ("五个评价维度、十五项评价指标", "示例：数字统一用阿拉伯数字。"),
)


def seed(now: datetime, pieces: dict[str, Article], people: dict[str, User]) -> None:
    """``pieces`` by key; what is there already stays as it is."""
    with as_person(people["editor"]):
        issue = _issue(now, pieces)
        _call(now, issue, people["editor"])
        _returned(now, pieces["quzhou-lists"], people["editor"])


def _issue(now: datetime, pieces: dict[str, Article]) -> Bulletin:
    facts = {"title": "他山之石简报（示例）", "planned_on": today(now) + timedelta(days=10), "least": 5}
    issue, created = Bulletin.objects.get_or_create(number=PLANNED, defaults=facts)
    for place, key in enumerate(IN_PLAN if created else (), start=1):
        article = pieces[key]
        section = str(article.get_kind_display())
        BulletinItem.objects.create(bulletin=issue, article=article, position=place, section=section)
    return issue


def _call(now: datetime, issue: Bulletin, editor: User) -> None:
    facts = {
        "brief": "示例：八百字以内，写清办了什么、怎样办成、别处怎样用。",
        "due_on": today(now) + timedelta(days=7),
        "bulletin": issue,
        "created_by": editor,
        "created_at": now - timedelta(days=5),
    }
    call, created = Call.objects.get_or_create(topic=TOPIC, defaults=facts)
    if created:
        asked = Committee.objects.filter(slug__in=ASKED).order_by("position")
        CallAsk.objects.bulk_create(CallAsk(call=call, committee=committee) for committee in asked)


def _returned(now: datetime, article: Article, editor: User) -> None:
    said = {"decision": SignOff.Decision.RETURNED, "person": editor, "author": article.created_by}
    said |= {"at": now - timedelta(days=1), "remark": "示例：两处请核实，见批注。"}
    _, created = SignOff.objects.get_or_create(article=article, round=1, step="edit", defaults=said)
    for quote, note in REMARKS if created else ():
        moment = now - timedelta(days=1)
        Remark.objects.create(article=article, round=1, quote=quote, note=note, person=editor, at=moment)
