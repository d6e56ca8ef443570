"""What may be seen, and what a page costs: each has one name."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import JSONObject

from collab_portal.lib.chinese import look
from collab_portal.lib.prepared import Prepared, hold
from collab_portal.lib.search.listing import found
from collab_portal.lib.search.rows import IndexedQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from activities.models import Activity, Attachment, Participation
    from activities.models.participation import PartyBranch


PUBLIC = ("confirmed", "void")


class ActivityQuerySet(IndexedQuerySet["Activity"]):
    """Permissions are querysets: a view that starts from one cannot leak."""

    def visible_to(self, user: "User") -> Self:
        """What every party confirmed, though void since; what one's committee was told of; own drafts."""
        return self.filter(self.seen_by(user))

    @staticmethod
    def seen_by(user: "User") -> Q:
        """``visible_to`` as a condition."""
        seen = Q(status__in=PUBLIC)
        if user.committee_id is None:
            return seen
        committee = [user.committee_id]
        ours = Q(committee_ids__contains=committee) | Q(former_ids__contains=committee)
        seen |= ours & ~Q(status="draft")
        if user.is_staff_member:
            seen |= Q(status="draft", host=user.committee_id)
        return seen

    def counted(self) -> Self:
        """What statistics may count: confirmed by every party."""
        return self.filter(status="confirmed")

    def listed(self) -> Self:
        """What a list shows unless void records are asked for."""
        return self.exclude(status="void")

    def standing(self) -> Self:
        """Neither called off nor void."""
        return self.exclude(status__in=("cancelled", "void"))

    def with_committee(self, committee_id: int) -> Self:
        return self.filter(committee_ids__contains=[committee_id])

    def with_branch(self, branch_id: int) -> Self:
        """Hosted by the branch, or with the branch among the parties."""
        hosted = self.model._default_manager.filter(host_branch=branch_id).values("pk")
        links = apps.get_model("activities", "PartyBranch").objects.filter(branch=branch_id)
        return self.filter(pk__in=hosted.union(links.values("participation__activity")))

    def during(self, first: date, last: date) -> Self:
        """Held on any day from ``first`` to ``last`` (both included)."""
        begun = Q(held_on__lt=first, ended_on__gt=F("held_on"), ended_on__gte=first)
        return self.filter(Q(held_on__range=(first, last)) | begun)

    def dated(self) -> Self:
        """Held on days that are known: a record of a whole year says the year alone."""
        return self.exclude(held_on__month=1, held_on__day=1, ended_on__month=12, ended_on__day=31)

    def alike(self, title: str, day: date) -> Self:
        """A title that reads the same on the same day: most likely the same activity, logged before."""
        same = look(title)
        rows = self.standing().filter(held_on=day)
        keys = [pk for pk, known in rows.order_by().values_list("pk", "title") if look(known) == same]
        return rows.filter(pk__in=keys)

    def twins_of(self, activity: "Activity") -> Self:
        """Confirmed records that may be the same activity: its days, and a party of it among theirs."""
        return (
            self.counted()
            .during(activity.held_on, activity.ended_on)
            .filter(committee_ids__overlap=activity.committee_ids)
            .exclude(pk=activity.pk)
        )

    def matching(self, text: str) -> Self:
        """Title, series, place or summary hold the words, as search finds them."""
        index = apps.get_model("activities", "ActivityIndex")
        return self.filter(pk__in=found(index.objects.all(), text).order_by().values("pk")) if text else self

    def with_label(self, label: int) -> Self:
        rows = apps.get_model("activities", "ActivityLabel").objects.filter(label=label)
        return self.filter(Exists(rows.filter(activity=OuterRef("pk"))))

    def with_labels(self) -> Self:
        """What each is known under, read along in the same query (``Activity.tags``)."""
        rows = apps.get_model("activities", "ActivityLabel").objects.filter(activity=OuterRef("pk"))
        facts = JSONObject(
            pk="label",
            kind="label__kind",
            name="label__name",
            committee="label__committee",
            known="label__known",
        )
        rows = rows.order_by("label__kind", "label")
        return self.annotate(label_rows=ArraySubquery(rows.values(row=facts)))

    def newest_first(self) -> Self:
        return self.order_by("-held_on", "-pk")

    def for_list(self) -> Self:
        """Everything one row shows, in two queries however many rows."""
        participations = apps.get_model("activities", "Participation").objects.select_related("committee")
        return (
            self.select_related("host")
            .prefetch_related(Prefetch("participations", participations))
            .defer("summary")
            .with_labels()
            .newest_first()
        )

    def for_cards(self) -> Self:
        """What ``activities.cards`` shows of a row, and no column more, in two queries."""
        participations = apps.get_model("activities", "Participation").objects.select_related("committee")
        parties = participations.only("activity", "role", "committee__short_name", "committee__position")
        named = ("title", "series_number", "status", "kind", "area", "mode", "place")
        dated = ("held_on", "ended_on", "start_time", "end_time")
        rows = self.only(*named, *dated).prefetch_related(Prefetch("participations", parties))
        return rows.with_labels().newest_first()

    def in_brief(self) -> Self:
        """A line on somebody else's page, in one query: the partners' short names come as an array."""
        partners = (
            apps.get_model("activities", "Participation")
            .objects.filter(activity=OuterRef("pk"))
            .exclude(role="host")
            .order_by("committee__position")
            .values("committee__short_name")
        )
        return (
            self.select_related("host")
            .annotate(partner_names=ArraySubquery(partners))
            .defer("summary")
            .newest_first()
        )

    def for_page(self) -> Self:
        """Everything the detail page shows, in five queries, and one for each thing that few records name."""
        pairings = apps.get_model("organizations", "Pairing").objects.select_related("first", "second")
        return self.with_facts().prefetch_related(
            Prefetch("participations", _parties().prefetch_related("branches")),
            Prefetch("attachments", _attachments()),
            *("outcomes", "host_branch", "alliance", "duplicate_of", Prefetch("pairing", pairings)),
        )

    def with_facts(self) -> Self:
        """What the detail page shows of the record's own row."""
        corrections = apps.get_model("activities", "Correction").objects.filter(activity=OuterRef("pk"))
        uses = apps.get_model("activities", "ResourceUse").objects.filter(activity=OuterRef("pk"))
        # What most records do not have is asked for by itself: nine joins take longer to plan than to run.
        rows = self.select_related("host", "created_by").annotate(
            has_uses=Exists(uses), is_corrected=Exists(corrections)
        )
        return rows.with_labels()


def _parties() -> "QuerySet[Participation]":
    """Participations with whoever answered or signed for them."""
    model = apps.get_model("activities", "Participation")
    people = ("replied_by", "signed_by", "objected_by")
    own = [field.name for field in model._meta.concrete_fields]
    names = [f"{person}__{name}" for person in people for name in ("display_name", "username")]
    return model.objects.select_related("committee", *people).only(*own, *names)


def _attachments() -> "QuerySet[Attachment]":
    return apps.get_model("activities", "Attachment").objects.select_related("file__committee")


def _record(wanted: Q) -> ActivityQuerySet:
    rows: ActivityQuerySet = apps.get_model("activities", "Activity").objects.filter(wanted)
    return rows.with_facts()


def _branches(wanted: Q) -> "QuerySet[PartyBranch]":
    rows = apps.get_model("activities", "PartyBranch").objects.filter(wanted)
    return rows.select_related("branch").order_by("pk")


RECORD, BRANCHES = Prepared(_record), Prepared(_branches)
PARTIES = Prepared(lambda wanted: _parties().filter(wanted))
ATTACHMENTS = Prepared(lambda wanted: _attachments().filter(wanted))
OUTCOMES = Prepared(lambda wanted: apps.get_model("activities", "Outcome").objects.filter(wanted))


def record(pk: int, user: "User") -> "Activity | None":
    """What ``for_page`` brings of one record, in five queries; None if it is not the person's to see.

    What few records name is asked for when it is shown.
    """
    activity = RECORD.first(Q(pk=pk) & ActivityQuerySet.seen_by(user))
    if activity is None:
        return None
    ours = Q(activity=activity)
    parties, branches = PARTIES.rows(ours), BRANCHES.rows(Q(participation__activity=activity))
    for party in parties:
        hold(party, "branches", [one.branch for one in branches if one.participation_id == party.pk])
    hold(activity, "participations", parties)
    hold(activity, "attachments", ATTACHMENTS.rows(ours))
    hold(activity, "outcomes", OUTCOMES.rows(ours))
    return activity
