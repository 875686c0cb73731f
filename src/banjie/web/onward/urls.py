"""Addresses of endpoints, and of what is done to a case's link with one."""

from django.urls import path

from banjie.web.onward import case_views, mapping_views, views

app_name = "onward"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/", views.add, name="new"),
    path("<int:endpoint_id>/", views.endpoint, name="endpoint"),
    path("<int:endpoint_id>/change/", views.change, name="change"),
    path("<int:endpoint_id>/act/<slug:what>/", views.act, name="act"),
    path("<int:endpoint_id>/mapping/", mapping_views.mapping, name="mapping"),
    path("<int:endpoint_id>/mapping/<slug:category>/", mapping_views.map_category, name="map-category"),
    path("cases/<int:case_id>/preview/<int:endpoint_id>/", case_views.preview, name="preview"),
    path("cases/<int:case_id>/contact/", case_views.contact, name="contact"),
    path("cases/<int:case_id>/links/<int:link_id>/<slug:what>/", case_views.act, name="link"),
]
