"""党组织: new and changed by code, under one's own committee, in a tree that stays a tree."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import codes, dates
from collab_portal.lib.chinese import fold
from collab_portal.lib.tables import frozen, thawed
from organizations.imports import tree
from organizations.imports.committees import Committees
from organizations.imports.kinds import Beat, Kind, Line, Outcome
from organizations.imports.references import referenced
from organizations.models import Branch, ImportRow
from organizations.namesakes import known_as
from organizations.operations.branches import renamed
from organizations.tables import BRANCHES

CHUNK = 1_000


class Branches(Kind):
    key, place, table = "branches", 1, BRANCHES
    about = "单位、机关党委、党支部，以及结对的企业、市县党组织。按编码更新，没有的新增。"
    most_rows = 20_000
    list_url = "organizations:branches"

    def judge(self, lines: Sequence[Line], *, actor: User, now: datetime) -> None:
        own = Branch.objects.filter(committee=actor.committee_id)
        stored = {branch.code: branch for branch in own}
        by_key = {branch.pk: branch.code for branch in stored.values()}
        above = {branch.code: by_key.get(branch.parent_id or 0) for branch in stored.values()}
        committees, looks = Committees(), {fold(code): code for code in stored}
        for line in lines:
            line.title = f"{line.cells.get('名称', '')}（{line.cells.get('编码', '')}）"
            self._check_committee(line, actor, committees)
            self._check_look(line, stored, looks)
        self.refuse_repeated(lines, lambda line: _seen(line.values["code"], stored), "编码")
        named = {codes.code(line.cells.get("编码", "")) for line in lines}
        for line in lines:
            if line.failed:
                self._judge_rest(line, named | set(stored))
            else:
                self._judge_row(line, stored.get(line.values["code"]), above)
        self._judge_tree(lines, stored, above)
        self._judge_names(lines, stored, above, dates.today(now))

    def _judge_names(
        self, lines: Sequence[Line], stored: dict[str, Branch], above: dict[str, str | None], today: date
    ) -> None:
        """A new row beside one that reads the same would make the same organisation twice."""
        known = {
            (above[code] or "", known_as(branch.name)): branch
            for code, branch in stored.items()
            if branch.is_active(today)
        }
        for line in lines:
            if line.outcome != Outcome.NEW or line.failed:
                continue
            branch = known.get((line.values.get("parent") or "", known_as(line.obj.name)))
            if branch is not None:
                line.refuse(
                    "名称",
                    f"名录中同一上级下已有“{branch.name}”（编码 {branch.code}）：是同一个的，编码请写成"
                    f"“{branch.code}”；确是另一个的，请把名称写得有所区别。",
                )

    def _check_look(self, line: Line, stored: dict[str, Branch], looks: dict[str, str]) -> None:
        """A code that differs from a stored one only in ways nobody sees would make a second branch."""
        code = line.values.get("code", "")
        known = looks.get(fold(code), "")
        if code and known and code not in stored:
            line.refuse(
                "编码",
                f"与已有的“{known}”只差大小写、全半角或符号，看上去是同一个；请写成“{known}”。",
            )

    def _check_committee(self, line: Line, actor: User, committees: Committees) -> None:
        named = line.values.get("committee", "")
        if named and actor.committee and not committees.is_named(actor.committee, named):
            line.refuse(
                "工委", f"是“{named[:20]}”的党组织；只能导入本工委（{actor.committee.short_name}）的。"
            )

    def _judge_row(self, line: Line, branch: Branch | None, above: dict[str, str | None]) -> None:
        if "line" in line.values and not line.values["line"]:
            line.values["line"] = Branch.Line.OTHER
        if branch is None:
            line.outcome = Outcome.NEW
            line.obj = Branch(code=line.values["code"])
        else:
            line.obj, line.target = branch, branch.pk
            facts = {name: getattr(branch, name) for name in (*BRANCHES.plain, "ends_on")}
            self.compare(line, {**facts, "parent": above[branch.code] or ""})
        if line.outcome != Outcome.SAME:
            self._check_facts(line, branch)

    def _judge_rest(self, line: Line, known: set[str]) -> None:
        """What else is wrong with a row that failed already: told at once, not after the next upload."""
        values = line.values
        given = {name: values[name] for name in BRANCHES.plain if values.get(name) not in (None, "")}
        trial = Branch(**given)
        unread = {field.name for field in Branch._meta.concrete_fields} - set(given)
        try:
            trial.clean_fields(exclude=unread)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                line.refuse(self.column(name).label, " ".join(messages))
        self._check_days(line, trial)
        parent = line.values.get("parent")
        if parent and parent not in known:
            line.refuse("上级编码", f"“{parent[:40]}”在本工委的名录和本表中都没有。")

    def _check_days(self, line: Line, branch: Branch) -> None:
        if branch.starts_on and branch.term_ends_on and branch.term_ends_on < branch.starts_on:
            line.refuse("换届到期", "不能早于成立日期。")

    def _check_facts(self, line: Line, branch: Branch | None) -> None:
        """Everything the database will check, without asking it row by row."""
        values = line.values
        if branch is not None and "ends_on" in values and values["ends_on"] != branch.ends_on:
            line.refuse("撤销日期", "撤销或恢复不能经导入办理，请在该党组织的页面办理，此处保持原样。")
        for name in BRANCHES.plain:
            if name in values:
                setattr(line.obj, name, values[name])
        if branch is None:
            line.obj.ends_on = values.get("ends_on")
        ends: date | None = line.obj.ends_on
        if ends and line.obj.starts_on and ends < line.obj.starts_on:
            line.refuse("成立日期", "不能晚于撤销日期。")
        self._check_days(line, line.obj)
        try:
            line.obj.clean_fields(exclude=["committee", "parent", "submission"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                line.refuse(self.column(name).label, " ".join(messages))

    def _judge_tree(
        self, lines: Sequence[Line], stored: dict[str, Branch], above: dict[str, str | None]
    ) -> None:
        """The tree as it would be: every superior exists and is active, no ring, not too deep."""
        fine = {line.values["code"]: line for line in lines if not line.failed}
        failed = {line.cells.get("编码", "").strip() for line in lines if line.failed}
        planned = dict(above)
        for code, line in fine.items():
            if "parent" in line.values:
                planned[code] = line.values["parent"] or None
        for code, line in fine.items():
            parent = line.values.get("parent")
            if line.outcome == Outcome.SAME or not parent:
                continue
            if parent not in fine and parent not in stored:
                reason = (
                    "所在的行有错，请一并改正。" if parent in failed else "在本工委的名录和本表中都没有。"
                )
                line.refuse("上级编码", f"“{parent[:40]}”{reason}")
            elif parent != above.get(code) and parent in stored and stored[parent].ends_on is not None:
                line.refuse("上级编码", f"“{parent[:40]}”已撤销。")
        in_rings = tree.rings(fine, planned)
        for code, line in fine.items():
            if line.outcome == Outcome.SAME:
                continue
            if code in in_rings:
                line.refuse("上级编码", "上级不能是自己或自己的下级，这样会成环。")
            elif tree.depth(code, planned) > tree.DEEPEST:
                line.refuse("上级编码", f"层级超过 {tree.DEEPEST} 级。")
        self._refuse_below(fine, planned)

    def _refuse_below(self, fine: dict[str, Line], planned: dict[str, str | None]) -> None:
        """Who stands under a new row that failed cannot be written either."""
        pending = [code for code, line in fine.items() if line.failed and line.target is None]
        children: dict[str, list[str]] = {}
        for code in fine:
            children.setdefault(planned.get(code) or "", []).append(code)
        while pending:
            above = pending.pop()
            for code in children.get(above, ()):
                if not fine[code].failed:
                    fine[code].refuse("上级编码", f"“{above[:40]}”所在的行有错，请一并改正。")
                    pending.append(code)

    def write(self, lines: Sequence[Line], *, actor: User, now: datetime, beat: Beat) -> None:
        new = {line.values["code"]: line for line in lines if line.outcome == Outcome.NEW}
        above = {code: line.values.get("parent") or None for code, line in new.items()}
        ids = dict(Branch.objects.filter(committee=actor.committee_id).values_list("code", "pk"))
        for wave in tree.waves(new, above):
            rows = [new[code].obj for code in wave]
            for row in rows:
                row.committee = actor.committee
                row.parent_id = ids[above[row.code] or ""] if above[row.code] else None
            for first in range(0, len(rows), CHUNK):
                Branch.objects.bulk_create(rows[first : first + CHUNK])
                beat(len(ids))
            ids |= {row.code: row.pk for row in rows}
        for line in new.values():
            line.target, line.mark = line.obj.pk, str(line.obj.version)
        self._write_changed([line for line in lines if line.outcome == Outcome.CHANGED], ids, beat)

    def _write_changed(self, lines: list[Line], ids: dict[str, int], beat: Beat) -> None:
        """``before`` is read anew under the lock: the judged objects carry the new values already."""
        old = Branch.objects.in_bulk([line.target for line in lines])
        for line in lines:
            before = old[line.target or 0]
            line.before = frozen(before, (*BRANCHES.plain, "parent_id"))
            line.obj.parent_id = before.parent_id
            if "parent" in line.values:
                line.obj.parent_id = ids[line.values["parent"]] if line.values["parent"] else None
            line.obj.version = before.version + 1
            line.mark = str(line.obj.version)
        for first in range(0, len(lines), CHUNK):
            objects = [line.obj for line in lines[first : first + CHUNK]]
            Branch.objects.bulk_update(objects, [*BRANCHES.plain, "parent", "version"])
            beat(first)
        renamed(line.obj.pk for line in lines if line.before["name"] != line.obj.name)

    def undo(self, rows: Sequence[ImportRow], *, actor: User, now: datetime, beat: Beat) -> None:
        current = Branch.objects.select_for_update(no_key=True).in_bulk([row.target for row in rows])
        live = []
        for row in rows:
            branch = current.get(row.target)
            if branch is None:
                row.kept = "" if row.outcome == Outcome.NEW else "该党组织已不在名录中。"
            elif str(branch.version) != row.mark:
                row.kept = "写入之后又被修改过，保持现状。"
            else:
                live.append(row)
        self._restore([row for row in live if row.outcome == Outcome.CHANGED], current, actor)
        beat(len(rows) // 2)
        self._delete([row for row in live if row.outcome == Outcome.NEW], current)

    def _restore(self, rows: list[ImportRow], current: dict[int, Branch], actor: User) -> None:
        """The old values back, but no parent that would close a ring with what others moved since."""
        links = Branch.objects.filter(committee=actor.committee_id).values_list("pk", "parent")
        parents = {str(pk): str(parent) if parent else None for pk, parent in links}
        wanted = parents | {str(row.target): _text(row.before["parent_id"]) for row in rows}
        in_rings = tree.rings(parents, wanted)
        back, before = [], {pk: branch.name for pk, branch in current.items()}
        for row in rows:
            branch = current[row.target or 0]
            parent = _text(row.before["parent_id"])
            if str(branch.pk) in in_rings or (parent and parent not in parents):
                row.kept = "原来的上级已不适用，保持现状。"
                continue
            for name, value in thawed(Branch, row.before).items():
                setattr(branch, name, value)
            branch.version += 1
            back.append(branch)
        Branch.objects.bulk_update(back, [*BRANCHES.plain, "parent", "version"], batch_size=CHUNK)
        renamed(branch.pk for branch in back if branch.name != before[branch.pk])

    def _delete(self, rows: list[ImportRow], current: dict[int, Branch]) -> None:
        """From the leaves up; what others lean on by now stays, and so does what stands above it."""
        ids = {row.target or 0: row for row in rows}
        held = referenced(Branch, set(ids))
        for pk in list(held):
            parent = current[pk].parent_id
            while parent in ids:
                held.add(parent)
                parent = current[parent].parent_id
        for pk in held:
            ids[pk].kept = "已有下级、结对、活动或人员关联到它，保持现状。"
        links = {str(branch.pk): _text(branch.parent_id) for branch in current.values()}
        for wave in reversed(tree.waves([str(pk) for pk in ids if pk not in held], links)):
            Branch.objects.filter(pk__in=[int(pk) for pk in wave]).delete()


def _seen(code: str, stored: dict[str, Branch]) -> str:
    """What tells one row of a file from another: new codes that look alike would make several branches."""
    return code if code in stored else fold(code)


def _text(pk: int | None) -> str | None:
    return str(pk) if pk else None
