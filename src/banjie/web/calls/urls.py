"""The addresses of follow-up calls."""

from django.urls import path

from banjie.web.calls import views

app_name = "calls"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("next/", views.following, name="next"),
    path("draws/", views.draws, name="draws"),
    path("<int:case_id>/", views.call, name="call"),
]
