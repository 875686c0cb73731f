"""The addresses of the catalogue's pages."""

from django.urls import URLPattern, URLResolver, path

from banjie.web.catalogue.views import categories, drafts, files, limits, overview, questions, releases, routing, trying

app_name = "catalogue"

_categories: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("options/categories/", overview.category_options, name="category-options"),
    path("options/areas/", overview.area_options, name="area-options"),
    path("new/category/", categories.new, name="category-new"),
    path("categories/<slug:code>/", categories.category, name="category"),
    path("categories/<slug:code>/change/", categories.change, name="category-change"),
    path("categories/<slug:code>/move/", categories.move, name="category-move"),
    path("categories/<slug:code>/retirement/", categories.retire, name="category-retirement"),
    path("categories/<slug:code>/return/", categories.restore, name="category-return"),
    path("categories/<slug:code>/removal/", categories.remove, name="category-removal"),
    path("categories/<slug:code>/limits/", limits.of_category, name="category-limits"),
    path("categories/<slug:code>/new-question/", questions.new, name="question-new"),
    path("categories/<slug:code>/questions/<slug:key>/", questions.change, name="question"),
    path("categories/<slug:code>/questions/<slug:key>/place/", questions.shift, name="question-place"),
    path("categories/<slug:code>/questions/<slug:key>/removal/", questions.remove, name="question-removal"),
]

_rules: list[URLPattern | URLResolver] = [
    path("limits/", limits.default, name="limits"),
    path("rules/", routing.rules, name="rules"),
    path("new/rule/", routing.new, name="rule-new"),
    path("rules/<slug:rule_id>/", routing.change, name="rule"),
    path("rules/<slug:rule_id>/place/", routing.shift, name="rule-place"),
    path("rules/<slug:rule_id>/removal/", routing.remove, name="rule-removal"),
    path("try/", trying.try_case, name="try"),
]

_releases: list[URLPattern | URLResolver] = [
    path("draft/", drafts.draft, name="draft"),
    path("draft/preview/", drafts.preview, name="preview"),
    path("draft/publication/", drafts.publish, name="publication"),
    path("draft/discarding/", drafts.discard, name="discarding"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<int:number>/", releases.release, name="release"),
    path("releases/<int:number>/workbook/", files.export_release, name="release-workbook"),
    path("workbook/", files.export_desk, name="workbook"),
    path("import/", files.bring_in, name="import"),
]

urlpatterns: list[URLPattern | URLResolver] = [*_categories, *_rules, *_releases]
