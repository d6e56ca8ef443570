"""Pictures in a piece: sent while it is written, shown to whoever may read it and to nobody else."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from collab_portal.lib import uploads
from collab_portal.lib.html import clean
from collab_portal.lib.html import picture as picture_tag
from experience import comparing, documents, operations, pictures, search
from experience.models import Article, Picture
from experience.pictures import ADDRESS
from organizations.models import StoredFile
from organizations.operations import files
from tests.experience.pictured import make_picture, make_pictured
from tests.experience.test_writing import WRITE, edit_url, filled
from tests.factories import (
    committee,
    make_article,
    make_bulletin,
    make_chain,
    make_user,
)
from tests.uploads.samples import hostile, located_photo, picture, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    return settings.UPLOAD_DIR


@pytest.fixture
def author(client):
    user = make_user("jiangsu")
    client.force_login(user)
    return user


def send(client, submission, content=None, name="image.png"):
    upload = {"picture": SimpleUploadedFile(name, picture() if content is None else content)}
    return client.post(reverse("experience:picture-add", args=[submission]), upload)


def image(src, alt="合影", sizes=' width="64" height="48"'):
    return f'<img src="{src}" alt="{alt}"{sizes}>'


def test_a_picture_sent_before_the_first_save_belongs_to_the_piece_it_makes(client, author):
    form = filled()
    src = send(client, form["submission"]).json()["src"]

    client.post(WRITE, {**form, "body": f"<p>正文</p>{image(src, sizes='')}"})

    article = Article.objects.get()
    assert article.body == f"<p>正文</p>{image(src)}"
    made = article.pictures.get()
    assert (made.file.committee, made.file.uploaded_by) == (author.committee, author)


def test_a_picture_is_painted_anew_and_made_small(client, author):
    answer = send(client, uuid.uuid4(), located_photo(), "d.jpg").json()
    large = send(client, uuid.uuid4(), picture("PNG", (4_000, 2_000))).json()

    kept = StoredFile.objects.order_by("pk").first()
    content = uploads.path_of(kept.key).read_bytes()
    assert b"SecretCamera" not in content
    assert not Image.open(uploads.path_of(kept.key)).getexif()
    assert (answer["width"], answer["height"]) == (64, 48)
    assert (large["width"], large["height"]) == (2_880, 1_440)


def test_a_long_screenshot_keeps_its_width_in_the_text(client, author):
    answer = send(client, uuid.uuid4(), picture("PNG", (1_080, 12_000))).json()

    assert (answer["width"], answer["height"]) == (1_080, 12_000)
    written = picture_tag(answer["src"], "长截图", answer["width"], answer["height"])
    assert clean(f"<p>字</p>{written}", ADDRESS) == f"<p>字</p>{written}"


def test_the_name_does_not_say_what_it_is_the_bytes_do(client, author):
    response = send(client, uuid.uuid4(), picture("JPEG"), "粘贴.png")

    assert response.status_code == 200
    assert StoredFile.objects.get().name == "粘贴.jpg"


@pytest.mark.parametrize(
    "name", [name for name, (file, _) in refused().items() if file[-3:] in {"png", "jpg"}]
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(client, author, folder, name):
    file, content = refused()[name]

    response = send(client, uuid.uuid4(), content, file)

    assert response.status_code == 422
    assert response.json()["problem"]
    assert not Picture.objects.exists()
    assert [path for path in folder.glob("**/*") if path.is_file()] == []


def test_hostile_files_are_pictures_or_nothing(client, author):
    for number, (name, content) in enumerate(hostile(60, seed=7)):
        response = send(client, uuid.UUID(int=number), content or b"", name)
        assert response.status_code in {200, 422}
        if response.status_code == 200:
            shown = client.get(response.json()["src"])
            assert shown.headers["Content-Type"] in {"image/png", "image/jpeg"}
            assert Image.open(
                b"".join(shown.streaming_content) and uploads.path_of(StoredFile.objects.last().key)
            )


def test_nothing_sent_is_told(client, author):
    response = client.post(reverse("experience:picture-add", args=[uuid.uuid4()]))

    assert (response.status_code, response.json()) == (422, {"problem": "没有收到图片，请重新选择。"})


def test_pictures_count_to_the_quota_of_the_committee_whose_piece_it_is(client, settings):
    article = make_article("jiangsu", status="editing")
    editor = make_user("shanghai", role="member", is_editor=True)
    made = make_picture(article, editor)
    settings.UPLOAD_QUOTA = made.file.size
    client.force_login(editor)

    response = send(client, article.submission)

    assert made.file.committee == committee("jiangsu")
    assert "文件已满" in response.json()["problem"]


def test_a_piece_takes_forty_pictures(client, author, monkeypatch):
    monkeypatch.setattr("experience.operations.illustrations.PICTURES_LIMIT", 1)
    article = make_article("jiangsu", status="draft")
    make_picture(article)

    assert send(client, article.submission).json() == {"problem": "一篇稿件最多 1 张图片。"}


def test_nobody_sends_pictures_to_a_piece_that_is_not_theirs(client):
    article = make_article("jiangsu", status="draft")
    client.force_login(make_user("hubei"))

    assert send(client, article.submission).status_code == 404
    assert not StoredFile.objects.exists()


def test_only_pictures_of_the_piece_stay_in_it(client, author):
    article = make_article("jiangsu", status="draft", created_by=author)
    mine, theirs = make_picture(article), make_pictured("zhejiang")[1]
    foreign = [
        theirs.get_absolute_url(),
        "https://evil.example/x.png",
        "/static/img/mark.svg",
        "data:image/png;base64,AA",
    ]
    body = f"<p>正文</p>{''.join(image(src) for src in [*foreign, mine.get_absolute_url()])}"

    client.post(edit_url(article), filled(body=body, version=str(article.version)))

    article.refresh_from_db()
    assert article.body == f"<p>正文</p>{image(mine.get_absolute_url())}"
    assert pictures.keep_own(article.body, [mine]) == article.body


def test_a_picture_is_shown_safely(client):
    _article, made = make_pictured()

    response = client.get(made.get_absolute_url())

    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "private, max-age=600"
    again = client.get(made.get_absolute_url(), HTTP_IF_NONE_MATCH=response.headers["ETag"])
    assert again.status_code == 304


def test_an_unpublished_picture_is_asked_for_every_time(client, author):
    _article, made = make_pictured(status="editing")

    response = client.get(made.get_absolute_url())

    assert response.headers["Cache-Control"] == "private, max-age=0"


def test_who_may_read_the_piece_sees_its_picture_and_nobody_else(client):
    _waiting, made = make_pictured("jiangsu", "editing")
    path = made.get_absolute_url()
    reader, editor = make_user("hubei"), make_chain()[0]

    seen = [client.get(path).status_code]
    for person in (reader, make_user("jiangsu"), make_user("jiangsu", role="member"), editor):
        client.force_login(person)
        seen.append(client.get(path).status_code)

    assert seen == [404, 404, 200, 404, 200]
    key = made.file.key
    for address in (f"/uploads/{key[:2]}/{key}", f"/media/{key}", f"/static/{key}"):
        assert client.get(address).status_code == 404


def test_a_picture_that_is_not_in_the_published_text_is_not_for_readers(client):
    article, _ = make_pictured()
    waiting = make_picture(article)  # of a correction that nobody has signed

    assert client.get(waiting.get_absolute_url()).status_code == 404
    client.force_login(make_user("jiangsu"))
    assert client.get(waiting.get_absolute_url()).status_code == 200


def test_a_withdrawn_piece_takes_its_pictures_from_readers(client):
    article, made = make_pictured()
    issuer = make_chain()[2]

    operations.withdraw(article, actor=issuer, now=timezone.now(), reason="有误")

    assert client.get(made.get_absolute_url()).status_code == 404


def test_a_column_for_members_shows_strangers_no_picture(client, settings):
    settings.COLUMN_PUBLIC = False
    made = make_pictured()[1]

    response = client.get(made.get_absolute_url())

    assert response.status_code == 302
    assert "login" in response.url


def test_an_unsaved_picture_is_its_senders(client, author):
    made = make_picture(sender=author)

    mine = client.get(made.get_absolute_url()).status_code
    client.force_login(make_user("jiangsu"))
    colleagues = client.get(made.get_absolute_url()).status_code

    assert (mine, colleagues) == (200, 404)


def test_a_draft_may_lack_descriptions_a_piece_for_signature_may_not(client, author):
    article = make_article("jiangsu", status="draft", created_by=author)
    said, bare = (make_picture(article).get_absolute_url() for _ in range(2))
    data = filled(body=f"<p>正文</p>{image(said)}{image(bare, alt=' ')}", version=str(article.version))

    client.post(edit_url(article), data)
    article.refresh_from_db()
    refused_form = client.post(edit_url(article), {**data, "submit": "1", "version": str(article.version)})
    refused_button = client.post(reverse("experience:submit", args=[article.pk]), follow=True)

    assert 'alt=""' in article.body
    for response in (refused_form, refused_button):
        assert response.context["form"].errors == {"body": ["第2张图片缺少文字说明，请补上后再送编。"]}
    article.refresh_from_db()
    assert article.status == "draft"


def test_an_editor_does_not_take_a_description_away():
    article, made = make_pictured(status="editing")
    editor = make_chain()[0]
    fields = {"body": f"<p>正文</p>{image(made.get_absolute_url(), alt='')}"}

    with pytest.raises(ValidationError, match="第1张图片缺少文字说明"):
        operations.edit(article, actor=editor, version=article.version, fields=fields)


def test_a_correction_brings_a_picture_which_readers_see_once_it_is_signed(client):
    article, _made = make_pictured()
    new = make_picture(article)
    words = {"title": article.title, "summary": "", "note": "补一张图片"}
    body = f"{article.body}{image(new.get_absolute_url(), alt='签约现场')}"
    proposed = operations.correct(
        article, actor=make_user("jiangsu"), now=timezone.now(), fields={**words, "body": body}
    )

    before = client.get(new.get_absolute_url()).status_code
    for person in make_chain():
        operations.pass_correction(proposed, actor=person, now=timezone.now())
    article.refresh_from_db()

    assert (before, client.get(new.get_absolute_url()).status_code) == (404, 200)
    assert article.body == body


def test_a_correction_without_a_description_is_refused_beside_the_text(client):
    article, made = make_pictured()
    client.force_login(make_user("jiangsu"))
    words = {"title": article.title, "summary": "", "note": "去掉说明"}

    response = client.post(
        reverse("experience:correct", args=[article.pk]),
        {**words, "body": f"<p>改</p>{image(made.get_absolute_url(), alt='')}"},
    )

    assert response.context["form"].errors["body"] == ["第1张图片缺少文字说明，请补上后再送编。"]


def test_versions_remarks_and_search_read_the_description():
    article, _ = make_pictured(status="editing")
    text = comparing.Text(article.title, "", article.body)
    editor = make_chain()[0]
    made = operations.remark(
        article,
        actor=editor,
        now=timezone.now(),
        quote="文前【图片：两地支部合影】",
        before="",
        note="换一张",
    )

    from experience.marking import mark

    marked, found = mark(article.body, [made])

    assert text.lines[1:] == ["文前", "【图片：两地支部合影】", "文后"]
    assert '<mark class="passage"><img src=' in marked
    assert found == {made.pk}
    assert "\n两地支部合影\n" in search.words_of(article).text


def test_the_feed_shows_pictures_by_their_whole_address(client, settings):
    settings.SITE_URL = "https://portal.example.cn"
    _, made = make_pictured()

    text = client.get(reverse("experience:feed")).content.decode()

    assert f'src="https://portal.example.cn{made.get_absolute_url()}' in text.replace("&quot;", '"')


@pytest.mark.parametrize("number", [1, 5])
def test_an_issue_reads_all_its_pictures_in_one_query(django_assert_num_queries, number):
    issue = make_bulletin(*[make_pictured()[0] for _ in range(number)])

    with django_assert_num_queries(3):
        documents.booklet(issue, timezone.now())


def test_the_issue_as_a_file_shows_its_pictures(client):
    article, _made = make_pictured()
    issue = make_bulletin(article)

    answers = [
        client.get(reverse("experience:bulletin-file", args=[issue.pk, kind])) for kind in ("docx", "pdf")
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert b"word/media/image1" in answers[0].content
    assert b"/Subtype /Image" in answers[1].content or b"/Subtype/Image" in answers[1].content


def test_an_issue_with_a_lost_picture_says_what_it_showed(client):
    article, made = make_pictured()
    uploads.discard(made.file.key)

    response = client.get(reverse("experience:bulletin-file", args=[make_bulletin(article).pk, "pdf"]))

    assert response.status_code == 200
    piece = documents.booklet(make_bulletin(article), timezone.now()).sections[0].pieces[0]
    assert [getattr(block, "text", "") for block in piece.body] == ["文前", "【图片：两地支部合影】", "文后"]


def test_pictures_nobody_shows_are_swept_a_month_later(folder):
    article, shown = make_pictured()
    unused, unsaved = make_picture(article), make_picture()
    now = timezone.now()

    early = files.sweep(now=now + timedelta(days=29))
    late = files.sweep(now=now + timedelta(days=32))

    assert (early, late) == (0, 2)
    assert list(Picture.objects.all()) == [shown]
    assert not uploads.path_of(unused.file.key).exists()
    assert not uploads.path_of(unsaved.file.key).exists()
    assert uploads.path_of(shown.file.key).exists()


def test_a_picture_of_a_correction_on_its_way_is_not_swept():
    article, _ = make_pictured()
    new = make_picture(article)
    words = {
        "title": "新题",
        "summary": "",
        "note": "补图",
        "body": f"<p>改</p>{image(new.get_absolute_url())}",
    }
    operations.correct(article, actor=make_user("jiangsu"), now=timezone.now(), fields=words)

    files.sweep(now=timezone.now() + timedelta(days=60))

    assert Picture.objects.filter(pk=new.pk).exists()
