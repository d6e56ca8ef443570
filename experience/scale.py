"""Deterministic bulk: as many pieces as asked, spread over committees, areas and years, with their index."""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.contrib.auth.hashers import make_password

from accounts.models import User
from activities.kinds import Area
from experience import search
from experience.models import Article, SearchDocument
from organizations.models import Committee

BATCH = 500
LATEST = datetime(2026, 11, 1, 1, tzinfo=UTC)
NAMESPACE = uuid.UUID("0b5a2b62-5c3f-4a8c-8a44-6b0d1f4ad1c7")
SUBJECTS = [
    "机关支部",
    "结对双方",
    "青年党员",
    "轮值单位",
    "工委干部",
    "联络员",
    "对口部门",
    "先锋队伍",
    "示范点",
    "联合党委",
]
VERBS = ["围绕", "聚焦", "依托", "结合", "对照", "带动", "推动", "梳理", "完善", "打通"]
OBJECTS = [
    "流域治理",
    "产业对接",
    "交通互联",
    "生态修复",
    "税收服务",
    "医保结算",
    "粮食储备",
    "乡村振兴",
    "人才交流",
    "科技攻关",
    "港航物流",
    "文旅推广",
    "应急联动",
    "营商环境",
    "数字政务",
]
ENDS = [
    "形成清单",
    "定期会商",
    "共同确认",
    "分头落实",
    "逐项销号",
    "互派骨干",
    "联合培训",
    "共享师资",
    "同题共答",
    "总结推广",
    "按月通报",
    "建立台账",
]
# (words, one piece in so many): the frequency classes a search has to be quick for.
MARKERS = (("三峡库区", 50), ("红船精神", 100), ("碳汇交易", 1_000), ("江豚保护", 10_000))


def _sentence(random_: random.Random) -> str:
    return (
        f"{random_.choice(SUBJECTS)}{random_.choice(VERBS)}{random_.choice(OBJECTS)}和{random_.choice(OBJECTS)}，"
        f"{random_.choice(ENDS)}，全年开展{random_.randint(2, 60)}场次，{random_.choice(ENDS)}。"
    )


def _paragraphs(random_: random.Random, number: int) -> Iterator[str]:
    yield "党建引领，" + _sentence(random_)
    for words, every in MARKERS:
        if number % every == every // 2:
            yield f"{words}也在其中。"
    for _ in range(random_.randint(4, 9)):
        yield "".join(_sentence(random_) for _ in range(random_.randint(2, 4)))


def _piece(number: int, seed: int, committees: list[Committee], author: User) -> Article:
    random_ = random.Random(f"{seed}:{number}")  # noqa: S311
    published = LATEST - timedelta(minutes=random_.randrange(3 * 365 * 24 * 60))
    area, kind = random_.choice(Area.values), random_.choice(Article.Kind.values)
    title = (
        f"{random_.choice(SUBJECTS)}{random_.choice(VERBS)}{random_.choice(OBJECTS)}{random_.choice(ENDS)}"
    )
    return Article(
        submission=uuid.uuid5(NAMESPACE, f"{seed}:{number}"),
        title=f"{title}（示例{number}）",
        summary=_sentence(random_),
        body="".join(f"<p>{paragraph}</p>" for paragraph in _paragraphs(random_, number)),
        kind=kind,
        area=area,
        committee=random_.choice(committees),
        author_name="示例",
        created_by=author,
        status=Article.Status.ISSUED,
        round=1,
        submitted_at=published - timedelta(days=3),
        published_at=published,
    )


def _author() -> User:
    """Whoever seeded bulk belongs to nobody: an account that can't sign in."""
    defaults = {"display_name": "批量示例", "is_active": False, "password": make_password(None)}
    author: User = User.objects.get_or_create(username="bulk-author", defaults=defaults)[0]
    return author


def articles(count: int, seed: int) -> None:
    """The pieces 0 … count-1 of ``seed``; those already there are left alone."""
    committees, author = list(Committee.objects.order_by("position")), _author()
    for start in range(0, count, BATCH):
        pieces = [
            _piece(number, seed, committees, author) for number in range(start, min(start + BATCH, count))
        ]
        known = set(
            Article.objects.filter(submission__in=[piece.submission for piece in pieces]).values_list(
                "submission", flat=True
            )
        )
        fresh = [piece for piece in pieces if piece.submission not in known]
        search.index(Article.objects.bulk_create(fresh))
    _analyze()


def _analyze() -> None:
    """Fresh statistics, so that the first pages are planned for what is there now."""
    from django.db import connection

    with connection.cursor() as cursor:
        for model in (Article, SearchDocument):
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')
