"""The form and its lines of outcomes: filled in from what is stored, compared with what is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from activities.forms import ActivityForm, OutcomeFormSet, OutcomeLines, initial_parties
from activities.models import Activity, Correction
from activities.operations import Party, Result
from activities.operations.content import stored_parties, stored_results
from activities.operations.frozen import restored
from collab_portal.lib.forms import Difference
from collab_portal.lib.http import PortalRequest
from collab_portal.lib.versions import StaleError


@dataclass
class Sheet:
    """The form and its lines of outcomes, filled in and judged together."""

    form: ActivityForm
    outcomes: OutcomeLines

    @property
    def is_bound(self) -> bool:
        return self.form.is_bound

    @property
    def errors(self) -> ErrorDict:
        return self.form.errors

    def is_valid(self) -> bool:
        """What is wrong with a line of outcomes is summed up with the rest, on top of the page."""
        valid = self.form.is_valid()
        if self.outcomes.is_valid():
            return valid
        for number, line in enumerate(self.outcomes.forms, start=1):
            for field in line:
                for error in field.errors:
                    self.form.add_error(None, f"成效第 {number} 行“{field.label}”：{error}")
        return False

    def refuse(self, error: ValidationError) -> None:
        self.form.refuse(error)

    def compare(self, stored: "Sheet | None", error: StaleError) -> None:
        """As a form does, the lines of outcomes as one field more."""
        self.form.compare(stored.form if stored else None, error)
        if stored is None:
            return
        theirs, ours = (sheet.outcomes.in_words() for sheet in (stored, self))
        if theirs != ours:
            self.form.theirs = [*(self.form.theirs or ()), Difference("成效", theirs, ours)]

    def content(self) -> dict[str, Any]:
        return {
            "facts": self.form.facts(),
            "parties": self.form.parties,
            "outcomes": self.outcomes.results(),
            **self.form.beside(),
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
    initial: dict[str, Any] = {
        **initial_parties(parties, activity.host_id),
        "headcount": own,
        "version": activity.version,
        "submission": activity.submission,
        "ended_on": activity.ended_on if activity.ended_on > activity.held_on else None,
    }
    initial["labels"] = [tag.pk for tag in activity.tags if tag.kind != "series"]
    initial["series"] = activity.series
    if used := list(activity.uses.order_by("pk")):
        initial["resources"] = [use.resource_id for use in used]
        initial["resource_people"] = used[0].people
    lines = [{"text": row.text, "value": row.value, "unit": row.unit} for row in outcomes]
    return Sheet(form(user=request.user, instance=activity, initial=initial), OutcomeFormSet(initial=lines))
