"""The text with pictures: each is sent to one address while the form is open."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from collab_portal.lib.html import ALT_LENGTH, RichTextFormField
from experience.pictures import ADDRESS

HELP = "可从 Word、WPS 直接粘贴，保留标题、列表、表格、链接和图片；也可粘贴、拖入或选择图片。"


def text_field() -> RichTextFormField:
    return RichTextFormField(label="正文", help_text=HELP, pictures=ADDRESS)


def take_pictures(field: forms.Field, submission: uuid.UUID) -> None:
    """Tell the script (``js/pictures.js``) where pictures go, how large they and their words may be."""
    said: dict[str, Any] = {
        "data-pictures": reverse("experience:picture-add", args=[submission]),
        "data-limit": settings.UPLOAD_LIMIT,
        "data-words": ALT_LENGTH,
        "data-wait": static("img/picture-wait.svg"),
    }
    field.widget.attrs.update(said)
