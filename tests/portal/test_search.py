"""One box finds everything a person may see, and nothing else."""

import random
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from activities.search import words_of as activity_words
from collab_portal.lib import portal
from collab_portal.lib.dates import today
from collab_portal.lib.search.kinds import SearchKind
from collab_portal.lib.search.rows import IndexRow
from collab_portal.search import Asked, search
from experience.models import SearchDocument
from experience.search import words_of as article_words
from organizations.models import Branch, Pairing, PairingIndex
from organizations.search import branch_words, pairing_words
from rotation import operations
from rotation.models import Consultation, Resolution, Turn, TurnIndex
from rotation.search import consultation_words, turn_words
from rotation.search import words_of as resolution_words
from tests.experience.reference import BruteForce
from tests.factories import (
    committee,
    make_activity,
    make_article,
    make_branch,
    make_consultation,
    make_document,
    make_label,
    make_pairing,
    make_resolution,
    make_resource,
    make_rotation,
    make_user,
)

pytestmark = pytest.mark.django_db
PAGE = "/search/"
WORDS = {
    "article": article_words,
    "activity": activity_words,
    "pairing": pairing_words,
    "branch": branch_words,
    "resolution": resolution_words,
    "consultation": consultation_words,
    "turn": turn_words,
}


def brute_force():
    def words(row):
        name = row._meta.pk.name
        return WORDS[name](getattr(row, name))

    return BruteForce(words)


def labels(answer):
    return [group.kind.label for group in answer.groups]


def ask(query, user, **asked):
    return search(Asked(query, **asked), user, timezone.now())


def test_one_word_finds_pieces_activities_decisions_pairings_and_branches():
    make_article(title="长江治理经验")
    make_activity(title="长江保护主题党日", confirmed=True)
    make_resolution(title="建立长江联络员制度")
    make_pairing(theme="守护长江")
    make_branch(name="长江航道党支部")

    answer = ask("長江", make_user("sichuan"))

    assert labels(answer) == ["他山之石", "联合活动", "议定事项", "结对共建", "党组织"]
    assert [group.results.total for group in answer.groups] == [1, 1, 1, 1, 1]
    assert answer.groups[1].results.hits[0].title_html == "<mark>长江</mark>保护主题党日"


def test_the_text_of_an_activity_is_searched_and_shown_where_it_stands():
    make_activity(title="联学", summary="<p>大家谈到<strong>退捕</strong>渔民转产。</p>", confirmed=True)

    (group,) = ask("退捕渔民", make_user("sichuan")).groups

    assert "<mark>退捕渔民</mark>" in group.results.hits[0].excerpt_html


def test_names_are_found_by_pinyin_and_initials():
    make_branch(name="江苏省税务局机关党委")

    assert ask("shuiwu", make_user()).total == 1
    assert ask("swj", make_user()).total == 1
    assert ask("uiwu", make_user()).total == 0


@pytest.mark.parametrize(("slug", "role", "seen"), [("jiangsu", "staff", 1), ("zhejiang", "staff", 1)])
def test_parties_find_a_record_that_is_not_confirmed_yet(slug, role, seen):
    make_activity("jiangsu", ("zhejiang",), title="未确认的记录")

    assert ask("未确认", make_user(slug, role=role)).total == seen


def test_a_stranger_sees_neither_title_nor_count_of_what_is_not_his():
    make_activity("jiangsu", ("zhejiang",), title="未确认的记录")
    make_pairing("jiangsu", "zhejiang", answer="proposed", theme="未确认的结对")

    answer = ask("未确认", make_user("anhui"))

    assert answer.total == 0
    assert [count for _, count, _, _ in answer.tabs] == ["", *["0"] * 10]
    assert not answer.hints


def test_who_is_not_signed_in_searches_the_column_alone():
    make_article(title="长江治理经验")
    make_branch(name="长江航道党支部")

    answer = ask("长江", AnonymousUser())

    assert labels(answer) == ["他山之石"]
    assert [label for label, _, _, _ in answer.tabs] == ["全部", "他山之石"]


def test_filters_are_conditions_of_the_search():
    make_activity("jiangsu", ("zhejiang",), title="长江甲", held_on=date(2024, 5, 1), confirmed=True)
    make_activity("anhui", ("hubei",), title="长江乙", held_on=date(2025, 5, 1), confirmed=True)
    reader = make_user("sichuan")

    def found(**asked):
        hits = [hit for group in ask("长江", reader, **asked).groups for hit in group.results.hits]
        return sorted(str(hit.title_html)[-1] for hit in hits)

    assert found() == ["乙", "甲"]
    assert found(committee=committee("zhejiang")) == ["甲"]
    assert found(year=2025) == ["乙"]
    assert found(committee=committee("zhejiang"), year=2025) == []
    assert found(kind="articles") == []


def test_the_index_follows_every_way_of_writing():
    branch = make_branch(name="旧名党支部")
    pairing = make_pairing(own=branch)
    user = make_user()

    branch.name = "新名党支部"
    branch.save()
    assert (ask("旧名", user).total, ask("新名", user).total) == (0, 2)  # the branch and its pairing

    Branch.objects.filter(pk=branch.pk).update(name="又名党支部")
    assert (ask("新名", user).total, ask("又名", user).total) == (0, 2)

    branch.name = "四名党支部"
    Branch.objects.bulk_update([branch], ["name"])
    assert ask("四名", user).total == 2

    Branch.objects.bulk_create(
        [Branch(committee=branch.committee, code="Z9", name="成批党支部", kind="unit")]
    )
    assert ask("成批", user).total == 1

    pairing.theme = "换了主题"
    pairing.save(update_fields=["theme"])
    assert ask("换了主题", user).total == 1


def test_a_decision_is_found_by_its_new_words_as_soon_as_it_is_written_and_by_its_owners():
    decided, reader = make_resolution("jiangsu", title="旧议定", body="共护一江碧水"), make_user("sichuan")

    decided.title = "新议定"
    decided.save()
    assert (ask("旧议定", reader).total, ask("新议定", reader).total) == (0, 1)

    Resolution.objects.filter(pk=decided.pk).update(body="换了要求")
    assert (ask("一江碧水", reader).total, ask("换了要求", reader).total) == (0, 1)
    assert ask("新议定", reader, committee=committee("jiangsu")).total == 1
    assert ask("新议定", reader, committee=committee("anhui")).total == 0
    (group,) = ask("新议定", reader, year=decided.due_on.year).groups
    assert group.results.hits[0].url == decided.get_absolute_url()


def test_saving_what_is_not_searched_leaves_the_index_alone(django_assert_num_queries):
    branch = make_branch()

    with django_assert_num_queries(3):  # savepoint, update, release
        branch.save(update_fields=["version"])


def test_the_index_of_every_kind_can_be_written_anew(capsys):
    make_article(title="长江一")
    make_activity(title="长江二", confirmed=True)
    make_pairing(theme="长江三")
    make_resolution(title="长江四")
    make_resource(title="长江五"), make_document(title="长江六"), make_label(name="长江七")
    indexes = IndexRow.__subclasses__()
    before = {rows: rows.objects.count() for rows in indexes}
    for rows in indexes:
        if rows is not SearchDocument:
            rows.objects.all().delete()

    call_command("search_rebuild")

    assert all(before.values())
    assert {rows: rows.objects.count() for rows in indexes} == before
    assert ask("长江", make_user("sichuan")).total == 7
    assert "联合活动：1 条" in capsys.readouterr().out


def test_a_meeting_and_a_turn_are_found_by_their_names():
    rotation, now = make_rotation("hubei", cycles=1), timezone.now()
    meeting, lead = make_consultation(days=10), make_user("hubei")
    operations.rename(meeting, actor=lead, title="岸线治理联谋会商", now=now)
    user = make_user("sichuan")

    assert [(group.kind.label, group.results.total) for group in ask("岸线", user).groups] == [("会商", 1)]
    (group,) = [found for found in ask("湖北 任期", user).groups if found.kind.slug == "turns"]
    assert group.results.hits[0].title_html == "<mark>湖北</mark>牵头的轮值<mark>任期</mark>"
    assert ask("岸线", user, committee=committee("hubei")).total == 1
    assert ask("岸线", user, committee=committee("hunan")).total == 0
    assert rotation.turns.count() == ask("轮值任期", user, kind="turns").total


def test_a_turn_is_found_under_who_leads_it_now_and_not_once_a_plan_took_it_away():
    make_rotation("hubei", cycles=1)
    ahead = Turn.objects.next(today()).get()
    other = Turn.objects.filter(starts_on__gt=ahead.ends_on).order_by("starts_on").first()
    old, user = ahead.committee, make_user("sichuan")
    operations.order_swap(
        ahead, other, actor=make_user(is_rotation_admin=True), reason="调整", now=timezone.now()
    )

    found = TurnIndex.objects.get(turn=ahead)
    Turn.objects.filter(committee=old).update(withdrawn_at=timezone.now())

    assert found.heading == f"{other.committee.short_name}牵头的轮值任期"
    assert ask(f"{old.short_name} 任期", user, kind="turns").total == 0


@pytest.mark.parametrize("questions", [15, pytest.param(60, marks=pytest.mark.thorough)])
def test_two_backends_give_the_same_answer(questions):
    random_ = random.Random(5)
    pool = "党建机关长江經濟带联学2021ＡＢab（），"  # noqa: RUF001

    def text(length):
        return "".join(random_.choice(pool) for _ in range(length))

    for number in range(8):
        make_article(title=text(12) + "题", body=f"<p>{text(60)}</p>")
        make_activity(title=text(10) + "题", summary=f"<p>{text(40)}</p>", confirmed=number % 2 == 0)
        make_branch(name=text(8) + "部")
        make_resolution(title=text(9) + "项", body=text(30))
    make_pairing(theme=text(9) + "题")
    reader, now = make_user("zhejiang"), timezone.now()

    for _ in range(questions):
        query = text(random_.choice([1, 1, 2, 2, 3, 4])) + random_.choice(["", "", " 党", " zj"])
        asked = Asked(query, kind=random_.choice(["", "activities", "branches", "resolutions"]))
        assert search(asked, reader, now) == search(asked, reader, now, engine=brute_force()), query


def test_nothing_found_offers_shorter_questions_that_do_find_something():
    make_branch(name="水利厅机关党委")
    user = make_user()

    assert [words for words, _ in ask("水利厅 不存在", user).hints] == ["水利厅"]
    assert [words for words, _ in ask("水利不存在的", user).hints] == []
    assert [words for words, _ in ask("水利审计", user).hints] == ["水利"]


@pytest.mark.parametrize("rows", [1, 5])
def test_the_page_costs_the_same_however_many_hits(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_article(title="长江经验")
        make_activity(title="长江党日", confirmed=True)
        make_pairing(theme="守护长江")
        make_branch(name="长江党支部")
        make_resolution(title="长江事项")
    client.force_login(make_user("sichuan"))

    # session, user, committee, inbox, committees, counts, and one for each of the five kinds
    with django_assert_num_queries(11):
        response = client.get(PAGE, {"q": "长江"})

    assert response.content.decode().count("<mark>") >= 5 * rows


def test_pages_of_one_kind_follow_each_other(client):
    for number in range(23):
        make_branch(name=f"长江第{number}党支部")
    client.force_login(make_user())

    first = client.get(PAGE, {"q": "长江", "kind": "branches"}).content.decode()
    second = client.get(PAGE, {"q": "长江", "kind": "branches", "page": "2"}).content.decode()

    assert (first.count("<mark>"), second.count("<mark>")) == (20, 3)
    assert "下一页" in first
    assert "上一页" in second
    assert "下一页" not in second


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00长江"},
        {"q": "长江", "page": "9" * 40},
        {"q": "长江", "page": "-1"},
        {"q": "长江", "kind": "users", "committee": "nowhere", "year": "1e9"},
        {"q": "a & !b | c:* <-> 'd'"},
        {"q": "党" * 1001},
        {"q": "？！"},
        {},
    ],
)
def test_no_question_is_an_error(client, query):
    make_branch(name="长江党支部")
    client.force_login(make_user())

    assert client.get(PAGE, query).status_code == 200


def test_marks_and_long_questions_are_answered_with_a_sentence(client):
    client.force_login(make_user())

    assert "标点符号不能单独检索" in client.get(PAGE, {"q": "？！"}).content.decode()
    assert "请缩短到60字以内" in client.get(PAGE, {"q": "党" * 61}).content.decode()
    assert "请缩短到" not in client.get(PAGE, {"q": "党" * 60}).content.decode()
    assert (
        "最多检索8个词"
        in client.get(PAGE, {"q": "一一 二二 三三 四四 五五 六六 七七 八八 九九"}).content.decode()
    )
    assert (
        "最多检索"
        not in client.get(PAGE, {"q": "一一 二二 三三 四四 五五 六六 七七 八八 八八"}).content.decode()
    )


def test_every_kind_leads_to_a_page_that_opens(client):
    client.force_login(make_user())
    made = {
        "articles": make_article(title="长江一"),
        "activities": make_activity(title="长江二", confirmed=True),
        "pairings": make_pairing(theme="长江三"),
        "branches": make_branch(name="长江四"),
        "resolutions": make_resolution(title="长江五"),
        "resources": make_resource(title="长江六"),
        "documents": make_document(title="长江七"),
        "labels": make_label(name="长江八"),
        "consultations": Consultation.objects.get(),
        "turns": Turn.objects.first(),
    }

    assert set(made) == {kind.slug for kind in portal.every(SearchKind)}
    for kind in portal.every(SearchKind):
        assert client.get(kind.url(made[kind.slug].pk)).status_code == 200


def test_what_is_deleted_is_found_no_more(client):
    activity = make_activity(title="长江草稿", publish=False)
    host = make_user("jiangsu")
    assert ask("长江草稿", host).total == 1

    Activity.objects.filter(pk=activity.pk).delete()

    assert ask("长江草稿", host).total == 0
    assert Pairing.objects.count() == PairingIndex.objects.count()
    assert reverse("search") == PAGE
