"""Whole pages with made-up content, one or more per frame."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .content import COLUMNS, ROWS, SHAPES, SampleForm, example_context
from .words import both

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
        "site_name": both("Qinghe Centre", "青禾办结"),
        "rail": _rail(),
        "user_name": both("Li Wen", "李文"),
        "user_post": both("Duty dispatcher, county centre", "县中心·值班派遣员"),
        "columns": COLUMNS,
        "rows": [_row(number) for number in range(count)],
        "shapes": SHAPES,
        "form": SampleForm(),
        "steps": []
        if name == "resident-tracking"
        else [
            {"label": both("What", "什么事"), "state": "done", "url": "#"},
            {"label": both("Where", "在哪里"), "state": "current"},
            {"label": both("Photos", "照片"), "state": "upcoming"},
            {"label": both("You", "联系方式"), "state": "upcoming"},
        ],
        "words": _WORDS,
    }


def _row(number: int) -> dict[str, Any]:
    row = ROWS[number % len(ROWS)]
    shift = timedelta(hours=3 * (number // len(ROWS)))
    return {
        **row,
        "id": number,
        "due": row["due"] + shift,
        "warn": row["warn"] + shift,
        "number": f"QH-2026-{412 - number:06}",
    }


def _rail() -> list[dict[str, Any]]:
    def entry(label: Any, icon: str, count: int | str = "", **more: Any) -> dict[str, Any]:
        return {"label": label, "url": "#", "icon": icon, "count": count, **more}

    return [
        entry(both("My work", "我的待办"), "inbox", 12, current=True, shortcut="g i"),
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


_WORDS = {
    "queue": both("My work", "我的待办"),
    "new": both("Take a call", "登记来电"),
    "search": both("Number, title or place", "编号、标题或地点"),
    "title": ROWS[0]["title"],
    "said": both(
        "Since Monday none of the lamps between the school and the bridge has come on. Old people go home that way from the market, and somebody fell yesterday.",
        "从周一开始，学校到大桥这一段的路灯全都不亮。老人买菜回家要走这条路，昨天已经有人摔了一跤，希望尽快修一下。",
    ),
    "assign": both("Assign to Urban Management", "派遣到城市管理局"),
    "why": both(
        "Lighting on county roads, North Gate: rule 14 of the catalogue in force.",
        "县道照明、北门街道：现行目录第14条规则。",
    ),
    "dispatch": both("Waiting to be dispatched", "待派遣"),
    "elevated": both("Elevated", "较急"),
    "none": both("Nothing waits for you", "没有等您处理的事项"),
    "none_text": both(
        "What needs you appears here by itself, most urgent first.", "需要您处理的事项会自动出现在这里，紧急的在前。"
    ),
    "shown": both("most urgent first", "紧急的在前"),
    "return": both("Return", "退回"),
    "more": both("More", "更多"),
    "place": both("North Gate Road, school to bridge", "北门路，学校至大桥段"),
    "area": both("North Gate, grid 12", "北门街道·12网格"),
    "where": both("Where is it?", "在哪里？"),
    "where_lead": both(
        "Name the place as people call it, or put the pin on the map. You need not give your own address.",
        "写出大家都知道的叫法，或者在地图上点一下。不用填自己的住址。",
    ),
    "place_label": both("Place", "地点"),
    "place_hint": both("For example: east gate of No. 3 school, by the bus stop", "例如：三中东门公交站旁"),
    "next": both("Continue", "继续"),
    "later": both("Save and go on later", "先保存，稍后再填"),
    "track": both("Look up a matter", "查进度"),
    "foot": both(
        "No account needed. Urgent danger to life: call 110, 119 or 120.",
        "无需注册。遇到生命危险请直接拨打110、119或120。",
    ),
    "sign_in": both("Sign in", "登录"),
    "name": both("Staff number", "工号"),
    "password": both("Password", "密码"),
    "area_label": both("Area", "区域"),
    "came_in": both("Came in", "受理时间"),
    "assisting": both("Assisting", "协办"),
    "why_deadline": both("Why this deadline", "时限是怎么算的"),
    "happened": both("What has happened", "办理经过"),
    "facts": both("Facts", "要素"),
    "suspend": both("Suspend", "挂起"),
}
