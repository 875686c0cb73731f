"""The addresses of the hot topics."""

from django.urls import path

from banjie.web.topics import views

app_name = "topics"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<int:key>/", views.topic, name="topic"),
    path("<int:key>/join/", views.join, name="join"),
    path("<int:key>/alert/", views.alert, name="alert"),
]
