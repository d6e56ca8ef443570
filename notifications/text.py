"""Text that is safe to store and to put into a mail header; links that stay on this site."""

import re

from notifications.models.notification import SITE_RELATIVE


def plain(text: str) -> str:
    """Without NUL, which the database refuses."""
    return text.replace("\x00", "")


def one_line(text: str, limit: int = 200) -> str:
    """Fit for a title or a mail header: no line breaks or control characters, not endless."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())[:limit]


def site_relative(url: str) -> str:
    """The link itself; a foreign one is a programming error."""
    if not re.match(SITE_RELATIVE, url):
        raise ValueError(f"not a path of this site: {url!r}")
    return url
