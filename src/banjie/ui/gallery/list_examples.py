"""Examples: what lists are made of."""

from __future__ import annotations

from .example import Example
from .words import both

_TABLE = """{% table caption=caption columns=columns selectable=True id="sample-table" %}{% for row in rows %}
<tr{% if forloop.counter == 2 %} aria-current="true"{% endif %}>
<td class="select"><input type="checkbox" class="row-select" name="row" value="{{ row.id }}" aria-label="{{ row.title }}"></td>
<td class="wide"><a class="row-link clamp-1" href="#row-{{ row.id }}">{{ row.title }}</a></td>
<td><span class="clamp-1 second">{{ row.place }}</span></td>
<td>{% if forloop.first %}{% badge late tone="danger" icon="corner-up-left" %}{% else %}{% badge open %}{% endif %}</td>
<td>{% deadline row.due warn_at=row.warn %}</td><td class="number">{{ row.calls }}</td></tr>{% endfor %}{% endtable %}
<div class="selection-bar" data-selection-of="sample-table" hidden><span><span data-selection-count>0</span> {{ chosen }}</span>{% button assign kind="primary" small=True %}</div>"""

LIST_EXAMPLES: tuple[Example, ...] = (
    Example("icon", "sizes", '{% icon "map-pin" "s" %} {% icon "map-pin" %} {% icon "map-pin" "l" %} {% icon "map-pin" "xl" %}'),
    Example("icon", "that speaks", '{% icon "paperclip" label=words %}', {"words": both("has attachments", "有附件")}),
    Example(
        "button", "kinds",
        '<div class="cluster">{% button a kind="primary" icon="check" %}{% button b icon="forward" %}{% button c kind="quiet" %}{% button d kind="danger" %}</div>',
        {"a": both("Accept", "受理"), "b": both("Pass on", "转办"), "c": both("Leave for later", "稍后再说"), "d": both("Decline", "不予受理")},
    ),
    Example(
        "button", "states and sizes",
        '<div class="cluster">{% button a reason=why %}{% button a kind="primary" aria_busy="true" %}{% button a aria_pressed="true" %}{% button a small=True %}{% button b icon="ellipsis" icon_only=True %}{% button c href="#button" icon="download" %}</div>',
        {"a": both("Close", "办结"), "b": both("More", "更多"), "c": both("Download", "下载"), "why": both("The answer is still missing.", "还没有填写答复。")},
    ),
    Example(
        "badge", "tones",
        '<div class="cluster">{% badge a %}{% badge b tone="accent" %}{% badge c tone="good" icon="check" %}{% badge d tone="warn" icon="corner-up-left" %}{% badge e tone="danger" icon="circle-alert" %}{% badge a outline=True %}<span class="count">128</span><span class="count count-danger">3</span></div>',
        {"a": both("Waiting", "待签收"), "b": both("In hand", "办理中"), "c": both("Done", "已办结"), "d": both("Returned", "已退回"), "e": both("Under order", "督办")},
    ),
    Example(
        "lamp", "four",
        '<div class="cluster">{% lamp "good" a %}{% lamp "warn" b %}{% lamp "danger" c %}{% lamp "neutral" d %}</div>',
        {"a": both("In time", "正常"), "b": both("Due soon", "临期"), "c": both("Late", "超期"), "d": both("Resting", "暂停")},
    ),
    Example("relative_time", "recent, hours, days", '<div class="cluster">{% relative_time minutes_ago %}{% relative_time hour_ago %}{% relative_time last_week %}</div>'),
    Example(
        "deadline", "in time, soon, over, paused, met",
        '<div class="cluster">{% deadline in_three_days %}{% deadline in_two_hours warn_at=hour_ago %}{% deadline two_days_over %}{% deadline in_two_hours paused=True %}{% deadline in_two_hours done_at=hour_ago %}</div>',
    ),
    Example("table", "dense, selectable, sortable", _TABLE, {"caption": both("Requests", "事项"), "late": both("Returned", "已退回"), "open": both("Waiting", "待签收"), "chosen": both("chosen", "项已选"), "assign": both("Assign", "派遣")}),
    Example("pagination", "middle", '{% include "ui/components/pagination.html" with previous_url="?before=1" next_url="?after=50" summary=words %}', {"words": both("50 shown, most urgent first", "显示50件，紧急的在前")}),
    Example("pagination", "only page", '{% include "ui/components/pagination.html" with summary=words label=label %}', {"label": both("Pages, second list", "翻页（第二个列表）"), "words": both("All 7 shown", "共7件")}),
    Example(
        "filter_chips", "two filters",
        '{% include "ui/components/filter_chips.html" with chips=chips clear_url="?" %}',
        {"chips": [{"label": both("Area", "区域"), "value": both("Willow Lane", "柳巷社区"), "remove_url": "?a"}, {"label": both("State", "状态"), "value": both("Late", "超期"), "remove_url": "?b"}]},
    ),
    Example("search", "empty", '{% include "ui/components/search.html" with url="#search" label=words %}', {"words": both("Number, title or place", "编号、标题或地点")}),
)  # fmt: skip
