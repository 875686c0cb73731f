"""Every address of Banjie, by audience."""

from django.urls import include, path

urlpatterns = [
    path("", include("banjie.web.urls")),
]
