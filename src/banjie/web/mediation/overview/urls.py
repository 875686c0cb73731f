"""The list of disputes, and where one stands."""

from django.urls import path

from banjie.web.mediation.overview import views

urlpatterns = [
    path("", views.disputes, name="disputes"),
    path("<int:case_id>/", views.dispute, name="dispute"),
    path("<int:case_id>/describe/", views.describe, name="describe"),
    path("<int:case_id>/begin/", views.begin, name="begin"),
    path("<int:case_id>/close/", views.close, name="close-file"),
    path("<int:case_id>/try-again/", views.try_again, name="try-again"),
    path("<int:case_id>/course/<slug:command>/", views.course, name="course"),
]
