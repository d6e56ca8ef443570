"""How long a session lasts, and what must be done before anything else."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts import trail
from accounts.models import User
from accounts.models.event import Kind
from accounts.operations.people import has_second_step
from collab_portal.lib.dates import today

NOTE_EVERY = 60  # seconds: being seen is written at most so often
MEMBERS, PLATFORM = 120, 15  # minutes; for staff and above it is SESSION_IDLE_MINUTES
EXPIRES = timedelta(days=90)  # of a password, where the policy is 等保's
DENGBAO = "dengbao"
STEP_PAGES = {"mfa_activate_totp", "mfa_index", "mfa_view_recovery_codes", "mfa_download_recovery_codes"}
ALWAYS = {"account_reauthenticate", "mfa_reauthenticate", "account_logout", "accounts:seen"}


def idle_minutes(user: User) -> int:
    """Minutes without a word from the person after which the session ends."""
    if user.platform_role:
        return min(PLATFORM, settings.SESSION_IDLE_MINUTES)
    if user.duties:
        return int(settings.SESSION_IDLE_MINUTES)
    return max(MEMBERS, settings.SESSION_IDLE_MINUTES)


class SessionLimits:
    """Middleware: an idle session ends, and every one after SESSION_HOURS; its pages are a stranger's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._judge(request, request.user, int(time.time()))
        return self.get_response(request)

    def _judge(self, request: HttpRequest, user: User, now: int) -> None:
        session = request.session
        began, seen = session.get("began", now), session.get("seen", now)
        minutes = idle_minutes(user)
        if now - seen > minutes * 60:
            self._end(
                request, user, f"您已超过 {minutes} 分钟没有操作，请重新登录；已填写的内容保存在本浏览器中。"
            )
        elif now - began > settings.SESSION_HOURS * 3600:
            self._end(request, user, "登录已满时限，请重新登录；已填写的内容保存在本浏览器中。")
        elif now - seen >= NOTE_EVERY or "seen" not in session:
            session["began"], session["seen"] = began, now
            if user.last_seen_on != today():
                User.objects.filter(pk=user.pk).update(last_seen_on=today())

    def _end(self, request: HttpRequest, user: User, words: str) -> None:
        trail.record(Kind.SESSION_ENDED, person=user, why=words.partition("，")[0])
        request.session.flush()
        request.user = AnonymousUser()
        trail.forget_person()
        messages.info(request, words)


class DueFirst:
    """Middleware: who owes a second step or a new password gets to nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        page = request.resolver_match.view_name if request.resolver_match else ""
        if not user.is_authenticated or page in ALWAYS:
            return None
        if is_password_old(user):
            return self._first(
                request, page, {"account_change_password"}, "密码使用已满 90 天，请先修改密码。"
            )
        if user.mfa_due_on and user.mfa_due_on <= today() and not has_second_step(user):
            return self._first(request, page, STEP_PAGES, "您的权限要求两步验证，请先启用。")
        return None

    def _first(self, request: HttpRequest, page: str, allowed: set[str], words: str) -> HttpResponse | None:
        if page in allowed:
            return None
        messages.warning(request, words)
        return redirect("mfa_activate_totp" if "mfa_activate_totp" in allowed else "account_change_password")


def is_password_old(user: User) -> bool:
    """Whether the policy asks for another password by now."""
    if settings.PASSWORD_POLICY != DENGBAO or not user.has_password():
        return False
    return user.password_set_at is None or timezone.now() - user.password_set_at > EXPIRES
