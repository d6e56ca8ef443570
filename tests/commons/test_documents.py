"""文件: filed by one committee, read by all or by its own people, followed by what replaces it."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from commons.models import Document, DocumentFile
from commons.operations import documents as operations
from tests.factories import make_document, make_document_file, make_user
from tests.uploads.samples import Sent, pdf, refused

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
TODAY = dates.today(NOW)
LIST, NEW = reverse("commons:documents"), reverse("commons:document-new")


def typed(**fields):
    facts = {"title": "结对办法", "issuer": "某机关", "kind": "measure", "scope": "basin"}
    return {**facts, "submission": str(uuid.uuid4()), **fields}


def titles(client, **query):
    return sorted(one.title for one in client.get(LIST, query).context["page"].rows)


def edit(document, **facts):
    document.refresh_from_db()
    return operations.edit_document(
        document, actor=make_user(document.committee.slug), version=document.version, now=NOW, **facts
    )


def test_staff_file_one_and_everybody_finds_it(client):
    client.force_login(make_user())
    form = typed(number="示例〔2026〕1号", summary="一年一续")

    client.post(NEW, form)
    client.post(NEW, form)

    document = Document.objects.get()
    client.force_login(make_user("anhui", role="member"))
    assert "一年一续" in client.get(document.get_absolute_url()).content.decode()
    assert titles(client, q="〔2026〕1号") == ["结对办法"]
    assert client.get("/api/v1/documents").json()["items"][0]["number"] == "示例〔2026〕1号"


def test_what_is_a_committees_own_is_nobody_elses(client):
    own = make_document("anhui", title="内部安排", scope="own", number="甲1")
    paper = make_document_file(own)
    seen = {}
    for slug in ("anhui", "jiangsu"):
        client.force_login(make_user(slug, role="member"))
        seen[slug] = (
            client.get(own.get_absolute_url()).status_code,
            client.get(paper.get_absolute_url()).status_code,
            titles(client),
            client.get(reverse("search"), {"q": "内部安排", "kind": "documents"}).context["answer"].total,
            client.get("/api/v1/documents").json()["total"],
        )

    assert seen["anhui"] == (200, 200, ["内部安排"], 1, "0")
    assert seen["jiangsu"] == (404, 404, [], 0, "0")
    client.force_login(make_user())
    client.post(NEW, typed(title="别的", number="甲1"))
    assert Document.objects.count() == 2  # whose number it is as well is not told


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"title": ""}, "title"),
        ({"issuer": "长" * 81}, "issuer"),
        ({"kind": "law"}, "kind"),
        ({"issued_on": "2026-02-31"}, "issued_on"),
        ({"issued_on": "2026-05-01", "effective_on": "2026-04-01"}, "effective_on"),
        ({"issued_on": "2026-05-01", "expires_on": "2026-04-01"}, "expires_on"),
        ({"effective_on": "2026-05-01", "expires_on": "2026-04-01"}, "expires_on"),
        ({"number": "甲1"}, "number"),
        ({"supersedes": "999999"}, "supersedes"),
        ({"summary": "本件绝密★长期"}, "summary"),
        ({"summary": "长" * 1001}, "summary"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(client, fields, where):
    make_document("anhui", issuer="某机关", number="甲1")
    client.force_login(make_user())

    answer = client.post(NEW, typed(**fields))

    assert where in answer.context["form"].errors
    assert Document.objects.count() == 1


def test_what_replaces_it_is_told_on_its_page_and_it_leaves_the_list_not_the_search(client):
    old = make_document(title="旧办法", number="一号")
    client.force_login(make_user())
    start = client.get(NEW, {"supersedes": old.pk}).context["form"].initial
    assert (start["title"], start["supersedes"]) == ("旧办法", old.pk)

    client.post(NEW, typed(title="新办法", supersedes=old.pk))

    assert titles(client) == ["新办法"]
    assert titles(client, state="over") == ["旧办法"]
    assert titles(client, state="all") == ["新办法", "旧办法"]
    page = client.get(old.get_absolute_url())
    assert page.context["badge"] == ("已被替代", "muted")
    assert "《新办法》" in page.content.decode()
    twice = client.post(NEW, typed(title="又一办法", supersedes=old.pk))
    assert list(twice.context["form"].errors) == ["supersedes"]


def test_papers_do_not_replace_each_other_in_a_circle():
    first = make_document()
    second = make_document(supersedes=first)
    third = make_document(supersedes=second)

    for wrong in (third, second):
        with pytest.raises(ValidationError, match="首尾相接"):
            edit(first, supersedes=wrong)
    with pytest.raises(ValidationError, match="首尾相接"):
        edit(first, supersedes=first)
    with pytest.raises(ValidationError, match="只能替代本工委"):
        edit(make_document("anhui"), supersedes=third)


def test_a_successor_that_is_its_committees_own_is_not_told_to_others(client):
    old = make_document(title="旧办法")
    make_document(title="内部修订", supersedes=old, scope="own")
    client.force_login(make_user("anhui"))

    page = client.get(old.get_absolute_url())

    assert page.context["badge"][0] == "已被替代"
    assert "内部修订" not in page.content.decode()


def test_its_state_follows_from_its_days():
    day = timedelta(days=1)
    found = [
        make_document(**fields).state(TODAY, replaced=False)[0]
        for fields in (
            {"effective_on": TODAY + day},
            {"effective_on": TODAY},
            {"expires_on": TODAY},
            {"expires_on": TODAY - day},
            {"expires_on": TODAY - day, "abolished_on": TODAY, "abolish_reason": "过时"},
        )
    ]

    assert found == ["尚未施行", "现行", "现行", "已失效", "已废止"]
    assert Document.objects.in_force(TODAY).count() == 3


def test_abolished_it_stays_readable_and_is_not_edited(client):
    document = make_document()
    client.force_login(make_user())
    abolish = reverse("commons:document-abolish", args=[document.pk])
    assert list(client.post(abolish, {"reason": ""}).context["abolish_form"].errors) == ["reason"]

    client.post(abolish, {"reason": "已过时"})
    client.post(abolish, {"reason": "又一次"})

    assert "已过时" in client.get(document.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="不再修改"):
        edit(document, title="新名")


def test_of_two_who_edit_the_second_sees_both_texts(client):
    document = make_document(summary="原文")
    client.force_login(make_user())
    address = reverse("commons:document-edit", args=[document.pk])
    client.post(address, typed(summary="甲", version="1"))

    late = client.post(address, typed(summary="乙", version="1"))

    assert [(row.theirs, row.mine) for row in late.context["form"].theirs] == [("甲", "乙")]


def test_files_come_by_the_one_way_and_leave_as_downloads(client):
    document = make_document()
    client.force_login(make_user())
    attach = reverse("commons:document-attach", args=[document.pk])

    client.post(attach, {"files": [Sent("办法.pdf", pdf())]})
    label, (name, content) = next(iter(refused().items()))
    part = client.post(attach, {"files": [Sent(name, content)]}, headers={"hx-request": "true"})

    paper = DocumentFile.objects.get()
    assert label
    assert part.context["problems"]
    client.force_login(make_user("anhui", role="member"))
    answer = client.get(paper.get_absolute_url())
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(make_user("anhui"))
    remove = reverse("commons:document-detach", args=[document.pk, paper.pk])
    assert client.post(remove).status_code == 403
    client.force_login(make_user())
    assert [client.post(remove).status_code for _ in range(2)] == [302, 404]


def test_a_file_is_not_had_by_way_of_another_document(client):
    paper = make_document_file(make_document("anhui", scope="own"))
    other = make_document("anhui")
    client.force_login(make_user())

    assert client.get(reverse("commons:document-file", args=[other.pk, paper.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        operations.detach(paper, actor=make_user())


@pytest.mark.parametrize("rows", [1, 5])
def test_list_and_page_cost_the_same_however_much(client, django_assert_num_queries, rows):
    document = make_document()
    for _ in range(rows):
        make_document()
        make_document_file(document)
    client.force_login(make_user())
    client.get(LIST)

    with django_assert_num_queries(5):
        client.get(LIST)
    with django_assert_num_queries(6):
        client.get(document.get_absolute_url())


def test_a_number_that_is_used_already_is_said_once(client):
    make_document(issuer="某机关", number="甲1")
    client.force_login(make_user())

    answer = client.post(NEW, typed(issuer="某机关", number="甲1"))

    assert answer.context["form"].errors == {"number": ["该发文机关的这一文号已经登记。"]}
