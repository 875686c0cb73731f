"""Periodic and waiting work of mediation. Thin; each part registers its own."""

import banjie.mediation.access.jobs
import banjie.mediation.confirmation.jobs
import banjie.mediation.documents.jobs
import banjie.mediation.figures.jobs
import banjie.mediation.performance.jobs
import banjie.mediation.register.jobs
import banjie.mediation.rounds.jobs
import banjie.mediation.sessions.jobs  # noqa: F401 — register their own
