"""What figures count, kept up behind what changes. Thin."""

from banjie.mediation.figures import keeping
from banjie.platform.jobs import job


@job("mediation.keep_figures", queue="bulk", every="* * * * *")
def keep_figures() -> None:
    while keeping.keep_up():
        continue


@job("mediation.look_over_figures", queue="bulk", every="37 3 * * *")
def look_over_figures() -> None:
    keeping.look_over()
