"""The addresses at which command screens are kept."""

from django.urls import path

from banjie.web.screen import keeping_views, layout_views

app_name = "screens"
urlpatterns = [
    path("", keeping_views.overview, name="overview"),
    path("new/", keeping_views.admit, name="admit"),
    path("<int:link_id>/revocation/", keeping_views.revoke, name="revoke"),
    path("layout/<str:code>/", layout_views.layout, name="layout"),
]
