"""确认身份 and passwords: the library's pages, where ours ask for more.

Who has a second step gives both, password and code, before what is sensitive: neither a stolen session with
the password nor one with the phone alone is enough.
"""

import time

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts import devices
from accounts.models import User
from accounts.operations.people import has_second_step
from collab_portal.lib.http import PortalRequest

GIVEN = "password_given_again"  # in the session: when, for the code that follows


class PasswordAgain(account.ReauthenticateView):  # type: ignore[misc]
    """The password; enough where there is no second step."""

    def form_valid(self, form: object) -> HttpResponse:
        if has_second_step(self.request.user):
            self.request.session[GIVEN] = time.time()
            return HttpResponseRedirect(self.passthrough_next_url(reverse("mfa_reauthenticate")))
        response: HttpResponse = super().form_valid(form)
        return response


class CodeAgain(mfa.ReauthenticateView):  # type: ignore[misc]
    """The code, after the password."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        age = time.time() - request.session.get(GIVEN, 0)
        if request.user.is_authenticated and not 0 <= age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return HttpResponseRedirect(self.passthrough_next_url(reverse("account_reauthenticate")))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: object) -> HttpResponse:
        self.request.session.pop(GIVEN, None)
        response: HttpResponse = super().form_valid(form)
        return response


@login_not_required
def authenticate(request: HttpRequest) -> HttpResponseBase:
    """The code at sign-in; a form without one is a form with an empty one (no keys of hardware here)."""
    if request.method == "POST" and "code" not in request.POST:
        sent = request.POST.copy()
        sent["code"] = ""
        request.POST = sent  # type: ignore[assignment]
    response: HttpResponseBase = mfa.authenticate(request)
    return response


@require_http_methods(["GET", "POST"])
def password_change(request: PortalRequest) -> HttpResponseBase:
    """The form asks for the password itself; who has a second step gives the code too, before anything."""
    changed = reauthentication_required(_changed) if has_second_step(request.user) else _changed
    response: HttpResponseBase = changed(request)
    return response


def _changed(request: PortalRequest) -> HttpResponseBase:
    """Another password makes every device strange but the one it was changed on."""
    number = devices.known(request, request.user)
    before = devices.stamp(request.user)
    response: HttpResponse = account.password_change(request)
    person = User.objects.get(pk=request.user.pk)
    if number and devices.stamp(person) != before:
        devices.remember(request, response, person, number=number)
    return response
