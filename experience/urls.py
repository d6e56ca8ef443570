"""URLs of the column."""

from django.urls import path

from experience import feeds
from experience.views import adopting, cases, following, planning, printing, reading, signing, writing

app_name = "experience"
urlpatterns = [
    path("", reading.article_list, name="list"),
    path("write/", writing.write, name="write"),
    path("queue/", writing.queue, name="queue"),
    path("feed/", feeds.feed, name="feed"),
    path("following/", following.following, name="following"),
    path("follow/", following.follow, name="follow"),
    path("reading-list/", following.reading_list, name="reading-list"),
    path("reading-list/clear/", following.clear_list, name="clear-list"),
    path("<int:pk>/keep/", following.keep, name="keep"),
    path("<int:pk>/let-go/", following.let_go, name="let-go"),
    path("cases/", cases.case_list, name="cases"),
    path("cases/<int:pk>/", cases.change, name="case"),
    path("cases/<int:pk>/drop/", cases.drop, name="case-drop"),
    path("<int:pk>/report/", cases.report, name="report-case"),
    path("flow/", adopting.flow, name="flow"),
    path("adoptions/", adopting.adoption_list, name="adoptions"),
    path("adoptions/<int:pk>/", adopting.change, name="adoption"),
    path("adoptions/<int:pk>/withdraw/", adopting.take_back, name="adoption-withdraw"),
    path("<int:pk>/adopt/", adopting.adopt, name="adopt"),
    path("bulletins/", reading.bulletin_list, name="bulletins"),
    path("bulletins/new/", planning.new, name="bulletin-new"),
    path("bulletins/<int:pk>/", reading.bulletin_detail, name="bulletin"),
    path("bulletins/<int:pk>/whole/", reading.bulletin_whole, name="bulletin-whole"),
    path("bulletins/<int:pk>/plan/", planning.desk, name="bulletin-plan"),
    path("bulletins/<int:pk>/edit/", planning.edit, name="bulletin-edit"),
    path("bulletins/<int:pk>/add/", planning.add, name="bulletin-add"),
    path("bulletins/<int:pk>/settle/", planning.settle, name="bulletin-settle"),
    path("bulletins/<int:pk>/hold/", planning.hold, name="bulletin-hold"),
    path("bulletins/<int:pk>/discard/", planning.discard, name="bulletin-discard"),
    path("bulletins/<int:pk>/issue.<slug:file_format>", printing.bulletin_file, name="bulletin-file"),
    path("<int:pk>/", reading.article_detail, name="detail"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/submit/", writing.submit, name="submit"),
    path("<int:pk>/sign/", signing.sign, name="sign"),
    path("<int:pk>/return/", signing.send_back, name="return"),
    path("<int:pk>/publish/", signing.publish, name="publish"),
    path("<int:pk>/withdraw/", signing.withdraw, name="withdraw"),
]
