"""The addresses of reports."""

from django.urls import path

from banjie.web.reports import files, plan_views, views

app_name = "reports"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("make/", views.make, name="make"),
    path("plans/new/", plan_views.plan, name="new-plan"),
    path("plans/<int:plan_id>/", plan_views.plan, name="plan"),
    path("plans/<int:plan_id>/drop/", plan_views.drop, name="drop-plan"),
    path("<int:report_id>/", views.report, name="report"),
    path("<int:report_id>/edit/", views.edit, name="edit"),
    path("<int:report_id>/release/", views.release, name="release"),
    path("<int:report_id>/anew/", views.anew, name="anew"),
    path("<int:report_id>/<str:form>/", files.download, name="download"),
]
