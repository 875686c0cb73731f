"""The addresses of judicial confirmation."""

from django.urls import path

from banjie.web.mediation.confirmation import views

urlpatterns = [
    path("<int:case_id>/confirmation/", views.confirmation, name="confirmation"),
    path("<int:case_id>/confirmation/begin/", views.begin, name="begin-confirmation"),
    path("<int:case_id>/confirmation/review/", views.review, name="confirmation-review"),
    path("<int:case_id>/confirmation/papers/", views.add_paper, name="add-confirmation-paper"),
    path("<int:case_id>/confirmation/application/", views.make_application, name="make-court-application"),
    path("<int:case_id>/confirmation/at-court/", views.sign_at_court, name="sign-at-court"),
    path("<int:case_id>/confirmation/papers/<int:paper_id>/", views.paper, name="confirmation-paper"),
    path("<int:case_id>/confirmation/ruling/", views.ruling, name="confirmation-ruling"),
    path("<int:case_id>/confirmation/package/", views.package, name="confirmation-package"),
    path("<int:case_id>/confirmation/hand/<slug:way>/", views.hand, name="hand-confirmation"),
    path("<int:case_id>/confirmation/court/<slug:step>/", views.court, name="court-step"),
]
