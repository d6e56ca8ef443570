"""What looks the same is found: by the search box, by lists, by pickers; twice the same is asked about."""
# ruff: noqa: RUF001 - full widths are what is tested

import pytest
from django.core.management import call_command
from django.urls import reverse

from activities.models import Activity, ActivityIndex
from collab_portal.lib import chinese
from organizations.models import Branch, BranchIndex, Folding
from organizations.operations import folding
from tests.factories import (
    committee,
    make_activity,
    make_agreement,
    make_alliance,
    make_branch,
    make_pairing,
    make_user,
)
from tests.portal.alike import pairs

PAIRS = [
    ("⻓江经济带⻘年论坛", "青年论坛"),
    ("二○二六年度座谈", "二〇二六年度"),
    ("扎西•顿珠先进事迹", "扎西·顿珠"),
    ("示例「四強」黨支部交流", "“四强”党支部"),
    ("电梯安全联学", "電梯"),
    ("结对帮带", "《结对》"),
    ("结对帮带", "结对。"),
    ("ＪＳ编号", "js编"),
    ("党 建 引 领", "党建引领"),
    ("联学——共建", "联学—共建"),
    ("示例〔2026〕1号", "示例[2026]1号"),
    ("西安站", "xi'an"),
    ("绿色发展", "lüse"),
    ("绿色发展", "luse"),
    ("绿色发展", "lvse"),
    ("长\u200b江座谈", "长江"),
    ("长江座谈", "\ufeff长\u200b江"),
    ("二零二六年度座谈", "二〇二六年"),
    ("二O二六年度座谈", "二〇二六年度"),
    ("硏究座谈", "研究"),
    ("会场３x５米", "3×5"),
    *(("会场3×5米", asked) for asked in ("3 x 5", "3 × 5", "3 * 5", "3x 5", "３ Ｘ ５", "会场 3 x 5 米")),
    ("展板10 x 20", "10×20"),
    ("室温20℃座谈", "20 °C"),
    ("会场100㎡", "100 m 2"),
    ("满意率98％", "98 %"),
    ("治理PM 2.5联学", "pm2.5"),
    ("治理PM2.5联学", "PM 2.5"),
    ("⟪长江⟫读书", "《长江》"),
]


@pytest.fixture
def staff(client, db):
    person = make_user()
    client.force_login(person)
    return person


@pytest.mark.parametrize(("stored", "asked"), PAIRS)
def test_the_box_the_lists_and_the_picker_find_it(client, staff, stored, asked):
    activity = make_activity(title=stored)
    branch = make_branch(name=stored)
    pairing = make_pairing(theme=stored, answer="proposed")

    box = client.get(reverse("search"), {"q": asked}).content.decode()
    activities = client.get(reverse("activities:list"), {"q": asked}).content.decode()
    branches = client.get(reverse("organizations:branches"), {"q": asked}).content.decode()
    pairings = client.get(reverse("organizations:pairings"), {"q": asked}).content.decode()
    picker = client.get(reverse("organizations:branch-options"), {"q": asked}).content.decode()

    assert activity.get_absolute_url() in box
    assert branch.get_absolute_url() in box
    assert activity.get_absolute_url() in activities
    assert branch.get_absolute_url() in branches
    assert str(branch.pk) in picker
    if not asked.isascii() and asked != "lüse":  # a theme has no pinyin: it is no title
        assert pairing.get_absolute_url() in pairings


def test_lists_of_alliances_and_agreements_compare_likewise(client, staff):
    alliance = make_alliance(name="⻓江⻘年联盟")
    agreement = make_agreement(title="二○二六年框架協議")

    alliances = client.get(reverse("organizations:alliances"), {"q": "青年"}).content.decode()
    agreements = client.get(reverse("organizations:agreements"), {"q": "二〇二六年框架协议"}).content.decode()

    assert alliance.get_absolute_url() in alliances
    assert agreement.get_absolute_url() in agreements


@pytest.mark.parametrize(
    "title",
    [
        "同日示例(第一期)“四强”",
        '同日示例（第一期）"四强"',
        "同日示例（第一期）「四強」",
        "同日示例 （第一期）“四强”",
        "同日示例（第1期）“四强”",
        "同日示例（第１期）“四强”",
    ],
)
def test_the_same_activity_in_other_marks_is_noticed(db, title):
    first = make_activity(title="同日示例（第一期）“四强”")

    assert list(Activity.objects.alike(title, first.held_on)) == [first]
    assert not Activity.objects.alike("同日示例（第二期）“四强”", first.held_on).exists()


@pytest.mark.parametrize(
    ("han", "figures"),
    [
        ("第十期", "第10期"),
        ("第十二次", "第12次"),
        ("第二十届", "第20届"),
        ("第二十一讲", "第21讲"),
        ("第三〇批", "第30批"),
    ],
)
def test_ordinals_are_the_same_in_both_figures(han, figures):
    assert chinese.look(han) == chinese.look(figures)
    assert chinese.look(han) != chinese.look("第一期")


def test_hits_are_marked_as_they_are_written(client, staff):
    make_activity(title="示例：⻓ 江\u200b经济带座谈")

    answer = client.get(reverse("search"), {"q": "长江经济带"}).content.decode()

    assert "<mark>⻓ 江\u200b经济带</mark>" in answer


def test_an_upgrade_folds_the_index_anew_and_goes_on_where_it_was_stopped(db, monkeypatch):
    branch, activity = make_branch(name="⻘年支部"), make_activity(title="⻓江座谈")
    for index in (BranchIndex, ActivityIndex):
        index.objects.update(title="旧", folded="旧", vector="'旧'")

    assert folding.carry_on(seconds=-1) is False
    assert not any(one.is_over for one in folding.progress())
    assert folding.carry_on() is True

    assert BranchIndex.objects.get(pk=branch.pk).folded.startswith("青年支部\n")
    assert ActivityIndex.objects.get(pk=activity.pk).title == "长江座谈"
    assert {state.version for state in Folding.objects.all()} == {chinese.VERSION}
    assert all(one.is_over and one.done == one.total for one in folding.progress())

    BranchIndex.objects.update(folded="旧")
    assert folding.carry_on() is True
    assert BranchIndex.objects.filter(folded="旧").exists()  # this version is done: nothing is read again

    monkeypatch.setattr(chinese, "VERSION", chinese.VERSION + 1)
    assert folding.carry_on() is True
    assert not BranchIndex.objects.filter(folded="旧").exists()


def test_the_command_says_how_far_it_is(db, capsys):
    make_branch(name="⻘年支部")

    call_command("refold", "--check")
    call_command("refold")

    lines = capsys.readouterr().out.splitlines()
    assert "organizations_branchindex：0 / 1，未完成" in lines
    assert "organizations_branchindex：1 / 1，已完成" in lines


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(80, id="some"),
        pytest.param(2_000, id="all", marks=[pytest.mark.thorough, pytest.mark.timeout(900)]),
    ],
)
def test_whatever_arrives_is_found_as_it_should_be_written(db, count):
    found = list(pairs(count))
    branches = Branch.objects.bulk_create(
        Branch(committee=committee(), code=f"A{number}", name=other, kind="branch")
        for number, (_, other) in enumerate(found)
    )

    missed = [
        (plain, other)
        for branch, (plain, other) in zip(branches, found, strict=True)
        if chinese.fold(plain) != chinese.fold(other)
        or not Branch.objects.matching(f'"{plain}"', contacts=False).filter(pk=branch.pk).exists()
    ]

    assert missed == []
