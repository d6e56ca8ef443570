"""The drawn river: everybody stands on it once, and drawing it asks the database nothing."""

from django.template import Context, Template

from organizations import river
from organizations.models import Committee
from organizations.network import MEMBERS


def draw(**context: object) -> str:
    source = "{% load river %}{% river size=size current=current next=next %}"
    return Template(source).render(Context({"size": "large", "current": None, "next": None, **context}))


def test_every_committee_stands_on_the_river_once():
    assert sorted(station.slug for station in river.STATIONS) == sorted(member.slug for member in MEMBERS)


def test_the_main_stream_runs_from_the_source_to_the_sea():
    assert [station.slug for station in river.MAIN] == [
        "qinghai", "xizang", "yunnan", "sichuan", "chongqing", "hubei",
        "hunan", "jiangxi", "anhui", "jiangsu", "shanghai",
    ]  # fmt: skip


def test_everything_drawn_lies_within_the_picture():
    points = [point for tributary in river.TRIBUTARIES for point in tributary.course]
    points += [station.at for station in river.STATIONS]

    assert all(0 <= x <= river.WIDTH and 0 <= y <= river.HEIGHT for x, y in points)


def test_a_curve_passes_through_its_points():
    line = river.curve([(0, 0), (10, 5), (20, 0)])

    assert (line[0], line[river.STEPS], line[-1]) == ((0, 0), (10, 5), (20, 0))


def test_a_ribbon_grows_downstream():
    line = river.curve([(0, 0), (100, 0)])
    edge = river.offset(line, 1, 6)

    assert (edge[0], edge[-1]) == ((0, 1), (100, 6))


def test_the_lead_and_the_next_are_named_in_picture_and_list(db, django_assert_num_queries):
    lead, following = Committee(slug="jiangsu"), Committee(slug="zhejiang")

    with django_assert_num_queries(0):
        html = draw(current=lead, next=following)

    assert html.count('aria-label="江苏 当前牵头"') == 1
    assert html.count('aria-label="浙江 下一轮"') == 1
    assert html.count('href="/organizations/') == 38  # nineteen in the picture, nineteen in the list


def test_without_a_rotation_nobody_is_marked(db):
    assert "当前牵头" not in draw()


def test_the_small_river_is_an_ornament_with_one_line_of_words(db):
    html = draw(size="small", current=Committee(slug="hubei"))

    assert (html.count("<a "), 'aria-hidden="true"' in html) == (1, True)
