"""URLs of rotation."""

from django.urls import path

from rotation.views import consultations, documents, feeds, plans, reminders, turns, workdays

app_name = "rotation"
urlpatterns = [
    path("", turns.home, name="home"),
    path("turns/", turns.turn_list, name="turns"),
    path("turns/<int:pk>/", turns.turn_page, name="turn"),
    path("turns/<int:pk>/co-lead/", turns.co_lead, name="co-lead"),
    path("turns/<int:pk>/convene/", consultations.convene, name="convene"),
    path("calendar/", turns.calendar, name="calendar"),
    path("plan/", plans.plan, name="plan"),
    path("consultations/<int:pk>/", consultations.page, name="consultation"),
    path("consultations/<int:pk>/schedule/", consultations.schedule, name="consultation-schedule"),
    path("consultations/<int:pk>/postpone/", consultations.postpone, name="consultation-postpone"),
    path("consultations/<int:pk>/cancel/", consultations.cancel, name="consultation-cancel"),
    path("consultations/<int:pk>/hold/", consultations.hold, name="consultation-hold"),
    path("consultations/<int:pk>/reply/", consultations.reply, name="consultation-reply"),
    path("consultations/<int:pk>/reminders/", consultations.reminder_plan, name="reminder-plan"),
    path("consultations/<int:pk>/documents/number/", documents.number, name="document-number"),
    path(
        "consultations/<int:pk>/documents/<slug:kind>.<slug:file_format>", documents.document, name="document"
    ),
    path("calendar.ics", feeds.calendar_ics, name="calendar-ics"),
    path("subscription/", feeds.subscription, name="subscription"),
    path("subscription/revoke/", feeds.revoke, name="subscription-revoke"),
    path("reminders/", reminders.ahead_page, name="reminders"),
    path("reminders/rules/", reminders.rules, name="rules"),
    path("reminders/rules/<slug:step>/", reminders.rule, name="rule"),
    path("workdays/notice/", workdays.notice, name="workday-notice"),
    path("workdays/notice/undo/", workdays.undo, name="workday-undo"),
    path("workdays/", workdays.table, name="workdays"),
    path("workdays/<int:pk>/delete/", workdays.delete, name="workday-delete"),
]
