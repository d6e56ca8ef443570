"""A form sent twice (a second click without script, the back button) makes one thing, not two."""

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from activities.models import Attachment
from collab_portal.lib.dates import today
from commons.models import DocumentFile
from experience.models import Call, Remark
from notifications.models import Notification
from rotation.models import ReminderRule, Resolution, ResolutionProgress
from tests.factories import (
    committee,
    make_activity,
    make_article,
    make_chain,
    make_consultation,
    make_document,
    make_resolution,
    make_rotation,
    make_user,
)
from tests.portal.test_stale_edits import sent
from tests.rotation.work import as_held
from tests.uploads.samples import pdf

ROOT = Path(__file__).parents[2]
# What a person does that makes a row without being told a ``submission``, and why none is made twice.
WITHOUT = {
    "one row by a unique key: again it is that row": {
        "experience.adoptions.adopt",
        "experience.bulletins.add",
        "experience.reading.follow",
        "experience.reading.follow_only",
        "experience.reading.keep",
        "experience.reading.stop_digest",
        "organizations.alliances.answer",
        "organizations.alliances.invite",
        "organizations.alliances.seat",
        "rotation.handovers.reopen_handover",
        "rotation.handovers.sign_handover",
        "rotation.handovers.write_handover",
        "rotation.holding.record_held",
        "rotation.plans.store",
        "rotation.polls.answer_poll",
        "rotation.replies.reply",
        "rotation.rules.set_rule",
    },
    "what says the same as one that stands is that one": {
        "accounts.exports.ask_export",
        "accounts.people.create_person",
        "activities.attachments.attach",
        "commons.documents.attach",
        "experience.cases.report_case",
        "experience.remarks.remark",
        "organizations.alliances.edit",
        "organizations.batches.save_batch",
        "rotation.swaps.order_swap",
        "rotation.swaps.propose_swap",
    },
    "refused while the first stands": {
        "accounts.recovery.ask_recovery",
        "accounts.retirement.propose_retirement",
        "activities.corrections.propose",
        "activities.corrections.propose_void",
        "commons.resources.add_closure",
        "experience.bulletins.plan_issue",
        "experience.corrections.correct",
        "organizations.pairings.renew",
        "rotation.polls.open_poll",
        "rotation.skips.skip_turn",
    },
    "a version or a state is asked for": {
        "organizations.branches.edit_branch",
        "rotation.minutes.submit_minutes",
        "rotation.minutes.write_minutes",
        "rotation.resolutions.revise_resolution",
    },
    "the one before ends with it": {
        "organizations.calendar_links.make_link",
        "rotation.polls.make_poll_link",
        "rotation.tokens.make_token",
    },
    "a line of a ledger or of history, which is to have every deed": {
        "accounts.people.grant_duties",
        "experience.keeping.sign_off",
        "notifications.give_up",
        "notifications.resend",
        "organizations.branches.record",
    },
    "not asked by a form, but made by other verbs": {
        "activities.labels.tag",
        "activities.uses.arrange",
        "organizations.files.store",
        "organizations.files.store_made",
    },
}


def creating() -> dict[str, set[str]]:
    """The arguments of each verb of an ``operations`` module that somebody acts by and that makes a row."""
    models = {model.__name__ for model in apps.get_models()}
    found = {}
    for path in sorted(ROOT.glob("*/**/*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] not in {config.label for config in apps.get_app_configs()} or "operations" not in str(
            parts[1:]
        ):
            continue
        defined = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
        making = {one.name for one in defined if _makes(one, models)}
        while more := {one.name for one in defined if _called(one) & making} - making:
            making |= more
        name = ".".join(part for part in parts if part != "operations")
        for one in defined:
            said = {arg.arg for arg in (*one.args.args, *one.args.kwonlyargs)}
            if one.name in making and not one.name.startswith("_") and "actor" in said:
                found[f"{name}.{one.name}"] = said
    return found


def _makes(function: ast.FunctionDef, models: set[str]) -> bool:
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    verbs = {"create", "get_or_create", "update_or_create", "bulk_create"}
    return any(
        (isinstance(one, ast.Name) and one.id in models)
        or (isinstance(one, ast.Attribute) and one.attr in verbs)
        for one in calls
    )


def _called(function: ast.FunctionDef) -> set[str]:
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {one.id for one in calls if isinstance(one, ast.Name)}


def test_every_verb_that_makes_something_knows_the_same_sending_again() -> None:
    named = [verb for verbs in WITHOUT.values() for verb in verbs]

    without = [verb for verb, said in creating().items() if "submission" not in said]

    assert sorted(named) == sorted(without)


def _rule() -> tuple[str, Any, dict[str, Any], Any]:
    make_rotation()
    words = {"days": "21", "title": "请准备：{会商}", "body": "{时间地点}"}
    wish = {"what": "CONSULTATION", "label": "会前三周", "audience": "LEAD", "phase": "MEETING", **words}
    return reverse("rotation:rule-new"), make_user("hubei", is_rotation_admin=True), wish, ReminderRule


def _resolution() -> tuple[str, Any, dict[str, Any], Any]:
    meeting = make_consultation(days=1)
    as_held(meeting, "jiangsu")
    facts = {"title": "事项", "due_on": str(today() + timedelta(days=30)), "main_owner": "jiangsu"}
    lead = make_user(meeting.turn.committee.slug)
    return reverse("rotation:resolution-new", args=[meeting.pk]), lead, facts, Resolution


def _report() -> tuple[str, Any, dict[str, Any], Any]:
    decided = make_resolution()
    address = reverse("rotation:resolution-report", args=[decided.pk])
    return address, make_user("jiangsu"), {"text": "在办", "percent": "40"}, ResolutionProgress


def _call() -> tuple[str, Any, dict[str, Any], Any]:
    asked = [str(committee(slug).pk) for slug in ("jiangsu", "anhui")]
    facts = {"topic": "碳汇", "due_on": str(today() + timedelta(days=5)), "committees": asked}
    make_user("jiangsu")
    return reverse("experience:call-new"), make_user("hubei", is_editor=True), facts, Call


@pytest.mark.django_db
@pytest.mark.parametrize("case", [_rule, _resolution, _report, _call])
def test_the_same_form_sent_again_makes_nothing_more_and_tells_nobody_again(
    client: Client, case: Callable[[], Any]
) -> None:
    address, person, facts, model = case()
    client.force_login(person)
    page = address if case is not _report else Resolution.objects.get().get_absolute_url()
    typed = sent(client.get(page).context["form"]) | facts

    first = client.post(address, typed)
    told = Notification.objects.count()
    again = client.post(address, typed)

    assert (first.status_code, again.status_code) == (302, 302)
    assert again["Location"] == first["Location"]
    assert (model.objects.count(), Notification.objects.count()) == (1, told)
    client.post(address, sent(client.get(page).context["form"]) | facts)
    assert model.objects.count() == 2  # opened anew, it is meant


@pytest.mark.django_db
def test_the_same_remark_again_stands_once(client: Client) -> None:
    article, (signer, _, _) = make_article(status="editing", body="<p>结对共建两年。</p>"), make_chain()
    client.force_login(signer)
    typed = {"passage-quote": "共建两年", "passage-before": "", "passage-note": "请核实"}

    for _ in range(2):
        client.post(reverse("experience:remark", args=[article.pk]), typed)

    assert Remark.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["activities:attach", "commons:document-attach"])
def test_the_same_file_sent_again_hangs_there_once(
    client: Client, settings: Any, tmp_path: Path, name: str
) -> None:
    settings.UPLOAD_DIR = tmp_path
    holder = make_activity("jiangsu", ("zhejiang",)) if name == "activities:attach" else make_document()
    client.force_login(make_user())

    for _ in range(2):
        client.post(reverse(name, args=[holder.pk]), {"files": [SimpleUploadedFile("材料.pdf", pdf())]})
    client.post(reverse(name, args=[holder.pk]), {"files": [SimpleUploadedFile("另一份.pdf", pdf())]})

    assert Attachment.objects.count() + DocumentFile.objects.count() == 2
