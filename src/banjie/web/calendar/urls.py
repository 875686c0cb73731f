"""The addresses of the working calendar."""

from django.urls import path

from banjie.web.calendar import views

app_name = "calendar"
urlpatterns = [
    path("", views.year, name="overview"),
    path("days/", views.set_day, name="set-day"),
    path("days/clear/", views.clear_day, name="clear-day"),
    path("hours/", views.set_hours, name="set-hours"),
    path("seed/", views.seed, name="seed"),
]
