"""``{% prose_media form %}``: what a form with the rich-text editor needs, under the strict CSP."""

from django import template
from django.forms import Form
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from js_asset import Media

register = template.Library()
SHEET = '<link rel="stylesheet" href="{}">'
SCRIPT = '<script src="{}" nonce="{}" defer></script>'


@register.simple_tag(takes_context=True)
def prose_media(context: Context, form: Form) -> SafeString:
    """The form's scripts and styles with the page's nonce, between our own scripts and sheet.

    Scripts (what pastes lose, Chinese words) come first, the sheet has the last word.

    Goes into ``{% block head %}``: the editor's import map has to stand before the page's first module.
    """
    nonce = str(context.get("CSP_NONCE", ""))
    media = Media.from_media(form.media, nonce=nonce)
    own = format_html_join("\n", SCRIPT, ((static(f"js/{name}.js"), nonce) for name in ("word", "prose")))
    return format_html("{}\n{}\n{}", own, media.render(), format_html(SHEET, static("css/editor.css")))
