"""Whole pages with made-up content, one or more per frame."""

from __future__ import annotations

from typing import Any

from .content import STEPS, SampleForm, example_context, row
from .words import WORDS, both

SAMPLES = {
    "list": ("ui/gallery/sample_list.html", 200),
    "page": ("ui/gallery/sample_page.html", 200),
    "form": ("ui/gallery/sample_form.html", 200),
    "resident": ("ui/gallery/sample_resident.html", 200),
    "resident-tracking": ("ui/gallery/sample_tracking.html", 200),
    "sign-in": ("ui/gallery/sample_sign_in.html", 200),
    "error-400": ("ui/errors/400.html", 400),
    "error-403": ("ui/errors/403.html", 403),
    "error-404": ("ui/errors/404.html", 404),
    "error-500": ("ui/errors/500.html", 500),
    "error-503": ("ui/errors/503.html", 503),
}
"""Template and status of each sample page, by name."""


def sample_context(name: str, rows: str) -> dict[str, Any]:
    """What the sample page `name` shows; `rows` is how many lines its list has ("0", "1", "7", "5000")."""
    count = min(int(rows), 5000) if rows.isdigit() else 7
    return {
        **example_context(),
        "site_name": WORDS["site"],
        "rail": _rail(),
        "user_name": WORDS["li_wen"],
        "user_post": WORDS["post"],
        "form": SampleForm(),
        "rows": [row(number) for number in range(count)],
        "title": row(0)["title"],
        "steps": STEPS if name == "resident" else [],
    }


def _rail() -> list[dict[str, Any]]:
    def entry(label: Any, icon: str, count: int | str = "", **more: Any) -> dict[str, Any]:
        return {"label": label, "url": "#", "icon": icon, "count": count, **more}

    return [
        entry(WORDS["queue"], "inbox", 12, current=True, shortcut="g i"),
        entry(both("To accept", "待受理"), "clipboard-list", 5),
        entry(both("To dispatch", "待派遣"), "forward", 7),
        entry(both("Overdue", "超期"), "clock-alert", 3, count_tone="danger"),
        entry(both("Under oversight", "督办"), "eye", 1),
        {"label": both("Look up", "查询")},
        entry(both("All requests", "全部事项"), "list", shortcut="g a"),
        entry(both("Map", "地图"), "map"),
        entry(both("Reports", "报表"), "gauge"),
        {"label": both("Set up", "设置")},
        entry(both("Catalogue", "事项目录"), "list-tree"),
        entry(both("Areas", "区域"), "map-pinned"),
        entry(both("Units and staff", "单位与人员"), "users"),
    ]
