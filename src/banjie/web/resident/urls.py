"""The addresses of the resident's pages."""

from django.urls import path

from banjie.web.resident import app_views, crowded, own_views, phone_views, place_views, report_views, tracking_views

app_name = "resident"
urlpatterns = [
    path("", report_views.home, name="home"),
    path("manifest.webmanifest", app_views.manifest, name="manifest"),
    path("report/", report_views.report, name="report"),
    path("report/questions/", report_views.questions, name="questions"),
    path("report/category/", report_views.category, name="category"),
    path("report/similar/", report_views.similar_ones, name="similar"),
    path("report/answers/", report_views.answers, name="answers"),
    path("report/places/", report_views.places, name="places"),
    path("report/meant/", report_views.places_meant, name="places-meant"),
    path("report/sent/<str:code>/", report_views.sent, name="sent"),
    path("task/<slug:door>/", crowded.task, name="task"),
    path("p/", place_views.find, name="find-place"),
    path("p/<str:code>/", place_views.place, name="place"),
    path("mine/", own_views.mine, name="mine"),
    path("mine/prove/", own_views.prove, name="mine-prove"),
    path("mine/leave/", own_views.leave, name="mine-leave"),
    path("track/", tracking_views.find, name="find"),
    path("track/phone.js", phone_views.worker, name="phone-worker"),
    path("track/<str:code>/", tracking_views.track, name="track"),
    path("track/<str:code>/do/<slug:command>/", tracking_views.act, name="act"),
    path("track/<str:code>/public/", tracking_views.consent, name="consent"),
    path("track/<str:code>/phone/", phone_views.ask, name="phone"),
    path("track/<str:code>/phone/stop/", phone_views.stop, name="phone-stop"),
    path("track/<str:code>/files/", tracking_views.attach, name="attach"),
    path("track/<str:code>/files/<int:attachment_id>/", tracking_views.attachment, name="file"),
]
