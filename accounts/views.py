"""Pages of accounts: one's own profile and sessions, and the people an administrator looks after."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def signup_closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up: says who opens accounts."""
    return TemplateResponse(request, "account/signup_closed.html")
