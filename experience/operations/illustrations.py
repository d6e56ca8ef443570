"""Pictures of a piece: sent while it is written, kept like any file, painted anew."""

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from collab_portal.lib import uploads
from collab_portal.lib.contents import pictures
from collab_portal.lib.uploads import Upload
from experience import rules
from experience.models import Article, Picture
from experience.models.picture import PICTURES_LIMIT
from organizations.operations import files


def add_picture(
    upload: Upload, *, actor: User, now: datetime, submission: uuid.UUID, article: Article | None
) -> Picture:
    """Keep a picture for the text of ``article``, or of the one that ``submission`` will make."""
    if not (rules.may_illustrate(actor, article) if article else rules.may_write(actor)):
        raise ValidationError("稿件已不在可修改的环节。")
    if Picture.objects.filter(submission=submission).count() >= PICTURES_LIMIT:
        raise ValidationError(f"一篇稿件最多 {PICTURES_LIMIT} 张图片。")
    upload.seek(0)
    head = upload.read(pictures.HEAD)
    ending = pictures.ending_of(head)
    if not ending:
        raise ValidationError(pictures.advice(head) or "只接受 JPG、PNG、WEBP 图片。")
    stem = str(upload.name or "").rpartition(".")[0] or "图片"
    upload.name = f"{stem}.{ending}"
    with transaction.atomic():
        file = files.store(upload, actor=actor, committee=article.committee_id if article else None)
        width, height = pictures.size_of(uploads.path_of(file.key))
        return Picture.objects.create(
            submission=submission,
            article=article,
            file=file,
            width=width,
            height=height,
            created_by=actor,
            created_at=now,
        )
