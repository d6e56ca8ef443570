"""What I follow, and my reading list. Both are mine alone: nobody else sees them, nothing is counted."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib.http import PortalRequest, back
from collab_portal.lib.pages import paginate
from experience import digest, operations
from experience.forms import FollowForm, FollowsForm
from experience.models import Article, DigestStop, Follow, Kept
from experience.models.reading import followed_by, with_kept


@require_http_methods(["GET", "POST"])
def following(request: PortalRequest) -> HttpResponse:
    """我的关注: the newest pieces of what I follow; and the choice of it, saved whole."""
    form = FollowsForm(request.POST if request.method == "POST" else None, initial=_chosen(request))
    if form.is_valid():
        operations.follow_only(actor=request.user, **form.cleaned_data)
        messages.success(request, "关注已保存。")
        return redirect("experience:following")
    rows = with_kept(followed_by(request.user, timezone.now()), request.user)
    context = {"form": form, "followed": _names(form), "page": paginate(request, rows.for_list())}
    return TemplateResponse(request, "experience/following.html", context)


def _chosen(request: PortalRequest) -> dict[str, Any]:
    rows = list(Follow.objects.of(request.user).values_list("committee__slug", "area"))
    return {
        "committees": [slug for slug, _ in rows if slug],
        "areas": [area for _, area in rows if area],
        "digest": not DigestStop.objects.filter(person=request.user).exists(),
    }


def _names(form: FollowsForm) -> list[str]:
    """What is followed, in words, in the form's order."""
    chosen = (set(form.initial["committees"]), set(form.initial["areas"]))
    fields = (form["committees"].subwidgets, form["areas"].subwidgets)
    return [
        str(choice.data["label"])
        for choices, kept in zip(fields, chosen, strict=True)
        for choice in choices
        if str(choice.data["value"]) in kept
    ]


@login_not_required
@csrf_exempt  # the link itself says who may: mail programs send it without a page of ours before
@require_http_methods(["GET", "HEAD", "POST"])
def digest_stop(request: HttpRequest, token: str) -> HttpResponse:
    """停收摘要 from a letter: opening the link asks, sending it (RFC 8058) does it."""
    person = digest.person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        operations.stop_digest(actor=person)
    context = {"stopped": DigestStop.objects.filter(person=person).exists()}
    return TemplateResponse(request, "experience/digest_stop.html", context)


@require_POST
def follow(request: PortalRequest) -> HttpResponse:
    """One committee or area, from the page where it is read about."""
    form = FollowForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    what = {"committee": form.cleaned_data["committee"], "area": form.cleaned_data["area"]}
    if form.cleaned_data["on"]:
        operations.follow(actor=request.user, **what)
    else:
        operations.unfollow(actor=request.user, **what)
    return back(request, "experience:following")


@require_safe
def reading_list(request: PortalRequest) -> HttpResponse:
    """阅读清单: what I put in, last first; a piece withdrawn since keeps its place without a title."""
    rows = Kept.objects.of(request.user).for_list(timezone.now())
    return TemplateResponse(request, "experience/reading_list.html", {"page": paginate(request, rows)})


@require_POST
def keep(request: PortalRequest, pk: int) -> HttpResponse:
    now = timezone.now()
    article = get_object_or_404(Article.objects.published(now), pk=pk)
    operations.keep(article, actor=request.user, now=now)
    return _kept(request, pk, is_kept=True)


@require_POST
def let_go(request: PortalRequest, pk: int) -> HttpResponse:
    operations.let_go(actor=request.user, article=pk)
    return _kept(request, pk, is_kept=False)


def _kept(request: PortalRequest, pk: int, *, is_kept: bool) -> HttpResponse:
    """The button as it is now, where a script asked for it; else back to the page it stood on."""
    if request.htmx:
        article = {"pk": pk, "is_kept": is_kept}
        return TemplateResponse(request, "experience/_keep.html", {"article": article})
    return back(request, "experience:reading-list")


@require_POST
def clear_list(request: PortalRequest) -> HttpResponse:
    operations.clear_list(actor=request.user)
    messages.success(request, "阅读清单已清空。")
    return redirect("experience:reading-list")
