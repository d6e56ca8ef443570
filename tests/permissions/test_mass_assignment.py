"""Whatever else is posted with a form, nothing but the form's own fields is stored.

Each form is sent twice, as it is meant and with every other column of every model (``_meta``) added;
both must leave the same rows behind in every table that either wrote to. A form-bearing URL that is
not listed here fails the test.
"""

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collab_portal.lib.dates import today
from rotation.models import Turn
from tests.factories import (
    make_adoption,
    make_article,
    make_branch,
    make_pairing,
    make_user,
)
from tests.imports.helpers import branch_table, check
from tests.permissions import (
    cases_accounts,
    cases_activities,
    cases_commons,
    cases_experience,
    cases_organizations,
    cases_rotation,
    cases_turns,
)
from tests.permissions.table import rows
from tests.permissions.world import Browser, World

OURS = (
    "accounts",
    "organizations",
    "commons",
    "activities",
    "rotation",
    "experience",
    "notifications",
    "todos",
)
Payload = dict[str, Any]
Case = tuple[str, Any, Payload]
Rows = dict[str, list[Any]]
WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
"""Wherever they stand in a statement: other words this finds name no table."""

# Answered by a POST, yet nothing of the body is read; or the pages of the sign-in library. Group robots are
# off here: ``tests/notifications/test_robots.py`` sends their form with foreign columns.
NO_FORM = {
    "nudge",
    *("organizations:import-commit", "organizations:import-undo", "organizations:import-drop"),
    *("organizations:import-leave-out", "organizations:calendar-link", "organizations:calendar-revoke"),
    *cases_experience.NO_FORM,
    *cases_organizations.NO_FORM,
    *("accounts:person-disable", "accounts:person-enable", "accounts:person-invite"),
    *("accounts:sessions-end-all", "accounts:sessions-end-others"),
    *cases_activities.NO_FORM,
    *cases_commons.NO_FORM,
    *("experience:submit", "organizations:pairing-withdraw"),
    *("notifications:read", "notifications:read-all", "notifications:resend", "notifications:give-up"),
    *("notifications:robots", "notifications:robot", "notifications:robot-test"),
    "notifications:robot-delete",
    *("rotation:convene", "rotation:subscription"),
    *("rotation:subscription-revoke", "rotation:workday-delete", "rotation:workday-undo"),
    *cases_rotation.NO_FORM,
    *cases_turns.NO_FORM,
}
TABLE = branch_table(["A1", "甲", "党支部", "税务", ""])
SIGN_IN = ("account_", "mfa_", "usersessions_")


def _article_facts() -> Payload:
    facts = {"title": "新稿", "kind": "news", "area": "sharing", "author_name": "张三", "body": "<p>正文</p>"}
    return {**facts, "submission": str(uuid.uuid4())}


def _branch_facts() -> Payload:
    return {"name": "新支部", "code": "N1", "kind": "branch", "line": "tax", "submission": str(uuid.uuid4())}


def _consultation(world: World, lead: str) -> Any:
    return Turn.objects.get(committee__slug=lead).consultations.get()


def _duty(name: str) -> Any:
    return make_user("shanghai", role="member", **{name: True})


def _answered(world: World, pairing: Any) -> Any:
    facts = {"answer": "agree", "contact": "", "phone": "", "version": str(pairing.terms.get().pk)}
    return {"pk": pairing.pk}, world.user("staff"), facts


def _article(status: str, **fields: Any) -> Any:
    return make_article("jiangsu", status=status, **fields)


# Words that hold the number of a row, or that are drawn anew each time.
ADDRESSED = {"topic", "step", "url", "password", "target", "digest", "request_id", "session", "seed"}


class Table(SimpleUploadedFile):
    """A file that can be sent twice."""

    def read(self, *args: Any) -> bytes:
        self.seek(0)
        return super().read(*args)


CASES: dict[str, Callable[[World], Case]] = {
    **cases_accounts.CASES,
    **cases_activities.CASES,
    **cases_commons.CASES,
    **cases_rotation.CASES,
    **cases_turns.CASES,
    **cases_organizations.CASES,
    **cases_experience.CASES,
    "organizations:mail-domains": lambda w: (
        {"slug": "jiangsu"},
        w.user("security"),
        {"mail_domains": "js.gov.cn", "version": "1"},
    ),
    "experience:adopt": lambda w: (
        {"pk": make_article("zhejiang").pk},
        w.user("staff"),
        {"plan": "试行", "activity": "", "pairing": "", "result": ""},
    ),
    "experience:adoption": lambda w: (
        {"pk": make_adoption("jiangsu", make_article("zhejiang")).pk},
        w.user("staff"),
        {"plan": "改行", "activity": "", "pairing": "", "result": "", "version": "1"},
    ),
    "experience:write": lambda w: ({}, w.user("staff"), _article_facts()),
    "experience:edit": lambda w: (
        {"pk": _article("draft").pk},
        w.user("staff"),
        {**_article_facts(), "version": "1"},
    ),
    "experience:sign": lambda w: (
        {"pk": _article("editing").pk},
        _duty("is_editor"),
        {"sign-remark": "可", "sign-version": "1"},
    ),
    "experience:return": lambda w: (
        {"pk": _article("reviewing").pk},
        _duty("is_reviewer"),
        {"return-remark": "请补充", "return-version": "1"},
    ),
    "experience:publish": lambda w: (
        {"pk": _article("issuing").pk},
        _duty("is_issuer"),
        {"publish-at": "", "publish-version": "1"},
    ),
    "experience:withdraw": lambda w: (
        {"pk": _article("issued").pk},
        _duty("is_issuer"),
        {"withdraw-reason": "有误"},
    ),
    "organizations:edit": lambda w: (
        {"slug": "jiangsu"},
        w.user("admin"),
        {"introduction": "简介", "version": "1"},
    ),
    "organizations:branch-new": lambda w: ({}, w.user("staff"), _branch_facts()),
    "organizations:branch-edit": lambda w: (
        {"pk": make_branch().pk},
        w.user("staff"),
        {**_branch_facts(), "version": "1"},
    ),
    "organizations:batch-new": lambda w: ({}, w.user("staff"), {"name": "第一批"}),
    "organizations:batch-edit": lambda w: (
        {"pk": w.home.pairing_batches.create(name="旧名").pk},
        w.user("staff"),
        {"name": "第一批", "version": "1"},
    ),
    "organizations:pairing-propose": lambda w: (
        {},
        w.user("staff"),
        {
            "own": make_branch().pk,
            "partner": make_branch("zhejiang").pk,
            "theme": "共建",
            "submission": str(uuid.uuid4()),
        },
    ),
    "organizations:pairing-answer": lambda w: _answered(
        w, make_pairing("zhejiang", "jiangsu", answer="proposed")
    ),
    "organizations:pairing-renew": lambda w: (
        {"pk": make_pairing().pk},
        w.user("staff"),
        {"agreement_no": "", "signed_on": "", "valid_until": str(today() + timedelta(days=400))},
    ),
    "organizations:pairing-end": lambda w: ({"pk": make_pairing().pk}, w.user("staff"), {"reason": "完成"}),
    "organizations:import-new": lambda w: (
        {"kind": "branches"},
        w.user("staff"),
        {"file": Table("名册.xlsx", TABLE), "submission": str(uuid.uuid4())},
    ),
    "organizations:import-correct": lambda w: (
        {"pk": check(TABLE, make_user()).pk},
        w.user("staff"),
        {"file": Table("改.xlsx", TABLE)},
    ),
    "rotation:plan": lambda w: (
        {},
        w.user("rotation_admin"),
        {"pool": "basin", "cadence": "quarter", "start": str(today() + timedelta(days=81)), "cycles": "1"},
    ),
    "rotation:co-lead": lambda w: (
        {"pk": Turn.objects.get(committee__slug="hubei").pk},
        w.user("rotation_admin"),
        {"co_lead": "anhui"},
    ),
    "rotation:consultation-schedule": lambda w: (
        {"pk": _consultation(w, "hubei").pk},
        w.user("lead_staff"),
        {
            "title": "会商",
            "day": str(today() + timedelta(days=40)),
            "begins": "09:30",
            "ends": "11:30",
            "mode": "onsite",
            "place": "武汉",
            "version": "1",
        },
    ),
    "rotation:consultation-postpone": lambda w: (
        {"pk": _consultation(w, "hubei").pk},
        w.user("lead_staff"),
        {"reason": "汛情", "version": "1"},
    ),
    "rotation:consultation-cancel": lambda w: (
        {"pk": _consultation(w, "hubei").pk},
        w.user("lead_staff"),
        {"reason": "汛情", "version": "1"},
    ),
    "rotation:rule": lambda w: (
        {"step": "notice-14"},
        w.user("rotation_admin"),
        {"enabled": "on", "days": "12", "title": "会商将于{时间地点}召开", "body": "{会商}"},
    ),
    "rotation:rule-new": lambda w: (
        {},
        w.user("rotation_admin"),
        {
            "what": "CONSULTATION",
            "label": "会前三周",
            "audience": "LEAD",
            "phase": "MEETING",
            "days": "21",
            "title": "请准备：{会商}",
            "working_days": "on",
            "submission": str(uuid4()),
            "body": "{会商}",
        },
    ),
    "rotation:document-number": lambda w: (
        {"pk": _consultation(w, "hubei").pk},
        w.user("lead_staff"),
        {"kind": "notice", "number": "鄂直工〔2026〕12号"},
    ),
}


def _evil(column: "models.Field[Any, Any]", newest: Callable[[Any], str]) -> str:
    """A value the column would take, unlike any that is right."""
    if isinstance(column, models.ForeignKey):
        return newest(column.related_model)
    if column.choices:
        return str(list(column.flatchoices)[-1][0])
    kinds: list[tuple[type[Any], str]] = [
        (models.BooleanField, "on"),
        (models.DateTimeField, "2001-02-03T04:05"),
        (models.DateField, "2001-02-03"),
        (models.IntegerField, "77"),
        (models.AutoField, "77"),
        (models.UUIDField, "7" * 32),
        (models.EmailField, "evil@example.cn"),
    ]
    return next((value for kind, value in kinds if isinstance(column, kind)), "evil")


def business() -> list[type[models.Model]]:
    return [model for label in OURS for model in apps.get_app_config(label).get_models() if not _event(model)]


def _event(model: type[models.Model]) -> bool:
    return hasattr(model, "pgh_tracked_model")


def everything_else(own: set[str]) -> Payload:
    """Every column of every model under its name, its ``_id`` and the prefixes in use, but the form's own."""
    names: Payload = {}

    @cache
    def newest(model: Any) -> str:
        return str(model._default_manager.aggregate(models.Max("pk"))["pk__max"] or 1)

    for model in business():
        for column in model._meta.concrete_fields:
            for name in {column.name, column.attname}:
                names.setdefault(name, _evil(column, newest))
    return {name: value for name, value in names.items() if name not in own}


def stored(labels: set[str]) -> Rows:
    """Every row of these models."""
    found = {label: apps.get_model(label)._default_manager.order_by("pk").values() for label in labels}
    return {label: list(values) for label, values in found.items()}


def settled(after: Rows, before: Rows) -> dict[str, list[str]]:
    """The rows without what differs each time: moments, drawn numbers, the numbers of new rows."""
    old = {label: {row.get("id") for row in found} for label, found in before.items()}

    def plain(label: str, name: str, value: Any, new: bool) -> Any:
        if isinstance(value, datetime):
            return "evil" if value.year == 2001 else "moment"
        if isinstance(value, uuid.UUID):
            return "evil" if value.hex == "7" * 32 else "drawn"
        if isinstance(value, memoryview):
            return bytes(value)
        number = isinstance(value, int) and not isinstance(value, bool)
        column = columns[label][name]
        if number and new and column.primary_key:
            return "new"
        if number and isinstance(column, models.ForeignKey):
            to = column.related_model._meta.label  # type: ignore[union-attr]
            return value if to not in old or value in old[to] else "new"
        if isinstance(value, str) and name in ADDRESSED:
            return "addressed"
        if isinstance(value, dict) and "url" in value:
            return {**value, "url": "addressed"}
        return value

    columns = {
        label: {field.attname: field for field in apps.get_model(label)._meta.concrete_fields}
        for label in after
    }
    return {
        label: sorted(
            repr(
                {
                    name: plain(label, name, value, row.get("id") not in old[label])
                    for name, value in row.items()
                }
            )
            for row in found
        )
        for label, found in after.items()
    }


def post(visitor: Browser, path: str, user: Any, payload: Payload) -> tuple[int, Rows]:
    """Send it, look at all rows of what it wrote to, and undo it."""
    visitor.cookies.clear()
    visitor.sign_in(user)
    visitor.cookies["sessionid"] = visitor.sessions[user.pk]
    labels = {model._meta.db_table: model._meta.label for model in business()}
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            status = visitor.post(path, payload).status_code
        wrote = {table for query in queries for table in WRITES.findall(query["sql"])}
        after = stored({labels[table] for table in wrote & set(labels)})
        transaction.set_rollback(True)
    return status, after


@pytest.mark.parametrize("url", sorted(CASES))
def test_extra_fields_of_a_form_are_not_stored(url: str, world: World, visitor: Browser) -> None:
    kwargs, user, payload = CASES[url](world)
    path = reverse(url, kwargs=kwargs)
    own = fields_of(visitor, path, user) | {name.split("-")[-1] for name in payload} | set(payload)

    meant, honest = post(visitor, path, user, payload)
    _, greedy = post(visitor, path, user, {**everything_else(own), **payload})

    before = stored(set(honest) | set(greedy))
    untouched, honest_rows, greedy_rows = (
        settled({**before, **after}, before) for after in ({}, honest, greedy)
    )
    assert meant == 302, "the honest form must be accepted, or this test says nothing"
    assert honest_rows != untouched
    assert {label: found for label, found in greedy_rows.items() if found != honest_rows[label]} == {}


def fields_of(visitor: Browser, path: str, user: Any) -> set[str]:
    """Names of the inputs on the form's own page."""
    visitor.sign_in(user)
    visitor.cookies["sessionid"] = visitor.sessions[user.pk]
    answer = visitor.get(path)
    return set(re.findall(r'name="([^"]+)"', answer.content.decode())) if answer.status_code == 200 else set()  # type: ignore[attr-defined]


def test_every_form_is_tried() -> None:
    posted = {
        url
        for url, found in rows().items()
        for row in found
        if row.method == "POST"
        and {"200", "302"} & set(row.cells.values())
        and not url.startswith((*SIGN_IN, "api:"))
    }

    assert posted - set(CASES) - NO_FORM == set()
    assert (set(CASES) | NO_FORM) - set(rows()) == set()


def test_what_is_sent_along_holds_what_matters(db: None) -> None:
    """Else the tests above would try nothing."""
    wanted = {"status", "confirmed_at", "published_at", "created_by", "committee", "committee_id", "version"}
    rights = {"role", "is_editor", "is_issuer", "is_rotation_admin", "platform_role", "is_active", "password"}

    assert wanted | rights <= set(everything_else(set()))
