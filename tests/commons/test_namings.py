"""联合命名: resources are applied for, named in one batch by all their owners, taken down with a reason."""

import uuid
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from commons.models import Plaque, Resource
from commons.operations import namings
from notifications.models import Notification
from organizations.models import FrameworkAgreement
from organizations.operations import agreements
from tests.factories import committee, make_naming, make_resource, make_user

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
LIST, NEW = reverse("commons:resources"), reverse("commons:naming-new")


def apply_for(*slugs):
    return [make_resource(slug, nominated_at=NOW, nominated_by=make_user(slug)) for slug in slugs]


def form(*resources, **fields):
    numbers = {f"number_{one.pk}": f"{place:03}号" for place, one in enumerate(resources, start=1)}
    facts = {"title": "第一批联合命名", "submission": str(uuid.uuid4())}
    return {**facts, **numbers, **fields}


def test_the_owner_applies_and_takes_it_back(client):
    resource = make_resource("hubei")
    apply, back = (
        reverse(f"commons:{name}", args=[resource.pk])
        for name in ("resource-nominate", "resource-nominate-withdraw")
    )
    client.force_login(make_user("hubei"))

    client.post(apply)
    asked = list(client.get(LIST, {"named": "asked"}).context["page"].rows)
    client.post(back)

    assert asked == [resource]
    assert list(client.get(LIST, {"named": "asked"}).context["page"].rows) == []


def test_the_owners_of_what_is_named_are_its_parties_and_sign(client):
    ours, theirs = apply_for("jiangsu", "hubei")
    client.force_login(make_user("jiangsu"))
    sent = form(ours, theirs, committees=[committee("anhui").pk])

    client.post(NEW, sent)
    client.post(NEW, sent)
    naming = FrameworkAgreement.objects.get()
    before = client.get(LIST, {"named": "yes"}).context["page"].rows
    for slug in ("hubei", "anhui"):
        agreements.answer(naming, actor=make_user(slug), now=NOW, agree=True)

    assert {party.committee.slug for party in naming.parties.all()} == {"jiangsu", "hubei", "anhui"}
    assert [(one.resource, one.number) for one in Plaque.objects.for_list()] == [
        (ours, "001号"),
        (theirs, "002号"),
    ]
    assert list(before) == []
    rows = client.get(LIST, {"named": "yes"}).context["page"].rows
    assert {(one, one.named["number"]) for one in rows} == {(ours, "001号"), (theirs, "002号")}
    page = client.get(theirs.get_absolute_url()).content.decode()
    assert "联合命名 002号" in page
    assert naming.get_absolute_url() in page


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ({}, "至少为一项资源填写编号"),
        ({"jiangsu": "001", "hubei": "\uff10\uff10\uff11"}, "重复"),
        ({"jiangsu": "9" * 30}, "20"),
    ],
)
def test_numbers_are_told_apart(client, numbers, why):
    resources = dict(zip(("jiangsu", "hubei"), apply_for("jiangsu", "hubei"), strict=True))
    client.force_login(make_user("jiangsu"))
    typed = {f"number_{resources[slug].pk}": number for slug, number in numbers.items()}

    page = client.post(NEW, form(committees=[committee("hubei").pk], **typed))

    assert why in str(page.context["form"].errors)
    assert not FrameworkAgreement.objects.exists()


def test_what_is_in_one_batch_or_no_longer_applied_for_is_in_no_other():
    taken, free = apply_for("jiangsu", "hubei")
    make_naming(taken, answer="proposed", committees=[committee("anhui")])
    Resource.objects.filter(pk=free.pk).update(nominated_at=None)

    assert list(Resource.objects.nominated()) == []
    for resource, why in ((taken, "另一批"), (free, "已撤回申报")):
        with pytest.raises(ValidationError, match=why):
            make_naming(resource, committees=[committee("anhui")])


def test_a_batch_that_is_declined_leaves_its_resources_applied_for():
    ours, theirs = apply_for("jiangsu", "hubei")
    naming = make_naming(ours, theirs, answer="proposed")

    agreements.answer(naming, actor=make_user("hubei"), now=NOW, agree=False, reason="改日")

    assert set(Resource.objects.nominated()) == {ours, theirs}


def test_a_plaque_is_taken_down_with_a_reason_and_the_others_hear_of_it(client):
    ours, theirs = apply_for("jiangsu", "hubei")
    hears = make_user("jiangsu")
    naming = make_naming(ours, theirs)
    plaque = Plaque.objects.get(resource=theirs)
    address = reverse("commons:plaque-revoke", args=[plaque.pk])
    client.force_login(make_user("anhui"))
    stranger = client.post(address, {"reason": "关闭"}).status_code
    client.force_login(make_user("hubei"))

    empty = client.post(address, {"reason": ""}).context["form"].errors
    client.post(address, {"reason": "场馆改建"})

    assert (stranger, list(empty)) == (403, ["reason"])
    assert [one.resource for one in Plaque.objects.in_force()] == [ours]
    told = Notification.objects.get(recipient=hears, title__startswith="联合命名摘牌")
    assert (told.body, told.url) == ("原因：场馆改建", naming.get_absolute_url())
    with pytest.raises(PermissionDenied):
        namings.revoke_plaque(plaque, actor=make_user("anhui"), now=NOW, reason="无")


def test_the_end_of_a_naming_ends_its_names():
    naming = make_naming(*apply_for("jiangsu", "hubei"))

    agreements.end(naming, actor=make_user("hubei"), now=NOW, reason="期满")

    assert not Plaque.objects.in_force().exists()
    assert not Resource.objects.named().exists()


def test_a_batch_being_signed_is_its_parties_staff_s_alone(client):
    naming = make_naming(*apply_for("jiangsu", "hubei"), answer="proposed")
    plaque = naming.plaques.get(number="002")
    asked = [naming.get_absolute_url(), reverse("commons:plaque-revoke", args=[plaque.pk])]
    asked.append(reverse("commons:naming-export", args=[naming.pk]))

    answers = {}
    for slug, role in (("hubei", "staff"), ("hubei", "member"), ("anhui", "staff")):
        client.force_login(make_user(slug, role=role))
        answers[slug, role] = [client.get(address).status_code for address in asked]

    assert answers == {
        ("hubei", "staff"): [200, 200, 404],
        ("hubei", "member"): [404, 404, 404],
        ("anhui", "staff"): [404, 404, 404],
    }


def test_the_list_leaves_as_a_workbook(client):
    naming = make_naming(*apply_for("jiangsu", "hubei"))
    client.force_login(make_user("anhui", role="member"))

    sent = client.get(reverse("commons:naming-export", args=[naming.pk]))

    rows = list(load_workbook(BytesIO(b"".join(sent.streaming_content)))["联合命名"].values)
    assert [(row[0], row[3], row[6]) for row in rows] == [
        ("编号", "所属工委", "状态"),
        ("001", "江苏", "执行中"),
        ("002", "湖北", "执行中"),
    ]


@pytest.mark.parametrize("number", [1, 5])
def test_a_naming_costs_the_same_however_many_it_names(client, django_assert_num_queries, number):
    naming = make_naming(*apply_for(*["jiangsu"] * number), committees=[committee("hubei")])
    client.force_login(make_user("hubei", role="member"))

    with django_assert_num_queries(9):
        client.get(naming.get_absolute_url())


@pytest.mark.parametrize("number", [1, 5])
def test_cards_say_the_naming_without_a_query_each(client, django_assert_num_queries, number):
    make_naming(*apply_for(*["jiangsu"] * number), committees=[committee("hubei")])
    client.force_login(make_user("hubei", role="member"))

    with django_assert_num_queries(6):
        client.get(LIST)
