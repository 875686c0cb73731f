"""The addresses where staff keep articles."""

from django.urls import path

from banjie.web.knowledge import entry_views, views

app_name = "articles"
urlpatterns = [
    path("", views.piles, name="piles"),
    path("new/", views.new, name="new"),
    path("areas/", views.areas, name="areas"),
    path("offered/", entry_views.offered, name="offered"),
    path("cases/<int:case_id>/", entry_views.for_case, name="for-case"),
    path("<int:article_id>/", views.article, name="article"),
    path("<int:article_id>/edit/", views.edit, name="edit"),
    path("<int:article_id>/versions/<int:number>/", views.version, name="version"),
]
