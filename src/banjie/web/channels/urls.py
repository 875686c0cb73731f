"""Addresses of the pages about endpoints."""

from django.urls import path

from banjie.web.channels import views

app_name = "channels"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("new/<slug:kind>/", views.make, name="new"),
    path("<int:endpoint_id>/", views.endpoint, name="endpoint"),
    path("<int:endpoint_id>/change/", views.change, name="change"),
    path("<int:endpoint_id>/preview/", views.preview, name="preview"),
    path("<int:endpoint_id>/act/<slug:what>/", views.act, name="act"),
]
