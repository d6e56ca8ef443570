"""Planning an issue, and its going out by itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib.dates import today
from experience import operations
from experience.models import Bulletin, BulletinItem
from experience.tasks import release_issues
from notifications.models import Notification
from tests.factories import make_article, make_bulletin, make_user

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes


@pytest.fixture
def editor():
    return make_user("shanghai", role="member", is_editor=True)


def facts(**fields):
    begin = {"number": 5, "title": "他山之石", "planned_on": today(NOW) + timedelta(days=7), "least": 2}
    return {**begin, "sections": ["经验做法", "动态信息"], **fields}


def planned(editor, *articles, **fields) -> Bulletin:
    issue = operations.plan_issue(actor=editor, now=NOW, fields=facts(**fields))
    operations.add(issue, actor=editor, articles=articles)
    return Bulletin.objects.get(pk=issue.pk)


def due(editor, *articles) -> Bulletin:
    """Settled, and its day was two days ago: the beat was missed."""
    issue = planned(editor, *articles)
    operations.settle_issue(issue, actor=editor, now=NOW)
    Bulletin.objects.filter(pk=issue.pk).update(planned_on=today(NOW) - timedelta(days=2))
    return issue


def stored(issue) -> list[tuple[str, str]]:
    return list(issue.items.order_by("position").values_list("article__title", "section"))


def test_pieces_are_put_into_the_section_of_their_kind_and_moved_by_the_form(client, editor):
    news, practice = make_article(kind="news", title="甲"), make_article(kind="practice", title="乙")
    issue = planned(editor, news, practice)
    client.force_login(editor)
    items = {item.article_id: item.pk for item in issue.items.all()}

    assert stored(issue) == [("甲", "动态信息"), ("乙", "经验做法")]
    data = {"version": issue.version}
    for article, section, place in ((news, "经验做法", 2), (practice, "经验做法", 1)):
        data |= {f"section_{items[article.pk]}": section, f"place_{items[article.pk]}": place}
    client.post(reverse("experience:bulletin-plan", args=[issue.pk]), data)

    assert stored(issue) == [("乙", "经验做法"), ("甲", "经验做法")]


def test_of_two_editors_the_second_is_told_instead_of_overwriting(client, editor):
    issue = planned(editor, make_article())
    item = issue.items.get()
    client.force_login(editor)
    data = {"version": issue.version - 1, f"section_{item.pk}": "动态信息", f"place_{item.pk}": 1}

    page = client.post(reverse("experience:bulletin-plan", args=[issue.pk]), data).content.decode()

    assert "同事已保存过" in page
    assert stored(issue) == [(item.article.title, "经验做法")]


def test_a_piece_is_taken_out_and_is_free_again(client, editor):
    article = make_article(title="移出的")
    issue = planned(editor, article, make_article())
    client.force_login(editor)
    data = {"version": issue.version, "without": issue.items.get(article=article).pk}
    for item in issue.items.all():
        data |= {f"section_{item.pk}": item.section, f"place_{item.pk}": item.position}

    client.post(reverse("experience:bulletin-plan", args=[issue.pk]), data)

    assert issue.items.filter(article=article).count() == 0
    pool = client.get(reverse("experience:bulletin-plan", args=[issue.pk])).context["pool"]
    assert pool == [article]


def test_only_signed_pieces_of_no_other_issue_are_taken_in(editor):
    first = planned(editor, taken := make_article(title="编过的"))
    second = operations.plan_issue(actor=editor, now=NOW, fields=facts(number=6))

    with pytest.raises(ValidationError, match="已编入第5期"):
        operations.add(second, actor=editor, articles=[taken])
    with pytest.raises(ValidationError, match="尚未签发"):
        operations.add(second, actor=editor, articles=[make_article(status="issuing")])
    assert operations.add(first, actor=editor, articles=[taken]) == 1
    assert first.items.count() == 1


def test_a_thin_issue_and_late_pieces_are_warned_of(client, editor):
    late = make_article(title="晚到", published_at=NOW + timedelta(days=30))
    issue = planned(editor, make_article(title="够早"), late)
    client.force_login(editor)

    page = client.get(reverse("experience:bulletin-plan", args=[issue.pk])).content.decode()

    assert "稿件不足：计划至少2篇，现在能刊出1篇" in page
    assert "《晚到》的刊发时间晚于出刊时间" in page


def test_a_settled_issue_goes_out_once_however_late_and_tells_who_follows(client, editor):
    reader = make_user("yunnan")
    operations.follow(actor=reader, area="sharing")
    issue = due(editor, make_article("hubei", kind="practice", title="好做法"))

    release_issues()
    release_issues()

    issue.refresh_from_db()
    assert issue.released_at is not None
    (notice,) = Notification.objects.filter(recipient=reader, topic=issue.topic)
    assert notice.body == "【共享资源信息】\n· 好做法（湖北）"
    assert client.get(issue.get_absolute_url()).status_code == 200


def test_nothing_goes_out_before_its_hour_or_without_being_settled(editor):
    early, unsettled = planned(editor, make_article()), planned(editor, make_article(), number=6)
    operations.settle_issue(early, actor=editor, now=NOW)

    assert operations.release_due(now=early.goes_out_at - timedelta(seconds=1)) == 0
    assert operations.release_due(now=early.goes_out_at) == 1
    unsettled.refresh_from_db()
    assert unsettled.released_at is None


def test_a_piece_withdrawn_after_planning_drops_out_and_the_editors_are_told(client, editor):
    kept, gone = make_article(title="留下"), make_article(title="撤下")
    issue = due(editor, kept, gone)
    admin = make_user("jiangsu", role="admin")

    operations.withdraw(gone, actor=admin, now=NOW, reason="数字有误")
    operations.release_due(now=timezone.now())

    assert Notification.objects.filter(recipient=editor, step=f"left-out-{gone.pk}").count() == 1
    page = client.get(reverse("experience:bulletin-whole", args=[issue.pk])).content.decode()
    assert "留下" in page
    assert "撤下" not in page


def test_a_piece_withdrawn_after_the_issue_is_out_leaves_a_note(client, editor):
    gone = make_article(title="后来撤下")
    issue = make_bulletin(make_article(), gone, ready_at=NOW, released_at=NOW - timedelta(days=1))
    operations.withdraw(gone, actor=make_user("jiangsu", role="admin"), now=NOW, reason="数字有误")

    page = client.get(issue.get_absolute_url()).content.decode()

    assert "《后来撤下》已撤稿：数字有误" in page
    assert gone.get_absolute_url() not in page


def test_an_issue_left_without_pieces_stays_and_says_so(editor):
    gone = make_article()
    issue = due(editor, gone)
    operations.withdraw(gone, actor=make_user("jiangsu", role="admin"), now=NOW, reason="有误")

    assert operations.release_due(now=timezone.now()) == 0

    issue.refresh_from_db()
    assert (issue.released_at, issue.ready_at) == (None, None)
    assert Notification.objects.get(recipient=editor, asks="bulletin", settled_at=None).kind == "action"


def test_an_issue_that_is_out_is_changed_by_nobody_and_its_desk_leads_to_it(client, editor):
    issue = make_bulletin(make_article())
    client.force_login(editor)
    desk = reverse("experience:bulletin-plan", args=[issue.pk])

    assert client.get(desk).url == issue.get_absolute_url()
    assert client.post(desk).status_code == 403
    with pytest.raises(ValidationError, match="已出刊"):
        operations.discard(issue, actor=editor)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"planned_on": today(NOW) - timedelta(days=1)}, "出刊日期不能早于今天"),
        ({"sections": []}, "至少要有一个栏目"),
        ({"least": 0}, "不能小于1"),
        ({"number": 0}, "不能小于1"),
    ],
)
def test_an_issue_that_makes_no_sense_is_refused(editor, fields, said):
    with pytest.raises(ValidationError, match=said):
        operations.plan_issue(actor=editor, now=NOW, fields=facts(**fields))


def test_a_planned_issue_is_made_changed_settled_held_and_cancelled_by_its_pages(client, editor):
    client.force_login(editor)
    begin = client.get(reverse("experience:bulletin-new")).context["form"]
    assert begin["sections"].value() == "动态信息\n经验做法\n典型案例\n理论研讨"
    day = str(today() + timedelta(days=3))
    form = {"number": 9, "title": "他山之石", "planned_on": day, "sections": "甲\n乙\n甲", "least": 3}
    client.post(reverse("experience:bulletin-new"), form)
    issue = Bulletin.objects.get(number=9)
    assert issue.sections == ["甲", "乙"]

    def post(name, **data):
        client.post(reverse(f"experience:bulletin-{name}", args=[issue.pk]), data)
        return Bulletin.objects.filter(pk=issue.pk).first()

    assert post("edit", **{**form, "number": 10, "version": issue.version}).number == 10
    assert post("settle").ready_at is None  # nothing in it
    post("add", article=[make_article().pk])
    assert post("settle").ready_by == editor
    assert post("hold").ready_at is None
    assert post("discard") is None
    assert BulletinItem.objects.count() == 0


@pytest.mark.parametrize("who", [None, "member", "staff"])
def test_a_planned_issue_is_the_editors_alone(client, editor, who):
    issue = planned(editor, make_article())
    if who:
        client.force_login(make_user("jiangsu", role=who))

    for name in ("bulletin", "bulletin-whole"):
        assert client.get(reverse(f"experience:{name}", args=[issue.pk])).status_code == 404
    assert "第5期" not in client.get(reverse("experience:bulletins")).content.decode()


@pytest.mark.parametrize("pieces", [1, 5])
def test_the_desk_costs_the_same_however_full(client, editor, django_assert_num_queries, pieces):
    issue = planned(editor, *(make_article() for _ in range(pieces)))
    for _ in range(pieces):
        make_article()
    client.force_login(editor)

    # session, user, issue, items, committees, calls, pool, history, people
    with django_assert_num_queries(9):
        client.get(reverse("experience:bulletin-plan", args=[issue.pk]))


@pytest.mark.parametrize("pieces", [1, 5])
def test_the_whole_issue_costs_the_same_however_long(client, django_assert_num_queries, pieces):
    issue = make_bulletin(*(make_article() for _ in range(pieces)))

    with django_assert_num_queries(3):  # issue, items, signers
        client.get(reverse("experience:bulletin-whole", args=[issue.pk]))


def test_a_file_is_laid_out_once_and_not_sent_twice(client, monkeypatch):
    issue = make_bulletin(article := make_article(title="旧题"))
    url = reverse("experience:bulletin-file", args=[issue.pk, "pdf"])
    first = client.get(url)

    again, unchanged = client.get(url), client.get(url, headers={"If-None-Match": first["ETag"]})
    article.title = "新题"
    article.save()
    changed = client.get(url)

    assert (again.content, unchanged.status_code) == (first.content, 304)
    assert changed["ETag"] != first["ETag"]
