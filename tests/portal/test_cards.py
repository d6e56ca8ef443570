"""Rows of lists are kept drawn: whatever a card shows is what it is kept under, and nobody sees another's."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

import activities.cards
import experience.cards
from activities.cards import ActivityCard
from activities.kinds import AREA_OF
from activities.models import Activity, Participation
from collab_portal.lib.cards import drawn
from experience.cards import PieceCard
from experience.models import Article
from organizations.models import Committee
from tests.factories import make_activity, make_article, make_label, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def _set(**facts: Any) -> Callable[[Any], None]:
    return lambda row: type(row).objects.filter(pk=row.pk).update(**facts)


def _rename(slug: str) -> Callable[[Any], None]:
    return lambda _row: Committee.objects.filter(slug=slug).update(short_name="改名")


# How each thing that a card shows changes in the database; of the address there is one for each object.
OF_ACTIVITY: dict[str, Callable[[Any], None]] = {
    "title": _set(title="另一个名称"),
    "status": _set(status="cancelled", confirmed_at=None, cancelled_reason="改期", cancelled_at=NOW),
    "tone": _set(status="cancelled", confirmed_at=None, cancelled_reason="改期", cancelled_at=NOW),
    "brands": lambda row: row.labels.add(make_label()),
    "held_on": _set(held_on=date(2025, 3, 2), ended_on=date(2025, 3, 2)),
    "when": _set(start_time="09:30"),
    "kind": _set(kind="forum", area=AREA_OF["forum"]),
    "area": _set(kind="forum", area=AREA_OF["forum"]),
    "mode": _set(mode="online"),
    "place": _set(place="武汉"),
    "parties": _rename("zhejiang"),
}
OF_PIECE: dict[str, Callable[[Any], None]] = {
    "title": _set(title="另一个标题"),
    "committee": _rename("jiangsu"),
    "kind": _set(kind="study"),
    "area": _set(area="talent"),
    "published_at": lambda row: _set(published_at=row.published_at - timedelta(seconds=1))(row),
    "summary": _set(summary="另一段提要"),
}


def activity_card(row: Activity) -> str:
    return activities.cards.card(Activity.objects.filter(pk=row.pk).for_cards()[0])


def piece_card(row: Article, keeps: bool = False) -> str:
    return experience.cards.card(Article.objects.filter(pk=row.pk).for_list()[0], level=2, keeps=keeps)


def test_the_tables_of_changes_name_everything_that_is_shown() -> None:
    assert set(OF_ACTIVITY) | {"url"} == set(ActivityCard._fields)
    assert set(OF_PIECE) | {"url", "pk", "level", "is_kept"} == set(PieceCard._fields)


@pytest.mark.parametrize("name", OF_ACTIVITY)
def test_the_card_of_an_activity_changes_with_all_it_shows(name: str) -> None:
    row = make_activity("jiangsu", ("zhejiang",), confirmed=True, held_on=date(2025, 3, 3))
    before, facts = activity_card(row), activities.cards.facts(Activity.objects.for_cards().get(pk=row.pk))

    OF_ACTIVITY[name](row)

    now = activities.cards.facts(Activity.objects.for_cards().get(pk=row.pk))
    assert getattr(now, name) != getattr(facts, name)
    assert activity_card(row) != before


def test_a_party_more_or_another_host_changes_the_card() -> None:
    row = make_activity("jiangsu", ("zhejiang",), confirmed=True)
    before = activity_card(row)

    Participation.objects.filter(activity=row, committee__slug="zhejiang").delete()

    assert activity_card(row) != before


@pytest.mark.parametrize("name", OF_PIECE)
def test_the_card_of_a_piece_changes_with_all_it_shows(name: str) -> None:
    row = make_article("jiangsu")
    before = piece_card(row)

    OF_PIECE[name](row)

    assert piece_card(row) != before


def test_whether_a_piece_is_kept_is_shown_to_each_reader_alone(client: Any) -> None:
    row, keeper = make_article("jiangsu"), make_user()
    client.force_login(keeper)
    client.post(reverse("experience:keep", args=[row.pk]))

    def shown() -> tuple[bool, bool]:
        page = client.get(reverse("experience:list")).content.decode()
        return "移出清单" in page, "加入清单" in page

    assert shown() == (True, False)
    client.force_login(make_user())
    assert shown() == (False, True)
    client.logout()
    assert shown() == (False, False)


def test_a_card_is_drawn_once_for_the_same_facts() -> None:
    row = make_activity("jiangsu", ("zhejiang",), confirmed=True)

    assert activity_card(row) is activity_card(row)


def test_what_is_typed_stays_text() -> None:
    row = make_activity("jiangsu", ("zhejiang",), confirmed=True, title="<b>&", place='"><i>')

    assert "<b>" not in activity_card(row)
    assert "<i>" not in activity_card(row)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "activities/_card.html",
            "experience/_piece.html",
            "experience/_keep.html",
            "components/river.html",
        ),
        *(f"frame/{name}.html" for name in ("head", "links", "second_row", "menu", "scripts")),
    ],
)
def test_a_card_asks_for_nothing_but_its_facts(name: str) -> None:
    """Neither request nor person nor time could change it without changing its key."""
    source = (TEMPLATES / name).read_text()

    assert not [word for word in ("{% now", "{% may", "user", "request", "sample_") if word in source]


def test_no_more_cards_are_kept_than_fit() -> None:
    assert drawn.cache_info().maxsize == 4_000


def test_the_menu_of_each_person_names_their_duties_alone(client: Any) -> None:
    auditor, staff = make_user(None, "member", platform_role="auditor"), make_user()

    def shown(person: Any) -> tuple[bool, bool]:
        client.force_login(person)
        page = client.get(reverse("home")).content.decode()
        return reverse("accounts:audit") in page, reverse("accounts:people") in page

    assert [shown(person) for person in (auditor, staff, auditor)] == [
        (True, False),
        (False, False),
        (True, False),
    ]


def test_every_script_bears_the_nonce_of_its_own_answer(client: Any) -> None:
    pages = [client.get(reverse("home")) for _ in range(2)]

    nonces = []
    for page in pages:
        given = set(re.findall(r'<script[^>]* nonce="([^"]*)"', page.content.decode()))
        assert len(given) == 1
        assert f"'nonce-{min(given)}'" in page.headers["Content-Security-Policy"]
        nonces += given
    assert nonces[0] != nonces[1]


def test_the_frame_says_where_one_is(client: Any) -> None:
    client.force_login(make_user())

    def here(name: str) -> list[str]:
        page = client.get(reverse(name)).content.decode()
        return re.findall(r'<a href="([^"]*)" class="here"\s+aria-current="(?:page|true)">', page)

    for _ in range(2):
        assert here("activities:calendar") == ["/activities/", "/activities/calendar/"]
        assert here("activities:list") == ["/activities/", "/activities/"]
        assert here("rotation:home")[:1] == ["/rotation/"]
