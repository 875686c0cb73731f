"""The addresses of mediation. Each part has its own; they share the namespace."""

from django.urls import include, path

app_name = "mediation"
urlpatterns = [
    path("", include("banjie.web.mediation.rounds.urls")),
    path("", include("banjie.web.mediation.keeping.urls")),
    path("", include("banjie.web.mediation.confirmation.urls")),
    path("", include("banjie.web.mediation.documents.urls")),
    path("", include("banjie.web.mediation.overview.urls")),
    path("", include("banjie.web.mediation.parties.urls")),
    path("", include("banjie.web.mediation.sessions.urls")),
    path("", include("banjie.web.mediation.evidence.urls")),
    path("", include("banjie.web.mediation.agreement.urls")),
    path("", include("banjie.web.mediation.seats.urls")),
    path("", include("banjie.web.mediation.referrals.urls")),
    path("", include("banjie.web.mediation.mediators.urls")),
    path("ladders/", include("banjie.web.mediation.ladders.urls")),
    path("", include("banjie.web.mediation.register.urls")),
    path("", include("banjie.web.mediation.figures.urls")),
    path("", include("banjie.web.mediation.access.urls")),
]
