"""The addresses of performance."""

from django.urls import path

from banjie.web.mediation.keeping import views

urlpatterns = [
    path("due/", views.due, name="due"),
    path("<int:case_id>/performance/", views.performance, name="performance"),
    path("<int:case_id>/performance/again/", views.mediate_again, name="mediate-again"),
    path("<int:case_id>/performance/relapse/", views.relapse, name="relapse"),
    path("<int:case_id>/performance/proof/<str:digest>/", views.proof, name="obligation-proof"),
    path("<int:case_id>/performance/visits/<slug:occasion>/", views.visit, name="follow-up-visit"),
    path("<int:case_id>/performance/<int:obligation_id>/<slug:command>/", views.step, name="obligation-step"),
]
