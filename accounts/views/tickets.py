"""Pages behind one-time links: a GET shows a button, only the POST uses it (mail scanners open links)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import devices, letters, operations, trail
from accounts.forms.signin import StartForm
from accounts.models import Ticket, User
from accounts.models.event import Kind
from collab_portal.lib.attempts import outcome


def _found(request: HttpRequest, secret: str, kind: Ticket.Kind) -> Ticket | HttpResponse:
    """The live ticket; else the page that says it is over, or that somebody else is signed in here."""
    ticket, _ = outcome(lambda: operations.find_ticket(secret, kind, now=timezone.now()))
    if ticket is None:
        return _over(request, kind)
    if request.user.is_authenticated and request.user.pk != ticket.person_id:
        return TemplateResponse(request, "accounts/ticket_other.html", {"kind": kind}, status=409)
    return ticket


def _over(request: HttpRequest, kind: str) -> HttpResponse:
    return TemplateResponse(request, "accounts/ticket_over.html", {"kind": kind}, status=410)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, secret: str) -> HttpResponse:
    """启用账号: the owner sets the first password."""
    ticket = _found(request, secret, Ticket.Kind.INVITATION)
    if isinstance(ticket, HttpResponse):
        return ticket
    form = StartForm(request.POST or None, user=ticket.person)
    if form.is_valid():
        password = form.cleaned_data["password1"]
        _, problem = outcome(lambda: operations.start_account(secret, password, now=timezone.now()))
        if problem:
            return _over(request, ticket.kind)
        logout(request)
        messages.success(request, "账号已启用，请用刚设置的密码登录。")
        return redirect("account_login")
    return TemplateResponse(request, "accounts/start.html", {"form": form, "person": ticket.person})


def _pressed(
    request: HttpRequest, secret: str, kind: Ticket.Kind, use: Callable[[], User], done: str
) -> HttpResponse:
    """The page with the button, and what the button does."""
    ticket = _found(request, secret, kind)
    if isinstance(ticket, HttpResponse):
        return ticket
    if request.method == "POST":
        _, problem = outcome(use)
        if problem:
            messages.error(request, problem)
            return redirect("account_login")
        logout(request)
        messages.success(request, done)
        return redirect("account_login")
    context = {"person": ticket.person, "address": letters.masked(ticket.address)}
    return TemplateResponse(request, f"accounts/ticket_{kind}.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm_address(request: HttpRequest, secret: str) -> HttpResponse:
    """The new mailbox answers."""
    return _pressed(
        request,
        secret,
        Ticket.Kind.ADDRESS,
        lambda: operations.confirm_address(secret, now=timezone.now()),
        "邮箱已更改，请重新登录。",
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop_address(request: HttpRequest, secret: str) -> HttpResponse:
    """The old mailbox says no."""
    return _pressed(
        request,
        secret,
        Ticket.Kind.STOP,
        lambda: operations.stop_address(secret, now=timezone.now()),
        "已停止更改，全部登录已结束。设置新密码的链接已寄往您的邮箱。",
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest, secret: str) -> HttpResponse:
    """常用设备验证: this device may sign in while strangers are slowed."""
    ticket = _found(request, secret, Ticket.Kind.UNLOCK)
    if isinstance(ticket, HttpResponse):
        return ticket
    if request.method != "POST":
        return TemplateResponse(request, "accounts/ticket_unlock.html", {"person": ticket.person})
    person, _ = outcome(lambda: operations.unlock_device(secret, now=timezone.now()))
    if person is None:
        return _over(request, ticket.kind)
    messages.success(request, "本设备已通过验证，请登录。")
    response = redirect("account_login")
    number = devices.remember(request, response, person)
    if number:
        trail.record(Kind.DEVICE_KNOWN, person=person, known=number)
    return response
