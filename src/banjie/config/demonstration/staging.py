"""What stands before anything happens: areas, units, staff, catalogue and so on; and what is made of it afterwards."""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from banjie.analytics.public import keeping as public_figures
from banjie.analytics.report import keeping
from banjie.analytics.report import plans as report_plans
from banjie.analytics.report.figures import ScopeKind
from banjie.analytics.report.periods import PeriodKind, latest_over
from banjie.cases.follow_up import sampling
from banjie.cases.topics import jobs as topic_jobs
from banjie.config import loading, mediation_demo
from banjie.config.demonstration import articles, service_hall
from banjie.config.stage import Stage
from banjie.platform.actors import SYSTEM
from banjie.platform.calendar import actions as calendar_actions
from banjie.platform.jobs import later

PASSWORD = "qinghe demo 2026"  # noqa: S105 — printed for everybody to see
DISTRICTS = ("qinghe", "milbrook")
BEGAN = timedelta(days=120)
# One township whose grids have their codes already: there is something to scan, and something left to make.
CODED = "QH01"
# Who has written and who has published what the districts have answered for everybody.
_ARTICLES = {"qinghe": ("intake", "review"), "milbrook": ("mb_intake", "mb_review")}


def set_stage(folder: Path, at: datetime) -> Stage:
    stage = Stage(at)
    stage.scan, stage.scan_content = mediation_demo.store_scan()
    years = range(at.year - 1, at.year + 3)
    calendar_actions.seed_from_holidays(country=settings.BANJIE_COUNTRY, years=years, by=SYSTEM, at=at)
    for district in DISTRICTS:
        files = folder / district
        if problems := loading.areas(files / "areas.geojson"):
            raise ValueError("; ".join(problems[:3]))
        loading.place_names(files / "places.csv")
        stage.units |= loading.units(files / "units.csv")
        since = (at - BEGAN).astimezone(UTC)
        stage.staff |= loading.staff_of(files / "staff.csv", stage.units, password=PASSWORD, at=since)
        stage.posts |= {row["username"]: (row["unit"], row["role"]) for row in loading.rows(files / "staff.csv")}
        loading.duty(files / "duty.csv", stage.units, stage.staff, today=at.astimezone(ZoneInfo(settings.TIME_ZONE)))
        mediation_demo.committees(files, stage, at=since)
    loading.codes_for_grids(CODED, at=at)
    _catalogue(folder)
    for district, (writer, publisher) in _ARTICLES.items():
        articles.load(folder / district / "articles.toml", stage, written=writer, published=publisher)
    service_hall.open_hall(stage)
    return stage


def _catalogue(folder: Path) -> None:
    """The county's catalogue serves both; the town's own rules come before the general ones."""
    with tempfile.TemporaryDirectory() as place:
        merged = Path(place)
        shutil.copytree(folder / "qinghe" / "catalogue", merged, dirs_exist_ok=True)
        town = (folder / "milbrook" / "routing.csv").read_text(encoding="utf-8-sig").splitlines()
        county = (merged / "routing.csv").read_text(encoding="utf-8-sig").splitlines()
        (merged / "routing.csv").write_text("\n".join([*town, *county[1:]]) + "\n", encoding="utf-8")
        number, problems = loading.catalogue(merged, note="demo")
    if not number:
        raise ValueError("; ".join(problems))


def afterwards(at: datetime) -> None:
    """What the jobs of the last days would have done by now."""
    sampling.draw(at=at)
    plan_reports(at)
    public_figures.reckon_due(at=at)
    # Left to the worker, so that nobody waits for it; what it learns it learns at its start anyhow.
    later(topic_jobs.find_topics)


def plan_reports(at: datetime) -> None:
    """Both places have yesterday's report, and get one every morning; the county one for every week too."""
    plans = (("QH", "zh-hans", (PeriodKind.DAY, PeriodKind.WEEK)), ("MB", "en", (PeriodKind.DAY,)))
    for path, language, kinds in plans:
        common: dict[str, Any] = {"kind": ScopeKind.AREA, "path": path, "language": language, "by": SYSTEM, "at": at}
        report_plans.set_plan(**common, kinds=kinds, hour=7)
        for kind in kinds:
            keeping.make(**common, period=latest_over(kind, at, keeping.zone()))
