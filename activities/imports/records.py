"""联合活动: new records ask their partners as if logged by hand; known ones are found by their number."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from accounts.models import User
from activities import operations
from activities.imports.naming import Names, tags_of
from activities.imports.telling import tell
from activities.kinds import AREA_OF
from activities.models import Activity, Participation
from activities.operations import Party, Result, Tags
from activities.operations.content import check_day, check_parties
from activities.tables import ACTIVITIES
from collab_portal.lib.chinese import look
from collab_portal.lib.html import paragraphs
from collab_portal.lib.tables import frozen, thawed
from commons.models import Label
from organizations.imports.committees import Committees
from organizations.imports.kinds import Beat, Kind, Line, Outcome
from organizations.models import ImportRow

Role, Status = Participation.Role, Activity.Status
FACTS = (*ACTIVITIES.plain, "summary")


class Activities(Kind):
    key, place, table = "activities", 3, ACTIVITIES
    about = "本工委牵头的活动。写入后如同逐项登记：由各参与工委确认；每家工委只收到一封合并的通知。"
    former = ("来源",)
    most_rows = 500
    list_url = "activities:list"
    undo_word = "撤销后，新增的活动取消，更新的恢复原值；参与方已经答复或此后又被修改的保持现状，并逐条列出。"

    def judge(self, lines: Sequence[Line], *, actor: User, now: datetime) -> None:
        committees = Committees()
        asked = {line.values["pk"] for line in lines if line.values.get("pk")}
        rows = (
            Activity.objects.visible_to(actor)
            .filter(pk__in=asked)
            .select_related("host", "pairing__first__committee", "pairing__second__committee")
        )
        rows = rows.prefetch_related("participations__committee", "participations__branches", "outcomes")
        rows = rows.with_labels()
        stored = {row.pk: row for row in rows}
        names = Names(actor.committee_id or 0)
        for line in lines:
            line.title = f"{line.cells.get('活动名称', '')}（{line.cells.get('举行日期', '')}）"
            self._find_parties(line, committees)
            names.settle(line, stored.get(line.values.get("pk") or 0))
        numbered = [line for line in lines if line.values.get("pk")]
        self.refuse_repeated(numbered, lambda line: line.values["pk"], "编号")
        new = [line for line in lines if not line.values.get("pk")]
        self._refuse_known(new, actor)
        for line in lines:
            if not line.failed:
                self._judge_row(line, stored.get(line.values.get("pk") or 0), actor, now)

    def _find_parties(self, line: Line, committees: Committees) -> None:
        """参与工委 in the fixed order of committees, so that the same set reads the same."""
        named = committees.named_in(line.values.get("partners", ""))
        if unknown := [word for word, committee in named.items() if committee is None]:
            line.refuse("参与工委", f"没有“{unknown[0][:20]}”这家工委，请填简称，如“浙江”。")
            return
        wanted = {committee.pk: committee for committee in named.values() if committee}
        partners = sorted(wanted.values(), key=lambda one: one.position)
        if "partners" in line.values:
            line.values["partners"] = "、".join(one.short_name for one in partners)
        host = line.values.get("host", "")
        line.values["party_ids"] = [one.pk for one in partners]
        if found := committees.find(host):
            line.values["host"] = found.short_name

    def _refuse_known(self, lines: list[Line], actor: User) -> None:
        """The same name on the same day: most likely imported or logged before."""
        self.refuse_repeated(lines, _name_and_day, "活动名称")
        fine = [line for line in lines if not line.failed]
        days = {line.values["held_on"] for line in fine}
        rows = Activity.objects.visible_to(actor).standing().filter(held_on__in=days)
        known = {(look(title), day): pk for pk, title, day in rows.values_list("pk", "title", "held_on")}
        for line in fine:
            if pk := known.get(_name_and_day(line)):
                line.refuse("活动名称", f"同一天已有同名活动（编号 {pk}）；要修改它，请填写这个编号。")

    def _judge_row(self, line: Line, activity: Activity | None, actor: User, now: datetime) -> None:
        own = actor.committee.short_name if actor.committee else ""
        if line.values.get("pk") and activity is None:
            line.refuse("编号", "没有这个编号的活动，或您无权查看；新增请留空。")
        elif activity is not None:
            self._judge_known(line, activity, actor)
        elif line.values.get("host") not in {None, "", own}:
            line.refuse("牵头工委", f"只能导入本工委（{own}）牵头的活动。")
        elif not set(line.values["party_ids"]) - {actor.committee_id}:
            line.refuse("参与工委", "联合活动至少要有一个其他工委参加。")
        elif actor.committee_id in line.values["party_ids"]:
            line.refuse("参与工委", "本工委已是牵头方，不必再填。")
        if not line.failed and line.outcome != Outcome.SAME:
            self._check_facts(line, activity, actor, now)

    def _judge_known(self, line: Line, activity: Activity, actor: User) -> None:
        line.target, line.obj = activity.pk, activity
        if "ended_on" in line.values:
            line.values["ended_on"] = line.values["ended_on"] or line.values["held_on"]
        if "mode" in line.values:
            line.values["mode"] = line.values["mode"] or activity.mode
        if not line.values.get("host"):
            line.values.pop("host", None)
        self.compare(line, ACTIVITIES.stored(activity))
        if line.outcome == Outcome.SAME:
            return
        if activity.host_id != actor.committee_id:
            line.refuse("编号", f"由{activity.host.short_name}登记，只能由其修改。")
        elif not activity.is_open:
            line.refuse("编号", f"记录{activity.get_status_display()}，不能经导入修改，请在活动页面更正。")
        elif "host" in line.values and line.values["host"] != activity.host.short_name:
            line.refuse("牵头工委", "牵头工委不能更改。")

    def _check_facts(self, line: Line, activity: Activity | None, actor: User, now: datetime) -> None:
        """All that the record itself demands, beside the column it is about."""
        trial = Activity(host=actor.committee, created_by=actor, updated_by=actor)
        for name in FACTS:
            if activity is not None:
                setattr(trial, name, getattr(activity, name))
        for name, value in self._facts(line).items():
            setattr(trial, name, value)
        trial.ended_on = trial.ended_on or trial.held_on
        trial.area, trial.committee_ids = AREA_OF[trial.kind], [actor.committee_id or 0]
        series = line.values.get("series", activity.series if activity else "")
        if trial.series_number and not series:
            line.refuse("系列", "填写期号时，请同时填写系列名称。")
        try:
            trial.full_clean(exclude=["host", "created_by", "updated_by"], validate_unique=False)
        except ValidationError as error:
            for name, found in error.error_dict.items():
                for problem in found:
                    self._say(line, str(problem.code) if name == NON_FIELD_ERRORS else name, problem)
        if activity is not None:
            trial.status, trial.pairing = activity.status, activity.pairing
            trial.alliance, trial.host_branch_id = activity.alliance, activity.host_branch_id
            self._check_edit(line, activity, trial, now)

    def _check_edit(self, line: Line, activity: Activity, trial: Activity, now: datetime) -> None:
        """What the operation will ask of the whole record, said of its row."""
        partners = line.values["party_ids"] if "partners" in line.values else None
        try:
            check_day(trial, now)
        except ValidationError as error:
            line.refuse("举行日期", " ".join(error.messages))
        try:
            check_parties(trial, _parties(activity, partners, None), whole=activity.status != Status.DRAFT)
        except ValidationError as error:
            line.refuse("参与工委", " ".join(error.messages))

    def _say(self, line: Line, name: str, problem: ValidationError) -> None:
        """Beside the column; an end that only repeats the day is not told twice."""
        if name == "ended_on" and not line.values.get("ended_on"):
            return
        labels = {column.name: column.label for column in self.columns}
        line.refuse(labels.get(name, "活动名称"), " ".join(problem.messages))

    def _facts(self, line: Line) -> dict[str, Any]:
        """What the file says, as the operation takes it."""
        facts = {name: line.values[name] for name in FACTS if name in line.values}
        if "summary" in facts:
            facts["summary"] = paragraphs(facts["summary"])
        if not facts.get("mode"):
            facts.pop("mode", None)
        if not facts.get("ended_on"):
            facts["ended_on"] = facts["held_on"]
        return facts

    def write(self, lines: Sequence[Line], *, actor: User, now: datetime, beat: Beat) -> None:
        touched = [line for line in lines if line.outcome in {Outcome.NEW, Outcome.CHANGED}]
        written = []
        for number, line in enumerate(touched, start=1):
            written.append(self._write_row(line, actor, now))
            beat(number)
        tell(written, actor, "请确认{number}项联合活动（批量登记）", "请核对后逐项确认，或说明异议。")

    def _write_row(self, line: Line, actor: User, now: datetime) -> Activity:
        own = actor.committee_id or 0
        if line.outcome == Outcome.NEW:
            parties = [
                Party(own, Role.HOST, headcount=line.values.get("headcount")),
                *(Party(pk) for pk in line.values["party_ids"]),
            ]
            activity, _ = operations.log(
                actor=actor,
                submission=uuid4(),
                facts=self._facts(line),
                parties=parties,
                tags=tags_of(line),
                now=now,
            )
        else:
            before = ACTIVITIES.stored(line.obj)
            line.before = frozen(line.obj, FACTS) | {"headcount": before["headcount"]}
            line.before["labels"] = [tag.pk for tag in line.obj.tags]
            line.before["parties"] = line.obj.committee_ids
            wanted = line.values["party_ids"] if "partners" in line.values else None
            headcount = line.values.get("headcount", before["headcount"])
            activity = _edit(line.obj, self._facts(line), wanted, headcount, actor, now, tags_of(line))
        line.target, line.mark = activity.pk, str(activity.version)
        return activity

    def undo(self, rows: Sequence[ImportRow], *, actor: User, now: datetime, beat: Beat) -> None:
        found = Activity.objects.select_for_update().in_bulk([row.target for row in rows])
        undone = []
        for number, row in enumerate(rows, start=1):
            activity = found.get(row.target or 0)
            if activity is None or str(activity.version) != row.mark or not _unanswered(activity):
                row.kept = "参与方已经答复，或此后又被修改过，保持现状。"
                continue
            if row.outcome == Outcome.NEW:
                undone.append(operations.cancel(activity, actor=actor, reason="撤销批量导入", now=now))
            else:
                facts = thawed(Activity, {name: row.before[name] for name in FACTS})
                partners = [pk for pk in row.before["parties"] if pk != activity.host_id]
                headcount = row.before["headcount"]
                labels = Tags(list(Label.objects.filter(pk__in=row.before.get("labels", ()))))
                undone.append(_edit(activity, facts, partners, headcount, actor, now, labels))
            beat(number)
        tell(undone, actor, "{number}项批量登记的联合活动已撤销或恢复", "无须再确认其中已取消的活动。")


def _edit(
    activity: Activity,
    facts: dict[str, Any],
    partners: list[int] | None,
    headcount: int | None,
    actor: User,
    now: datetime,
    tags: Tags | None,
) -> Activity:
    """Facts and the set of partners change; roles, branches and outcomes of those who stay remain."""
    return operations.edit(
        activity,
        actor=actor,
        version=activity.version,
        facts=facts,
        parties=_parties(activity, partners, headcount),
        outcomes=[Result(row.unit, row.value, row.text) for row in activity.outcomes.all()],
        tags=tags,
        now=now,
    )


def _parties(activity: Activity, partners: list[int] | None, headcount: int | None) -> list[Party]:
    """The host and these partners (None: those it has)."""
    known = {row.committee_id: _party(row) for row in activity.participations.all()}
    if partners is None:
        partners = [pk for pk in known if pk != activity.host_id]
    host = known[activity.host_id]._replace(headcount=headcount)
    return [host, *(known.get(pk) or Party(pk) for pk in partners)]


def _party(row: Participation) -> Party:
    return Party(row.committee_id, row.role, frozenset(one.pk for one in row.branches.all()), row.headcount)


def _name_and_day(line: Line) -> tuple[str, date]:
    return look(line.values["title"]), line.values["held_on"]


def _unanswered(activity: Activity) -> bool:
    if activity.status not in {Status.HELD, Status.ANNOUNCED}:
        return False
    partners = activity.participations.exclude(role=Role.HOST)
    return partners.owing().count() == partners.count()  # type: ignore[attr-defined]
