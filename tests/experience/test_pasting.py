"""What is pasted keeps its structure and loses everything that runs; cleaned twice is cleaned once."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from collab_portal.lib.html import RichTextField, clean
from tests.experience import pasting
from tests.experience.test_html import assert_safe

DOCUMENTS, VECTORS = list(pasting.documents()), list(pasting.vectors())


class Reading(HTMLParser):
    """The text of every heading, item, cell and link of cleaned markup, in order."""

    WATCHED = ("h2", "h3", "p", "li", "td", "a")

    def __init__(self, cleaned: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {tag: [] for tag in self.WATCHED}
        self.links: list[tuple[str, str]] = []
        self.open: list[list[str]] = []
        self.feed(cleaned)

    def handle_starttag(self, tag, attrs):
        if tag in self.WATCHED:
            self.open.append([tag, "", dict(attrs).get("href", "")])

    def handle_data(self, data):
        for entry in self.open:
            entry[1] += data

    def handle_endtag(self, tag):
        if self.open and self.open[-1][0] == tag:
            _, text, goal = self.open.pop()
            self.found[tag].append(text)
            if tag == "a":
                self.links.append((goal, text))


def rich_fields() -> Iterator[RichTextField]:
    for model in apps.get_models():
        if not hasattr(model, "pgh_tracked_model"):
            yield from (field for field in model._meta.get_fields() if isinstance(field, RichTextField))


def test_the_corpus_is_as_large_as_it_claims():
    assert len(DOCUMENTS) == 200
    assert len(set(VECTORS)) == len(VECTORS) >= 600
    assert {field.name for field in rich_fields()} >= {"body", "summary", "charter"}


@pytest.mark.parametrize("kind", ["word", "wps", "web", "hostile"])
def test_headings_lists_tables_and_links_stay_as_they_were(kind):
    for document in DOCUMENTS:
        if document.kind != kind:
            continue
        cleaned = clean(document.source)
        read = Reading(cleaned)

        assert_safe(cleaned)
        assert clean(cleaned) == cleaned
        headings = [*read.found["h2"], *read.found["h3"]]
        assert sorted(text for text in headings if text in document.headings) == sorted(document.headings)
        assert [text for text in read.found["li"] if text in document.items] == document.items
        assert [text for text in read.found["td"] if text in document.cells] == document.cells
        assert [link for link in read.links if link in document.links] == document.links
        assert all(text in cleaned for text in document.paragraphs)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("<li><table><caption>x<li>", "<li>x</li><li></li><table></table>"),
        ("<h2><table><caption>x<h3>", "<h2>x</h2><h3></h3><table></table>"),
    ],
)
def test_what_html_repairs_in_steps_is_settled_at_once(source, kept):
    assert clean(source) == clean(clean(source)) == kept


def test_through_every_rich_field_nothing_that_runs_gets_in():
    for field in rich_fields():
        for vector in VECTORS:
            try:
                stored = field.clean(f"<p>前</p>{vector}<p>后</p>", None)
            except ValidationError:
                continue
            assert_safe(stored, field.pictures)
            assert clean(stored, field.pictures) == stored
