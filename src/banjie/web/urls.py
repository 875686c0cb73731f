"""The addresses of the pages: residents at the root, staff under work/."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("banjie.web.resident.urls")),
    path("public/", include("banjie.web.resident.public_urls")),
    path("knowledge/", include("banjie.web.resident.knowledge_urls")),
    path("work/", include("banjie.web.workbench.urls")),
    path("work/areas/", include("banjie.web.areas.urls")),
    path("work/catalogue/", include("banjie.web.catalogue.urls")),
    path("work/suggestions/", include("banjie.web.texts.urls")),
    path("work/calendar/", include("banjie.web.calendar.urls")),
    path("work/imports/", include("banjie.web.imports.urls")),
    path("work/help/", include("banjie.web.help.urls")),
    path("work/dispatch/", include("banjie.web.dispatching.urls")),
    path("work/mediation/", include("banjie.web.mediation.urls")),
    path("work/map/", include("banjie.web.mapping.urls")),
    path("work/calls/", include("banjie.web.calls.urls")),
    path("work/verdicts/", include("banjie.web.verdicts.urls")),
    path("work/oversight/", include("banjie.web.oversight.urls")),
    path("work/reports/", include("banjie.web.reports.urls")),
    path("work/public/", include("banjie.web.publishing.urls")),
    path("work/articles/", include("banjie.web.knowledge.urls")),
    path("work/clients/", include("banjie.web.clients.urls")),
    path("work/clients/", include("banjie.web.hooks.urls")),
    path("work/onward/", include("banjie.web.onward.urls")),
    path("work/calendars/", include("banjie.web.hooks.calendar_urls")),
    path("work/screens/", include("banjie.web.screen.keeping_urls")),
    path("screen/", include("banjie.web.screen.urls")),
    path("m/", include("banjie.web.party.urls")),
    path("language/", set_language, name="set-language"),
    path("", include("banjie.web.accounts.urls")),
]
