"""The drawn icons: each that is named is drawn, no other; words are read once."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from collab_portal.icons import SPRITES


@pytest.mark.parametrize("sprite", SPRITES, ids=lambda sprite: sprite.name)
def test_each_icon_that_is_named_is_drawn_and_no_other(sprite):
    drawn = re.findall(r'<symbol id="([^"]+)"', sprite.path.read_text())

    assert drawn == sprite.names()
    assert sprite.path.read_text() == sprite.drawn()


def test_names_are_written_out_so_that_they_are_found():
    found = {
        path.name: tags
        for path in Path(settings.BASE_DIR, "templates").rglob("*.html")
        if (tags := re.findall(r'\{% icon (?!"[a-z0-9-]+")[^%]*%\}', path.read_text()))
    }

    assert found == {}


def test_an_icon_beside_a_word_is_not_read_out():
    drawn = Template('{% icon "bell" %}').render(Context())

    assert drawn == '<svg class="icon" aria-hidden="true"><use href="/static/img/icons.svg#bell"/></svg>'


def test_an_icon_that_stands_alone_has_a_name():
    drawn = Template('{% icon "bell" label=words %}').render(Context({"words": '消息"<b>'}))

    assert drawn.startswith('<svg class="icon" role="img" aria-label="消息&quot;&lt;b&gt;"><use ')


def test_no_page_draws_by_a_font():
    pages = Path(settings.BASE_DIR, "templates").rglob("*.html")

    assert [page.name for page in pages if re.search(r'class="[^"]*\bbi\b', page.read_text())] == []
