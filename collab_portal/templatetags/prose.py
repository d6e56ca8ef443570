"""``{% prose_media %}``: what a form with the rich-text editor needs, under the strict CSP."""

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_prose_editor.widgets import importmap

register = template.Library()
SHEETS = ("django_prose_editor/editor.css", "css/editor.css")
SCRIPTS = ("js/formulas.js", "js/eq.js", "js/word.js")
SHEET = '<link rel="stylesheet" href="{}">'
WORD = '<script src="{}" nonce="{}" defer></script>'
PROSE = '<script src="{}" nonce="{}" data-icons="{}" defer></script>'


@register.simple_tag(takes_context=True)
def prose_media(context: Context) -> SafeString:
    """Our scripts (what pastes lose; Chinese words, icons), where the editor lies, and its sheets, ours last.

    The editor itself, larger than all the rest, is fetched by ``prose.js`` when somebody begins to write.

    Goes into ``{% block head %}``: the import map has to stand before the page's first module.
    """
    nonce = str(context.get("CSP_NONCE", ""))
    word = format_html_join("\n", WORD, ((static(script), nonce) for script in SCRIPTS))
    prose = format_html(PROSE, static("js/prose.js"), nonce, static("img/editor-icons.svg"))
    sheets = format_html_join("\n", SHEET, ((static(sheet),) for sheet in SHEETS))
    where = importmap.render(attrs={"nonce": nonce})
    return format_html("{}\n{}\n{}\n{}", word, prose, where, sheets)
