"""How templates are written, so that what was mended once stays mended everywhere."""

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
LONGEST, LEFT = 160, 473  # characters; lines
TIME = re.compile(r'datetime="(?!\{\{ [a-z_.]+\|iso \}\}")[^>]*')
PRESSED = re.compile(r'<(a|button|summary)\b[^>]*aria-label="([^"]*)"[^>]*>(.*?)</\1>', re.DOTALL)
TAGS = re.compile(r"\{%.*?%\}")


def lines():
    """Each line of each page with its place."""
    for file in sorted(TEMPLATES.rglob("*.html")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            yield f"{file.relative_to(TEMPLATES)}:{number}", line


def test_every_time_is_written_as_html_takes_it():
    assert {place: found[0] for place, line in lines() if (found := TIME.search(line))} == {}


def test_what_is_said_of_a_button_holds_what_stands_on_it():
    """WCAG 2.5.3: who speaks to the computer says what is seen."""
    differing = {}
    for file in sorted(TEMPLATES.rglob("*.html")):
        for _, name, inside in PRESSED.findall(TAGS.sub("", file.read_text())):
            seen = "".join(re.sub(r"<[^>]*>", "", inside).split())
            if re.search(r"\w", seen) and "{" not in seen and seen not in name:
                differing[str(file.relative_to(TEMPLATES))] = (name, seen)

    assert differing == {}


def test_lines_are_short_enough_to_read():
    """White space within a sentence shows: some lines of such are left, and no more may come."""
    too_long = [place for place, line in lines() if len(line) > LONGEST]

    assert len(too_long) <= LEFT, too_long
