"""Reading: the list, search, one piece, the issues."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.models import User
from collab_portal.lib.history import Change, changes_of, events_of, since
from collab_portal.lib.pages import paginate
from collab_portal.lib.prepared import Prepared
from experience import documents, following, issues, marking, progress, rules, search
from experience.forms import (
    FeedFilters,
    Filters,
    PassageForm,
    PublishForm,
    RemarkForm,
    ReturnForm,
    WithdrawForm,
)
from experience.models import COLUMN, Adoption, Article, Bulletin, BulletinItem, Correction, SignOff
from experience.models.case import cases_of
from experience.models.reading import piece, with_kept
from experience.views.access import column_page

SIZE = 20
RELATED = 4
AGREED = ("active", "ended")  # pairings that are everybody's to see
SIZES = {"normal": "标准", "large": "大", "larger": "特大"}


@column_page
@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """The published pieces, or the hits of a search among them."""
    now = timezone.now()
    filters = Filters(request.GET, now=now)
    subscribed = {name: text for name, text in filters.said.items() if name in FeedFilters.base_fields}
    context: dict[str, Any] = {
        "filters": filters,
        "feed_query": urlencode(subscribed),
        "follows": following.choices(filters, request.user),
    }
    if filters.query:
        context |= _hits(request, filters, now)
    else:
        rows = Article.objects.published(now).filter(filters.narrow()).for_list()
        context["page"] = paginate(request, with_kept(rows, request.user), SIZE)
    fragment = getattr(request, "htmx", None) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    response = TemplateResponse(request, f"experience/{'_rows' if fragment else 'list'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _hits(request: HttpRequest, filters: Filters, now: datetime) -> dict[str, Any]:
    """One page of search results; ``?page=`` counts from 1 and ends at the cap."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 1
    number = max(number, 1)
    results = search.find(
        filters.query,
        request.user,
        now,
        SIZE,
        offset=(number - 1) * SIZE,
        narrow=filters.narrow("article__"),
    )
    query = request.GET.copy()

    def link(page: int) -> str:
        query["page"] = str(page)
        return query.urlencode()

    found = {
        "results": results,
        "next_query": link(number + 1) if results.more else "",
        "previous_query": link(number - 1) if number > 1 else "",
    }
    return found if results.total or results.problem else found | _instead(request, filters, now)


def _instead(request: HttpRequest, filters: Filters, now: datetime) -> dict[str, Any]:
    """Where the words are found after all: beyond the filters, or fewer of them."""
    narrow, whole = filters.narrow("article__"), {"q": filters.query}
    beyond, words = search.instead(filters.query, request.user, now, narrow)
    return {
        "beyond": beyond,
        "beyond_query": urlencode(whole),
        "hints": [(part, urlencode(filters.said | {"q": part})) for part in words],
    }


@column_page
@require_safe
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        context = page_of(request, pk)
    except Http404:
        return _retracted(request, pk)
    response = TemplateResponse(request, "experience/detail.html", context)
    if request.GET.get("size") in SIZES:
        response.set_cookie("reading-size", request.GET["size"], max_age=365 * 86_400, samesite="Lax")
    return response


def _retracted(request: HttpRequest, pk: int) -> HttpResponse:
    """410 for what readers once had: when and why it went, and where to read on. Else 404."""
    gone = Article.objects.retracted().select_related("committee").defer("body")
    article = get_object_or_404(gone, pk=min(pk, 2**63 - 1))
    context = {"article": article, "related": _related(article, timezone.now())}
    return TemplateResponse(request, "experience/retracted.html", context, status=410)


def page_of(request: HttpRequest, pk: int, **forms: Any) -> dict[str, Any]:
    """Everything the page of an article shows; ``forms`` carries one that has to be corrected."""
    now = timezone.now()
    author = rules.may_see_queue(request.user)  # the stepper names who wrote it
    article = piece(pk, request.user, now, author=author)
    if article is None:
        raise Http404
    published = article.is_published(now)
    insider = rules.may_see_history(request.user, article)
    if insider:  # the rules ask for the signatures many times
        prefetch_related_objects([article], Prefetch("signoffs", SignOff.objects.select_related("person")))
    signoffs = list(article.signoffs.all()) if insider else []
    read = {"version": article.version}
    size = request.GET.get("size") or request.COOKIES.get("reading-size", "")
    context: dict[str, Any] = {
        "article": article,
        "published": published,
        "text": article.body,
        "activity": article.activity if article.activity and article.activity.is_public else None,
        "pairing": article.pairing if article.pairing and article.pairing.status in AGREED else None,
        "resolution": article.resolution if request.user.is_authenticated else None,
        "label": article.label if request.user.is_authenticated else None,
        "honour": article.honour if request.user.is_authenticated else None,
        "badge": progress.badge(article, now),
        "steps": [] if published else progress.steps(article, signoffs, now),
        "signed": _signed(article),
        "signoffs": signoffs,
        "size": size if size in SIZES else "normal",
        "sizes": SIZES,
        "related": _related(article, now) if published else [],
        "adoptions": _adoptions(article, now) if published else [],
        "cases": cases_of(article),
        "corrections": _corrected(article) if published else [],
        "remark_form": RemarkForm(prefix="sign", initial=read),
        "passage_form": PassageForm(prefix="passage"),
        "return_form": ReturnForm(prefix="return", initial=read),
        "publish_form": PublishForm(prefix="publish", initial=read),
        "withdraw_form": WithdrawForm(prefix="withdraw"),
    }
    context["takers"] = [adoption.committee for adoption in context["adoptions"]]
    if insider:
        context["changes"] = _history(article, request.user)
    if insider and not published:
        remarks = list(article.remarks.for_page())
        for made in remarks:
            made.article = article
        context["text"], found = marking.mark(article.body, [made for made in remarks if not made.settled_at])
        context["remarks"] = [(made, made.pk in found) for made in remarks]
    return context | forms


def _signed(article: Article) -> list[tuple[str, str]]:
    """Each signature with its name, as they stand under the text."""
    names = {row["step"]: row["person"] for row in article.signatures}  # type: ignore[attr-defined]
    return [(link.label, names[link.step]) for link in COLUMN.links if link.step in names]


def _corrected(article: Article) -> list[Correction]:
    """What readers are told was changed, newest first; to insiders also the one on its way."""
    return [
        Correction(
            pk=row["pk"],
            status=row["status"],
            note=row["note"],
            issued_at=datetime.fromisoformat(row["at"]) if row["at"] else None,
        )
        for row in article.corrected  # type: ignore[attr-defined]
    ]


def _adoptions(article: Article, now: datetime) -> list[Adoption]:
    """Who took it up: those with results first, each in the order of time. Few pieces have any."""
    if not article.is_taken_up:  # type: ignore[attr-defined]
        return []
    rows = Adoption.objects.standing(now).filter(article=article)
    rows = rows.select_related("committee", "activity", "pairing__first", "pairing__second", "resolution")
    found: list[Adoption] = list(rows.defer("activity__summary").order_by("adopted_at", "pk"))
    for adoption in found:
        adoption.article = article
    return sorted(found, key=lambda adoption: adoption.reported_at is None)


def _history(article: Article, reader: User | AnonymousUser) -> list[Change]:
    """The whole to the committee it came from; to those who sign, from the day it was first submitted."""
    changes = changes_of(article)
    if getattr(reader, "committee_id", None) == article.committee_id:
        return changes
    sent = events_of(Article).filter(pgh_obj_id=article.pk).exclude(status=Article.Status.DRAFT)
    return since(changes, sent.order_by("pgh_id").values_list("pgh_created_at", flat=True).first())


def _related(article: Article, now: datetime) -> list[Article]:
    """The newest of the same area."""
    published = Article.objects.seen_by(AnonymousUser(), now)
    return NEWEST.rows(published & Q(area=article.area), Q(pk=article.pk))


def _newest(same: Q, itself: Q) -> QuerySet[Article]:
    rows = Article.objects.filter(same).exclude(itself).for_list().defer(None)
    return rows.only("title", "published_at", "committee__short_name")[:RELATED]


NEWEST = Prepared(_newest)


@column_page
@require_safe
def bulletin_list(request: HttpRequest) -> HttpResponse:
    page = paginate(request, Bulletin.objects.released().order_by("-number"), SIZE)
    planned = Bulletin.objects.planned() if rules.may_plan_issues(request.user) else ()
    return TemplateResponse(request, "experience/bulletins.html", {"page": page, "planned": planned})


@column_page
@require_safe
def bulletin_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An issue: its pieces in their sections, and what was withdrawn since."""
    bulletin = _issue_of(request, pk)
    items = list(BulletinItem.objects.for_contents(bulletin))
    return TemplateResponse(request, "experience/bulletin.html", _contents(bulletin, items))


@column_page
@require_safe
def bulletin_whole(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole issue on one page: to read through, to print; before it is out, the editors' preview."""
    bulletin = _issue_of(request, pk)
    context = _contents(bulletin, list(BulletinItem.objects.for_issue(bulletin)))
    articles = [item.article for part in context["parts"] for item in part.items]
    context |= {"signers": documents.signers(articles), "organ": documents.ORGAN}
    return TemplateResponse(request, "experience/bulletin_whole.html", context)


def _issue_of(request: HttpRequest, pk: int) -> Bulletin:
    if pk > 2**63 - 1:
        raise Http404
    return get_object_or_404(Bulletin.objects.visible_to(request.user), pk=pk)


def _contents(bulletin: Bulletin, items: list[BulletinItem]) -> dict[str, Any]:
    return {
        "bulletin": bulletin,
        "parts": issues.parts(bulletin, items, timezone.now()),
        "withdrawn": issues.withdrawn_since(bulletin, items),
    }
