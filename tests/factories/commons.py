"""What committees share, and what it is known under."""

from typing import Any

from tests.factories.activities import make_activity
from tests.factories.people import committee, counter, make_user


def make_resource(slug: str = "jiangsu", **fields: Any) -> Any:
    """A base that ``slug`` shares."""
    from commons.models import Resource

    defaults: dict[str, Any] = {
        "committee": committee(slug),
        "title": f"第{next(counter)}基地",
        "kind": "science",
        "place": "城南",
        "capacity": 200,
    }
    return Resource.objects.create(**{**defaults, **fields})


def make_document(slug: str = "jiangsu", **fields: Any) -> Any:
    """A paper that ``slug`` filed."""
    from commons.models import Document

    number = next(counter)
    defaults: dict[str, Any] = {
        "committee": committee(slug),
        "title": f"第{number}号办法",
        "issuer": "某机关",
        "kind": "measure",
    }
    return Document.objects.create(**{**defaults, **fields})


def make_document_file(document: Any) -> Any:
    """A small file that its committee's staff added."""
    from commons.operations import documents
    from tests.uploads.samples import Sent, pdf

    return documents.attach(document, Sent("文件.pdf", pdf()), actor=make_user(document.committee.slug))


def make_honour(slug: str = "jiangsu", **fields: Any) -> Any:
    """One that an organisation of ``slug`` was awarded."""
    from commons.models import Honour

    defaults: dict[str, Any] = {
        "committee": committee(slug),
        "title": f"第{next(counter)}次表彰",
        "level": "province",
        "winner": "某支部",
        "awarder": "某机关",
        "year": 2025,
    }
    return Honour.objects.create(**{**defaults, **fields})


def make_label(slug: str | None = "jiangsu", **fields: Any) -> Any:
    """A brand that ``slug`` keeps (None: the secretariat, for all nineteen)."""
    from commons.models import Label

    defaults: dict[str, Any] = {
        "committee": committee(slug) if slug else None,
        "kind": "brand",
        "name": f"第{next(counter)}品牌",
    }
    return Label.objects.create(**{**defaults, **fields})


def make_use(owner: str = "jiangsu", host: str = "zhejiang", days: int = 20, **fields: Any) -> Any:
    """``host`` announced an activity in so many days and asks ``owner`` for a base (or for ``resource``)."""
    from datetime import timedelta

    from collab_portal.lib.dates import today

    resource = fields.pop("resource", None) or make_resource(owner, exclusive=True)
    partners = fields.pop("partners", ("anhui",))
    activity = make_activity(
        host, partners, held_on=today() + timedelta(days=days), resources=[resource], **fields
    )
    return activity.uses.get()


def make_naming(*resources: Any, answer: str = "agreed", **fields: Any) -> Any:
    """A batch of ``resources`` that were applied for, signed by all their owners or only ``proposed``."""
    import uuid

    from django.utils import timezone

    from commons.operations import namings
    from organizations.operations import agreements

    now = timezone.now()
    facts: dict[str, Any] = {"title": f"第{next(counter)}批联合命名", "committees": [], **fields}
    proposer = resources[0].committee.slug
    naming = namings.propose_naming(
        actor=make_user(proposer),
        submission=uuid.uuid4(),
        now=now,
        numbers={one.pk: f"{place:03}" for place, one in enumerate(resources, start=1)},
        **facts,
    )
    waiting = naming.parties.owing().values_list("committee__slug", flat=True)
    for slug in list(waiting) if answer == "agreed" else ():
        naming = agreements.answer(naming, actor=make_user(slug), now=now, agree=True)
    return naming
