"""What else is done to organisations and the column by chance: the part of ``life.py`` that keeps things."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from experience import operations as column
from experience.models import Adoption, Article, Bulletin, Call, CaseSubmission, Remark
from experience.models import Correction as PieceCorrection
from experience.todos import Calls
from organizations.models import Branch, LiaisonGroup, LiaisonVisit, Pairing, PairingBatch
from organizations.operations import calendar_links, liaison, pairings
from organizations.operations.batches import save_batch
from organizations.operations.branches import edit_committee, edit_mail_domains
from tests.factories import committee
from todos import nudging


class Keeping:
    """Mixed into a walk, which draws persons, days and objects."""

    one: Any
    some: Any
    maybe: Any
    dice: Any
    day: Any
    reason: Any
    somebody: Any
    of: Any
    people: Any
    guard: Any
    admin: Any
    now: datetime
    today: Any

    @property
    def common(self) -> dict[str, Any]:
        return {"actor": self.somebody(), "now": self.now}

    # organisations

    def do_committee_edit(self) -> None:
        row = committee(self.dice.choice(("jiangsu", "hubei")))
        if self.dice.random() < 0.5:
            edit_committee(row, actor=self.somebody(), version=row.version, introduction="简介")
        else:
            actor = self.dice.choice((self.guard, self.admin))
            edit_mail_domains(row, actor=actor, version=row.version, mail_domains="example.cn")

    def do_calendar_link(self) -> None:
        row = committee("hubei")
        if self.dice.random() < 0.5:
            calendar_links.make_link(row, **self.common)
        else:
            calendar_links.revoke_link(row, actor=self.somebody())

    def do_batch(self) -> None:
        batch = self.maybe(PairingBatch.objects.order_by("pk").last())
        actor = self.of(batch.committee.slug) if batch else self.somebody()
        batch = batch or PairingBatch(committee_id=actor.committee_id)
        save_batch(batch, actor=actor, version=batch.version or 0, name=f"第{self.dice.randint(1, 3)}批")

    def do_pairing_nudge(self) -> None:
        pairings.nudge(self.one(Pairing.objects.active()), **self.common)

    def do_group(self) -> None:
        group = self.maybe(LiaisonGroup.objects.order_by("pk").last())
        actor = self.of(group.committee.slug) if group else self.somebody()
        if group and self.dice.random() < 0.2:
            liaison.end_group(group, actor=actor, now=self.now)
            return
        liaison.save_group(
            group,
            actor=actor,
            submission=uuid4(),
            version=group.version if group else 0,
            people=[("李四", "")],
            units=self.some(Branch.objects.filter(committee=actor.committee_id), 3),
            now=self.now,
            name=f"联络{self.dice.randint(1, 3)}组",
        )

    def do_visit(self) -> None:
        visit = self.maybe(LiaisonVisit.objects.order_by("pk").last())
        if visit is not None:
            actor, solved = self.of(visit.group.committee.slug), self.dice.random() < 0.5
            liaison.settle_visit(visit, actor=actor, now=self.now, reply="已答复", solved=solved)
            return
        group = self.one(LiaisonGroup.objects.all())
        facts = {"branch": self.one(Branch.objects.all()), "visited_on": self.day(-9, 1), "problem": "经费"}
        if group.units.exists() and self.dice.random() < 0.7:
            facts["branch"] = self.one(group.units.all()).branch
        actor = self.of(group.committee.slug)
        liaison.record_visit(group, actor=actor, submission=uuid4(), now=self.now, **facts)

    # the column

    def do_publish(self) -> None:
        at = self.maybe(self.now + timedelta(days=self.dice.randint(-1, 9)))
        column.publish(self.one(Article.objects.all()), at=at, **self.common)

    def do_piece_edit(self) -> None:
        article = self.one(Article.objects.all())
        actor = self.of(article.committee.slug)
        column.edit(article, actor=actor, version=article.version, fields={"body": "<p>改</p>"})

    def do_report(self) -> None:
        taken = self.one(Adoption.objects.all())
        fields = {"plan": "推广", "result": self.reason().strip()}
        column.report(
            taken,
            actor=self.of(taken.committee.slug),
            now=self.now,
            version=taken.version,
            fields=fields,
        )

    def do_revise_correction(self) -> None:
        made = self.one(PieceCorrection.objects.all())
        actor = self.of(made.article.committee.slug)
        if self.dice.random() < 0.3:
            column.drop_correction(made, actor=actor)
            return
        words = {"title": "再改", "summary": "", "body": "<p>再改</p>", "note": "有误"}
        column.revise(made, actor=actor, now=self.now, version=made.version, fields=words)

    def do_tend_issue(self) -> None:
        issue, actor = self.one(Bulletin.objects.all()), self.somebody()
        match self.dice.randint(0, 3):
            case 0:
                order = [(item.pk, self.dice.choice(issue.sections)) for item in issue.items.all()]
                without = self.maybe(order[0][0] if order else None)
                column.arrange(issue, actor=actor, version=issue.version, order=order, without=without)
            case 1:
                fields = {"planned_on": self.day(-2, 20), "sections": ["动态信息"]}
                column.change_issue(issue, actor=actor, now=self.now, version=issue.version, fields=fields)
            case 2:
                column.hold(issue, actor=actor)
            case _:
                column.release_due(now=self.now)

    def do_call(self) -> None:
        call = self.maybe(Call.objects.order_by("pk").last())
        if call is None:
            fields = {"topic": "结对成效", "kind": "case", "due_on": self.day(-2, 30)}
            asked = [committee(slug) for slug in ("jiangsu", "anhui")]
            column.call_for_pieces(submission=uuid4(), fields=fields, committees=asked, **self.common)
        elif self.dice.random() < 0.6:
            nudging.nudge(Calls(), call, **self.common)
        else:
            column.close_call(call, **self.common)

    def do_case(self) -> None:
        case = self.maybe(CaseSubmission.objects.order_by("pk").last())
        if case is None:
            fields = {"level": "province", "recipient": "旗帜网", "reported_on": self.day(-9, 1)}
            article = self.one(Article.objects.all())
            actor = self.of(article.committee.slug)
            column.report_case(article, actor=actor, now=self.now, fields=fields)
        elif self.dice.random() < 0.7:
            fields = {"outcome": "adopted", "outcome_on": self.day(-9, 1)}
            actor = self.of(case.committee.slug)
            column.change_case(case, actor=actor, now=self.now, version=case.version, fields=fields)
        else:
            column.drop_case(case, actor=self.somebody())

    def do_remark(self) -> None:
        made = self.maybe(Remark.objects.order_by("pk").last())
        if made is None:
            article = self.one(Article.objects.all())
            column.remark(article, quote="文", before="", note="存疑", **self.common)
        elif self.dice.random() < 0.7:
            column.settle_remark(made, **self.common)
        else:
            column.drop_remark(made, actor=self.somebody())

    def do_read(self) -> None:
        """One's own reading list and what one follows; nobody else's business."""
        actor, article = self.somebody(), self.one(Article.objects.all())
        match self.dice.randint(0, 6):
            case 0:
                column.follow(actor=actor, committee=committee("anhui"))
            case 1:
                column.unfollow(actor=actor, area="sharing")
            case 2:
                column.follow_only(actor=actor, committees=[], areas=["sharing"], digest=False)
            case 3:
                column.stop_digest(actor=actor)
            case 4:
                column.let_go(actor=actor, article=article.pk)
            case 5:
                column.clear_list(actor=actor)
            case _:
                column.keep(article, actor=actor, now=self.now)
