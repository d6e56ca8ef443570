"""URLs of accounts; sign-in itself is in ``signin_urls`` (its names come from django-allauth)."""

from django.urls import path

from accounts.views import audit, exports, own, people, recovery, seals, security, tickets

app_name = "accounts"
urlpatterns = [
    path("profile/", own.profile, name="profile"),
    path("seen/", own.seen, name="seen"),
    path("address/", own.address, name="address"),
    path("address/stop/<str:secret>/", tickets.stop_address, name="address-stop"),
    path("address/<str:secret>/", tickets.confirm_address, name="address-confirm"),
    path("start/<str:secret>/", tickets.start, name="start"),
    path("unlock/<str:secret>/", tickets.unlock, name="unlock"),
    path("recoveries/", recovery.recoveries, name="recoveries"),
    path("recoveries/<int:pk>/decide/", recovery.decide, name="recovery-decide"),
    path("people/<int:pk>/recovery/", recovery.ask, name="person-recovery"),
    path("sessions/", own.sessions, name="sessions"),
    path("sessions/end-others/", own.end_other_sessions, name="sessions-end-others"),
    path("sessions/end-all/", own.end_all_sessions, name="sessions-end-all"),
    path("people/", people.people, name="people"),
    path("people/new/", people.create, name="person-create"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit, name="person-edit"),
    path("people/<int:pk>/duties/", people.duties, name="person-duties"),
    path("people/<int:pk>/disable/", people.disable, name="person-disable"),
    path("people/<int:pk>/enable/", people.enable, name="person-enable"),
    path("people/<int:pk>/invite/", people.invite, name="person-invite"),
    path("exports/", exports.exports, name="exports"),
    path("exports/new/", exports.export_new, name="export-new"),
    path("exports/<int:pk>/", exports.export, name="export"),
    path("exports/<int:pk>/file/", exports.export_file, name="export-file"),
    path("audit/", audit.audit, name="audit"),
    path("security/", security.security, name="security"),
    path("security/seals/", seals.seals, name="seals"),
    path("security/retire/", seals.retire, name="retire"),
    path("security/retire/<int:pk>/", seals.retire_decide, name="retire-decide"),
    path("security/export.<slug:file_format>", security.export, name="security-export"),
]
