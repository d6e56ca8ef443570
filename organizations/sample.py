"""Sample data: true facts with their source; every invented name is marked 示例.

The sources are named in ``sample_texts.py``.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from accounts.sample import by
from collab_portal.lib import dates
from organizations.models import Branch, Committee, Pairing, PairingBatch
from organizations.operations import pairings
from organizations.sample_bonds import (
    ALLIED,
    seed_agreement,
    seed_alliance,
    seed_liaison,
    seed_mechanism,
    seed_running_alliance,
    seed_zhanjiang,
    zhanjiang_branches,
)
from organizations.sample_imports import seed_import
from organizations.sample_texts import (
    ACROSS,
    GUANGDONG_BRANCHES,
    GUANGDONG_PAIRS,
    INTRODUCTIONS,
    PROVINCES,
    UNITS,
    WUJIANG,
    WUJIANG_BRANCHES,
    WUJIANG_PAIRS,
    Across,
    Place,
    Unit,
)

MUNICIPALITIES = {"shanghai", "chongqing"}
SECOND_BATCH = date(2020, 7, 24)
Shelf = dict[str, Branch]  # one committee's sample branches by code


def seed(now: datetime) -> None:
    """Branches of all nineteen and pairings in every state. A second run changes nothing."""
    shelves = {one.slug: _tree(one, dates.today(now)) for one in Committee.objects.all()}
    shelves["jiangsu"] |= _plant(shelves["jiangsu"], "jiangsu", WUJIANG_BRANCHES)
    shelves["guangdong"] |= guangdong_branches()
    for slug, text in INTRODUCTIONS.items():
        Committee.objects.filter(slug=slug, introduction="").update(introduction=text)
    _wujiang(shelves["jiangsu"])
    _guangdong(shelves["guangdong"])
    for number, across in enumerate(ACROSS):
        _across(shelves, across, now - timedelta(days=30 + 7 * number))
    _bonds(shelves, now)


def _bonds(shelves: dict[str, Shelf], now: datetime) -> None:
    """Alliances, agreements and a liaison group, between branches that are there or planted here."""
    guangdong = _plant(shelves["guangdong"], "guangdong", zhanjiang_branches())
    seed_zhanjiang(guangdong, _staff("guangdong"), now - timedelta(days=20))
    staff = {slug: _staff(slug) for slug in ALLIED}
    seed_alliance(_allied(shelves, Branch.Line.TAX), staff, now - timedelta(days=15))
    seed_running_alliance(_allied(shelves, Branch.Line.WATER), staff, now - timedelta(days=40))
    seed_agreement(staff, now)
    seed_mechanism(staff, now)
    units = [one for one in shelves["jiangsu"].values() if one.kind == Branch.Kind.UNIT]
    seed_liaison(units[:3], staff["jiangsu"], now)
    seed_import(staff["jiangsu"], now)


def _allied(shelves: dict[str, Shelf], line: str) -> dict[str, Branch]:
    """The department committees of one line of the four that ally."""
    unit, code = next(unit for unit in UNITS if unit.line == line), f"{line.upper()}-JG"
    return {slug: _plant(shelves[slug], slug, _department(slug, unit))[code] for slug in ALLIED}


def _staff(slug: str) -> User:
    staff: User | None = (
        User.objects.filter(committee__slug=slug, role=User.Role.STAFF).order_by("pk").first()
    )
    if staff is None:
        raise LookupError(f"sample data needs a staff account of {slug}: seed accounts first")
    return staff


def _tree(committee: Committee, today: date) -> Shelf:
    """Three departments with their committee and a branch each, on lines that neighbours share."""
    units = [UNITS[(committee.position + step) % len(UNITS)] for step in (0, 1, 3)]
    due = (today - timedelta(days=40), today + timedelta(days=60), today + timedelta(days=700))
    places = [
        place
        for unit, day in zip(units, due, strict=True)
        for place in _department(committee.slug, unit, day)
    ]
    return _plant({}, committee.slug, places)


def _department(slug: str, unit: Unit, term_ends_on: date | None = None) -> list[Place]:
    code = unit.line.upper()
    name = PROVINCES[slug] + (unit.city_name if slug in MUNICIPALITIES else unit.name)
    branch = f"{name}{unit.office}党支部（示例）"
    return [
        Place(code, f"{name}（示例）", Branch.Kind.UNIT, unit.line),
        Place(f"{code}-JG", f"{name}机关党委（示例）", Branch.Kind.COMMITTEE, unit.line, code),
        Place(f"{code}-1", branch, Branch.Kind.BRANCH, unit.line, f"{code}-JG", term_ends_on),
    ]


def _plant(shelf: Shelf, slug: str, places: Iterable[Place]) -> Shelf:
    """What is missing, parents first; what is there stays as it is."""
    committee = Committee.objects.get(slug=slug)
    there = {branch.code: branch for branch in Branch.objects.filter(committee=committee)}
    found = dict(shelf)
    waiting = list(places)
    while waiting:
        ready = [place for place in waiting if not place.parent or place.parent in found]
        wave = {place.code: _branch(committee, place, found.get(place.parent)) for place in ready}
        Branch.objects.bulk_create([branch for branch in wave.values() if branch.code not in there])
        found |= {code: there.get(branch.code, branch) for code, branch in wave.items()}
        waiting = [place for place in waiting if place not in ready]
    return found


def guangdong_branches() -> Shelf:
    """Those that the report on Guangdong names, under their codes in ``GUANGDONG_BRANCHES``."""
    return _plant({}, "guangdong", GUANGDONG_BRANCHES)


def _branch(committee: Committee, place: Place, parent: Branch | None) -> Branch:
    return Branch(
        committee=committee,
        parent=parent,
        code=f"{committee.region_code}-{place.code}",
        name=place.name,
        kind=place.kind,
        line=place.line,
        term_ends_on=place.term_ends_on,
        contact_name="联系人（示例）" if "示例" in place.name else "",
    )


def _propose(key: str, own: Branch, partner: Branch, now: datetime, **facts: Any) -> Pairing | None:
    """A proposal by the own side's staff, or None when an earlier run made it."""
    submission: UUID = uuid5(NAMESPACE_URL, f"sample-pairing:{key}")
    if Pairing.objects.filter(submission=submission).exists():
        return None
    actor = _staff(own.committee.slug)
    return by(
        pairings.propose, actor=actor, own=own, partner=partner, submission=submission, now=now, **facts
    )


def _wujiang(shelf: Shelf) -> None:
    jiangsu = Committee.objects.get(slug="jiangsu")
    facts = {key: WUJIANG[key] for key in ("supporter", "description")}
    batch, _ = PairingBatch.objects.get_or_create(
        committee=jiangsu, name=WUJIANG["name"], defaults={**facts, "organised_on": SECOND_BATCH}
    )
    signed = dates.at(SECOND_BATCH, time(10))
    departments = [
        branch for code, branch in shelf.items() if code.endswith("-1") and not code.startswith("WJ")
    ]
    for (code, theme), own in zip(WUJIANG_PAIRS, departments, strict=True):
        _propose(
            code,
            own,
            shelf[code],
            signed,
            theme=theme,
            batch=batch,
            supporter=WUJIANG["supporter"],
            term={"signed_on": SECOND_BATCH},
        )


def _guangdong(shelf: Shelf) -> None:
    for own, partner, theme in GUANGDONG_PAIRS:
        _propose(own, shelf[own], shelf[partner], dates.at(date(2021, 3, 1), time(10)), theme=theme, term={})


def _across(shelves: dict[str, Shelf], across: Across, begun: datetime) -> None:
    """Between two committees: proposed, and answered as the state says."""
    code = f"{across.line.upper()}-1"
    own, partner = (_office(shelves[slug], slug, code, across) for slug in (across.mine, across.partner))
    until = dates.today(begun) + timedelta(days=120 if across.state == "expiring" else 1095)
    number = f"示例〔{begun.year}〕{across.mine[:2].upper()}{across.partner[:2].upper()}"
    term = {"agreement_no": number, "signed_on": dates.today(begun), "valid_until": until}
    pairing = _propose(across.theme, own, partner, begun, theme=across.theme, term=term)
    if pairing is None or across.state == "proposed":
        return
    other, answered = _staff(across.partner), begun + timedelta(days=2)
    first = pairing.terms.get()
    if across.state == "declined":
        by(pairings.decline, first, actor=other, now=answered, reason="本年度已有同主题结对（示例）")
        return
    by(pairings.agree, first, actor=other, now=answered)
    if across.state == "ended":
        by(
            pairings.end,
            pairing,
            actor=other,
            now=answered + timedelta(days=20),
            reason="共建任务完成（示例）",
        )


def _office(shelf: Shelf, slug: str, code: str, across: Across) -> Branch:
    """The branch on that line; planted where the committee's three departments lack it."""
    if code not in shelf:
        unit = next(unit for unit in UNITS if unit.line == across.line)
        shelf |= _plant(shelf, slug, _department(slug, unit))
    return shelf[code]
