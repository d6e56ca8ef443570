"""Taking up a piece, saying what came of it, taking it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import check_version
from experience import notices, rules
from experience.models import Adoption, Article


@verb
def adopt(article: Article, *, actor: User, now: datetime, fields: Mapping[str, Any]) -> Adoption:
    """借鉴 for the actor's committee. Sent twice it is done once; after a withdrawal it stands again.

    ``fields``: plan, activity, pairing, result. The article's row is locked: a piece withdrawn at the same
    moment is either taken up before that or refused.
    """
    article = Article.objects.select_for_update(of=("self",)).select_related("committee").get(pk=article.pk)
    if not article.is_published(now) or not rules.may_adopt(actor, article) or actor.committee_id is None:
        raise ValidationError("只有工委干部可以借鉴其他工委已刊发的文章。")
    known = Adoption.objects.filter(article=article, committee=actor.committee_id).first()
    if known and known.withdrawn_at is None:
        return known
    adoption = known or Adoption(article=article, giver=article.committee, committee_id=actor.committee_id)
    adoption.created_by, adoption.adopted_at, adoption.withdrawn_at = actor, now, None
    _write(adoption, now, fields)
    notices.tell_adopted(adoption)
    return adoption


@verb
def report(
    adoption: Adoption, *, actor: User, now: datetime, version: int, fields: Mapping[str, Any]
) -> Adoption:
    """Change what was planned, link what was done, tell what came of it."""
    adoption = _locked(adoption, actor)
    check_version(adoption, version)
    first = not adoption.result and bool(str(fields["result"]).strip())
    adoption.version += 1
    _write(adoption, now, fields)
    if first:
        notices.tell_result(adoption)
    return adoption


@verb
def take_back(adoption: Adoption, *, actor: User, now: datetime) -> Adoption:
    """撤回: it no longer shows and counts; what was written stays in history."""
    adoption = _locked(adoption, actor)
    adoption.withdrawn_at = now
    adoption.version += 1
    adoption.save()
    return adoption


def _locked(adoption: Adoption, actor: User) -> Adoption:
    rows = Adoption.objects.select_for_update(of=("self",)).select_related("article__committee", "committee")
    current = rows.get(pk=adoption.pk)
    if not rules.may_change_adoption(actor, current):
        raise ValidationError("这条借鉴已撤回，或不属于您的工委。")
    return current


def _write(adoption: Adoption, now: datetime, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(adoption, name, value)
    adoption.result = adoption.result.strip()
    adoption.reported_at = (adoption.reported_at or now) if adoption.result else None
    adoption.full_clean(validate_unique=False, validate_constraints=True)
    adoption.save()
