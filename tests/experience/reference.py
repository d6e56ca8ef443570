"""What search promises, in the plainest words: a term is found where it stands, letter for letter."""

from collab_portal.lib.chinese import fold, pinyin_keys
from experience.models import SearchDocument
from experience.search import LETTERS, words_of


def contains(article, term):
    """``term`` (folded) is in the title or in one paragraph, or is the beginning of pinyin in the title."""
    lines = [article.title, *words_of(article).split("\n")]
    spelled = LETTERS.fullmatch(term) and any(key.startswith(term) for key in pinyin_keys(article.title))
    return bool(spelled) or any(term in fold(line) for line in lines)


class BruteForce:
    """An ``Engine`` that reads every row."""

    def found(self, rows, terms):
        documents = rows.select_related("article").order_by("-published_at", "-pk")
        return [row.pk for row in documents if all(contains(row.article, term) for term in terms)]

    def keys(self, rows, terms, limit):
        return self.found(rows, terms)[:limit]

    def newest(self, rows, terms, start, stop):
        return self.found(rows, terms)[start:stop]


def everything():
    return SearchDocument.objects.all()
