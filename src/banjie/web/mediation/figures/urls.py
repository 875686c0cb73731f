"""Addresses of the figures of mediation."""

from django.urls import path

from banjie.web.mediation.figures import views

urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("figures/form.xlsx", views.form, name="figures-form"),
    path("figures/public.xlsx", views.public, name="figures-public"),
]
