"""The addresses of the pages under test, wherever the whole product may put them."""

from django.urls import include, path

from banjie.web.urls import urlpatterns as everything

urlpatterns = [path("keeping/", include("banjie.web.catalogue.urls")), *everything]
