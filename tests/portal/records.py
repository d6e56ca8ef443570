"""Activities, corrections and the column, lived by chance: the half of ``life.py`` that keeps records."""

from typing import Any
from uuid import uuid4

from django.db.models import F

from activities import operations as activities
from activities.models import Activity, Correction, Participation, ResourceUse
from activities.operations import Party, corrections, labels, placing, uses
from activities.operations.content import stored_parties, stored_results
from activities.todos import Records as RecordTodos
from commons.models import Resource
from experience import operations as column
from experience.models import Adoption, Article, Bulletin
from experience.models import Correction as PieceCorrection
from notifications.models import Notification
from organizations.models import Alliance, Branch, BranchChange, Pairing
from tests.factories import committee
from tests.rotation.walk import Walk
from todos import nudging

SLUGS = ("jiangsu", "zhejiang", "anhui", "hubei")
REASONS = ("机构调整", "登记有误", " ")


class Records(Walk):
    """What is drawn, and the verbs of records; ``Life`` says who lives."""

    def somebody(self) -> Any:
        return self.dice.choice(self.people)

    def of(self, slug: str) -> Any:
        """Most often staff of the committee that may, sometimes anybody."""
        own = [person for person in self.people if person.committee.slug == slug]
        return self.dice.choice(own if own and self.dice.random() < 0.8 else self.people)

    def some(self, rows: Any, most: int) -> list[Any]:
        found = list(rows.order_by("pk"))
        return self.dice.sample(found, min(self.dice.randint(0, most), len(found)))

    def reason(self) -> str:
        return self.dice.choice(REASONS)

    def maybe(self, value: Any) -> Any:
        return value if self.dice.random() < 0.5 else None

    def seldom(self, model: Any) -> Any:
        return self.one(model.objects.all()) if self.dice.random() < 0.2 and model.objects.exists() else None

    # activities

    def activity(self) -> Activity:
        found: Activity = self.one(Activity.objects.all())
        return found

    def parties(self, host: int) -> list[Party]:
        others = self.dice.sample([committee(slug).pk for slug in SLUGS], self.dice.randint(0, 3))
        branch_ids = frozenset(branch.pk for branch in self.some(Branch.objects.filter(committee=host), 1))
        rows = [Party(pk, headcount=None) for pk in others if pk != host]
        return [Party(host, "host", branch_ids, self.maybe(self.dice.randint(0, 50))), *rows]

    def facts(self) -> dict[str, Any]:
        day = self.day(-30, 30)
        return {
            "title": f"活动{self.dice.randint(1, 5)}",
            "kind": "party_day",
            "held_on": day,
            "ended_on": self.dice.choice((None, day, day, self.day(-30, 40))),
            "pairing": self.seldom(Pairing),
            "alliance": self.seldom(Alliance),
        }

    def do_log(self) -> None:
        actor = self.somebody()
        activities.log(
            actor=actor,
            submission=uuid4(),
            facts=self.facts(),
            parties=self.parties(actor.committee_id),
            publish=self.dice.random() < 0.8,
            resources=self.some(Resource.objects.all(), 2),
            now=self.now,
        )

    def do_activity_edit(self) -> None:
        activity = self.activity()
        activities.edit(
            activity,
            actor=self.of(activity.host.slug),
            version=activity.version,
            facts=self.facts(),
            parties=self.parties(activity.host_id),
            publish=self.dice.random() < 0.5,
            resources=self.maybe(self.some(Resource.objects.all(), 2)),
            now=self.now,
        )

    def do_use(self) -> None:
        use = self.one(ResourceUse.objects.all())
        common = {"actor": self.of(use.resource.committee.slug), "now": self.now}
        asked, reason = use.asked - (self.dice.random() < 0.1), "另有安排"
        match self.dice.randint(0, 5):
            case 0:
                uses.decline(use, asked=asked, reason=reason, **common)
            case 1:
                uses.withdraw(use, asked=asked, reason=reason, **common)
            case 2:
                uses.ask_again(use, actor=self.of(use.activity.host.slug), now=self.now)
            case _:
                uses.grant(use, asked=asked, **common)

    def do_activity_answer(self) -> None:
        activity = self.activity()
        actor = self.of(self.dice.choice([party.committee.slug for party in activity.parties]))
        number = self.maybe(self.dice.randint(0, 90))
        match self.dice.randint(0, 6):
            case 0:
                activities.dispute(activity, actor=actor, reason=self.reason(), now=self.now)
            case 1:
                how = self.dice.choice(("attend", "decline", "perhaps"))
                activities.reply(activity, actor=actor, reply=how, expected=number, now=self.now)
            case 2:
                activities.count(activity, actor=actor, headcount=number, now=self.now)
            case 3:
                nudging.nudge(RecordTodos(), activity, actor=actor, now=self.now)
            case _:
                activities.confirm(activity, actor=actor, headcount=number, now=self.now)

    def do_tag(self) -> None:
        activity = self.activity()
        if self.dice.random() < 0.3 and (label := activity.labels.order_by("pk").first()):
            keeper = self.of(label.committee.slug)
            activities.untag(activity, actor=keeper, label=label, reason=self.reason(), now=self.now)
        else:
            name = self.dice.choice(("", "读书会", "讀書會", "云课堂", " "))
            actor = self.of(activity.host.slug)
            seen, tags = labels.stamp(activity), activities.Tags(series=name)
            activities.tag(activity, actor=actor, tags=tags, version=seen, now=self.now)

    def do_places(self) -> None:
        activity = self.activity()
        quotas = {party.committee_id: self.maybe(self.dice.randint(0, 20)) for party in activity.partners}
        places = self.maybe(self.dice.randint(1, 90))
        actor = self.of(activity.host.slug)
        facts = {"places": places, "quotas": quotas, "version": placing.stamp(activity), "now": self.now}
        activities.set_places(activity, actor=actor, **facts)
        activities.release_places(now=self.now)

    def do_activity_end(self) -> None:
        activity = self.activity()
        actor = self.of(activity.host.slug)
        if self.dice.random() < 0.3:
            activities.discard(activity, actor=actor)
        else:
            activities.cancel(activity, actor=actor, reason=self.reason(), now=self.now)

    def do_correct(self) -> None:
        activity = self.one(Activity.objects.filter(status="confirmed"))
        pending = activity.corrections.open().first()
        common = {
            "actor": self.of(self.dice.choice([party.committee.slug for party in activity.parties])),
            "version": pending.version if pending else activity.version,
            "reason": self.reason(),
            "now": self.now,
        }
        if self.dice.random() < 0.3:
            corrections.propose_void(activity, **common)
            return
        parties = self.dice.choice((stored_parties(activity), self.parties(activity.host_id)))
        results = stored_results(activity)
        corrections.propose(activity, facts={"place": "太湖"}, parties=parties, outcomes=results, **common)

    def do_correction_answer(self) -> None:
        correction = self.one(Correction.objects.open())
        answer = self.one(correction.answers.all())
        common = {"actor": self.of(answer.committee.slug), "now": self.now}
        match self.dice.randint(0, 5):
            case 0:
                corrections.object_to(correction, reason=self.reason(), **common)
            case 1:
                corrections.withdraw(correction, **common)
            case 2:
                nudging.nudge(RecordTodos(), correction.activity, **common)
            case _:
                corrections.agree(correction, headcount=self.maybe(7), **common)

    # the column

    def piece(self) -> Article:
        found: Article = self.one(Article.objects.all())
        return found

    def do_write(self) -> None:
        text = {
            "title": "经验",
            "kind": "practice",
            "area": "sharing",
            "author_name": "某支部",
            "body": "<p>文</p>",
        }
        column.write(actor=self.somebody(), submission=uuid4(), fields=text)

    def do_piece(self) -> None:
        article, actor = self.piece(), self.somebody()
        common = {"actor": actor, "now": self.now}
        match self.dice.randint(0, 7):
            case 0:
                column.take_back_piece(article, actor=actor)
            case 1:
                column.send_back(article, remark=self.reason(), **common)
            case 2:
                column.withdraw(article, reason=self.reason(), **common)
            case 3 | 4:
                column.submit(article, **common)
            case _:
                column.sign(article, **common)

    def do_adopt(self) -> None:
        fields = {"plan": "试行", "activity": None, "pairing": None, "result": self.reason().strip()}
        adopted = self.seldom(Adoption)
        if adopted:
            column.take_back(adopted, actor=self.of(adopted.committee.slug), now=self.now)
        else:
            column.adopt(self.piece(), actor=self.somebody(), now=self.now, fields=fields)

    def do_correct_piece(self) -> None:
        made = self.maybe(PieceCorrection.objects.order_by("pk").last())
        common = {"actor": self.somebody(), "now": self.now}
        if made is None:
            words = {"title": "新题", "summary": "", "body": "<p>改</p>", "note": "有误"}
            column.correct(self.piece(), fields=words, **common)
        elif self.dice.random() < 0.7:
            column.pass_correction(made, **common)
        else:
            column.return_correction(made, remark=self.reason(), **common)

    def do_issue(self) -> None:
        issue = self.maybe(Bulletin.objects.order_by("pk").last())
        actor = self.somebody()
        if issue is None:
            fields = {"number": self.dice.randint(1, 9), "title": "他山之石", "planned_on": self.day(0, 20)}
            column.plan_issue(actor=actor, now=self.now, fields=fields)
            return
        match self.dice.randint(0, 3):
            case 0:
                column.settle_issue(issue, actor=actor, now=self.now)
            case 1:
                column.discard(issue, actor=actor)
            case _:
                column.add(issue, actor=actor, articles=self.some(Article.objects.all(), 3))

    def _check_activities(self) -> None:
        for activity in Activity.objects.prefetch_related("participations"):
            rows = list(activity.participations.all())
            assert sorted(row.committee_id for row in rows) == activity.committee_ids
            assert not set(activity.former_ids) & set(activity.committee_ids)
            signed = all(row.signed_at for row in rows)
            assert activity.status not in {"confirmed", "void"} or signed
        done = Notification.objects.to_do().filter(step="confirm")
        for row in Participation.objects.filter(signed_at__isnull=False, activity__status="held"):
            topic, version = row.activity.topic, row.activity.version
            assert not done.filter(topic=topic, committee=row.committee, revision=version).exists()
        assert not Adoption.objects.filter(committee=F("article__committee"), withdrawn_at=None).exists()
        assert not BranchChange.objects.filter(kind="merged", after=None).exists()
