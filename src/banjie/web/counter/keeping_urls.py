"""The addresses at which halls are kept."""

from django.urls import path

from banjie.web.counter import keeping_views

app_name = "halls"
urlpatterns = [
    path("", keeping_views.overview, name="overview"),
    path("new/", keeping_views.new, name="new"),
    path("<int:hall_id>/", keeping_views.hall, name="hall"),
    path("<int:hall_id>/change/", keeping_views.change, name="change"),
    path("<int:hall_id>/devices/new/", keeping_views.admit, name="admit"),
    path("devices/<int:device_id>/revocation/", keeping_views.revoke, name="revoke"),
]
