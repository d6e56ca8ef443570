"""登记: one page, one record, whatever is clicked."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from activities.models import Activity
from collab_portal.lib.dates import today
from tests.factories import committee, make_activity, make_branch, make_label, make_pairing, make_user

URL = "/activities/log/"


def parties_of(activity: Activity) -> list[tuple[str, str, bool]]:
    return [(p.committee.slug, p.role, p.signed_at is not None) for p in activity.parties]


def test_the_page_asks_for_eight_things_at_most(client, db):
    client.force_login(make_user())

    form = client.get(URL).context["form"]

    required = [field.name for field in form if field.field.required]
    assert required == ["title", "kind", "held_on", "mode", "partners", "headcount"]


def test_logging_makes_a_record_that_awaits_its_partner(client, filled_form):
    user = make_user("jiangsu")
    client.force_login(user)

    response = client.post(URL, filled_form())

    activity = Activity.objects.get()
    assert response.url == activity.get_absolute_url()
    assert (activity.status, activity.area, activity.created_by) == ("held", "vision", user)
    assert activity.ended_on == activity.held_on
    assert activity.committee_ids == sorted([committee("jiangsu").pk, committee("zhejiang").pk])
    assert parties_of(activity) == [("jiangsu", "host", True), ("zhejiang", "participant", False)]


def test_double_click_and_back_button_make_one_record(client, filled_form):
    client.force_login(make_user())
    form = filled_form()

    first = client.post(URL, form)
    second = client.post(URL, {**form, "title": "改了名再交"})

    assert Activity.objects.count() == 1
    assert first.url == second.url


def test_a_submission_number_of_another_committee_makes_nothing(client, filled_form):
    theirs = make_activity("anhui")
    client.force_login(make_user("jiangsu"))

    response = client.post(URL, filled_form(submission=str(theirs.submission)))

    assert response.status_code == 200
    assert "页面已失效" in response.content.decode()
    assert Activity.objects.get() == theirs


def test_a_draft_stays_with_its_host_until_published(client, filled_form):
    client.force_login(make_user())

    client.post(URL, filled_form(draft="1"))

    activity = Activity.objects.get()
    assert activity.status == "draft"
    assert not Activity.objects.visible_to(make_user("zhejiang")).exists()
    assert not Activity.objects.visible_to(make_user("jiangsu", role="member")).exists()
    assert Activity.objects.visible_to(make_user("jiangsu")).get() == activity


def test_a_day_to_come_is_announced(client, filled_form):
    client.force_login(make_user())

    client.post(URL, filled_form(held_on=str(today() + timedelta(days=9))))

    assert Activity.objects.get().status == "announced"


def test_the_same_title_on_the_same_day_is_asked_about_first(client, filled_form):
    known = make_activity("jiangsu", title="长江大保护联合主题党日")
    client.force_login(make_user("jiangsu"))
    form = filled_form()

    warned = client.post(URL, form)
    insisted = client.post(URL, {**form, "same_day_confirmed": "on"})

    assert known.get_absolute_url() in warned.content.decode()
    assert insisted.status_code == 302
    assert Activity.objects.count() == 2


def test_a_strangers_unconfirmed_record_is_not_given_away_by_the_warning(client, filled_form):
    make_activity("anhui", ("hubei",), title="长江大保护联合主题党日")
    client.force_login(make_user("jiangsu"))

    assert client.post(URL, filled_form()).status_code == 302


def test_roles_branches_and_outcomes_are_kept(client, filled_form):
    client.force_login(make_user("jiangsu"))
    theirs = make_branch("anhui", name="合肥支部")
    ours = make_branch("jiangsu", name="南京支部")
    zhejiang, brand = f"committee-{committee('zhejiang').pk}", make_label(None)

    client.post(
        URL,
        filled_form(
            partners=[zhejiang, f"branch-{theirs.pk}", f"branch-{ours.pk}"],
            organisers=[zhejiang],
            series="读书会",
            series_number="12",
            labels=[brand.pk],
            **{"form-0-text": "签约项目", "form-0-value": "3", "form-0-unit": "items"},
        ),
    )

    activity = Activity.objects.get()
    assert parties_of(activity) == [
        ("jiangsu", "host", True),
        ("zhejiang", "organiser", False),
        ("anhui", "participant", False),
    ]
    branches = {p.committee.slug: [b.name for b in p.branches.all()] for p in activity.parties}
    assert branches == {"jiangsu": ["南京支部"], "zhejiang": [], "anhui": ["合肥支部"]}
    assert [(o.text, o.value, o.unit) for o in activity.outcomes.all()] == [("签约项目", Decimal(3), "items")]
    assert str(activity) == "长江大保护联合主题党日（第12期）"
    assert [label.name for label in activity.labels.order_by("kind")] == [brand.name, "读书会"]


def test_branches_of_one_committee_need_nobody_elses_signature(client, filled_form):
    client.force_login(make_user("guangdong"))
    host, partner = make_branch("guangdong"), make_branch("guangdong")

    client.post(URL, filled_form(host_branch=str(host.pk), partners=[f"branch-{partner.pk}"]))

    activity = Activity.objects.get()
    assert (activity.status, len(activity.parties)) == ("confirmed", 1)


def test_once_more_counts_the_series_on(client, db):
    model = make_activity("jiangsu", title="悦读会第11期", series="悦读会", series_number=11)
    client.force_login(make_user("jiangsu"))

    form = client.get(f"{URL}?like={model.pk}").context["form"]

    assert form["title"].value() == "悦读会第12期"
    assert form["series_number"].value() == 12
    assert form["partners"].value() == [f"committee-{committee('zhejiang').pk}"]
    assert form["held_on"].value() is None


def test_a_record_one_may_not_see_is_no_model(client, db):
    model = make_activity("anhui", ("hubei",), title="别人的")
    client.force_login(make_user("jiangsu"))

    assert "别人的" not in client.get(f"{URL}?like={model.pk}").content.decode()


@pytest.mark.parametrize("like", ["0", "999999999999999999999", "x", "-1", "%00", chr(0x661)])
def test_a_wrong_model_is_an_empty_form(client, db, like):
    client.force_login(make_user())

    assert client.get(f"{URL}?like={like}").status_code == 200


def test_members_may_not_log(client, filled_form):
    client.force_login(make_user(role="member"))

    assert client.get(URL).status_code == 403
    assert client.post(URL, filled_form()).status_code == 403


HOSTILE = {
    "held_on": ["1900-01-01", "2999-01-01", "2026-02-30", "x", ""],
    "ended_on": ["1999-01-01", "2101-01-01", "2100-12-31"],
    "title": ["", "长" * 121, "\x00\u200b"],
    "kind": ["nothing", "", "party_day\u3000"],
    "mode": ["nowhere"],
    "headcount": ["-1", "1000001", "1e6", chr(0xFF19) * 8, "", "9" * 400],
    "partners": [[], ["committee-0"], ["branch-999999999999999999"], ["committee-x"], ["x\x00"]],
    "host_branch": ["999999999999999999999", "x", "0"],
    "pairing": ["7777", "x"],
    "series_number": ["0", "10000", "5", "x"],
    "end_time": ["09:00", "25:00"],
    "link": ["javascript:alert(1)", "x" * 400],
    "summary": ["长" * 200_000],
    "submission": ["x", "x\x00"],
    "form-TOTAL_FORMS": ["x", "99999"],
}


SAID_ELSEWHERE = {("series_number", "5"): "series", ("end_time", "09:00"): "start_time"}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in HOSTILE.items() for v in values])
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_kept(client, filled_form, name, value):
    client.force_login(make_user())

    response = client.post(URL, filled_form(**{name: value}))

    sheet = response.context["sheet"]
    assert response.status_code == 200
    assert Activity.objects.count() == 0
    if name == "form-TOTAL_FORMS":
        assert sheet.outcomes.total_error_count()
    else:
        assert SAID_ELSEWHERE.get((name, str(value)), name) in sheet.form.errors


@pytest.mark.parametrize(
    ("title", "headcount"),
    [("联学🚩", "0"), ("𠮷林㐀站与龘龘支部", "1000000"), ("ไทย👨\u200d👩", "1"), ("é́", "7")],
)
def test_rare_characters_and_extreme_numbers_are_kept_as_they_are(client, filled_form, title, headcount):
    client.force_login(make_user())

    client.post(URL, filled_form(title=title, headcount=headcount))
    activity = Activity.objects.get()

    assert activity.title == title
    assert activity.participations.get(role="host").headcount == int(headcount)
    assert client.get(activity.get_absolute_url()).status_code == 200
    assert client.get("/activities/export.xlsx").status_code == 200


def test_the_host_is_no_partner_of_itself(client, filled_form):
    client.force_login(make_user("jiangsu"))

    response = client.post(URL, filled_form(partners=[f"committee-{committee('jiangsu').pk}"]))

    assert "本工委已是牵头方" in response.context["form"].errors["partners"][0]


def test_the_host_branch_is_ones_own(client, filled_form):
    client.force_login(make_user("jiangsu"))

    response = client.post(URL, filled_form(host_branch=str(make_branch("anhui").pk)))

    assert "host_branch" in response.context["form"].errors


def test_a_wrong_outcome_is_told_and_the_fold_opens(client, filled_form):
    client.force_login(make_user())

    response = client.post(
        URL, filled_form(**{"form-0-text": "项目", "form-0-value": "-3", "form-0-unit": "items"})
    )

    assert '<details class="panel activity-fold" open>' in response.content.decode()
    assert Activity.objects.count() == 0


def test_markup_that_could_run_is_gone_when_kept(client, filled_form):
    client.force_login(make_user())

    client.post(URL, filled_form(summary='<p onclick="x()">好<script>alert(1)</script></p>'))

    assert Activity.objects.get().summary == "<p>好</p>"


def test_a_form_without_number_is_still_logged(client, filled_form):
    client.force_login(make_user())

    client.post(URL, filled_form(submission=None))

    assert isinstance(Activity.objects.get().submission, uuid.UUID)


def test_partners_are_found_by_what_is_typed(client, db):
    make_branch("anhui", name="安徽省税务局机关党委")
    client.force_login(make_user())

    def found(typed: str) -> list[str]:
        rows = client.get(reverse("activities:partners"), {"q": typed}).json()["results"]
        return [row["text"] for row in rows]

    assert found("安徽") == ["安徽省直机关工委", "安徽省税务局机关党委"]
    assert found("税务局机关") == ["安徽省税务局机关党委"]
    assert found("zhejiang") == ["浙江省委直属机关工委"]
    assert len(found("")) == 19
    assert found("\x00") == found("")
    assert found("无此单位" * 100) == []


def test_the_page_is_cheap_however_many_branches(client, db, django_assert_max_num_queries):
    for _ in range(4):
        make_branch("jiangsu")
    client.force_login(make_user("jiangsu"))

    with django_assert_max_num_queries(8):
        client.get(URL)


def test_an_activity_of_a_pairing_has_both_its_sides_as_parties(db):
    pairing = make_pairing("jiangsu", "zhejiang")

    with pytest.raises(ValidationError, match="结对的浙江一方不在参与方之列") as refused:
        make_activity("jiangsu", ("shanghai",), pairing=pairing)

    assert list(refused.value.message_dict) == ["pairing"]
    assert make_activity("jiangsu", ("zhejiang", "shanghai"), pairing=pairing).pairing == pairing


def test_an_activity_of_a_pairing_within_one_committee_names_both_branches(client, db, filled_form):
    own = make_branch("jiangsu"), make_branch("jiangsu", name="另一支部")
    pairing = make_pairing("jiangsu", "jiangsu", own=own[0], with_branch=own[1])
    client.force_login(make_user("jiangsu"))
    stranger = f"committee-{committee('fujian').pk}"
    form = filled_form(pairing=str(pairing.pk), host_branch=str(own[0].pk), partners=[stranger])

    page = client.post(URL, form)

    assert page.context["form"].errors["pairing"] == [
        "结对的另一支部一方不在参与方之列，不能登记在这一结对名下。"
    ]
    assert client.post(URL, {**form, "partners": [f"branch-{own[1].pk}"]}).status_code == 302


def test_what_is_wrong_with_an_outcome_is_summed_up_on_top(client, filled_form):
    client.force_login(make_user())

    page = client.post(URL, filled_form(**{"form-0-value": "1e99"})).content.decode()

    assert page.split('class="error-summary"')[1].split("</ul>")[0].count("成效第 1 行“") == 3
    assert not Activity.objects.exists()
