"""Forms of joint activities, as ``test_mass_assignment`` sends them."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from activities.operations import labels, placing
from collab_portal.lib.dates import today
from tests.factories import committee, make_activity, make_correction, make_label, make_use
from tests.permissions import objects_activities
from tests.permissions.world import World

Case = tuple[dict[str, Any], Any, dict[str, Any]]


def _facts() -> dict[str, Any]:
    return {
        "title": "联合主题党日",
        "kind": "party_day",
        "held_on": str(today() - timedelta(days=1)),
        "mode": "onsite",
        "place": "南京",
        "partners": [f"committee-{committee('zhejiang').pk}"],
        "headcount": "20",
        "submission": str(uuid.uuid4()),
        "form-TOTAL_FORMS": "0",
        "form-INITIAL_FORMS": "0",
    }


def _seen(world: Any, activity: Any, stamp: Any, typed: dict[str, Any]) -> Case:
    """With the stamp of what its form was opened with."""
    return {"pk": activity.pk}, world.user("staff"), {**typed, "version": str(stamp(activity))}


def _asked() -> dict[str, Any]:
    """A correction that 浙江 asks 江苏 to agree to."""
    correction = make_correction(
        make_activity("zhejiang", ("jiangsu", "anhui"), confirmed=True), place="太湖"
    )
    return {"pk": correction.activity_id, "version": correction.version}


CASES: dict[str, Callable[[World], Case]] = {
    "activities:log": lambda w: ({}, w.user("staff"), _facts()),
    "activities:edit": lambda w: ({"pk": make_activity().pk}, w.user("staff"), {**_facts(), "version": "1"}),
    "activities:correct": lambda w: (
        {"pk": make_activity(confirmed=True).pk},
        w.user("staff"),
        {**_facts(), "version": "1", "reason": "地点写错"},
    ),
    "activities:void": lambda w: (
        {"pk": make_activity(confirmed=True).pk},
        w.user("staff"),
        {"reason": "登记了两次", "duplicate_of": "", "version": "1"},
    ),
    "activities:correction-agree": lambda w: (_asked(), w.user("staff"), {"headcount": "9"}),
    "activities:correction-object": lambda w: (_asked(), w.user("staff"), {"reason": "地点没错"}),
    "activities:confirm": lambda w: (
        {"pk": make_activity("zhejiang", ("jiangsu",)).pk},
        w.user("staff"),
        {"headcount": "9", "version": "1"},
    ),
    "activities:headcount": lambda w: ({"pk": make_activity().pk}, w.user("staff"), {"headcount": "9"}),
    "activities:dispute": lambda w: (
        {"pk": make_activity("zhejiang", ("jiangsu",)).pk},
        w.user("staff"),
        {"reason": "日期有误", "version": "1"},
    ),
    "activities:reply": lambda w: (
        {"pk": make_activity("zhejiang", ("jiangsu",), held_on=today() + timedelta(days=9)).pk},
        w.user("staff"),
        {"reply": "attend", "expected": "9", "reply_note": "", "version": "1"},
    ),
    "activities:use-decline": lambda w: (
        {"pk": make_use().pk},
        w.user("staff"),
        {"reason": "检修", "asked": "1"},
    ),
    "activities:use-withdraw": lambda w: (
        objects_activities.kwargs("activities:use-withdraw", "own", w),
        w.user("staff"),
        {"reason": "检修", "asked": "1"},
    ),
    "activities:use-grant": lambda w: ({"pk": make_use().pk}, w.user("staff"), {"asked": "1"}),
    "activities:places": lambda w: _seen(
        w,
        make_activity(held_on=today() + timedelta(days=9)),
        placing.stamp,
        {"places": "20", f"quota-{committee('zhejiang').pk}": "5"},
    ),
    "activities:tag": lambda w: _seen(
        w, make_activity(), labels.stamp, {"labels": [str(make_label().pk)], "series": "读书会"}
    ),
    "activities:untag": lambda w: (
        objects_activities.kwargs("activities:untag", "own", w),
        w.user("staff"),
        {"reason": "不属于本专项"},
    ),
    "activities:cancel": lambda w: ({"pk": make_activity().pk}, w.user("staff"), {"reason": "改期"}),
}
NO_FORM = {
    *("activities:attach", "activities:detach", "activities:discard"),  # files alone
    *("activities:correction-withdraw", "activities:use-ask"),
}
