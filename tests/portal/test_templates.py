"""How templates are written, so that what was mended once stays mended everywhere."""

import re
from pathlib import Path

from django.conf import settings
from django.template import Context, Template

TEMPLATES = Path(settings.BASE_DIR) / "templates"
LONGEST = 160  # characters
TIME = re.compile(r'datetime="(?!\{\{ [a-z_.]+\|iso \}\}")[^>]*')
PRESSED = re.compile(r'<(a|button|summary)\b[^>]*aria-label="([^"]*)"[^>]*>(.*?)</\1>', re.DOTALL)
TAGS = re.compile(r"\{%.*?%\}")
ONE_LINE = re.compile(r"\{% oneline %\}(.*?)\{% endoneline %\}", re.DOTALL)
IN_A_TAG = re.compile(r"<[^<>]*\n")


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
    assert [place for place, line in lines() if len(line) > LONGEST] == []


def test_a_sentence_on_several_lines_is_read_as_one():
    page = Template("""{% oneline %}
        已于{{ day }}
          {% if late %}（逾期）
          {% else %}（按时）{% endif %}
        答复 <b>甲</b>
      {% endoneline %}""")

    assert page.render(Context({"day": "今天"})) == "已于今天（按时）答复 <b>甲</b>"


def test_such_a_sentence_never_breaks_within_a_tag():
    """There the break is what parts an attribute from the next."""
    broken = {
        str(file.relative_to(TEMPLATES)): found
        for file in sorted(TEMPLATES.rglob("*.html"))
        for body in ONE_LINE.findall(file.read_text())
        if (found := IN_A_TAG.findall(TAGS.sub("", body)))
    }

    assert broken == {}
