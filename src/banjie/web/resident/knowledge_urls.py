"""The addresses of questions that are answered already."""

from django.urls import path

from banjie.web.resident import knowledge_views

app_name = "knowledge"
urlpatterns = [
    path("", knowledge_views.listed, name="list"),
    path("answered/", knowledge_views.spared, name="spared"),
    path("<int:article_id>/", knowledge_views.article, name="article"),
    path("<int:article_id>/verdict/", knowledge_views.verdict, name="verdict"),
]
