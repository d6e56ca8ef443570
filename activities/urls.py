"""URLs of activities."""

from django.urls import path

from activities.views import (
    answering,
    attaching,
    browse,
    correcting,
    placing,
    reporting,
    tagging,
    totals,
    using,
    voiding,
    writing,
)

app_name = "activities"
urlpatterns = [
    path("", browse.activity_list, name="list"),
    path("uses/usage.xlsx", using.usage_export, name="usage-export"),
    path("export.xlsx", browse.export, name="export"),
    path("calendar/", browse.calendar, name="calendar"),
    path("totals/", totals.totals, name="totals"),
    path("totals/export.xlsx", totals.export, name="totals-export"),
    path("reports/<slug:slug>/<int:year>.<slug:file_format>", reporting.annual_report, name="annual-report"),
    path("log/", writing.log, name="log"),
    path("partners/", writing.partners, name="partners"),
    path("<int:pk>/", browse.detail, name="detail"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("uses/<int:pk>/", using.use, name="use"),
    path("uses/<int:pk>/grant/", using.grant, name="use-grant"),
    path("uses/<int:pk>/decline/", using.decline, name="use-decline"),
    path("uses/<int:pk>/withdraw/", using.withdraw, name="use-withdraw"),
    path("uses/<int:pk>/ask/", using.ask_again, name="use-ask"),
    path("<int:pk>/correct/", correcting.correct, name="correct"),
    path("<int:pk>/void/", voiding.void, name="void"),
    path("<int:pk>/corrections/<int:version>/agree/", correcting.agree, name="correction-agree"),
    path("<int:pk>/corrections/<int:version>/object/", correcting.object_to, name="correction-object"),
    path("<int:pk>/corrections/<int:version>/withdraw/", correcting.withdraw, name="correction-withdraw"),
    path("<int:pk>/discard/", writing.discard, name="discard"),
    path("<int:pk>/places/", placing.places, name="places"),
    path("<int:pk>/labels/", tagging.tag, name="tag"),
    path("<int:pk>/labels/<int:label>/remove/", tagging.untag, name="untag"),
    path("<int:pk>/reply/", answering.reply, name="reply"),
    path("<int:pk>/confirm/", answering.confirm, name="confirm"),
    path("<int:pk>/headcount/", answering.headcount, name="headcount"),
    path("<int:pk>/dispute/", answering.dispute, name="dispute"),
    path("<int:pk>/attachments/", attaching.attach, name="attach"),
    path("<int:pk>/attachments/<int:number>/", attaching.download, name="attachment"),
    path("<int:pk>/attachments/<int:number>/remove/", attaching.detach, name="detach"),
    path("<int:pk>/cancel/", answering.cancel, name="cancel"),
]
