"""The addresses of command screens."""

from django.urls import path

from banjie.web.screen import views

app_name = "screen"
urlpatterns = [
    path("", views.home, name="home"),
    path("open/", views.let_in, name="let-in"),
    path("<str:code>/", views.screen, name="screen"),
    path("<str:code>/figures/", views.figures, name="figures"),
]
