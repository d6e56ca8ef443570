"""Classified matter has no place here: the mark is found however it is written."""

import pytest
from django.core.exceptions import ValidationError

from collab_portal.lib.markings import refuse_markings


@pytest.mark.parametrize(
    "text", ["绝密★", "机密★1年", "秘密★", "絕密 ★", "機 密\u3000★", "秘密☆", "前言\n秘密\n★"]
)
def test_marks_are_refused(text):
    with pytest.raises(ValidationError, match="密级标志"):
        refuse_markings("会议纪要", text)


@pytest.mark.parametrize("text", ["保密教育", "秘密战线老党员", "五星★评定", "", None, 3])
def test_ordinary_words_pass(text):
    refuse_markings(text)
