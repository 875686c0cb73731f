"""The addresses of the oversight desk."""

from django.urls import path

from banjie.web.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("remind/<int:unit_id>/", views.remind, name="remind"),
]
