"""A field is written once: whatever table an app has, each of its columns stands wherever it says, and
nowhere else; what leaves as a workbook comes back; what is private is not for others."""

import io
import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from openpyxl import load_workbook

from activities.models import YearlyTotal
from collab_portal.lib import portal
from collab_portal.lib.columns import EVERYWHERE, Column
from collab_portal.lib.dates import today
from collab_portal.lib.tables import Table
from commons.models import Resource
from commons.tables import CONTACT
from organizations.imports.kinds import kinds
from organizations.models import Committee, PairingBatch
from organizations.operations import pairings
from tests.factories import (
    committee,
    make_activity,
    make_article,
    make_branch,
    make_consultation,
    make_document,
    make_honour,
    make_label,
    make_pairing,
    make_resolution,
    make_resource,
    make_user,
)
from tests.imports.helpers import check, counts
from tests.imports.texts import accepted

pytestmark = pytest.mark.django_db
TABLES = {table.name: table for table in portal.every(Table)}
API = {
    "联合活动": "activities",
    "工委": "committees",
    "共享资源": "resources",
    "文件": "documents",
    "轮值任期": "turns",
    "会商": "consultations",
    "文章": "articles",
}
FILES = {
    "联合活动": "activities:export",
    "历年汇总数": "activities:totals-export",
    "党组织": "organizations:branch-export",
    "结对共建": "organizations:pairing-export",
    "共享资源": "commons:resource-export",
    "文件": "commons:document-export",
    "荣誉": "commons:honour-export",
    "议定事项": "rotation:resolutions-export",
}
KEPT = "甲乙丙的联系方式"  # stands in every private column
CONTACTS = {"contact": KEPT, "phone": KEPT}


def _activities(chance: random.Random) -> Any:
    """Of any text; with a series and a brand, by several, of last year; all known of the last."""
    for number in range(6):
        make_activity(title=f"{accepted(chance, 100)}{number}", place=accepted(chance, 120))
    make_activity(partners=("shanghai", "anhui", "yunnan"), confirmed=True, kind="forum")
    make_activity("zhejiang", ("jiangsu",), held_on=date(today().year - 1, 3, 4), start_time="09:30")
    return make_activity(
        title="=1+1",
        series=f"系列{accepted(chance, 50)}",
        series_number=11,
        labels=(make_label(), make_label(kind="campaign")),
        pairing=make_pairing(),
        place="南京",
        link="https://example.cn/a",
        mode="both",
        source_title=accepted(chance, 120),
        source_site=accepted(chance, 300),
        source_on=today(),
    )


def _totals(chance: random.Random) -> Any:
    rows = [("", "sessions", 3), ("study", "wan", "0.25")]
    for year, (kind, unit, value) in enumerate(rows, start=2022):
        row = YearlyTotal(
            committee=committee(), year=year, kind=kind, unit=unit, value=value, note=accepted(chance, 120)
        )
        row.save()
    return row


def _branches(chance: random.Random) -> Any:
    above = make_branch(code="=A1", name=accepted(chance, 60, blank=False))
    contact = {"contact_name": KEPT, "contact_phone": KEPT, "contact_email": "kept@example.cn"}
    days = {"starts_on": date(2019, 3, 1), "term_ends_on": date(2027, 3, 1)}
    return make_branch(code="007", parent=above, ends_on=date(2099, 1, 1), line="tax", **contact, **days)


def _pairings(chance: random.Random) -> Any:
    for number in range(6):
        batch = PairingBatch.objects.create(
            committee=committee(), name=f"{accepted(chance, 60)}{number}", organised_on=date(2026, 1, 2)
        )
        own, theme = make_branch(code=f"{accepted(chance, 30)}{number}"), accepted(chance, 120, blank=False)
        term = {"agreement_no": accepted(chance, 60), "valid_until": date(2030, 1, 1)}
        make_pairing(own=own, theme=theme, term=term, batch=batch, supporter=accepted(chance, 80))
    make_pairing("zhejiang", "jiangsu", answer="proposed")
    make_pairing("zhejiang", "jiangsu", answer="declined")
    pairings.end(make_pairing(), actor=make_user(), now=timezone.now(), reason="完成")
    return make_pairing(**CONTACTS)


def _resources(chance: random.Random) -> Any:
    make_resource(branch=make_branch(), quantity=50, capacity=None)
    texts = {"how_to": "一\n二", "keeper": accepted(chance, 80), "source_site": accepted(chance, 300)}
    facts = {
        "exclusive": True,
        "notice_days": 7,
        "quantity": 3,
        "link": "https://example.cn/a",
        "line": "tax",
    }
    return make_resource(code="007", source_title="来源", source_on=today(), **CONTACTS, **texts, **facts)


def _documents(_chance: random.Random) -> Any:
    days = {"issued_on": date(2026, 1, 2), "effective_on": date(2026, 2, 3), "expires_on": date(2099, 1, 1)}
    return make_document(number="〔2026〕1号", scope="basin", source_title="来源", summary="提要", **days)


def _honours(chance: random.Random) -> Any:
    make_honour(branch=make_branch(), winner="")
    make_honour(subject="person", winner="党员", quantity=77)
    make_honour(subject="person", winner="张三", document=make_document())
    return make_honour(source_title=accepted(chance, 120), awarded_on=date(2025, 7, 1), number="1号")


def _labels(_chance: random.Random) -> Any:
    days = {"starts_on": date(2026, 1, 2), "ends_on": date(2026, 2, 3)}
    return make_label(goal="办成十件事", ended_on=today(), **days)


def _committees(_chance: random.Random) -> Any:
    Committee.objects.filter(slug="jiangsu").update(office_phone=KEPT, office_email="kept@example.cn")
    return committee()


MAKERS: dict[str, Callable[[random.Random], Any]] = {
    "联合活动": _activities,
    "历年汇总数": _totals,
    "工委": _committees,
    "党组织": _branches,
    "结对共建": _pairings,
    "共享资源": _resources,
    "文件": _documents,
    "荣誉": _honours,
    "品牌与专项": _labels,
    "轮值任期": lambda _: make_consultation().turn,
    "会商": lambda _: make_consultation(),
    "议定事项": lambda _: make_resolution(),
    "文章": lambda _: make_article(),
}


def those_on(place: str) -> list[str]:
    return [name for name, table in TABLES.items() if table.on(place)]  # type: ignore[arg-type]


def private() -> list[str]:
    return [name for name, table in TABLES.items() if any(column.right for column in table.columns)]


def asked(user: Any, address: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(address)


def exported(user: Any, name: str, query: str = "") -> bytes:
    return b"".join(asked(user, reverse(FILES[name]) + query).streaming_content)


def rows_of(content: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows()]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ((Column("title", "名称"), Column("title", "标题", on=EVERYWHERE)), "twice in sheet: title"),
        ((Column("phone", "电话", right=CONTACT, on={"facts", "api"}),), "private, yet in the API: phone"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(columns: tuple[Column, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Table(Resource, "共享资源", columns)


def test_every_table_is_looked_at_here_and_every_import_has_one() -> None:
    assert set(MAKERS) == set(TABLES)
    assert (set(API), set(FILES)) == (set(those_on("api")), set(those_on("sheet")))
    assert {kind.table.name for kind in kinds()} == set(those_on("import"))


@pytest.mark.parametrize("name", those_on("facts"))
def test_a_page_says_every_fact_that_is_known(name: str) -> None:
    table, obj, staff = TABLES[name], MAKERS[name](random.Random(1)), make_user()
    obj.refresh_from_db()

    page = asked(staff, obj.get_absolute_url()).content.decode()

    said = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page, re.DOTALL)
    facts = [
        (str(conditional_escape(label)), str(conditional_escape(words)))
        for label, words in table.facts(obj, staff)
    ]
    assert [pair for pair in said if pair in facts] == facts
    left_out = {one.label for one in table.on("facts")} - {label for label, _ in facts}
    assert left_out <= {
        "回执截止",
        "党建联盟",
        "撤销日期",
    }  # of what is ahead, of an alliance, of what is closed


@pytest.mark.parametrize("name", those_on("sheet"))
def test_a_workbook_has_every_column_with_its_value(name: str) -> None:
    table, obj = TABLES[name], MAKERS[name](random.Random(1))

    head, *rows = rows_of(exported(make_user(), name, "?state=all" if name == "党组织" else ""))

    columns = table.on("sheet")
    assert head == [column.label for column in columns]
    obj = table.read(type(obj).objects.filter(pk=obj.pk)).get()
    cells = [column.cell(column.value(obj, today())) for column in columns]
    assert [str(cell or "") for cell in cells] in [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: Any) -> str:
    return str(cell.date() if hasattr(cell, "date") else cell or "")


@pytest.mark.parametrize("name", those_on("api"))
def test_the_api_gives_every_column_and_nothing_private(name: str) -> None:
    table, _ = TABLES[name], MAKERS[name](random.Random(1))

    answer = asked(make_user(), reverse(f"api:{API[name]}"))

    found = answer.json()
    rows = found if isinstance(found, list) else found["items"]
    assert {key for row in rows for key in row} == {column.name for column in table.on("api")}
    assert KEPT not in answer.content.decode()


@pytest.mark.parametrize("name", those_on("import"))
def test_what_leaves_comes_back_without_any_change(name: str) -> None:
    kind, staff = next(kind for kind in kinds() if kind.table.name == name), make_user()
    MAKERS[name](random.Random(2))
    own = "" if name in {"联合活动", "结对共建"} else "?committee=jiangsu"
    content = exported(staff, name, f"{own}{'&state=all' if name == '党组织' else ''}")

    job = check(content, staff, kind=kind.key)

    wrong = list(job.rows.exclude(outcome="same").values("cells", "changes", "problems"))
    assert (counts(job), job.note, wrong) == ((0, 0, len(rows_of(content)) - 1, 0), "", [])


@pytest.mark.parametrize("name", private())
def test_what_is_private_is_for_those_with_the_right(name: str) -> None:
    obj, staff, member = MAKERS[name](random.Random(1)), make_user("anhui"), make_user("anhui", role="member")
    table, labels = TABLES[name], {column.label for column in TABLES[name].columns if column.right}

    def sees(person: Any) -> list[bool]:
        found = [KEPT in asked(person, obj.get_absolute_url()).content.decode()]
        if name in FILES:
            head, *rows = rows_of(exported(person, name, "?state=all" if name == "党组织" else ""))
            found += [any(KEPT in row for row in rows), not labels.isdisjoint(head)]
        return found

    assert (set(sees(staff)), set(sees(member))) == ({True}, {False})
    assert not labels & {column.label for column in table.on("facts", member, obj)}


def test_a_new_field_is_one_column() -> None:
    """With the model's field and its migration, page, workbook, import and API have it."""
    told = [column for column in TABLES["共享资源"].columns if column.name != "place"]
    without = Table(Resource, "共享资源", told)
    resource, staff = make_resource(place="无障碍通道"), make_user()

    table = replace(without, columns=(*told, Column("place", "无障碍", on=EVERYWHERE)))

    assert ("无障碍", "无障碍通道") in table.facts(resource, staff)
    assert ("无障碍", "无障碍通道") not in without.facts(resource, staff)
    assert [column.label for column in table.on("sheet")][-1] == "无障碍"
    assert ("place" in without.plain, "place" in table.plain) == (False, True)
    assert table.stored(resource)["place"] == "无障碍通道"
    assert table.schema().from_orm(resource).model_dump()["place"] == "无障碍通道"
    assert set(table.schema().model_fields) - set(without.schema().model_fields) == {"place"}
    assert table.importable[-1].longest == Resource._meta.get_field("place").max_length
