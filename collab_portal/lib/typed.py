"""What a person wrote into a form that could not be taken: error pages give it back, to copy."""

import re

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

from collab_portal.lib.html import clean, plain_text

SECRET = re.compile(r"password|token|secret|(^|_)code$", re.IGNORECASE)
MARKED_UP = re.compile(r"^\s*<[a-z]")
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError)


def typed(request: HttpRequest) -> list[str]:
    """Texts of the posted form in their order, as plain text: what no menu offered. Never a secret."""
    try:
        posted = list(request.POST.lists())
    except UNREADABLE:  # often the very reason for the error page
        return []
    texts = [text for name, values in posted if not SECRET.search(name) for text in values]
    plain = [plain_text(clean(text)) if MARKED_UP.match(text) else text.strip() for text in texts]
    return [text for text in plain if not text.isascii() or " " in text]
