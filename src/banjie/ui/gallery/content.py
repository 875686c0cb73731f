"""Made-up content that examples and sample pages share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.urls import reverse_lazy

from ..widgets import (
    CheckboxList,
    Combobox,
    CountedTextarea,
    DateInput,
    DateTimeInput,
    FilePicker,
    RadioList,
    RemoteCombobox,
)
from .words import WORDS, both

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


class SampleForm(forms.Form):
    """Every kind of field, so that one example shows them together."""

    title = forms.CharField(
        label=both("Title", "标题"), help_text=both("One sentence, as you would say it.", "用一句话说清楚。")
    )
    kind = forms.ChoiceField(
        label=both("Kind", "类型"),
        choices=[
            ("lamp", both("Light", "照明")),
            ("road", both("Road surface", "路面")),
            ("tree", both("Tree", "树木")),
        ],
        widget=RadioList(hints={"road": both("Holes, covers, kerbs", "坑洼、井盖、路沿")}),
    )
    again = forms.ChoiceField(
        label=both("Has it been so before", "以前发生过吗"),
        choices=[("no", both("No", "否")), ("yes", both("Yes", "是"))],
        widget=RadioList(inline=True),
    )
    times = forms.MultipleChoiceField(
        label=both("When is it worst", "什么时候最明显"),
        required=False,
        choices=[("day", both("By day", "白天")), ("night", both("At night", "夜里"))],
        widget=CheckboxList(),
    )
    place = forms.ChoiceField(
        label=both("Place", "地点"),
        choices=[("", ""), ("1", both("North Gate Road", "北门路")), ("2", both("Willow Lane", "柳巷"))],
        widget=Combobox(initials={"1": "bml", "2": "lx"}),
    )
    category = forms.CharField(
        label=both("Category", "分类"), widget=RemoteCombobox(url=reverse_lazy("ui:gallery-options"))
    )
    seen_on = forms.DateField(label=both("Seen on", "发现日期"), widget=DateInput())
    call_at = forms.DateTimeField(label=both("Call back at", "回电时间"), required=False, widget=DateTimeInput())
    text = forms.CharField(label=both("What happened", "情况说明"), widget=CountedTextarea(limit=500, rows=3))
    photos = forms.FileField(
        label=both("Photos", "照片"),
        required=False,
        widget=FilePicker(limit_mb=10, accept="image/*", multiple=True),
    )
    answer = forms.ChoiceField(
        label=both("How urgent", "紧急程度"),
        choices=[("1", both("Can wait", "不急")), ("2", both("This week", "一周内"))],
    )
    agreed = forms.BooleanField(label=both("I may be called about this", "可以就此事给我打电话"), required=False)


def example_context() -> dict[str, Any]:
    """What every example may use; `w` are the words."""
    return {
        "w": WORDS,
        "now": NOW,
        "hour_ago": NOW - timedelta(minutes=72),
        "minutes_ago": NOW - timedelta(minutes=8),
        "last_week": NOW - timedelta(days=6, hours=3),
        "in_two_hours": NOW + timedelta(hours=2, minutes=10),
        "in_three_days": NOW + timedelta(days=3),
        "two_days_over": NOW - timedelta(days=2, hours=1),
        "options": OPTIONS,
        "columns": COLUMNS,
        "rows": [row(number) for number in range(4)],
        "chips": [
            {"label": WORDS["area"], "value": WORDS["grid"], "remove_url": "?a"},
            {"label": WORDS["left"], "value": WORDS["late"], "remove_url": "?b"},
        ],
        "panel_tabs": [
            {"label": WORDS["happened"], "url": "#tab-one", "count": 12},
            {"label": both("Files", "附件"), "url": "#tab-two", "count": 2},
        ],
        "page_tabs": [
            {"label": WORDS["queue"], "url": "#mine", "current": True},
            {"label": both("All requests", "全部事项"), "url": "#all"},
        ],
        "trail": [
            {"label": both("All requests", "全部事项"), "url": "#all"},
            {"label": WORDS["late"], "url": "#late"},
        ],
        "steps": STEPS,
        "shapes": SHAPES,
        **CHARTS,
        "form": SampleForm(prefix="fresh"),
        "wrong_form": SampleForm({"wrong-title": "", "wrong-kind": "lamp", "wrong-text": "…"}, prefix="wrong"),
    }


def row(number: int) -> dict[str, Any]:
    """Line `number` of the sample list; the matters repeat, their hours do not."""
    title, place, hours, calls = _MATTERS[number % len(_MATTERS)]
    due = NOW + timedelta(hours=hours + 3 * (number // len(_MATTERS)))
    return {
        "id": number,
        "title": title,
        "place": place,
        "due": due,
        "warn": due - timedelta(hours=6),
        "calls": calls,
    }


_MATTERS = (
    (
        both("Lamps out along the whole of North Gate Road", "北门路整条路的路灯都不亮了，晚上老人出行不方便"),
        both("Willow Lane", "柳巷社区"),
        -5,
        3,
    ),
    (both("Cover missing", "井盖缺失"), WORDS["gate"], 2, 12),
    (both("Loud music until midnight", "广场音响每天放到半夜"), both("East Market", "东市场"), 30, 1),
    (both("Water is brown", "自来水发黄"), both("Old Street", "老街"), 96, 140),
)
_COUNTS = (2, 1, 0, 0, 1, 3, 9, 21, 34, 41, 38, 25)
OPTIONS = [
    {"value": value, "label": both(english, chinese), "initials": initials, "detail": both(*detail)}
    for value, english, chinese, initials, detail in (
        ("11", "Street lamp out", "路灯不亮", "ldbl", ("Lighting", "照明")),
        ("12", "Manhole cover missing", "井盖缺失", "jgqs", ("Roads", "道路")),
        ("13", "Noise at night", "夜间噪音", "yjzy", ("Environment", "环境")),
        ("14", "Fallen tree", "树木倒伏", "smdf", ("Parks", "绿化")),
        ("15", "Water pressure low", "自来水压力低", "zlsyld", ("Water", "供水")),
    )
]
COLUMNS = [
    {"label": both("What", "事由"), "kind": "wide"},
    {"label": both("Where", "地点")},
    {"label": both("State", "状态")},
    {"label": both("Left", "剩余"), "sort": "ascending", "sort_url": "?sort=-due"},
    {"label": both("Calls", "来电"), "kind": "number", "sort_url": "?sort=calls"},
]
STEPS = [
    {"label": both("What", "什么事"), "state": "done", "url": "#what"},
    {"label": both("Where", "在哪里"), "state": "current"},
    {"label": both("Photos", "照片"), "state": "upcoming"},
    {"label": both("You", "联系方式"), "state": "upcoming"},
]


CHARTS: dict[str, Any] = {
    "hour_series": [
        {"label": both("Hour", "小时")},
        {"label": both("Today", "今日")},
        {"label": both("Last week", "上周同日"), "tone": "quiet", "shape": "dashed"},
    ],
    "hours": [(f"{hour:02}", _COUNTS[hour] if hour < 9 else None, _COUNTS[-hour]) for hour in range(12)],
    "rank_series": [{"label": WORDS["category"]}, {"label": WORDS["calls"]}],
    "ranks": [(option["label"], 140 // (place + 1)) for place, option in enumerate(OPTIONS)],
    "share_series": [{"label": both("Day", "日期")}, {"label": both("Solved", "已解决"), "shape": "line"}],
    "shares": [(f"11-{day}", None if day == 18 else 70 + day) for day in range(14, 23)],
}


def _feature(kind: str, coordinates: Any, **properties: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


_WEST = [[113.02, 28.2], [113.06, 28.2], [113.065, 28.235], [113.03, 28.245], [113.02, 28.2]]
_EAST = [[113.06, 28.2], [113.11, 28.195], [113.115, 28.23], [113.065, 28.235], [113.06, 28.2]]
SHAPES = {
    "type": "FeatureCollection",
    "features": [
        _feature("Polygon", [_WEST], title="A"),
        _feature("Polygon", [_EAST], title="B", tone="warn"),
        _feature("Point", [113.045, 28.22], title="1", tone="danger", url="#map"),
        _feature("Point", [113.09, 28.215], title="2"),
    ],
}
