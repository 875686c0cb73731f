"""Addresses of the page on which calendars of deadlines are handed out."""

from django.urls import path

from banjie.web.hooks import calendar_views

app_name = "calendars"
urlpatterns = [
    path("", calendar_views.overview, name="overview"),
    path("new/", calendar_views.make, name="make"),
    path("<int:calendar_id>/revocation/", calendar_views.revoke, name="revoke"),
]
