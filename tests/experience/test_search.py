# ruff: noqa: RUF001
"""Search finds a substring wherever it stands, and only there."""

import random
from datetime import timedelta

import opencc
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from collab_portal.lib.chinese import fold
from collab_portal.lib.search import engine, marking, paging
from collab_portal.lib.search.asking import parse
from collab_portal.lib.search.engine import PostgresEngine, RawQuery
from collab_portal.lib.search.rows import PINYIN, RICH, quoted
from experience import operations, search
from experience.models import SearchDocument
from tests.experience.reference import BruteForce, contains
from tests.factories import make_article, make_chain, make_user

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
MARKS = "，。、；：？！“”‘’（）《》〔〕…—·,.;:?!'\"()[]{}<>&|*+-=/\\%_#@~^$` 　"
LATIN = "abcXYZ0123456789ＡＢＣａｂｃ０１２３"
HAN = "党建机关长江经济带联学共建协作轮值会商乡村振兴的一了在是著着裏里後后發发體体龍龙國国灣湾"
ANY_HAN = "".join(map(chr, range(0x4E00, 0x9FA6)))
RARE = "".join(map(chr, range(0x20000, 0x2A6D7)))


def make_text(random_, length):
    pool = HAN * 4 + LATIN + MARKS + "\U00020bb7é"
    return "".join(random_.choice(pool) for _ in range(length))


def found(query, **kwargs):
    results = search.find(query, NOBODY, timezone.now(), 1000, **kwargs)
    return {hit.url for hit in results.hits}


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def make_random_articles(random_, count):
    articles = []
    for _ in range(count):
        paragraphs = [make_text(random_, random_.randint(1, 90)) for _ in range(random_.randint(1, 6))]
        body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        title = make_text(random_, random_.randint(4, 30)).strip() or "题"
        articles.append(make_article(title=title, body=body, summary=make_text(random_, 20)))
    return articles


def random_queries(random_, articles, count):
    """Pieces of what is there, changed the way people change them; and things that look like operators."""
    traditional, simplified = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
    ways = [
        lambda text: text,
        lambda text: text,
        traditional.convert,
        simplified.convert,
        str.upper,
        lambda text: "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text),
        lambda text: f'"{text}"',
        lambda text: text + random_.choice(HAN),
        lambda text: " ".join([text, random_.choice(HAN)]),
        lambda text: random_.choice(["& ", "| ", "!", "<-> ", ":*", "'", "\\", "\x00", "%", "_"]) + text,
    ]
    for _ in range(count):
        article = random_.choice(articles)
        line = random_.choice([article.title, *search.words_of(article).text.split("\n")])
        start = random_.randrange(len(line))
        yield random_.choice(ways)(line[start : start + random_.choice([1, 1, 2, 2, 3, 4, 5, 8, 13, 40])])


@pytest.mark.thorough
def test_a_thousand_random_substrings_find_what_brute_force_finds():
    random_ = random.Random(7)
    articles = make_random_articles(random_, 40)
    engine, rows = PostgresEngine(), SearchDocument.objects.all()

    asked = 0
    for query in random_queries(random_, articles, 1600):
        terms = parse(query).terms
        if not terms:
            continue
        asked += 1
        expected = {a.pk for a in articles if all(contains(search.words_of(a), term) for term in terms)}
        assert {row.pk for row in engine.newest(rows, terms, 0, 1000)} == expected, query

    assert asked >= 1000


def test_any_engine_gives_the_same_page():
    random_ = random.Random(11)
    articles = make_random_articles(random_, 15)
    brute = BruteForce(lambda row: search.words_of(row.article))

    for query in random_queries(random_, articles, 60):
        ours = search.find(query, NOBODY, timezone.now(), 10)
        plain = search.find(query, NOBODY, timezone.now(), 10, engine=brute)

        assert ours == plain


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("长江经济带", "長江經濟帶機關黨建"),
        ("長江", "长江流域"),
        ("着眼", "著眼於全局"),
        ("2021年", "２０２１年联合开展主题党日"),
        ("5G建设", "全国5g建設示范"),
        ("1+1>2", "取得“１＋１＞２”的效果"),
        ("“四强”党支部", "创建“四强”党支部"),
        ("带", "经济带"),
        ("机关　党建", "党建在机关"),
        ("'党'", "写作'党'字"),
        ("a\\b", "路径A\\B段"),
        ("100%_好", "满意率100%_好评"),
    ],
)
def test_what_a_reader_would_call_the_same_is_found(query, text):
    article = make_article(title="题", body=f"<p>{escape(text)}</p>")

    assert found(query) == {article.get_absolute_url()}


def test_a_phrase_never_crosses_from_one_paragraph_or_field_to_the_next():
    make_article(title="长江", summary="", body="<p>机关</p><p>党建</p>")

    assert found("机关党建") == set()
    assert found("江机") == set()
    assert len(found("机关 党建")) == 1


def test_blank_means_and_and_quotes_keep_a_phrase():
    both = make_article(title="题", body="<p>甲甲 乙乙</p>")
    make_article(title="题", body="<p>乙乙 丙丙 甲甲</p>")

    assert len(found("甲甲 乙乙")) == 2
    assert found('"甲甲 乙乙"') == {both.get_absolute_url()}


def test_titles_are_found_by_pinyin_and_initials():
    article = make_article(title="重庆：长江经济带协作", body="<p>正文</p>")

    for query in ("changjiang", "chongqing", "cjjjd", "jingjidai", "xz", "ChangJiang"):
        assert found(query) == {article.get_absolute_url()}
    assert found("hangjiang") == set()  # begins at a syllable


@pytest.mark.parametrize("query", ["，", "？！", "“”", "&", "!!", "<->", "::*", "' '", "\\", "\x00", "  …  "])
def test_marks_alone_are_refused_with_a_sentence(query):
    make_article(body="<p>，？！“”&!!</p>")

    results = search.find(query, NOBODY, timezone.now())

    assert list(results.hits) == []
    assert results.problem or not query.replace("\x00", " ").strip()


@pytest.mark.parametrize("query", ["", " ", "　", "\n", '""', '" "'])
def test_nothing_asked_is_nothing_found(query):
    make_article()

    assert list(search.find(query, NOBODY, timezone.now()).hits) == []


def test_sixty_characters_are_looked_for_and_more_refused():
    text = "".join(random.Random(3).choice(HAN) for _ in range(60))
    article = make_article(body=f"<p>前{text}后</p>")

    assert found(text) == {article.get_absolute_url()}
    assert found(text[:-1] + "囧") == set()
    assert search.find(text + "多", NOBODY, timezone.now()).problem


@pytest.mark.parametrize(
    "query", ["党 " * 400, "a b " * 200, '"' * 300, "(" * 500, "党:*&" * 100, "\ud800党"]
)
def test_no_query_is_an_error(query):
    make_article()

    search.find(query, NOBODY, timezone.now())


def test_looking_among_the_newest_first_changes_no_page(monkeypatch):
    make_random_articles(random.Random(11), 14)
    rows, pages = SearchDocument.objects.all(), [(0, 1), (0, 3), (2, 6), (5, 30)]

    def shown(depth):
        monkeypatch.setattr(engine, "SHOWN", depth)
        newest = PostgresEngine().newest
        return [
            [row.pk for row in newest(rows, terms, *page)]
            for terms in (["党"], ["党", "一"], ["党建"])
            for page in pages
        ]

    assert shown(5) == shown(1) == shown(100)


@pytest.mark.parametrize(("sample", "counted"), [(2, 8), (2, 3), (100, 8), (1, 100)])
def test_up_to_a_number_of_hits_is_found_wherever_they_are_looked_for(monkeypatch, sample, counted):
    make_random_articles(random.Random(11), 14)
    rows = SearchDocument.objects.all()
    monkeypatch.setattr(engine, "SAMPLE", sample)
    monkeypatch.setattr(engine, "COUNTED", counted)

    for terms in (["党"], ["党", "一"], ["党建"], ["无此词"]):
        every = set(PostgresEngine().matching(rows, terms).values_list("pk", flat=True))
        for limit in (1, 3, 30):
            (keys,) = PostgresEngine().matches([rows], terms, limit)
            assert len(keys) == len(set(keys)) == min(limit, len(every))
            assert set(keys) <= every


def test_the_newest_rows_answer_as_the_index_does():
    """Numbers and letters beside the keys of pinyin, which stand in the same column."""
    random_, parts = random.Random(4), ["2021", "-", "5", "年", "a1", "三峡", "、", "B2", "重庆", " ", "07"]
    for _ in range(40):
        make_article(title="".join(random_.choices(parts, k=5)).strip(), body="<p>文</p>")
    rows = SearchDocument.objects.all()
    lines = [line for text in rows.values_list("folded", flat=True) for line in text.lower().split("\n")]
    terms = {line[start : start + size] for line in lines for start in range(len(line)) for size in (1, 2, 4)}

    for term in {term.strip(f" {PINYIN}") for term in terms} - {""}:
        indexed = list(PostgresEngine().matching(rows, [term]).order_by(*engine.NEWEST))
        newest = PostgresEngine().newest(rows, [term], 0, len(indexed)) if indexed else []
        (keys,) = PostgresEngine().matches([rows], [term], len(indexed) + 1)
        assert [row.pk for row in newest] == [row.pk for row in indexed], term
        assert set(keys) == {row.pk for row in indexed}, term


@pytest.mark.parametrize("alphabet", [ANY_HAN, RARE], ids=["any Han characters", "characters beyond the BMP"])
def test_a_text_too_rich_for_all_its_pieces_is_searched_exactly(alphabet):
    random_ = random.Random(7)
    text = "".join(random_.choice(alphabet) for _ in range(80_000))
    rich = make_article(title="字汇", body=f"<p>{text}</p>")
    make_article(title="另一篇", body=f"<p>{text[500:502]}，{text[501:504]}</p>")

    assert SearchDocument.objects.filter(vector=RawQuery(quoted(RICH))).count() == 1
    assert found(text[500:504]) == {rich.get_absolute_url()}
    assert found(text[-3:]) == {rich.get_absolute_url()}
    assert rich.get_absolute_url() in found(text[70_000])
    assert found(text[70_001] + text[70_000]) == set()


def test_long_pieces_with_many_repetitions_are_searched_exactly():
    many = make_article(title="常见", body=f"<p>{'党建' * 400}尾声</p>")
    random_ = random.Random(5)
    filler = "".join(random_.choice(HAN) for _ in range(20_000))
    far = make_article(title="太湖", body=f"<p>{filler}稀有的结尾</p>")

    assert found("建尾声") == {many.get_absolute_url()}
    assert found("稀有的结尾") == {far.get_absolute_url()}
    assert found("taihu") == {far.get_absolute_url()}
    assert found("尾声党建") == set()  # its pairs are there, not side by side
    for _ in range(30):
        start = random_.randrange(len(filler) - 12)
        term = filler[start : start + random_.randint(1, 12)]
        assert found(term) == {
            a.get_absolute_url() for a in (many, far) if contains(search.words_of(a), fold(term))
        }


def test_hits_in_the_title_come_first_then_the_newest():
    now = timezone.now()
    old = make_article(title="轮值会商", published_at=now - timedelta(days=9))
    new = make_article(title="题", body="<p>轮值会商</p>", published_at=now - timedelta(days=1))
    newest = make_article(title="题", body="<p>轮值会商</p>", published_at=now)

    hits = search.find("轮值会商", NOBODY, timezone.now()).hits

    assert [hit.url for hit in hits] == [a.get_absolute_url() for a in (old, newest, new)]


def test_beyond_the_cap_nothing_is_counted_or_ranked(monkeypatch):
    monkeypatch.setattr(paging, "CAP", 3)
    articles = [make_article(published_at=timezone.now() - timedelta(days=days)) for days in range(5)]

    results = search.find("正文", NOBODY, timezone.now(), 2)

    assert results.total_label == "3+"
    assert [hit.url for hit in results.hits] == [a.get_absolute_url() for a in articles[:2]]


def test_pages_of_hits_follow_each_other_without_gap_or_repeat():
    for _ in range(7):
        make_article()

    pages = [search.find("正文", NOBODY, timezone.now(), 3, offset=start) for start in (0, 3, 6)]

    assert [len(page.hits) for page in pages] == [3, 3, 1]
    assert [page.more for page in pages] == [True, True, False]
    assert len({hit.url for page in pages for hit in page.hits}) == 7


def test_only_what_a_reader_may_see_is_in_the_index():
    author = make_user("jiangsu")
    article = make_article(status="draft", created_by=author, title="机密的草稿")
    editor, reviewer, issuer = make_chain()
    now = timezone.now()
    operations.submit(article, actor=author, now=now)
    operations.sign(article, actor=editor, now=now)
    operations.sign(article, actor=reviewer, now=now)
    assert not SearchDocument.objects.exists()

    operations.publish(article, actor=issuer, now=now, at=now + timedelta(hours=1))
    assert search.find("机密", NOBODY, now).total == 0
    assert search.find("机密", NOBODY, now + timedelta(hours=2)).total == 1

    operations.withdraw(article, actor=issuer, now=now, reason="示例")
    assert not SearchDocument.objects.exists()


def test_strangers_find_nothing_where_the_column_is_not_public(settings):
    settings.COLUMN_PUBLIC = False
    make_article()

    assert search.find("正文", NOBODY, timezone.now()).total == 0
    assert search.find("正文", make_user("anhui", role="member"), timezone.now()).total == 1


def test_the_index_is_written_with_the_article_or_not_at_all():
    author = make_user("jiangsu")
    article = make_article(status="issuing", created_by=author)
    *_, issuer = make_chain()

    with transaction.atomic():
        operations.publish(article, actor=issuer, now=timezone.now())
        transaction.set_rollback(True)

    article.refresh_from_db()
    assert (article.status, SearchDocument.objects.count()) == ("issuing", 0)


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("長江經濟帶", "经济", "長江<mark>經濟</mark>帶"),
        ("<b>&党建</b>", "党", "&lt;b&gt;&amp;<mark>党</mark>建&lt;/b&gt;"),
        (
            "<script>alert(1)</script>",
            "script",
            "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;",
        ),
        ("&amp;amp", "amp", "&amp;<mark>amp</mark>;<mark>amp</mark>"),
        ("党党党", "党党", "<mark>党党党</mark>"),
        ("甲乙丙", "乙丙 甲乙", "<mark>甲乙丙</mark>"),
        ("ＡＢＣ", "b", "Ａ<mark>Ｂ</mark>Ｃ"),
    ],
)
def test_hits_are_marked_on_the_original_escaped_text(text, query, shown):
    assert marking.highlight(text, parse(query).terms) == shown


def test_an_excerpt_shows_the_first_hit_in_its_place():
    text = "前" * 200 + "轮值" + "后" * 200

    shown = marking.excerpt(text, ["轮值"])

    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "<mark>轮值</mark>" in shown
    assert len(shown) < 150


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("结 对", ("结对",)),
        ("结　对 共 建", ("结对共建",)),
        ("浙江 结 对", ("浙江", "结对")),
        ("浙江 结对", ("浙江", "结对")),
        ("结 对共建", ("结", "对共建")),
        ("江", ("江",)),
    ],
)
def test_letters_written_apart_are_one_word(asked, terms):
    assert parse(asked).terms == terms
