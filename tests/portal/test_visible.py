"""Characters nobody sees are taken out where text enters, by one rule; what a script needs stays."""

import random
import unicodedata

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from activities.models import Activity
from collab_portal.lib.html import clean
from collab_portal.lib.visible import visible
from organizations.models import Branch
from tests.factories import make_user
from tests.imports.helpers import branch_table, check, commit
from tests.imports.texts import typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("长\u200b江\ufeff经\u2060济\u00ad带", "长江经济带"),
        ("\u200e左\u200f右\u202a甲\u202e乙\u2066丙\u2069", "左右甲乙丙"),
        ("一\x00二\x08三\x7f四\x9f五", "一二三四五"),
        ("㌀\u3164\uffa0\u034f", "㌀"),
        ("甲\u200d乙\u200c", "甲乙"),
        ("一\r\n二\r三\u2028四\u2029五\x85六\n七\x0b\x0c", "一\n二\n三\n四\n五\n六\n七"),
        ("\ud800半\udfff\ufffe\uffff", "半"),
        ("a\tb　c\xa0d", "a\tb　c\xa0d"),
        ("长\ufffc江\u2800经\u115f济\u1160带\u17b4\u17b5", "长江经济带"),
        ("长\u180b江\u180c\u180d经\u180e济\u180f带", "长江经济带"),
        ("甲\u180b\u200c\u180f\u180e乙", "甲乙"),
    ],
)
def test_what_nobody_sees_goes(typed, kept):
    assert visible(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "👨\u200d👩\u200d👧",
        "❤\ufe0f\u200d🔥",
        "☺\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "مس\u200cمس",
        "क्\u200dष",
        "ᠠ\u180eᠠ",
        "ᠠ\u180bᠨ\u180c\u180d\u180eᠠ\u180f",
        "葛\U000e0100",
        "\u0600٢",
    ],
)
def test_what_a_script_needs_stays(text):
    assert visible(text) == text


@given(st.randoms(use_true_random=False))
def test_the_rule_is_done_once_and_leaves_no_control_character(chance):
    text = visible(typed(chance, 60))

    assert visible(text) == text
    assert not [char for char in text if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\n"]


def test_the_same_text_enters_by_a_form_and_by_an_import(client, db):
    staff = make_user()
    client.force_login(staff)
    name = "长\u200b江\ufeff经济带\u202e第一\u00ad支部"
    facts = {"code": "A\u200b1", "name": name, "kind": "branch", "line": "tax"}

    answer = client.post(reverse("organizations:branch-new"), {**facts, "submission": _submission(client)})
    other = name.replace("第一", "第二")  # one of the same name is asked about first
    job = commit(check(branch_table(["B\u200b1", other, "党支部", "税务", ""]), staff), staff)

    assert (answer.status_code, job.status) == (302, "done")
    assert list(Branch.objects.order_by("code").values_list("code", "name")) == [
        ("A1", "长江经济带第一支部"),
        ("B1", "长江经济带第二支部"),
    ]


def _submission(client) -> str:
    form = client.get(reverse("organizations:branch-new")).context["form"]
    return str(form["submission"].value() or form["submission"].initial)


def test_a_field_of_nothing_visible_is_empty(client, db):
    client.force_login(make_user())

    answer = client.post(
        reverse("organizations:branch-new"), {"code": "A", "name": "\u200b\ufeff", "kind": "branch"}
    )

    assert "name" in answer.context["form"].errors
    assert not Branch.objects.exists()


@pytest.mark.parametrize(
    "source",
    [
        "长\u200b江",
        "长&#8203;江",
        "长&#x200b;江",
        "长&ZeroWidthSpace;江",
        "长&#xFFFC;江",
        "长&#10240;江",
        "长\u1160江",
        "长&shy;江",
    ],
)
def test_rich_text_loses_them_however_they_are_written(source):
    assert clean(f"<p>{source}</p>") == "<p>长江</p>"


def test_a_password_is_taken_as_it_is(client, db):
    staff = make_user()
    staff.set_password("Tree\u00adhouse-2026-夏")
    staff.save()
    facts = {"login": staff.username, "password": "Tree\u00adhouse-2026-夏"}

    answer = client.post(reverse("account_login"), facts)

    assert answer.status_code == 302


def test_random_questions_never_break_the_search(client, db):
    client.force_login(make_user())
    chance = random.Random(5)

    for _ in range(40):
        assert client.get(reverse("search"), {"q": typed(chance, 20)}).status_code == 200
    assert not Activity.objects.exists()
