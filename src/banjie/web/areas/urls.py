"""Addresses of the pages of areas and places."""

from django.urls import path

from banjie.web.areas.views import areas, boundary_import, name_import, names, search

app_name = "areas"

urlpatterns = [
    path("", areas.overview, name="overview"),
    path("search/", search.results, name="search"),
    path("search/options/", search.options, name="options"),
    path("boundaries.geojson", areas.boundaries, {"code": ""}, name="boundaries-of-all"),
    path("import/", boundary_import.upload, name="import"),
    path("import/<int:file_id>/", boundary_import.preview, name="import-preview"),
    path("import/<int:file_id>/confirm/", boundary_import.confirm, name="import-confirm"),
    path("names/import/", name_import.upload, name="names-import"),
    path("names/import/<int:file_id>/", name_import.preview, name="names-import-preview"),
    path("names/import/<int:file_id>/confirm/", name_import.confirm, name="names-import-confirm"),
    path("names/<int:place_id>/", names.edit, name="edit-name"),
    path("names/<int:place_id>/remove/", names.remove, name="remove-name"),
    path("in/<slug:code>/", areas.area, name="area"),
    path("in/<slug:code>/branch/", areas.branch, name="branch"),
    path("in/<slug:code>/boundaries.geojson", areas.boundaries, name="boundaries"),
    path("in/<slug:code>/name/", areas.rename, name="rename"),
    path("in/<slug:code>/names/add/", names.add, name="add-name"),
]
