"""Who may do what with a piece of the column. Three signatures, three people, none the author's."""

import rules
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from experience.models import Adoption, Article, Bulletin

Anyone = User | AnonymousUser


def _is_mine(user: User, article: Article) -> bool:
    """Written by the person, who still belongs to the committee it was written for."""
    return article.created_by_id == user.pk and article.committee_id == user.committee_id


def _is_ours(user: User, article: Article) -> bool:
    return user.is_staff_member and user.committee_id == article.committee_id


def may_write(user: Anyone, _: object = None) -> bool:
    """工委干部 and 工委管理员 write for their own committee."""
    return bool(user.is_authenticated and user.is_active and user.is_staff_member and user.committee_id)


def may_edit(user: Anyone, article: Article) -> bool:
    """The committee's staff, its author among them, while it is with them; the editor while it is edited."""
    if not user.is_authenticated or not user.is_active:
        return False
    if article.is_with_author:
        return may_write(user) and _is_ours(user, article)
    return article.status == Article.Status.EDITING and may_sign(user, article)


def may_submit(user: Anyone, article: Article) -> bool:
    return article.is_with_author and may_edit(user, article)


def may_sign(user: Anyone, article: Article) -> bool:
    """Has the duty of the step, is not the author, and has not signed in this round."""
    duty = Article.DUTIES.get(Article.Status(article.status))
    if not duty or not user.is_authenticated or not user.is_active or not getattr(user, duty):
        return False
    if article.created_by_id == user.pk:
        return False
    return all(
        signed.person_id != user.pk for signed in article.signoffs.all() if signed.round == article.round
    )


def may_pass(user: Anyone, article: Article) -> bool:
    """Sign as editor or reviewer; the issuer's signature is publication."""
    return article.status != Article.Status.ISSUING and may_sign(user, article)


def may_publish(user: Anyone, article: Article) -> bool:
    return article.status == Article.Status.ISSUING and may_sign(user, article)


def may_withdraw(user: Anyone, article: Article) -> bool:
    """The issuer, or the admin of the committee it came from."""
    if article.status != Article.Status.ISSUED or not user.is_authenticated or not user.is_active:
        return False
    return user.is_issuer or (user.is_committee_admin and user.committee_id == article.committee_id)


def may_see_queue(user: Anyone, _: object = None) -> bool:
    """Those who sign, and those who write (their own pieces)."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_editor or user.is_reviewer or user.is_issuer or may_write(user)


def may_see_history(user: Anyone, article: Article) -> bool:
    """The committee's staff and the three duties: what was changed, and by whom."""
    if not user.is_authenticated:
        return False
    chain = user.is_editor or user.is_reviewer or user.is_issuer
    return chain or _is_mine(user, article) or _is_ours(user, article)


def may_report_case(user: Anyone, article: Article) -> bool:
    """The staff of the committee whose piece it is."""
    return may_write(user) and user.committee_id == article.committee_id  # type: ignore[union-attr]


def may_adopt(user: Anyone, article: Article) -> bool:
    """Another committee's staff; whether the piece can be read now is up to the operation."""
    return may_write(user) and user.committee_id != article.committee_id  # type: ignore[union-attr]


def may_change_adoption(user: Anyone, adoption: Adoption) -> bool:
    """The staff of the committee that took it up, while it stands."""
    ours = may_write(user) and user.committee_id == adoption.committee_id  # type: ignore[union-attr]
    return ours and adoption.withdrawn_at is None


def may_plan_issues(user: Anyone, _: object = None) -> bool:
    """专栏编辑 plan the bulletin."""
    return bool(user.is_authenticated and user.is_active and user.is_editor)


def may_change_issue(user: Anyone, bulletin: Bulletin) -> bool:
    """Until it is out."""
    return may_plan_issues(user) and bulletin.released_at is None


for name, predicate in {
    "write": may_write,
    "edit": may_edit,
    "submit": may_submit,
    "sign": may_pass,
    "return": may_sign,
    "publish": may_publish,
    "withdraw": may_withdraw,
    "queue": may_see_queue,
    "history": may_see_history,
    "report_case": may_report_case,
    "adopt": may_adopt,
    "change_adoption": may_change_adoption,
    "plan_issues": may_plan_issues,
    "change_issue": may_change_issue,
}.items():
    rules.add_rule(f"experience.{name}", predicate)
