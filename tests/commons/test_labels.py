"""品牌与专项: kept by a committee or for all nineteen, one however it is spelled, ended, merged."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from activities import operations as activities
from commons.models import Label
from commons.operations import labels as operations
from tests.factories import make_activity, make_article, make_honour, make_label, make_user
from tests.uploads.samples import Sent, pdf, picture

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
LIST, NEW = reverse("commons:labels"), reverse("commons:label-new")


def typed(**fields):
    return {"kind": "brand", "name": "有礼先锋", "submission": str(uuid.uuid4()), **fields}


def names(client, **query):
    return sorted(one.name for one in client.get(LIST, query).context["page"].rows)


def secretary(**fields):
    return make_user("hubei", is_rotation_admin=True, **fields)


def test_many_are_read_page_by_page_those_of_all_nineteen_first(client):
    made = [make_label(slug) for slug in ("jiangsu", None, "shanghai") for _ in range(9)]
    client.force_login(make_user("zhejiang"))

    first = client.get(LIST).context["page"]
    second = client.get(f"{LIST}?{first.next_query}").context["page"]
    back = client.get(f"{LIST}?{second.previous_query}").context["page"]

    shown = [*first.rows, *second.rows]
    order = {one.pk: (one.committee.position if one.committee else 0, one.kind, -one.pk) for one in made}
    assert [one.pk for one in shown] == sorted(order, key=order.__getitem__)
    assert back.rows == first.rows


def test_staff_make_one_of_their_own_and_everybody_finds_it(client):
    client.force_login(make_user("zhejiang"))
    form = typed(meaning="<p>礼在机关</p>")

    client.post(NEW, form)
    client.post(NEW, form)

    label = Label.objects.get()
    client.force_login(make_user("anhui", role="member"))
    assert (label.owner, label.open) == ("浙江", False)
    assert "礼在机关" in client.get(label.get_absolute_url()).content.decode()
    assert names(client, q="有禮先鋒") == ["有礼先锋"]
    assert client.get(reverse("search"), {"q": "礼在机关", "kind": "labels"}).context["answer"].total == 1
    offered = client.get(reverse("commons:label-options"), {"q": "有礼"}).json()["results"]
    assert offered == [{"value": str(label.pk), "text": "有礼先锋", "detail": "品牌 · 浙江"}]


@pytest.mark.parametrize("name", ["長江READ", "长江read", "  长江ＲＥＡＤ "])
def test_names_that_differ_by_case_or_script_are_one(client, name):
    make_label(name="长江Read")
    make_label("anhui", name="长江Read")
    client.force_login(make_user())

    answer = client.post(NEW, typed(name=name))

    assert list(answer.context["form"].errors) == ["name"]
    assert Label.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"name": ""}, "name"),
        ({"name": "。"}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"kind": "song"}, "kind"),
        ({"starts_on": "2026-05-01", "ends_on": "2026-04-01"}, "ends_on"),
        ({"starts_on": "2026-02-31"}, "starts_on"),
        ({"goal_value": "10"}, "goal_value"),
        ({"goal_unit": "records"}, "goal_value"),
        ({"goal_value": "0", "goal_unit": "records"}, "goal_value"),
        ({"goal": "本件绝密★长期"}, "goal"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(client, fields, where):
    client.force_login(make_user())

    answer = client.post(NEW, typed(**fields))

    assert where in answer.context["form"].errors
    assert not Label.objects.exists()


def test_the_secretariat_alone_keeps_what_is_of_all_nineteen(client):
    client.force_login(make_user("jiangsu"))
    client.post(NEW, typed(common="on"))
    client.force_login(secretary())
    client.post(NEW, typed(common="on", name="守护长江母亲河"))
    own, common = Label.objects.order_by("pk")

    assert (own.owner, common.owner) == ("江苏", "十九家共有")
    with pytest.raises(PermissionDenied):
        operations.end_label(common, actor=make_user("hubei"), now=NOW)
    with pytest.raises(PermissionDenied):
        operations.end_label(own, actor=secretary(role="member"), now=NOW)
    assert names(client, committee="common") == ["守护长江母亲河"]


def test_ended_it_leaves_the_list_and_comes_back(client):
    label = make_label(name="旧专项", kind="campaign")
    client.force_login(make_user())

    for _ in range(2):
        client.post(reverse("commons:label-end", args=[label.pk]))

    assert (names(client), names(client, state="over")) == ([], ["旧专项"])
    client.post(reverse("commons:label-resume", args=[label.pk]))
    assert names(client) == ["旧专项"]


def test_of_two_who_edit_the_second_sees_both_texts(client):
    label = make_label(name="甲", goal="原文")
    client.force_login(make_user())
    address = reverse("commons:label-edit", args=[label.pk])
    client.post(address, typed(name="甲", goal="先", version="1"))

    late = client.post(address, typed(name="甲", goal="后", version="1"))

    assert [(row.theirs, row.mine) for row in late.context["form"].theirs] == [("先", "后")]


def test_merged_all_that_bore_it_bears_the_other_and_its_address_leads_there(client):
    old, into = make_label(name="长江红"), make_label(None, name="万里长江党旗红")
    activity = make_activity(labels=(old, into), confirmed=True)
    other = make_activity(labels=(old,), confirmed=True)
    piece, honour = make_article("jiangsu", label=old), make_honour(label=old)
    client.force_login(make_user())
    merge = reverse("commons:label-merge", args=[old.pk])
    assert client.get(merge).context["counted"] == [("联合活动", 2), ("稿件", 1), ("荣誉", 1)]

    client.post(merge, {"into": into.pk})

    assert [list(one.labels.all()) for one in (activity, other)] == [[into], [into]]
    for one in (piece, honour):
        one.refresh_from_db()
        assert one.label == into
    assert client.get(old.get_absolute_url())["Location"] == into.get_absolute_url()
    assert names(client, state="all") == ["万里长江党旗红"]
    panel = client.get(into.get_absolute_url()).context["panels"][0].context
    assert [(year.records, year.attendances) for year in panel["years"]] == [(2, 60)]
    make_label(name="长江红")  # the name is free again


def test_only_what_is_alike_and_ones_own_is_merged(client):
    label = make_label()
    client.force_login(make_user())
    address = reverse("commons:label-merge", args=[label.pk])

    for into in (make_label("anhui"), make_label(kind="series"), label):
        assert list(client.post(address, {"into": into.pk}).context["form"].errors) == ["into"]
    with pytest.raises(ValidationError, match="同一工委"):
        operations.merge_label(label, actor=secretary(), now=NOW, into=make_label("anhui"))


def test_a_picture_is_shown_and_nothing_else_is_one(client):
    label = make_label()
    client.force_login(make_user())
    address = reverse("commons:label-picture", args=[label.pk])
    assert client.get(address).status_code == 404

    client.post(address, {"files": Sent("不是.pdf", pdf())})
    client.post(address, {})
    assert client.get(address).status_code == 404
    client.post(address, {"files": Sent("图.jpg", picture())})

    client.force_login(make_user("anhui", role="member"))
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert address in client.get(label.get_absolute_url()).content.decode()


def test_a_series_that_came_with_a_record_is_made_known_when_all_have_confirmed(client):
    activity = make_activity("jiangsu", series="未公开的讲堂")
    label = activity.labels.get()
    found = []
    for _ in range(2):
        client.force_login(make_user("anhui"))
        said = client.get(reverse("search"), {"q": "未公开的讲堂", "kind": "labels"}).context["answer"].total
        listed = client.get(reverse("activities:list"), {"label": label.pk}).content.decode()
        page = client.get(label.get_absolute_url()).status_code
        found.append((names(client), said, page, label.name in listed))
        activities.confirm(activity, actor=make_user("zhejiang"), now=NOW)

    assert found == [([], 0, 404, False), (["未公开的讲堂"], 1, 200, True)]
    client.force_login(make_user("jiangsu"))
    assert names(client) == ["未公开的讲堂"]


def test_its_kind_stays_once_something_bears_it(client):
    label = make_label(name="甲")
    make_honour(label=label)
    client.force_login(make_user())

    answer = client.post(
        reverse("commons:label-edit", args=[label.pk]), typed(name="甲", kind="series", version="1")
    )

    assert list(answer.context["form"].errors) == ["kind"]


def test_pieces_and_honours_of_a_label_stand_on_its_page_and_in_its_feed(client):
    label = make_label()
    piece = make_article("jiangsu", status="issued", title="有礼的做法", label=label)
    make_article("jiangsu", status="issued", title="别的做法")
    make_honour(title="先进集体", label=label)
    client.force_login(make_user("anhui"))

    page = client.get(label.get_absolute_url()).content.decode()

    assert "有礼的做法" in page
    assert "别的做法" not in page
    assert "先进集体" in page
    column = client.get(reverse("experience:list"), {"label": label.pk})
    assert [row.title for row in column.context["page"].rows] == [piece.title]
    feed = client.get(reverse("experience:feed"), {"label": label.pk}).content.decode()
    assert ("有礼的做法" in feed, "别的做法" in feed, label.name in feed) == (True, False, True)
    assert client.get(reverse("experience:feed"), {"label": "999999"}).status_code == 404
    honours = client.get(reverse("commons:honours"), {"label": label.pk})
    assert [row.title for row in honours.context["page"].rows] == ["先进集体"]


def test_an_honour_bears_no_other_committees_own_label(client):
    client.force_login(make_user())
    theirs = make_label("anhui")
    facts = {
        "title": "先进",
        "level": "city",
        "category": "other",
        "subject": "organisation",
        "quantity": "1",
    }
    more = {"winner": "某支部", "awarder": "某机关", "year": "2025"}

    refused = client.post(reverse("commons:honour-new"), {**facts, **more, "label": theirs.pk})

    assert list(refused.context["form"].errors) == ["label"]


@pytest.mark.parametrize("rows", [1, 5])
def test_list_and_page_cost_the_same_however_much(client, django_assert_num_queries, rows):
    label = make_label()
    for _ in range(rows):
        make_label()
        make_activity(labels=(label,), confirmed=True)
        make_article("jiangsu", status="issued", label=label)
        make_honour(label=label)
    client.force_login(make_user())
    client.get(LIST)

    with django_assert_num_queries(5):
        client.get(LIST)
    with django_assert_num_queries(10):
        client.get(label.get_absolute_url())
