"""Every address of Banjie, by audience."""

from django.urls import include, path

urlpatterns = [
    path("ui/", include("banjie.ui.urls")),
    path("", include("banjie.api.urls")),
    path("", include("banjie.web.urls")),
]
handler400 = "banjie.web.faults.bad_request"
handler403 = "banjie.web.faults.forbidden"
handler404 = "banjie.web.faults.not_found"
handler500 = "banjie.web.faults.server_error"
