"""All addresses, with those of imports whether or not the pages lead there yet."""

from django.urls import include, path

from banjie.config.urls import urlpatterns as every

urlpatterns = [path("work/imports/", include("banjie.web.imports.urls")), *every]
