"""第N期: a series counts on in its title, whichever numerals it uses."""

import pytest

from activities.series import next_title

CASES = [
    ("悦读会第十二期", "悦读会第十三期"),
    ("第九期讲堂", "第十期讲堂"),
    ("第十期", "第十一期"),
    ("第十九期", "第二十期"),
    ("第二十期", "第二十一期"),
    ("第九十九期", "第100期"),
    ("读书会 第 11 期", "读书会 第12期"),
    ("第9999期", "第10000期"),
    ("第一期和第二期", "第二期和第二期"),
    ("第十十期", "第十十期"),
    ("第一二期", "第一二期"),
    ("没有期号的活动", "没有期号的活动"),
    ("", ""),
]


@pytest.mark.parametrize(("title", "following"), CASES)
def test_the_title_counts_on(title, following):
    assert next_title(title) == following


def test_every_number_below_a_hundred_leads_to_the_next():
    title = "第一期"
    seen = {title}
    for _ in range(98):
        title = next_title(title)
        seen.add(title)

    assert (title, len(seen)) == ("第九十九期", 99)
