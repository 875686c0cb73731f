"""The pages that parties have of their own: their papers, the numbers read out, what they are asked there."""

from django.urls import path

from banjie.web.mediation.access import views

urlpatterns = [
    path("<int:case_id>/pages/", views.ways, name="party-pages"),
    path("<int:case_id>/pages/paper/", views.paper, name="party-paper"),
    path("<int:case_id>/pages/<int:access_id>/number/", views.number, name="party-number"),
    path("<int:case_id>/pages/<int:access_id>/withdraw/", views.withdraw, name="withdraw-party-page"),
    path("<int:case_id>/pages/ask/", views.ask, name="ask-parties"),
    path("<int:case_id>/pages/ask/<slug:to>/end/", views.end_question, name="end-question"),
]
