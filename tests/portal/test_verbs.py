"""Every verb: the row is held first, then the right is asked of the person as stored now, then it is done."""

import inspect
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from activities.models import Activity, Correction, ResourceUse
from collab_portal.lib.verbs import Verb, registry, verb
from commons.models import Closure, Document, DocumentFile, Honour, Label, Plaque, Resource
from organizations.models import (
    Alliance,
    AllianceMember,
    Branch,
    FrameworkAgreement,
    Pairing,
    PairingTerm,
)
from rotation.models import Consultation
from tests import factories
from tests.once import rows_of_a_file

pytestmark = pytest.mark.django_db

APPS = ("accounts", "organizations", "commons", "activities", "rotation", "experience", "notifications")
# Verbs that lock and ask by themselves, and why; all of an app where only its name stands.
ASKING_THEMSELVES = {
    "two people's rows at once, and duties that nobody may hold with others": {"accounts"},
    "one answer for right and state: a piece that was signed meanwhile is no 403": {"experience"},
    "nobody's: what a day brings": {
        "activities.placing._release",
        "organizations.ending._close_one",
        *("rotation.advance.let_prepare", "rotation.advance.welcome", "rotation.following._end_turns"),
        *("rotation.handovers.open_handover", "rotation.polls._end_past_poll", "rotation.swaps._let_lapse"),
    },
    "parts of others, which have asked": {
        *("organizations.alliances.depart", "organizations.alliances.lapse", "organizations.alliances.seat"),
        "organizations.pairings.conclude",
    },
    "several rows are held by key first": {
        *("activities.corrections.propose_void", "commons.labels.merge_label"),
        *("organizations.alliances.answer", "organizations.alliances.invite"),
        *("organizations.alliances.propose", "organizations.pairings.propose"),
        "organizations.ending.close_branch",
    },
    "a new series is made before the record is held": {"activities.labels.tag", "activities.records.edit"},
    "the right is about the label, the lock about the record": {"activities.labels.untag"},
    "the rotation, which every plan holds, comes before the row": {
        *(
            "rotation.agenda.call_topics",
            "rotation.consultations.rename",
            "rotation.handovers.reopen_handover",
        ),
        *("rotation.handovers.sign_handover", "rotation.handovers.write_handover"),
        *("rotation.memberships.change_member", "rotation.plans.store", "rotation.skips.skip_turn"),
        *("rotation.swaps.answer_swap", "rotation.swaps.order_swap", "rotation.swaps.propose_swap"),
        *("rotation.swaps.withdraw_swap", "rotation.turns.set_co_lead"),
    },
    "the meeting that it hangs on is held first": {
        *("rotation.agenda.revise_item", "rotation.agenda.screen_item", "rotation.agenda.withdraw_item"),
        *("rotation.minutes.answer_objection", "rotation.minutes.object_to_minutes"),
        *("rotation.minutes.sign_minutes", "rotation.polls.choose_option", "rotation.polls.close_poll"),
        *("rotation.polls.make_poll_link", "rotation.polls.revoke_poll_link"),
        *("rotation.resolutions.report_progress", "rotation.resolutions.revise_resolution"),
        "rotation.resolutions.settle_resolution",
    },
    "by a link as well, without an account": {"rotation.polls.answer_poll", "rotation.replies.reply"},
    "asked by its page: it takes no person, or what it is about is no row": {
        *("rotation.consultations.cancel", "rotation.consultations.convene"),
        *("rotation.consultations.postpone", "rotation.consultations.schedule", "rotation.holding.hold"),
        *("rotation.notices.drop_notice", "rotation.notices.import_notice"),
        *("rotation.rules.add_rule", "rotation.rules.set_rule"),
        *("rotation.workdays.drop_workday", "rotation.workdays.set_workday"),
        *("organizations.imports.commit", "organizations.imports.correct", "organizations.imports.drop"),
        *("organizations.imports.leave_out", "organizations.imports.undo", "organizations.imports.upload"),
    },
}


def _naming() -> FrameworkAgreement:
    """Of one resource, in force."""
    applied = {"nominated_at": timezone.now(), "nominated_by": factories.make_user()}
    naming: FrameworkAgreement = factories.make_naming(
        factories.make_resource(**applied), committees=[factories.committee("zhejiang")]
    )
    return naming


MAKERS = {
    Activity: factories.make_activity,
    Alliance: factories.make_alliance,
    AllianceMember: lambda: factories.make_alliance("zhejiang", "anhui").members.first(),
    Branch: factories.make_branch,
    Closure: lambda: factories.make_resource().closures.create(
        first="2030-01-01", last="2030-01-02", reason="检修"
    ),
    Consultation: factories.make_consultation,
    Correction: lambda: factories.make_correction(
        factories.make_activity(confirmed=True), title="更正后的名称"
    ),
    Document: factories.make_document,
    DocumentFile: lambda: factories.make_document_file(factories.make_document()),
    FrameworkAgreement: factories.make_agreement,
    Honour: factories.make_honour,
    Label: factories.make_label,
    Pairing: factories.make_pairing,
    PairingTerm: lambda: factories.make_pairing().terms.get(),
    Plaque: lambda: _naming().plaques.get(),
    Resource: factories.make_resource,
    ResourceUse: factories.make_use,
}
for app in APPS:
    operations = import_module(f"{app}.operations")
    for found in iter_modules(getattr(operations, "__path__", ())):
        import_module(f"{operations.__name__}.{found.name}")
SAVEPOINTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")
OURS = [one for one in registry if one.name.split(".")[0] in APPS and ".operations." in one.name]
GUARDED = [one for one in OURS if one.right]


def subject(one: Verb) -> type | None:
    """The model that it is done to; None: it makes something, or is about no row."""
    first = next(iter(inspect.signature(one.function).parameters.values()))
    return None if first.kind is first.KEYWORD_ONLY else first.annotation


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Any:
    with rows_of_a_file(django_db_blocker):
        factories.make_rotation()
        yield {model: make() for model, make in MAKERS.items()}


@pytest.fixture(scope="module")
def strangers(rows: Any) -> list[User]:
    """Who reads along, and staff of a committee that has nothing to do with any of it."""
    return [factories.make_user("jiangsu", "member"), factories.make_user("xizang")]


@pytest.mark.parametrize("one", GUARDED, ids=lambda one: one.name)
def test_a_stranger_is_refused_once_the_row_is_held_and_nothing_is_written(one, rows, strangers):
    run = getattr(import_module(one.function.__module__), one.function.__name__)
    model = subject(one)
    missing = {
        name: None
        for name, parameter in list(inspect.signature(one.function).parameters.items())[bool(model) :]
        if parameter.default is parameter.empty and parameter.kind is parameter.KEYWORD_ONLY
    }

    # any staff may make something of its own, and every member of a rotation puts topics forward
    for person in strangers if model and one.right != "rotation.reply" else strangers[:1]:
        with CaptureQueriesContext(connection) as said, pytest.raises(PermissionDenied):
            run(*([rows[model]] if model else []), **(missing | {"actor": person}))
        asked = [
            row["sql"] for row in said if not row["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        ]
        assert "FOR " in asked[0] or not (model or one.made)
        assert [sql for sql in asked if not sql.startswith("SELECT")] == []


def test_a_verb_asks_by_itself_only_for_a_reason():
    named = set().union(*ASKING_THEMSELVES.values())
    bare = {one.name.replace(".operations.", ".") for one in OURS if not one.right}

    assert {name if name in named else name.split(".")[0] for name in bare} == named


def test_who_acts_and_when_is_said_by_name():
    by_place = [
        (one.name, name)
        for one in OURS
        for name, parameter in inspect.signature(one.function).parameters.items()
        if name in {"actor", "now", "version", "submission"} and parameter.kind is not parameter.KEYWORD_ONLY
    ]

    assert by_place == []


@verb("commons.edit_document")
def _read(document: Document, *, actor: User) -> tuple[Document, User]:
    return document, actor


def test_a_right_is_asked_of_the_person_as_stored_now():
    document, person = factories.make_document("jiangsu"), factories.make_user("jiangsu")
    User.objects.filter(pk=person.pk).update(role="member")

    with pytest.raises(PermissionDenied):
        _read(document, actor=person)


def test_a_verb_gets_row_and_person_as_they_are_now():
    document, person = factories.make_document("jiangsu"), factories.make_user("jiangsu")
    Document.objects.filter(pk=document.pk).update(title="改过的")
    User.objects.filter(pk=person.pk).update(display_name="改名的")

    held, actor = _read(document, actor=person)

    assert (held.title, actor.display_name) == ("改过的", "改名的")


def test_a_row_that_is_gone_is_said_in_words():
    document, person = factories.make_document("jiangsu"), factories.make_user("jiangsu")
    Document.objects.filter(pk=document.pk).delete()

    with pytest.raises(ValidationError, match="已被删除"):
        _read(document, actor=person)
