"""Sample data tell nothing about a real organ that its source does not say; what is ours says 示例.

Each sentence of the whole sample portal is looked up: it stands beside the words of its source
(``experience/sample_articles.toml`` for the pieces, ``sample_lines.csv`` for all else), or it says 示例.
"""

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from accounts.models import User
from activities.models import Activity
from collab_portal.lib.history import acting, changes_of
from collab_portal.lib.html import plain_text
from experience import sample
from experience.models import Article
from organizations.models import Branch, Committee, Pairing
from organizations.network import MEMBERS
from rotation.models import Consultation
from tests.factories import make_user

LINES = Path(__file__).with_name("sample_lines.csv")
PIECES: dict[str, Any] = tomllib.loads(sample.FILE.read_text(encoding="utf-8"))
APPS = (
    "accounts",
    "activities",
    "commons",
    "experience",
    "insights",
    "notifications",
    "organizations",
    "rotation",
)
LONGEST = 30  # characters kept of a source: its words, no sentence of it
QUOTED, FIGURE, HAN = re.compile(r"“([^“”]+)”"), re.compile(r"\d+%?"), re.compile(r"[\u4e00-\u9fff]")
LIST_OF_OURS = re.compile(r"示例[^，。：\n]{0,6}：\n")  # 示例议程：
# Made from other rows, or written by the product itself: no texts of the sample.
DERIVED = {
    *("SearchDocument", "Notification", "Delivery", "ReminderRule", "WorkdayOverride"),
    *("WorkdayNotice", "BulletinItem", "Remark.quote", "Label.key"),
}
SOURCES = {
    ("以高质量机关党建 引领长三角一体化发展谱新篇", "旗帜网（《旗帜》2020年第12期）", "2021-01-22"),
    ("广东湛江：“三笔奋书”增添机关党建成色", "来源网站、日期未载", ""),
    ("推动机关党建迈向更高水平（治理者说）", "中国西藏网（来源：人民日报）", "2023-02-17"),
    (
        "广东省发展和改革委员会联学共建的生动实践取得积极成效",
        "中国经济导报、中国发展网（未载日期）",
        "",
    ),
    ("长江经济带机关党建协作倡议", "四川机关党建网（据网页栏目推定）", "2023-11-13"),
}


class Line(NamedTuple):
    """``rests``: the words of the source that the sentence rests on."""

    sentence: str
    source: str
    rests: tuple[str, ...]


def of_pieces() -> Iterator[Line]:
    for piece in PIECES["article"]:
        for text in (piece["title"], piece["summary"]):
            yield from (Line(one, piece["source"], tuple(piece["rests"])) for one in sentences(text))
        for _, text, *rests in piece["facts"]:
            yield Line(sentences(text.replace("|", " "))[0], piece["source"], tuple(rests))


def of_all_else() -> Iterator[Line]:
    with LINES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield Line(row["sentence"], row["source"], tuple(row["facts"].split("/")))


def sentences(text: str) -> list[str]:
    found = (one.strip("。；\t ") for one in re.split(r"\n|(?<=[。！？])", text))
    return [one for one in found if one]


def texts() -> Iterator[tuple[str, str]]:
    """(column, text) of every row, without what stands below 编者按（示例）."""
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        columns = [field for field in model._meta.concrete_fields if is_text(field)]
        if (
            model.__name__ in DERIVED
            or model.__name__.endswith("Index")
            or hasattr(model, "pgh_tracked_model")
        ):
            continue
        for row in model._default_manager.all():
            for column in columns:
                if f"{model.__name__}.{column.name}" not in DERIVED:
                    text = str(getattr(row, column.attname) or "").split(f"<h2>{sample.EDITORIAL}</h2>")[0]
                    yield f"{model.__name__}.{column.name}", plain_text(text) if "<" in text else text


def is_text(column: "models.Field[Any, Any]") -> bool:
    return isinstance(column, models.CharField | models.TextField) and not column.choices


def unfounded() -> list[str]:
    """What is said with neither a source nor the word 示例; a list headed by it is so as a whole."""
    names = {name for one in MEMBERS for name in (one.name, one.short_name)}
    sources = {value for source in PIECES["source"].values() for value in source.values()}
    known = {line.sentence for line in (*of_pieces(), *of_all_else())} | names | sources
    titles = tuple(f"《{source['source_title']}》" for source in PIECES["source"].values())
    found = set()
    for where, text in texts():
        for one in () if LIST_OF_OURS.match(text) else sentences(text):
            names_source = one.removeprefix("资料来源：").startswith(titles)
            if HAN.search(one) and "示例" not in one and one not in known and not names_source:
                found.add(f"{where}：{one}")
    return sorted(found)


def test_every_sentence_has_its_source_or_says_that_it_is_an_example(sample_data, db):
    assert "\n".join(unfounded()) == ""

    told = {one for _, text in texts() for one in sentences(text)}
    assert [line.sentence for line in of_all_else() if line.sentence not in told] == []
    assert len(set(Branch.objects.values_list("committee", "name"))) == Branch.objects.count()

    Committee.objects.filter(slug="hunan").update(introduction="每年轮换一部分联络员。")
    Article.objects.filter(status="draft").update(
        summary="衢州的清单管用。", body="<p>示例：如此。</p><p>办结销号。</p>"
    )
    assert unfounded() == [
        "Article.body：办结销号",
        "Article.summary：衢州的清单管用",
        "Committee.introduction：每年轮换一部分联络员",
    ]


def test_figures_and_quoted_words_are_those_of_the_source():
    strange = []
    for line in (*of_pieces(), *of_all_else()):
        words = "".join(line.rests)
        asked = [*QUOTED.findall(line.sentence), *FIGURE.findall(line.sentence)]
        strange += [f"{one}：{line.sentence}" for one in asked if one not in words]

    assert strange == []


def test_of_the_sources_only_short_words_are_kept():
    for line in (*of_pieces(), *of_all_else()):
        assert line.source in PIECES["source"]
        assert line.rests
        assert all(0 < len(words) <= LONGEST and "。" not in words for words in line.rests), line
    assert {
        (one["source_title"], one["source_site"], str(one.get("source_date", "")))
        for one in PIECES["source"].values()
    } == SOURCES


def test_what_is_ours_stands_below_its_heading_and_names_no_committee():
    """Neither does it say what a real organ did: that is for the part above."""
    for piece in PIECES["article"]:
        ours = "".join(text for _, text in piece["note"])
        assert not [one.name for one in MEMBERS if one.name in ours]
        assert sample.body(piece).count(f"<h2>{sample.EDITORIAL}</h2>") == 1
        assert not FIGURE.search(ours)


def acted(model: Any) -> list[tuple[Any, User]]:
    """(object, person) of every event of the model that a person did."""
    events = model.pgh_event_model.objects.exclude(pgh_context=None).select_related("pgh_context")
    people = User.objects.in_bulk()
    objects = model._default_manager.in_bulk()
    found = [(objects.get(event.pgh_obj_id), event.pgh_context.metadata.get("user")) for event in events]
    return [(obj, people[person]) for obj, person in found if obj and person]


def test_the_history_names_those_whose_matter_it_is(sample_data, db):
    consultations = acted(Consultation)
    strangers = [
        f"{person}：{obj}"
        for obj, person in consultations
        if person.committee_id != obj.turn.committee_id and not person.is_rotation_admin
    ]
    strangers += [f"{p}：{o}" for o, p in acted(Activity) if p.committee_id not in o.committee_ids]
    strangers += [f"{p}：{o}" for o, p in acted(Pairing) if not o.involves(p.committee_id)]
    strangers += [
        f"{p}：{o}" for o, p in acted(Article) if p.committee_id != o.committee_id and not p.is_editor
    ]
    strangers += [f"{p}：{o}" for o, p in acted(Branch) if p.committee_id != o.committee_id]

    assert strangers == []
    assert {person.username for _, person in consultations} >= {"secretary"}
    assert len(acted(Activity)) > 50
    assert len(acted(Article)) >= 17


def test_what_follows_an_act_in_the_same_transaction_is_nobodys(db):
    person, committee = make_user("jiangsu"), Committee.objects.get(slug="hunan")

    with acting(person, "示例"):
        Committee.objects.filter(pk=committee.pk).update(introduction="一")
    Committee.objects.filter(pk=committee.pk).update(introduction="二")

    assert [change.who for change in changes_of(committee)[:2]] == ["系统", str(person)]
