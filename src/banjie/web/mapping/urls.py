"""The addresses of the map of cases."""

from django.urls import path

from banjie.web.mapping import views

app_name = "map"
urlpatterns = [
    path("", views.page, name="map"),
    path("cells/", views.shown, name="cells"),
    path("figures/", views.figures, name="figures"),
    path("areas.geojson", views.areas, name="areas"),
    path("cases/<int:case_id>/", views.case, name="case"),
]
