"""What becomes of an upload: kept as it was sent, or refused in words."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from collab_portal.lib import uploads
from tests.uploads.samples import Sent


def kept(content: bytes, name: str = "材料.docx") -> bytes:
    file = uploads.keep(Sent(name, content))
    return uploads.path_of(file.key).read_bytes()


def refusal(content: bytes, name: str = "材料.docx") -> str:
    with pytest.raises(ValidationError) as error:
        uploads.keep(Sent(name, content))
    return error.value.messages[0]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
