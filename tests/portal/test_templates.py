"""How templates are written, so that what was mended once stays mended everywhere."""

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
TIME = re.compile(r'datetime="(?!\{\{ [a-z_.]+\|iso \}\}")[^>]*')


def lines():
    """Each line of each page with its place."""
    for file in sorted(TEMPLATES.rglob("*.html")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            yield f"{file.relative_to(TEMPLATES)}:{number}", line


def test_every_time_is_written_as_html_takes_it():
    assert {place: found[0] for place, line in lines() if (found := TIME.search(line))} == {}
