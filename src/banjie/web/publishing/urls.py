"""The addresses where staff read matters for the public."""

from django.urls import path

from banjie.web.publishing import views

app_name = "publishing"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:case_id>/", views.read, name="read"),
]
