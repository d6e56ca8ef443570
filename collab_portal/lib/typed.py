"""What a person wrote into a form that could not be taken: error pages give it back, to copy.

An error page must not cost more than an error page: strangers get nothing back and their body is not read,
nothing is parsed, and what is long stays in the browser's own draft.
"""

import re

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

from collab_portal.lib import bounds
from collab_portal.lib.http import body_length
from collab_portal.lib.markup import words_of

SECRET = re.compile(r"password|token|secret|(^|_)code$", re.IGNORECASE)
MARKED_UP = re.compile(r"\s{0,100}<[a-zA-Z]")
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError)


def typed(request: HttpRequest) -> list[str]:
    """Texts of the posted form in their order, as plain text: what no menu offered. Never a secret."""
    if request.method != "POST" or body_length(request) > bounds.TYPED_BODY or not _is_known(request):
        return []
    try:
        posted = list(request.POST.lists())
    except UNREADABLE:  # often the very reason for the error page
        return []
    texts = [text for name, values in posted if not SECRET.search(name) for text in values]
    plain = [words_of(text) if MARKED_UP.match(text) else text.strip() for text in map(_cut, texts)]
    return [text for text in plain if not text.isascii() or " " in text][: bounds.TYPED_FIELDS]


def _is_known(request: HttpRequest) -> bool:
    """Signed in; while the database is away, whoever brings a session is believed."""
    try:
        return bool(request.user.is_authenticated)
    except AttributeError:  # refused before anybody asked who it is
        return False
    except DatabaseError:
        return settings.SESSION_COOKIE_NAME in request.COOKIES


def _cut(text: str) -> str:
    return text[: bounds.TYPED_TEXT]
