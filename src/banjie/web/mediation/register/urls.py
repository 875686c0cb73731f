"""Addresses of the pages on which registers of past disputes are brought in."""

from django.urls import path

from banjie.web.mediation.register import columns, runs

urlpatterns = [
    path("register/", runs.registers, name="registers"),
    path("register/<slug:token>/", runs.run, name="register"),
    path("register/<slug:token>/progress/", runs.progress, name="register-progress"),
    path("register/<slug:token>/columns/", columns.columns, name="register-columns"),
    path("register/<slug:token>/sheet/", columns.sheet, name="register-sheet"),
    path("register/<slug:token>/meanings/", runs.meanings, name="register-meanings"),
    path("register/<slug:token>/start/", runs.start, name="register-start"),
    path("register/<slug:token>/file-removal/", runs.forget, name="register-forget"),
    path("register/<slug:token>/refused.xlsx", runs.report, name="register-report"),
]
