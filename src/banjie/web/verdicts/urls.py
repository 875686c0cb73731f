"""The addresses of the three rates."""

from django.urls import path

from banjie.web.verdicts import views

app_name = "verdicts"
urlpatterns = [
    path("", views.verdicts, name="verdicts"),
    path("rates.xlsx", views.workbook, name="workbook"),
    path("public.xlsx", views.public, name="public"),
]
