"""Rich text: what the editor may make is what is kept. Everything else is dropped, whoever sent it.

Pictures stay where a field says at which addresses its own are found; their bytes never stand in the text.
"""

import re
from functools import cache, partial
from html import escape, unescape
from itertools import cycle
from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.db import models
from django_prose_editor.fields import ProseEditorField, ProseEditorFormField

from collab_portal.lib import bounds, scripts, word
from collab_portal.lib.elements import TooComplex
from collab_portal.lib.markup import allowed_growth, tidy
from collab_portal.lib.tags import ALLOWED, COUNTED, SILENT
from collab_portal.lib.tags import PICTURE as PICTURE_ATTRIBUTES
from collab_portal.lib.visible import visible

# Extensions of the editor; ALLOWED below says the same to the sanitiser (a test holds the two together).
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Strike": True,
    "Superscript": True,
    "Subscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}
WITH_PICTURES: dict[str, Any] = {**EXTENSIONS, "Image": True}
BLOCKS = {"p", "br", "hr", "h2", "h3", "ul", "ol", "li", "blockquote", "table", "tr"}
CELLS = {"td", "th"}
PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"(?: width="([0-9]+)" height="([0-9]+)")?>')
WRITTEN_TAG = re.compile(r'<(/?)([a-z0-9]+)(?:\s[a-z]+="[^"]*")*+>')  # as the sanitiser writes them
ALT = re.compile(r'\salt="([^"]*)"')
IMG = re.compile(r'<img((?:\s+[a-z]+="[^"]*")*)\s*/?>')
ALT_LENGTH = 200
LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+|/(?![/\\])[^\s\x00-\x1f\\]*", re.IGNORECASE)
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
TAG = re.compile(r"<[a-zA-Z/!]")


def strip_controls(text: str) -> str:
    """Without characters that no page, feed or document may carry, and without those nobody sees."""
    return visible(text)


def _attribute(pictures: re.Pattern[str] | None, tag: str, name: str, value: str) -> str | None:
    """Links to web, mail and our own pages only; pictures of one's own; what counts where it belongs."""
    if name == "alt":
        return value
    if name == "src":
        return value if pictures and pictures.fullmatch(value) else None
    if name == "href":
        return value if LINK.fullmatch(value) else None
    if name == "type":
        return value if value in COUNTED else None
    if name == "rel":
        return value if value == SAFE_REL else None
    longest = 5 if tag == "img" else 3
    return value if value.isdecimal() and value.isascii() and len(value) <= longest else None


SAFE_REL = "noopener noreferrer"
NOWHERE = re.compile(rf'<a rel="{SAFE_REL}">((?:[^<]|<(?!/?a[ >]))*+)</a>')  # its address was refused
MARKED = re.compile(f"([{word.MARKS}])")
ROUNDS = 4  # what repairs itself differently is settled by the third


@cache
def _cleaner(pictures: re.Pattern[str] | None) -> nh3.Cleaner:
    """``pictures``: the addresses at which pictures may be found; without them none is kept."""
    allowed = {**ALLOWED, "img": PICTURE_ATTRIBUTES} if pictures else ALLOWED
    return nh3.Cleaner(
        tags=set(allowed),
        attributes={tag: names for tag, names in allowed.items() if names},
        clean_content_tags=SILENT,
        attribute_filter=partial(_attribute, pictures),
        url_schemes={"http", "https", "mailto"},
        link_rel=SAFE_REL,
        strip_comments=True,
    )


def paragraphs(text: str) -> str:
    """Plain text (a textarea without the editor) as paragraphs."""
    lines = (line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def picture(src: str, alt: str, width: int | str = "", height: int | str = "") -> str:
    """A picture as it stands in cleaned HTML; ``PICTURE`` reads it."""
    words = " ".join(alt.split())[:ALT_LENGTH].strip()
    for mark, entity in (("&", "&amp;"), ('"', "&quot;"), ("<", "&lt;"), (">", "&gt;")):
        words = words.replace(mark, entity)
    sizes = f' width="{width}" height="{height}"' if width and height else ""
    return f'<img src="{src}" alt="{words}"{sizes}>'


def _canonical(match: re.Match[str]) -> str:
    """One way to write a picture; without an address it is none."""
    given = {name: unescape(value) for name, value in re.findall(r'([a-z]+)="([^"]*)"', match[1])}
    if "src" not in given:
        return ""
    return picture(given["src"], given.get("alt", ""), given.get("width", ""), given.get("height", ""))


def clean(source: str, pictures: re.Pattern[str] | None = None) -> str:
    """Safe HTML of the allowed kind; cleaning it again changes nothing. Without text it is empty.

    Raises ``elements.TooComplex`` (a ValidationError) beyond the bounds of ``lib/bounds.py``.
    """
    source = strip_controls(source)
    if not TAG.search(source):
        source = paragraphs(source)
    cleaned, before = tidy(source), ""
    for _ in range(ROUNDS):
        before, cleaned = cleaned, _seen(IMG.sub(_canonical, _cleaner(pictures).clean(cleaned)))
        cleaned = NOWHERE.sub(r"\1", cleaned)
        if before == cleaned:
            break
    if (with_lists := word.lists(cleaned)) != cleaned:
        cleaned = with_lists
        tidy(cleaned)  # lists within lists stand deeper than their paragraphs did
    _must_fit(cleaned, allowed_growth(source))
    if not TAG.search(cleaned):
        cleaned = f"<p>{cleaned}</p>"
    return cleaned if plain_text(cleaned) else ""


def _seen(cleaned: str) -> str:
    """Without what nobody sees, also where it came in as an entity; ``word.lists`` needs its marks yet."""
    return "".join(
        part if marked else visible(part)
        for part, marked in zip(MARKED.split(cleaned), cycle((False, True)), strict=False)
    )


def _must_fit(cleaned: str, room: int) -> None:
    """What is kept passes when it is cleaned again: HTML has written the ends that were left out."""
    if len(cleaned) > room:
        raise TooComplex("growth")
    if len(cleaned.encode(errors="replace")) > bounds.MARKUP:
        raise TooComplex("bytes")
    if cleaned.count("<") > bounds.MARKUP_TAGS:
        raise TooComplex("tags")


OWN_ADDRESS = re.compile(r'(<(?:img|a)(?:\s[a-z]+="[^"]*")*?\s(?:src|href)=")(?=/)')


def with_site(cleaned: str, site: str) -> str:
    """Cleaned HTML for readers elsewhere: links to our own pages and pictures by their whole address."""
    return OWN_ADDRESS.sub(rf"\g<1>{site}", cleaned)


PICTURE_WORDS = "【图片：{}】"


def plain_text(cleaned: str, picture: str = PICTURE_WORDS) -> str:
    """The words of cleaned HTML, one line a paragraph; ``picture`` stands for one, with its description."""
    one_line = scripts.in_text(cleaned.replace("\n", " ").replace("\r", " "))
    words = WRITTEN_TAG.sub(partial(_in_words, picture), one_line)
    lines = (" ".join(line.split()) for line in unescape(words).split("\n"))
    return "\n".join(line for line in lines if line)


def _in_words(picture: str, tag: re.Match[str]) -> str:
    """What stands for a tag between the words around it."""
    if tag[2] == "img":
        alt = ALT.search(tag[0])
        return f"\n{picture.format(alt[1] if alt else '')}\n"
    if tag[2] in BLOCKS:
        return "\n"
    return " " if tag[2] in CELLS and not tag[1] else ""


class RichTextFormField(ProseEditorFormField):  # type: ignore[misc]
    """The editor; without JavaScript a textarea, whose plain lines become paragraphs.

    ``pictures``: the addresses of pictures that may stay (``js/pictures.js`` sends them).
    """

    def __init__(
        self,
        *args: Any,
        max_text: int = 100_000,
        pictures: re.Pattern[str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.max_text = max_text
        super().__init__(*args, **{**kwargs, **_editor(pictures)})

    def to_python(self, value: Any) -> Any:
        return strip_controls(value) if isinstance(value, str) else ""

    def clean(self, value: Any) -> str:
        most = min(bounds.MARKUP, bounds.MARKUP_PER_CHARACTER * self.max_text + 20 * bounds.KB)
        if isinstance(value, str) and len(value.encode(errors="replace")) > most:
            raise TooComplex("bytes")
        cleaned: str = super().clean(value)
        if self.required and not cleaned:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(plain_text(cleaned)) > self.max_text:
            raise ValidationError(f"正文不能超过{self.max_text // 10_000}万字。", code="max_length")
        return cleaned


class RichTextField(ProseEditorField):  # type: ignore[misc]
    """A column of cleaned HTML (``full_clean`` cleans it once more)."""

    def __init__(self, *args: Any, pictures: re.Pattern[str] | None = None, **kwargs: Any) -> None:
        self.pictures = pictures
        super().__init__(*args, **{**kwargs, **_editor(pictures)})

    def formfield(self, **kwargs: Any) -> Any:
        own = {"form_class": RichTextFormField, "pictures": self.pictures}
        return models.TextField.formfield(self, **{**own, **kwargs})


def _editor(pictures: re.Pattern[str] | None) -> dict[str, Any]:
    """What the editor may make, and the sanitiser that holds it to that."""
    extensions = WITH_PICTURES if pictures else EXTENSIONS
    return {"extensions": extensions, "sanitize": partial(clean, pictures=pictures)}
