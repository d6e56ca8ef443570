"""Who may do what with a piece of the column. Three signatures, three people, none the author's."""

import rules
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from experience.models import COLUMN, Adoption, Article, Bulletin, Call, Correction, Remark, Signed

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
    return article.link == COLUMN.first and may_sign(user, article)


def may_submit(user: Anyone, article: Article) -> bool:
    return article.is_with_author and may_edit(user, article)


def may_sign(user: Anyone, text: Signed) -> bool:
    """Has the duty of the step, is no author of it, and has not signed in this round."""
    if text.link is None or not user.is_authenticated or not user.is_active:
        return False
    if not user.has_duty(text.link.duty) or user.pk in text.writers:
        return False
    return all(one.person_id != user.pk for one in text.signed)


def may_pass(user: Anyone, article: Article) -> bool:
    """Sign as editor or reviewer; the issuer's signature is publication."""
    return article.next_link is not None and may_sign(user, article)


def may_publish(user: Anyone, article: Article) -> bool:
    return article.link == COLUMN.last and may_sign(user, article)


def may_withdraw(user: Anyone, article: Article) -> bool:
    """The issuer, or the admin of the committee it came from."""
    if article.status != Article.Status.ISSUED or not user.is_authenticated or not user.is_active:
        return False
    return user.is_issuer or (user.is_committee_admin and user.committee_id == article.committee_id)


def may_see_queue(user: Anyone, _: object = None) -> bool:
    """Those who sign, and those who write (their own pieces)."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(COLUMN.held_by(user)) or may_write(user)


def may_see_history(user: Anyone, article: Article) -> bool:
    """The committee's staff and the three duties: what was changed, and by whom."""
    if not user.is_authenticated:
        return False
    return bool(COLUMN.held_by(user)) or _is_mine(user, article) or _is_ours(user, article)


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


def may_take_back(user: Anyone, article: Article) -> bool:
    """The author's side, until it is issued."""
    return article.is_in_chain and may_write(user) and _is_ours(user, article)  # type: ignore[arg-type]


def may_settle(user: Anyone, remark: Remark) -> bool:
    """Who may change the text, while it is with the author."""
    return remark.article.is_with_author and may_edit(user, remark.article)


def may_drop_remark(user: Anyone, remark: Remark) -> bool:
    """One's own, in the round it was made."""
    mine = remark.person_id == user.pk and remark.round == remark.article.round
    return mine and may_sign(user, remark.article)


def may_correct(user: Anyone, article: Article) -> bool:
    """The staff of the piece's committee, or an editor, once it is issued."""
    if article.status != Article.Status.ISSUED or not user.is_authenticated or not user.is_active:
        return False
    return user.is_editor or (may_write(user) and _is_ours(user, article))


def may_illustrate(user: Anyone, article: Article) -> bool:
    """Who may change the text, now or by a correction."""
    return may_edit(user, article) or may_correct(user, article)


def may_revise(user: Anyone, correction: Correction) -> bool:
    """Who proposed it and the piece's staff, when it came back."""
    return correction.status == Correction.Status.RETURNED and _is_theirs(user, correction)


def may_drop_correction(user: Anyone, correction: Correction) -> bool:
    return correction.status in Correction.OPEN and _is_theirs(user, correction)


def _is_theirs(user: Anyone, correction: Correction) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    return correction.created_by_id == user.pk or (may_write(user) and _is_ours(user, correction.article))


def author_at_work(text: Article | Correction) -> User | None:
    """Its author, if he may still change it when it comes back; None: it falls to the piece's committee."""
    author = text.created_by
    if isinstance(text, Correction):
        return author if may_correct(author, text.article) else None
    return author if may_write(author) and _is_ours(author, text) else None


def may_change_call(user: Anyone, call: Call) -> bool:
    return may_plan_issues(user) and call.closed_at is None


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
    "take_back": may_take_back,
    "settle_remark": may_settle,
    "drop_remark": may_drop_remark,
    "correct": may_correct,
    "illustrate": may_illustrate,
    "revise": may_revise,
    "sign_correction": may_sign,
    "drop_correction": may_drop_correction,
    "change_call": may_change_call,
    "change_issue": may_change_issue,
}.items():
    rules.add_rule(f"experience.{name}", predicate)
