"""Addresses of the pages on which spreadsheets are brought in."""

from django.urls import path

from banjie.web.imports.views import columns, mappings, overview, runs

app_name = "imports"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("options/<slug:field>/", columns.options, name="options"),
    path("mappings/", mappings.overview, name="mappings"),
    path("mappings/export/", mappings.export, name="mapping-export"),
    path("mappings/removal/", mappings.remove, name="mapping-removal"),
    path("<slug:token>/", runs.run, name="run"),
    path("<slug:token>/progress/", runs.progress, name="progress"),
    path("<slug:token>/columns/", columns.columns, name="columns"),
    path("<slug:token>/sheet/", columns.sheet, name="sheet"),
    path("<slug:token>/meanings/", runs.meanings, name="meanings"),
    path("<slug:token>/setting-up/", runs.set_up, name="set-up"),
    path("<slug:token>/start/", runs.start, name="start"),
    path("<slug:token>/cancellation/", runs.cancel, name="cancel"),
    path("<slug:token>/file-removal/", runs.forget, name="forget"),
    path("<slug:token>/refused.xlsx", runs.report, name="report"),
]
