"""The addresses of the workbench."""

from django.urls import path

from banjie.web.workbench import acting_views, case_views, contact_views, entry_views, list_views, option_views

app_name = "workbench"
urlpatterns = [
    path("", list_views.home, name="home"),
    path("cases/", list_views.cases, name="cases"),
    path("cases/counts/", list_views.counts, name="counts"),
    path("cases/options/", option_views.cases, name="case-options"),
    path("cases/new/", entry_views.new_case, name="new-case"),
    path("cases/new/questions/", entry_views.questions, name="entry-questions"),
    path("cases/new/suggestion/", entry_views.suggestion, name="entry-suggestion"),
    path("cases/<int:case_id>/", case_views.case, name="case"),
    path("cases/<int:case_id>/print/", case_views.printed, name="case-print"),
    path("cases/<int:case_id>/files/", case_views.attach, name="case-attach"),
    path("cases/<int:case_id>/files/<int:attachment_id>/", case_views.attachment, name="case-file"),
    path("cases/<int:case_id>/contact/", contact_views.unmask, name="case-contact"),
    path("cases/<int:case_id>/tracking-code/", contact_views.tell_code, name="case-code"),
    path("cases/<int:case_id>/do/<slug:command>/", acting_views.act, name="act"),
    path("categories/options/", option_views.categories, name="category-options"),
    path("places/options/", option_views.place_matches, name="place-options"),
    path("areas/shapes.geojson", option_views.area_shapes, name="area-shapes"),
    path("areas/at/", option_views.area_at, name="area-at"),
]
