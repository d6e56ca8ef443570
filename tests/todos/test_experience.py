"""What the column owes: a line for who can do it, gone when it is done, right when people come and go."""

import pytest
from django.utils import timezone

from accounts.operations import people
from collab_portal.lib import portal
from collab_portal.lib.dates import plain_date, today
from collab_portal.lib.todos import Subject
from collab_portal.lib.verbs import follow
from experience import operations, sample
from experience.models import Article, Correction, SignOff
from experience.todos import Pieces
from notifications.models import Notification
from tests.factories import (
    committee,
    make_article,
    make_chain,
    make_piece_correction,
    make_user,
)
from tests.my_work import awaiting
from tests.todos.column import SECTION, account, asked, kinds, opens, returned, rights, sent
from todos import operations as todos
from todos.models import Todo

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes


@pytest.fixture(autouse=True)
def _rows_are_what_is_owed():
    yield
    assert todos.audit(timezone.now(), repair=False).differing == []


# Signatures


@pytest.mark.parametrize("what", ["piece", "correction"])
def test_each_step_waits_for_its_duty_and_for_nobody_else(client, what):
    chain = make_chain()
    second = make_user("hunan", role="member", is_editor=True)
    strangers = [make_user("jiangsu"), make_user("zhejiang"), make_user("zhejiang", role="member")]
    if what == "piece":
        steps = [operations.sign, operations.sign, operations.publish]
        thing = sent(title="甲")
    else:
        steps = [operations.pass_correction] * 3
        thing = make_piece_correction(make_article("jiangsu", title="甲"))

    for kind, label, person, step in zip(
        ("edit", "review", "issue"), ("编辑", "审核", "签发"), chain, steps, strict=True
    ):
        holders = [person, second] if kind == "edit" else [person]
        for holder in holders:
            (line,) = awaiting(holder, NOW, SECTION)
            assert (line.kind, line.due) == (label, thing.due_on)
            assert asked(holder, kind)
            assert opens(client, holder, line.url)
        assert not any(kinds(other) for other in {*chain, second, *strangers} - set(holders))
        thing = step(thing, actor=person, now=NOW)
        assert not any(asked(holder, kind) for holder in holders)
    assert not Todo.objects.exists()


def test_who_wrote_or_signed_it_never_sees_it_whatever_duties_he_holds():
    everything = dict.fromkeys(("is_editor", "is_reviewer", "is_issuer"), True)
    author = make_user("jiangsu", **everything)
    both, third = (
        make_user("hunan", role="member", **everything),
        make_user("hubei", role="member", **everything),
    )
    article = sent(author)
    assert (kinds(author), kinds(both)) == ([], ["编辑"])

    operations.sign(article, actor=both, now=NOW)

    assert (kinds(author), kinds(both), kinds(third)) == ([], [], ["审核"])


def test_neither_the_pieces_author_nor_the_corrections_signs_it():
    author, writer = make_user("jiangsu", is_editor=True), make_user("jiangsu", is_editor=True)
    article = make_article("jiangsu", created_by=author)
    words = {"title": "新题", "summary": "", "body": article.body, "note": "题目有误"}

    operations.correct(article, actor=writer, now=NOW, fields=words)

    editor, *_ = make_chain()
    assert (kinds(author), kinds(writer), kinds(editor)) == ([], [], ["编辑"])
    assert not asked(author, "edit")


def test_the_rows_and_the_queue_of_the_column_name_the_same():
    everything = dict.fromkeys(("is_editor", "is_reviewer", "is_issuer"), True)
    signers = [make_user("hunan", **everything) for _ in range(4)]
    for number in range(3):
        article = sent(signers[3] if number == 2 else None)
        for signer in signers[:number]:
            operations.sign(article, actor=signer, now=NOW)

    for signer in signers:
        mine = Article.objects.awaiting_signature(signer)
        assert sorted(line.title for line in awaiting(signer, NOW, SECTION)) == sorted(map(str, mine))


def test_a_piece_that_is_taken_back_is_asked_for_anew_when_it_is_sent_again():
    editor, *_ = make_chain()
    article = sent()
    operations.take_back_piece(article, actor=article.created_by)
    assert (kinds(editor), asked(editor, "edit")) == ([], False)

    operations.submit(article, actor=article.created_by, now=NOW)

    assert (kinds(editor), asked(editor, "edit")) == (["编辑"], True)
    assert Notification.objects.filter(recipient=editor, asks="edit").count() == 2


def test_a_line_follows_the_title_and_says_when_the_piece_was_sent():
    editor, *_ = make_chain()
    article = sent(title="旧题")
    operations.edit(article, actor=editor, version=article.version, fields={"title": "新题"})

    (line,) = awaiting(editor, NOW, SECTION)

    assert (line.title, line.detail) == ("新题", f"江苏供稿，{plain_date(today(NOW))}送编")
    assert asked(editor, "edit")


def test_a_withdrawn_piece_takes_its_correction_with_it():
    editor, *_ = make_chain()
    article = make_article("jiangsu")
    make_piece_correction(article)
    assert kinds(editor) == ["编辑"]

    operations.withdraw(article, actor=make_user("jiangsu", role="admin"), now=NOW, reason="有误")

    assert (kinds(editor), asked(editor, "edit")) == ([], False)


def test_who_loses_a_duty_is_asked_no_more_and_who_gets_it_sees_what_waits():
    editor, *_ = make_chain()
    newcomer = make_user("hubei", role="member")
    sent()
    rights(editor, is_editor=False)
    rights(newcomer, is_editor=True)

    editor.refresh_from_db()
    newcomer.refresh_from_db()
    assert (kinds(editor), asked(editor, "edit")) == ([], False)
    assert kinds(newcomer) == ["编辑"]


# What came back


def test_a_returned_piece_waits_for_its_author_until_he_sends_it(client):
    author, colleague, partner = make_user("jiangsu"), make_user("jiangsu"), make_user("zhejiang")
    editor, *_ = make_chain()
    article = returned(author, editor)

    (line,) = awaiting(author, NOW, SECTION)
    assert (line.kind, line.title, line.detail) == ("修改", article.title, "稿件被退回")
    assert opens(client, author, line.url)
    assert asked(author, "returned")
    assert not any(kinds(other) for other in (colleague, partner, editor))

    operations.submit(article, actor=colleague, now=NOW)
    assert (kinds(author), asked(author, "returned"), kinds(editor)) == ([], False, ["编辑"])


LEFT = {
    "disabled": lambda person: people.disable_person(
        person, actor=make_user(None, role="member", platform_role="system")
    ),
    "moved": lambda person: (rights(person, role="member"), account(person, committee=committee("anhui"))),
    "without the work": lambda person: rights(person, role="member"),
}


@pytest.mark.parametrize("how", LEFT)
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_comes_back_to_who_left_falls_to_the_committee(client, how, when):
    author, colleague = make_user("jiangsu"), make_user("jiangsu")
    article = sent(author)
    if when == "before":
        LEFT[how](author)
    operations.send_back(article, actor=make_chain()[0], now=NOW, remark="请改")
    if when == "after":
        LEFT[how](author)

    author.refresh_from_db()
    assert kinds(colleague) == ["修改"]
    assert how == "disabled" or kinds(author) == []  # who is disabled cannot sign in
    assert asked(colleague, "returned")
    assert opens(client, colleague, awaiting(colleague, NOW, SECTION)[0].url)
    operations.submit(article, actor=colleague, now=NOW)
    assert (kinds(colleague), asked(colleague, "returned")) == ([], False)


def test_it_is_the_authors_again_when_his_account_is_open_again():
    author, colleague = make_user("jiangsu"), make_user("jiangsu")
    system = make_user(None, role="member", platform_role="system")
    returned(author, make_chain()[0])
    people.disable_person(author, actor=system)

    people.enable_person(author, actor=system)

    assert (kinds(author), kinds(colleague)) == (["修改"], [])


def test_a_returned_correction_waits_for_who_proposed_it(client):
    editor, *_ = make_chain()
    made = make_piece_correction(make_article("jiangsu", title="甲"))
    operations.return_correction(made, actor=editor, now=NOW, remark="请改")

    (line,) = awaiting(made.created_by, NOW, SECTION)
    assert (line.kind, line.title, line.detail) == ("修改", "更正《甲》", "更正被退回")
    assert opens(client, made.created_by, line.url)
    assert asked(made.created_by, "returned")
    assert kinds(make_user("jiangsu")) == []

    words = {"title": "新题", "summary": "", "body": made.body, "note": "题目有误"}
    made = Correction.objects.get()
    operations.revise(made, actor=made.created_by, now=NOW, version=made.version, fields=words)
    assert (kinds(made.created_by), asked(made.created_by, "returned")) == ([], False)
    assert (kinds(editor), asked(editor, "edit")) == (["编辑"], True)


@pytest.mark.parametrize("who", ["staff", "editor"])
def test_a_returned_correction_falls_to_the_pieces_committee_when_its_writer_may_write_no_more(who):
    article, colleague = make_article("jiangsu"), make_user("jiangsu")
    writer = make_user("jiangsu") if who == "staff" else make_user("hunan", role="member", is_editor=True)
    words = {"title": "新题", "summary": "", "body": article.body, "note": "题目有误"}
    made = operations.correct(article, actor=writer, now=NOW, fields=words)
    operations.return_correction(made, actor=make_chain()[0], now=NOW, remark="请改")
    assert (kinds(writer), kinds(colleague)) == (["修改"], [])

    rights(writer, role="member", is_editor=False)

    writer.refresh_from_db()
    assert (kinds(writer), kinds(colleague)) == ([], ["修改"])
    operations.drop_correction(made, actor=colleague)
    assert kinds(colleague) == []


# The mechanism


def test_no_two_subjects_share_a_name():
    prefixes = [subject.prefix for subject in portal.every(Subject)]

    assert len(prefixes) == len(set(prefixes))


def test_the_sample_pieces_have_their_rows():
    from accounts import sample as accounts

    accounts.seed(NOW)
    sample.seed(NOW)

    assert set(Todo.objects.values_list("kind", flat=True)) == {
        *("edit", "review", "issue", "returned", "bulletin", "call", "result")
    }


def test_a_signature_that_nobody_followed_is_found_and_mended():
    article, (editor, *_) = sent(), make_chain()
    SignOff.objects.create(
        article=article,
        round=1,
        step="edit",
        decision="passed",
        person=editor,
        author=article.created_by,
        at=NOW,
    )
    Article.objects.filter(pk=article.pk).update(status="reviewing")

    found = todos.audit(NOW, repair=True).differing

    assert found == [
        f"article:{article.pk} 第1版 审核（reviewer）：缺少",
        f"article:{article.pk} 第1版 编辑（editor）：多余",
    ]


@pytest.mark.parametrize("pieces", [1, 5])
def test_as_many_queries_for_one_piece_as_for_five(django_assert_num_queries, pieces):
    articles = [sent() for _ in range(pieces)]
    follow(articles)

    with django_assert_num_queries(8):
        todos.sync(Pieces(), {article.pk for article in articles})
