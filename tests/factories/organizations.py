"""Pairings, alliances, agreements."""

import uuid
from typing import Any

from django.utils import timezone

from tests.factories.people import committee, counter, make_branch, make_user


def make_pairing(
    mine: str = "jiangsu", partner: str = "zhejiang", answer: str = "agreed", **fields: Any
) -> Any:
    """A pairing proposed by ``mine`` to ``partner``; ``answer``: agreed, declined, or proposed (none yet)."""
    from organizations.operations import pairings

    now = timezone.now()
    proposal: dict[str, Any] = {
        "submission": uuid.uuid4(),
        "own": fields.pop("own", None) or make_branch(mine),
        "partner": fields.pop("with_branch", None) or make_branch(partner),
        "theme": "税收服务共建",
        "term": {},
    }
    pairing = pairings.propose(actor=make_user(mine), now=now, **{**proposal, **fields})
    if answer == "agreed" and pairing.status == "proposed":
        pairing = pairings.agree(pairing.terms.get(), actor=make_user(partner), now=now).pairing
    if answer == "declined":
        reason = "年度已有安排"
        pairing = pairings.decline(
            pairing.terms.get(), actor=make_user(partner), now=now, reason=reason
        ).pairing
    return pairing


def make_alliance(*members: str, organiser: str = "jiangsu", answer: str = "agreed", **fields: Any) -> Any:
    """An alliance of one branch of each committee in ``members`` and one of the organiser's.

    ``answer``: agreed (by everybody: it is in force), or proposed (nobody else has answered).
    """
    from organizations.operations import alliances

    now = fields.pop("now", None) or timezone.now()
    slugs = members or ("zhejiang", "anhui")
    facts: dict[str, Any] = {"name": f"第{next(counter)}联盟", "line": "tax", **fields}
    alliance = alliances.propose(
        actor=make_user(organiser),
        submission=facts.pop("submission", uuid.uuid4()),
        lead=facts.pop("lead", None) or make_branch(organiser),
        members=facts.pop("branches", None) or [make_branch(slug) for slug in slugs],
        now=now,
        **facts,
    )
    asked = alliance.members.awaiting_answer().values_list("committee__slug", flat=True)
    for slug in sorted(set(asked)) if answer == "agreed" else ():
        alliances.answer(alliance, actor=make_user(slug), now=now, agree=True)
    alliance.refresh_from_db()
    return alliance


def make_agreement(*others: str, proposer: str = "jiangsu", answer: str = "agreed", **fields: Any) -> Any:
    """A framework agreement of ``proposer`` with ``others`` (浙江), signed by all or only ``proposed``."""
    from organizations.operations import agreements

    now = fields.pop("now", None) or timezone.now()
    facts: dict[str, Any] = {
        "title": f"第{next(counter)}号框架协议",
        "items": ["互设党员教育基地"],
        **fields,
    }
    agreement = agreements.propose(
        actor=make_user(proposer),
        submission=facts.pop("submission", uuid.uuid4()),
        committees=[committee(slug) for slug in others or ("zhejiang",)],
        now=now,
        **facts,
    )
    waiting = agreement.parties.owing().values_list("committee__slug", flat=True)
    for slug in list(waiting) if answer == "agreed" else ():
        agreement = agreements.answer(agreement, actor=make_user(slug), now=now, agree=True)
    return agreement
