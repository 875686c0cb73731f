"""Addresses of the pages of areas and places."""

from django.urls import path

from banjie.web.areas.views import areas, boundary_import, codes, making_codes, name_import, names, search

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
    path("codes/", codes.codes, name="codes"),
    path("codes/labels.pdf", codes.labels, name="code-labels"),
    path("codes/make/", making_codes.choose, name="make-codes"),
    path("codes/make/<slug:code>/sheet/", making_codes.upload, name="codes-upload"),
    path("codes/make/<slug:code>/<slug:what>/", making_codes.make, name="make-codes-for"),
    path("codes/sheet/<int:file_id>/", making_codes.preview, name="codes-sheet"),
    path("codes/sheet/<int:file_id>/confirm/", making_codes.confirm, name="codes-sheet-confirm"),
    path("codes/<int:code_id>/", codes.code, name="code"),
    path("codes/<int:code_id>/plate.pdf", codes.plate, name="code-plate"),
    path("codes/<int:code_id>/retire/", codes.retire, name="retire-code"),
    path("codes/<int:code_id>/replace/", codes.replace, name="replace-code"),
    path("in/<slug:code>/", areas.area, name="area"),
    path("in/<slug:code>/branch/", areas.branch, name="branch"),
    path("in/<slug:code>/boundaries.geojson", areas.boundaries, name="boundaries"),
    path("in/<slug:code>/name/", areas.rename, name="rename"),
    path("in/<slug:code>/names/add/", names.add, name="add-name"),
]
