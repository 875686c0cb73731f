"""Made-up content that the examples share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms

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
from .words import both

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
        widget=RadioList(hints={"road": str(both("Holes, covers, kerbs", "坑洼、井盖、路沿"))}),
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
    seen_on = forms.DateField(label=both("Seen on", "发现日期"), widget=DateInput())
    call_at = forms.DateTimeField(label=both("Call back at", "回电时间"), required=False, widget=DateTimeInput())
    text = forms.CharField(label=both("What happened", "情况说明"), widget=CountedTextarea(limit=500, rows=3))
    photos = forms.FileField(
        label=both("Photos", "照片"), required=False, widget=FilePicker(limit_mb=10, accept="image/*", multiple=True)
    )
    answer = forms.ChoiceField(
        label=both("How urgent", "紧急程度"),
        choices=[("1", both("Can wait", "不急")), ("2", both("This week", "一周内"))],
        widget=forms.Select(),
    )
    agreed = forms.BooleanField(label=both("I may be called about this", "可以就此事给我打电话"), required=False)


def example_context() -> dict[str, Any]:
    """What every example may use."""
    return {
        "now": NOW,
        "hour_ago": NOW - timedelta(minutes=72),
        "minutes_ago": NOW - timedelta(minutes=8),
        "last_week": NOW - timedelta(days=6, hours=3),
        "in_two_hours": NOW + timedelta(hours=2, minutes=10),
        "in_three_days": NOW + timedelta(days=3),
        "two_days_over": NOW - timedelta(days=2, hours=1),
        "options": OPTIONS,
        "columns": COLUMNS,
        "rows": ROWS,
        "shapes": SHAPES,
        "form": SampleForm(prefix="fresh"),
        "wrong_form": SampleForm({"wrong-title": "", "wrong-kind": "lamp", "wrong-text": "…"}, prefix="wrong"),
    }


OPTIONS = [
    {
        "value": "11",
        "label": both("Street lamp out", "路灯不亮"),
        "initials": "ldbl",
        "detail": both("Lighting", "照明"),
    },
    {
        "value": "12",
        "label": both("Manhole cover missing", "井盖缺失"),
        "initials": "jgqs",
        "detail": both("Roads", "道路"),
    },
    {
        "value": "13",
        "label": both("Noise at night", "夜间噪音"),
        "initials": "yjzy",
        "detail": both("Environment", "环境"),
    },
    {"value": "14", "label": both("Fallen tree", "树木倒伏"), "initials": "smdf", "detail": both("Parks", "绿化")},
    {
        "value": "15",
        "label": both("Water pressure low", "自来水压力低"),
        "initials": "zlsyld",
        "detail": both("Water", "供水"),
    },
]
COLUMNS = [
    {"label": both("What", "事由"), "kind": "wide"},
    {"label": both("Where", "地点")},
    {"label": both("State", "状态")},
    {"label": both("Left", "剩余"), "sort": "ascending", "sort_url": "?sort=-due"},
    {"label": both("Calls", "来电"), "kind": "number", "sort_url": "?sort=calls"},
]
ROWS = [
    {
        "id": number,
        "title": both(english, chinese),
        "place": both(place, where),
        "due": NOW + timedelta(hours=hours),
        "warn": NOW + timedelta(hours=hours - 6),
        "calls": calls,
    }
    for number, (english, chinese, place, where, hours, calls) in enumerate(
        [
            (
                "Lamp out along the whole of North Gate Road",
                "北门路整条路的路灯都不亮了，晚上老人出行不方便",
                "Willow Lane",
                "柳巷社区",
                -5,
                3,
            ),
            ("Cover missing", "井盖缺失", "River View Gardens, north gate, building 12", "河景花园北门12号楼", 2, 12),
            ("Loud music until midnight", "广场音响每天放到半夜", "East Market", "东市场", 30, 1),
            ("Water is brown", "自来水发黄", "Old Street", "老街", 96, 140),
        ],
        start=1,
    )
]
SHAPES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"title": "A"}, "geometry": {"type": "Polygon", "coordinates": [[[113.02, 28.2], [113.06, 28.2], [113.065, 28.235], [113.03, 28.245], [113.02, 28.2]]]}},
        {"type": "Feature", "properties": {"title": "B", "tone": "warn"}, "geometry": {"type": "Polygon", "coordinates": [[[113.06, 28.2], [113.11, 28.195], [113.115, 28.23], [113.065, 28.235], [113.06, 28.2]]]}},
        {"type": "Feature", "properties": {"title": "1", "tone": "danger", "url": "#map"}, "geometry": {"type": "Point", "coordinates": [113.045, 28.22]}},
        {"type": "Feature", "properties": {"title": "2"}, "geometry": {"type": "Point", "coordinates": [113.09, 28.215]}},
    ],
}  # fmt: skip
