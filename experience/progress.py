"""Where a piece stands, step by step, with names and dates."""

from collections.abc import Iterable
from datetime import datetime

from collab_portal.lib.lifecycle import Badge
from collab_portal.lib.steps import Step
from experience.models import COLUMN, Article, Correction, SignOff

Status = Article.Status


def badge(article: Article, now: datetime) -> Badge:
    """The state in a word; an issued piece whose hour has not come says so."""
    if article.status == Status.ISSUED:
        return Badge("已刊发", "done") if article.is_published(now) else Badge("待刊发", "now")
    return article.badge


def current_round(article: Article, signoffs: Iterable[SignOff]) -> dict[str, SignOff]:
    """Signatures of the round that runs now, by step; none of one that was taken back."""
    if article.status == Status.DRAFT:
        return {}
    return {signed.step: signed for signed in signoffs if signed.round == article.round}


def steps(article: Article, signoffs: Iterable[SignOff], now: datetime) -> list[Step]:
    """撰写 → 编辑 → 审核 → 签发 → 刊发, of the current round."""
    signed = current_round(article, signoffs)
    written = Step(
        "送编" if article.submitted_at else "撰写",
        "done" if article.submitted_at else "now",
        article.submitted_at,
        str(article.created_by),
    )
    chain = COLUMN.steps(article.status, signed)
    if article.status == Status.WITHDRAWN:
        last = Step("撤稿", "stopped", article.updated_at, str(article.withdrawn_by))
    elif article.status == Status.ISSUED:
        last = Step("刊发", "done" if article.is_published(now) else "now", article.published_at)
    else:
        last = Step("刊发", "next")
    return [written, *chain, last]


def correction_steps(correction: Correction, signoffs: Iterable[SignOff]) -> list[Step]:
    """提出 → 编辑 → 审核 → 签发 → 更正."""
    signed = {one.step: one for one in signoffs}
    proposed = Step("提出", "done", correction.created_at, str(correction.created_by))
    chain = COLUMN.steps(correction.status, signed)
    if correction.status == Correction.Status.DROPPED:
        return [proposed, *chain, Step("放弃", "stopped")]
    done = correction.status == Correction.Status.ISSUED
    return [proposed, *chain, Step("刊出更正", "done" if done else "next", correction.issued_at)]
