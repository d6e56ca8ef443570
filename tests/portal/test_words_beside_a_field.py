"""What Django says of a field is said in plain Chinese, whatever form or model it comes from."""

import gettext
import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.validators import MinValueValidator

from collab_portal import locale

HERE = Path(next(iter(locale.__path__))) / "zh_Hans/LC_MESSAGES"
CASES = [
    (forms.CharField(max_length=2), "三个字", "最多2字，现在有3字。"),
    (forms.CharField(min_length=4), "三个字", "至少4字，现在有3字。"),
    (forms.CharField(), "", "这一项必填。"),
    (forms.CharField(), "\0", "含有看不见的空字符，请重新输入。"),
    (forms.IntegerField(max_value=9), "10", "不能大于9。"),
    (forms.IntegerField(validators=[MinValueValidator(1)]), "0", "不能小于1。"),
    (forms.IntegerField(), "十", "请填写整数。"),
    (forms.DecimalField(max_digits=3, decimal_places=1), "1.25", "小数点后最多1位。"),
    (forms.DateField(), "2026-02-30", "请填写日期，例如 2026-03-01。"),
    (forms.TimeField(), "25:00", "请填写时间，例如 14:30。"),
    (forms.EmailField(), "张三", "请填写邮箱地址，例如 name@example.cn。"),
    (forms.ChoiceField(choices=[("a", "甲")]), "乙", "没有“乙”这一项，请从列出的选项中选择。"),
]


@pytest.mark.parametrize(("field", "typed", "words"), CASES)
def test_a_refusal_is_a_plain_sentence(field: Any, typed: str, words: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)

    assert refused.value.messages == [words]


def test_what_is_compiled_is_what_is_written() -> None:
    with (HERE / "django.mo").open("rb") as file:
        compiled = set(gettext.GNUTranslations(file)._catalog.values())
    written = re.findall(r'^msgstr(?:\[0\])? "(.+)"$', (HERE / "django.po").read_text(), re.MULTILINE)

    assert len(written) > 20
    assert set(written) <= compiled
