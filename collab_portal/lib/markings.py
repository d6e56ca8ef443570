"""密级标志: this portal is no place for classified matter, so a text that carries the mark is refused."""

import re
from typing import Any

from django.core.exceptions import ValidationError

MARK = re.compile(r"(?:[绝絕]\s*密|[机機]\s*密|[秘祕]\s*密)[\s\u200b\u3000]*[★☆✩✭⭐]")
MESSAGE = "内容带有“{mark}”密级标志。本平台不得存储、传输涉密信息，请删除后再提交。"


def refuse_markings(*texts: Any) -> None:
    """Raise if one of these texts (or file names; None is nothing) has 绝密★, 机密★ or 秘密★ in it."""
    for text in texts:
        if isinstance(text, str) and (found := MARK.search(text)):
            raise ValidationError(MESSAGE.format(mark=found[0]), code="marking")
