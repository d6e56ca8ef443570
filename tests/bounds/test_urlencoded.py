"""A large form is read as Django reads a small one, in little more room than it has itself."""

import tracemalloc
from urllib.parse import urlencode

import pytest
from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from activities.models import Activity
from collab_portal.lib.urlencoded import form
from tests.activities import conftest as activity_forms
from tests.factories import make_user

filled_form = activity_forms.filled_form
PIECES = st.sampled_from(
    (
        "a",
        "=",
        "&",
        "+",
        "%",
        "%4",
        "%41",
        "%0A",
        "\r\n",
        "\n",
        " ",
        "%E9%95%BF",
        "%ff",
        "_",
        ".",
        "\t",
        "%3D",
        "长",
        "%00",
        ";",
    )
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_is_sent_is_read_as_django_reads_it(body):
    assert form(body.encode()) == QueryDict(body.encode(), encoding="utf-8")


@pytest.mark.parametrize("shape", ["<![", "<p>长", "a<", "江"])
def test_four_megabytes_take_no_hundred(shape):
    body = urlencode({"summary": shape * (4_000_000 // len(urlencode({"": shape})))}).encode()
    tracemalloc.start()

    read = form(body)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read["summary"].startswith(shape * 9)
    assert most < 8 * len(body)


def test_what_is_no_form_is_refused_before_it_is_taken_apart():
    with pytest.raises(BadRequest):
        form(b"a=" + b"%" * 100_000)
    with pytest.raises(TooManyFieldsSent):
        form(b"a=1&" * 1_000)


def test_a_long_text_of_a_person_comes_through(client, db, filled_form):
    client.force_login(make_user("jiangsu"))
    text = "长江两岸联学共建，" * 3_000

    response = client.post(
        "/activities/log/",
        urlencode(filled_form(summary=text), doseq=True),
        content_type="application/x-www-form-urlencoded",
    )

    assert (response.status_code, Activity.objects.get().summary) == (302, f"<p>{text}</p>")
