"""``{% piece article %}``, ``{% piece article level=3 %}``: a piece as a row of a list."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from experience import cards
from experience.models import Article

register = template.Library()


@register.simple_tag(takes_context=True)
def piece(context: Context, article: Article, level: int = 2) -> SafeString:
    user = context.get("user")
    return cards.card(article, level=level, keeps=bool(user and user.is_authenticated))
