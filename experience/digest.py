"""The digest of an issue: for each person the pieces of what he follows, grouped by it; and its stop link."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from activities.kinds import Area
from experience.issues import Part
from experience.models import Article, DigestStop, Follow
from organizations.models import Committee

STEP = "digest"
SIGNER = Signer(salt="experience.digest")


def stop_url(person: User) -> str:
    """Ends the digest for this person without a sign-in; good for as long as the account."""
    return reverse("experience:digest-stop", args=[SIGNER.sign(str(person.pk))])


def person_of(token: str) -> User | None:
    """Whose link it is."""
    try:
        person: User | None = User.objects.filter(pk=int(SIGNER.unsign(token))).first()
    except (BadSignature, ValueError):
        return None
    return person


def texts(parts: Iterable[Part]) -> Mapping[str, Sequence[User]]:
    """Each digest that is not empty, and who gets it. Two queries, however many follow."""
    articles = [item.article for part in parts for item in part.items]
    committees = {article.committee_id for article in articles}
    followed: dict[int, tuple[set[int], set[str]]] = defaultdict(lambda: (set(), set()))
    rows = Follow.objects.filter(
        Q(committee__in=committees) | Q(area__in={article.area for article in articles}),
        ~Exists(DigestStop.objects.filter(person=OuterRef("person"))),
    )
    for person, committee, area in rows.values_list("person", "committee", "area"):
        (followed[person][0].add(committee) if committee else followed[person][1].add(area))
    people = User.objects.active().in_bulk(list(followed))
    found: dict[str, list[User]] = defaultdict(list)
    for pk, (places, areas) in followed.items():
        if pk in people:
            found[_text(articles, places, areas)].append(people[pk])
    return found


def _text(articles: Sequence[Article], committees: set[int], areas: set[str]) -> str:
    """Each piece once: under its committee if that is followed, else under its area."""
    groups: dict[str, list[str]] = {}
    places = sorted({row.committee for row in articles if row.committee_id in committees}, key=_position)
    for committee in places:
        rows = [row for row in articles if row.committee_id == committee.pk]
        groups[committee.short_name] = [f"· {row}" for row in rows]
    others = [row for row in articles if row.committee_id not in committees]
    for area, name in Area.choices:
        if area in areas and (rows := [row for row in others if row.area == area]):
            groups[str(name)] = [f"· {row}（{row.committee.short_name}）" for row in rows]
    return "\n\n".join("\n".join((f"【{name}】", *lines)) for name, lines in groups.items())


def _position(committee: Committee) -> int:
    return int(committee.position)
