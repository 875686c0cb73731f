"""Addresses of callbacks; the last part of each is a secret."""

from django.urls import path

from banjie.api.channels import views

urlpatterns = [
    path("hook/<str:token>", views.hook_in, name="channel-hook"),
    path("sms/<str:token>", views.sms_in, name="channel-sms"),
    path("wechat/<str:token>", views.wechat_in, name="channel-wechat"),
    path("calls/<str:token>", views.recording, name="channel-calls"),
]
