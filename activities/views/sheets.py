"""The form and its lines of outcomes: filled in from what is stored, compared with what is typed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from activities.forms import ActivityForm, OutcomeFormSet, OutcomeLines, in_words, initial_parties
from activities.models import Activity, Correction
from activities.operations import Party, Result
from activities.operations.content import stored_parties, stored_results
from activities.operations.frozen import restored
from collab_portal.lib.http import PortalRequest


@dataclass
class Sheet:
    """The form and its lines of outcomes, filled in and judged together."""

    form: ActivityForm
    outcomes: OutcomeLines
    theirs: list[tuple[str, str, str]] = field(default_factory=list)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.outcomes.is_valid()])

    def content(self) -> dict[str, Any]:
        return {
            "facts": self.form.facts(),
            "parties": self.form.parties,
            "outcomes": self.outcomes.results(),
        }


def stored_sheet(
    request: PortalRequest,
    activity: Activity,
    form: type[ActivityForm] = ActivityForm,
    correction: Correction | None = None,
) -> Sheet:
    """As the record stands, or as an open correction would have it."""
    if correction is None:
        return _sheet(request, form, activity, stored_parties(activity), stored_results(activity))
    facts, parties, outcomes = restored(correction)
    proposed = Activity.objects.get(pk=activity.pk)  # the record at hand stays as it is
    for name, value in facts.items():
        setattr(proposed, name, value)
    sheet = _sheet(request, form, proposed, parties, outcomes)
    sheet.form.initial.update(version=correction.version, reason=correction.reason)
    return sheet


def _sheet(
    request: PortalRequest,
    form: type[ActivityForm],
    activity: Activity,
    parties: Sequence[Party],
    outcomes: Sequence[Result],
) -> Sheet:
    speaker = request.user.committee_id
    own = next((party.headcount for party in parties if party.committee_id == speaker), None)
    initial = {
        **initial_parties(parties, activity.host_id),
        "headcount": own,
        "version": activity.version,
        "submission": activity.submission,
        "ended_on": activity.ended_on if activity.ended_on > activity.held_on else None,
    }
    lines = [{"text": row.text, "value": row.value, "unit": row.unit} for row in outcomes]
    return Sheet(form(user=request.user, instance=activity, initial=initial), OutcomeFormSet(initial=lines))


def differences(mine: Sheet, stored: Sheet) -> list[tuple[str, str, str]]:
    """Where what was typed differs from what somebody saved meanwhile: (label, theirs, mine)."""
    found = []
    for bound in mine.form:
        if bound.is_hidden or bound.name == "same_day_confirmed":
            continue
        theirs, ours = (in_words(form[bound.name]) for form in (stored.form, mine.form))
        if theirs != ours:
            found.append((str(bound.label), theirs, ours))
    theirs, ours = (sheet.outcomes.in_words() for sheet in (stored, mine))
    return found if theirs == ours else [*found, ("成效", theirs, ours)]
