"""Pages of one's own account: profile and sign-ins."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import letters, operations, trail
from accounts.forms.own import AddressForm, ProfileForm
from accounts.models import Ticket, User
from accounts.models.event import Kind
from accounts.sessions import end_sessions, sessions_of, sign_ins_of
from accounts.spoken import spoken_code
from collab_portal.lib.attempts import perform, posted
from collab_portal.lib.http import PortalRequest


@login_not_required
@require_safe
def signup_closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up: says who opens accounts."""
    return TemplateResponse(request, "account/signup_closed.html")


@require_http_methods(["GET", "POST"])
def profile(request: PortalRequest) -> HttpResponse:
    """个人设置: how colleagues reach me."""
    form = ProfileForm(posted(request), instance=User.objects.get(pk=request.user.pk))
    context = {"form": form, "code": spoken_code(request.user), "pending": pending_address(request.user)}
    return perform(
        request,
        form,
        lambda: operations.edit_profile(request.user, version=form.opened_version, **form.facts()),
        done="个人设置已保存。",
        to="accounts:profile",
        page=lambda: TemplateResponse(request, "accounts/profile.html", context),
        stored=lambda current: ProfileForm(instance=current),
    )


def pending_address(person: User) -> str:
    """The address that has been asked for and not confirmed, masked; or nothing."""
    asked = Ticket.objects.live(timezone.now()).filter(person=person, kind=Ticket.Kind.ADDRESS).first()
    return letters.masked(asked.address) if asked else ""


@reauthentication_required(allow_get=False)  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def address(request: PortalRequest) -> HttpResponse:
    """更改邮箱: asked for here, confirmed from the new mailbox."""
    form = AddressForm(posted(request))
    context = {"form": form, "pending": pending_address(request.user)}
    return perform(
        request,
        form,
        lambda: operations.ask_address(request.user, form.cleaned_data["address"], now=timezone.now()),
        done="确认邮件已寄出。请打开新邮箱中的链接并按下确认。",
        to="accounts:profile",
        page=lambda: TemplateResponse(request, "accounts/address.html", context),
    )


@require_POST
def seen(request: PortalRequest) -> HttpResponse:
    """Somebody is typing: the session lives on."""
    return HttpResponse(status=204)


@require_safe
def sessions(request: PortalRequest) -> HttpResponse:
    """登录设备: where I am signed in, and who tried to be me."""
    context = {
        "sessions": sessions_of(request.user),
        "current": request.session.session_key,
        "sign_ins": sign_ins_of(request.user),
    }
    return TemplateResponse(request, "accounts/sessions.html", context)


@require_POST
def end_other_sessions(request: PortalRequest) -> HttpResponse:
    with transaction.atomic():
        ended = end_sessions(request.user, but=request.session.session_key)
        if ended:
            trail.record(Kind.SESSION_ENDED, why="本人退出其他设备")
    messages.success(request, f"已退出其他 {ended} 处登录。" if ended else "没有其他登录。")
    return redirect("accounts:sessions")


@require_POST
def end_all_sessions(request: PortalRequest) -> HttpResponse:
    """全部退出: every device, this one too."""
    end_sessions(request.user)
    logout(request)
    messages.success(request, "已在全部设备上退出登录。")
    return redirect("home")
