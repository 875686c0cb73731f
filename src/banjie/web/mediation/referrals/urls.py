"""Letters of referral, and the reports that are still due."""

from django.urls import path

from banjie.web.mediation.referrals import views

urlpatterns = [
    path("reports-due/", views.due, name="reports-due"),
    path("<int:case_id>/letters/", views.referrals, name="referrals"),
    path("<int:case_id>/letters/new/", views.add, name="add-referral"),
    path("<int:case_id>/letters/<int:referral_id>/report/", views.report, name="report-back"),
    path("<int:case_id>/letters/<int:referral_id>/letter/", views.letter, name="referral-letter"),
]
