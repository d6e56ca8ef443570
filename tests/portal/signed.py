"""What was signed in a walk says the same after every step: each paper is hashed when it is signed."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from activities.models import Activity, Correction
from activities.operations.content import stored_content
from experience.models import Article, SignOff
from experience.models import Correction as PieceCorrection
from organizations.models import AllianceCharter, AllianceMember, FrameworkAgreement

Paper = tuple[Any, ...]


def papers() -> Iterator[tuple[Paper, Paper]]:
    """The key of each signed paper, and all it says."""
    yield from _agreements()
    for charter in AllianceCharter.objects.all():
        yield ("charter", charter.pk), (charter.number, charter.text, charter.since)
    for member in AllianceMember.objects.exclude(charter=None).exclude(joined_on=None):
        yield ("member", member.pk), (member.charter_id, member.joined_on, member.answered_at)
    yield from _records()
    yield from _pieces()


def _agreements() -> Iterator[tuple[Paper, Paper]]:
    signed = FrameworkAgreement.objects.exclude(started_on=None)
    for row in signed.prefetch_related("parties__committee", "items"):
        parties = sorted((party.name, party.signer, party.said_at) for party in row.parties.all())
        items = [item.text for item in row.items.all()]
        facts = (row.title, row.number, row.outside, row.signed_on, row.expires_on, row.note, row.started_on)
        yield ("agreement", row.pk), (facts, items, parties)


def _records() -> Iterator[tuple[Paper, Paper]]:
    """A confirmed record is one paper for each version; a correction that took effect stays as agreed to."""
    for row in Activity.objects.filter(status__in=("confirmed", "void")):
        facts, parties, results = stored_content(row)
        facts.pop("status", None)
        said = sorted((party.committee_id, party.headcount, party.signed_at) for party in row.parties)
        yield (
            ("record", row.pk, row.version),
            (sorted(facts.items(), key=str), sorted(parties, key=str), results, said),
        )
    for made in Correction.objects.filter(status="applied").prefetch_related("answers"):
        answers = sorted((row.committee_id, row.signed_at, row.headcount) for row in made.answers.all())
        yield ("correction", made.pk), (made.facts, made.parties, made.outcomes, made.changes, answers)


def _pieces() -> Iterator[tuple[Paper, Paper]]:
    """A published text changes with a signed correction alone; who signed stays written as it was."""
    corrected = PieceCorrection.objects.filter(issued_at__isnull=False).order_by("pk")
    for row in Article.objects.filter(status__in=("issued", "withdrawn")):
        done = [made.pk for made in corrected if made.article_id == row.pk]
        yield ("piece", row.pk, *done), (row.title, row.summary, row.body, row.author_name, row.published_at)
    for made in corrected:
        yield ("piece-correction", made.pk), (made.title, made.summary, made.body, made.note)
    for sign in SignOff.objects.filter(decision="passed"):
        yield ("signature", sign.pk), (sign.article_id, sign.round, sign.step, sign.signer, sign.at)


def check(known: dict[Paper, str]) -> None:
    """AssertionError: a paper says something else than when it was signed, or is gone."""
    found = {key: sha256(repr(said).encode()).hexdigest() for key, said in papers()}
    changed = [key for key, said in found.items() if known.setdefault(key, said) != said]
    assert not changed, f"signed papers changed: {changed}"
    gone = {key for key in known if key[0] != "record" and key not in found and key[0] != "piece"}
    assert not gone, f"signed papers are gone: {gone}"
