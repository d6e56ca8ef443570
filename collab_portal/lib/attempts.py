"""Doing what a page asks, and saying on the page why the domain refuses."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError

from collab_portal.lib.http import PortalRequest


def attempt(request: PortalRequest, said: str | Callable[[Any], str], do: Callable[[], Any]) -> bool:
    """Run ``do`` and say ``said`` (words, or what makes them of the result); where it refuses, say why."""
    try:
        result = do()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, said if isinstance(said, str) else said(result))
    return True


def filled(form: forms.Form, do: Callable[[], Any]) -> Any:
    """What ``do`` gives for a valid form; None where form or domain refuses, said beside the fields."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return do()
    except ValidationError as error:
        form.add_error(None, error)
        return None
