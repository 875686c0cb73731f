"""The papers of a dispute: made, brought in, bound to a file; templates and numbers for who sets mediation up."""

from django.urls import path

from banjie.web.mediation.documents import file_views, template_views, views

urlpatterns = [
    path("<int:case_id>/documents/", views.documents, name="documents"),
    path("<int:case_id>/documents/make/<slug:form_key>/", views.make, name="make-document"),
    path("<int:case_id>/documents/<int:document_id>/<str:shape>/", views.download, name="document"),
    path("<int:case_id>/papers/add/", views.add_paper, name="add-paper"),
    path("<int:case_id>/papers/<int:paper_id>/", views.paper, name="paper"),
    path("<int:case_id>/papers/<int:paper_id>/remove/", views.remove_paper, name="remove-paper"),
    path("<int:case_id>/file/", file_views.ask, name="ask-for-file"),
    path("<int:case_id>/file/<int:binding_id>/", file_views.progress, name="file-progress"),
    path("<int:case_id>/file/<int:binding_id>/pdf/", file_views.download, name="file"),
    path("forms/", template_views.templates, name="templates"),
    path("forms/numbers/<slug:counter>/", template_views.pattern, name="number-pattern"),
    path("forms/<slug:form_key>/<slug:which>/", template_views.template, name="template"),
    path("forms/<slug:form_key>/<slug:which>/restore/", template_views.restore, name="restore-template"),
    path("forms/<slug:form_key>/<slug:which>/<int:version>/", template_views.download, name="template-file"),
]
