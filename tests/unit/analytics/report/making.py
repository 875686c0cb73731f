"""Figures to make reports from."""

from datetime import UTC, date, datetime

from banjie.analytics.indicators import Tally
from banjie.analytics.report.figures import Day, Figures, Group, NamedCase, ScopeKind, Subject
from banjie.analytics.report.periods import Comparison, PeriodKind

NOTHING = Tally()
LONG = "青禾县城关街道办事处综合行政执法队市容环境卫生与园林绿化管理服务中心第一分中心便民服务大厅窗口值班室联合办公室"


def subject(**changes):
    values = {
        "kind": ScopeKind.AREA,
        "path": "QH",
        "name": "青禾县",
        "name_en": "Qinghe County",
        "issuer": "青禾县一中心",
        "issuer_en": "Qinghe County Centre",
    }
    return Subject(**values | changes)


def group(name, tally, key="QH.A"):
    return Group(key=key, name=name, name_en=f"{key} (en)", tally=tally)


def named(number, **changes):
    values = {
        "case_id": number,
        "number": f"261128-{number:06d}",
        "title": "主街路灯不亮",
        "category": "城市管理",
        "category_en": "City management",
        "area": "城关街道",
        "unit": "县城市管理局",
        "unit_en": "Urban Management",
        "received_at": datetime(2026, 11, 20, 1, tzinfo=UTC),
    }
    return NamedCase(**values | changes)


def empty_day(**changes):
    values = {
        "subject": subject(),
        "kind": PeriodKind.DAY,
        "first": date(2026, 11, 28),
        "last": date(2026, 11, 28),
        "now": NOTHING,
        "before": dict.fromkeys(Comparison, NOTHING),
        "days": tuple(Day(day=date(2026, 11, day)) for day in range(15, 29)),
    }
    return Figures(**values | changes)


def busy_day():
    now = Tally(
        received=24, declined=1, closed=20, closed_with_deadline=18, closed_late=2, returned=2, reopened=1, reminded=3,
        rated=10, rated_solved=8, graded=10, satisfied=9, open=100, overdue=7,
    )  # fmt: skip
    before = {
        Comparison.PREVIOUS: Tally(received=21, closed=20, closed_with_deadline=20, closed_late=1, open=97),
        Comparison.WEEK_BEFORE: Tally(received=30, closed=0),
        Comparison.YEAR_BEFORE: NOTHING,
    }
    late = named(2, due_at=datetime(2026, 11, 25, 9, tzinfo=UTC))
    return empty_day(
        now=now,
        before=before,
        parts=(group("城关街道", Tally(received=14, overdue=7)), group(LONG, Tally(received=10, closed=20), "QH.B")),
        units=(group("县城市管理局", Tally(closed=20), "3"), Group(key="", name="", name_en="", tally=Tally(open=3))),
        categories=(group("城市管理", Tally(received=24), "UM"),),
        days=tuple(Day(day=date(2026, 11, day), received=day, closed=day // 2) for day in range(15, 29)),
        noted=(named(1, title="", why=("critical", "ordered")),),
        noted_total=3,
        late=(late,),
        late_total=7,
    )
