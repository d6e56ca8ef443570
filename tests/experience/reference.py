"""What search promises, in the plainest words: a term is found where it stands, letter for letter."""

from functools import cache

from collab_portal.lib.chinese import fold, pinyin_keys
from experience.search import LETTERS, words_of


@cache
def lines(title, words):
    return [fold(line) for line in (title, *words.split("\n"))], pinyin_keys(title)


@cache
def words(article):
    return words_of(article)


def contains(article, term):
    """``term`` (folded) is in the title or in one paragraph, or is the beginning of pinyin in the title."""
    written, spelled = lines(article.title, words(article))
    if LETTERS.fullmatch(term) and any(key.startswith(term) for key in spelled):
        return True
    return any(term in line for line in written)


class BruteForce:
    """An ``Engine`` that reads every row."""

    def found(self, rows, terms):
        documents = rows.select_related("article").order_by("-published_at", "-pk")
        return [row.pk for row in documents if all(contains(row.article, term) for term in terms)]

    def keys(self, rows, terms, limit):
        return self.found(rows, terms)[:limit]

    def newest(self, rows, terms, start, stop):
        return self.found(rows, terms)[start:stop]
