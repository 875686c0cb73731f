from django.urls import path

from . import views

urlpatterns = [
    path("<int:case_id>/evidence/", views.evidence, name="evidence"),
    path("<int:case_id>/evidence/bundle.pdf", views.bundled, name="evidence-bundle"),
    path("<int:case_id>/evidence/add/<slug:side>/", views.hand_in, name="hand-in"),
    path("<int:case_id>/evidence/<int:evidence_id>/mend/", views.mend, name="mend-evidence"),
    path("<int:case_id>/evidence/<int:evidence_id>/answer/", views.answer, name="answer-evidence"),
    path("<int:case_id>/evidence/<int:evidence_id>/return/", views.give_back, name="return-evidence"),
    path("<int:case_id>/evidence/<int:evidence_id>/show/", views.show, name="show-evidence"),
    path("<int:case_id>/evidence/<int:evidence_id>/withdraw/", views.withdraw, name="withdraw-evidence"),
    path("<int:case_id>/evidence/<int:evidence_id>/<slug:what>/", views.content, name="evidence-file"),
]
