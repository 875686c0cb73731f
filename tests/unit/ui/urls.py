from django.urls import include, path

urlpatterns = [path("ui/", include("banjie.ui.urls"))]
