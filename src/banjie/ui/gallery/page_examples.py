"""Examples: what pages are made of."""

from __future__ import annotations

from .example import Example
from .words import both

_TIMELINE = """{% timeline label=label %}
{% timeline_entry title=t1 at=minutes_ago who=w1 icon="corner-up-left" tone="warn" %}<p class="timeline-quote">{{ q1 }}</p>{% endtimeline_entry %}
{% timeline_entry title=t2 at=hour_ago who=w2 icon="forward" tone="accent" %}{% endtimeline_entry %}
{% timeline_entry title=t3 at=last_week icon="phone" %}<p class="timeline-quote">{{ q3 }}</p>{% endtimeline_entry %}
{% endtimeline %}"""

PAGE_EXAMPLES: tuple[Example, ...] = (
    Example(
        "timeline", "newest first", _TIMELINE,
        {
            "label": both("What has happened", "经过"),
            "t1": both("Returned", "退回"), "w1": both("Parks", "园林绿化中心"), "q1": both("The tree stands on the school's ground, which keeps its own gardeners.", "该树位于校园围墙内，由学校自行养护，不属于本单位职责范围。"),
            "t2": both("Passed on to Parks", "派遣到园林绿化中心"), "w2": both("Li Wen", "李文"),
            "t3": both("Came in by phone", "电话受理"), "q3": both("A branch hangs over the bus stop and may fall.", "公交站上方有一根树枝快掉下来了，麻烦尽快处理。"),
        },
    ),
    Example(
        "facts", "beside each other", '{% facts %}{% fact label=a %}{{ v }}{% endfact %}{% fact label=b %}{% deadline in_two_hours warn_at=hour_ago %}{% endfact %}{% fact label=c %}{% endfact %}{% endfacts %}',
        {"a": both("Place", "地点"), "b": both("Left", "剩余"), "c": both("Assisting", "协办"), "v": both("River View Gardens, north gate, building 12", "河景花园北门12号楼")},
    ),
    Example(
        "fact", "stacked", '{% facts stacked=True %}{% fact label=a %}QH-2026-000128{% endfact %}{% fact label=b %}{{ v }}{% endfact %}{% fact label=c %}3{% endfact %}{% endfacts %}',
        {"a": both("Number", "编号"), "b": both("Unit", "单位"), "c": both("Calls", "来电"), "v": both("Urban management", "城市管理局")},
    ),
    Example("callout", "tones", '<div class="stack stack-tight">{% for tone, title, words in notices %}{% callout tone=tone title=title %}<p>{{ words }}</p>{% endcallout %}{% endfor %}</div>', {"notices": [
        ("neutral", "", both("Shown to the resident as it stands.", "将原样展示给群众。")),
        ("accent", "", both("What you had typed before is back.", "已恢复上次填写的内容。")),
        ("good", both("Solved", "已解决"), both("The resident confirmed it by phone.", "已电话回访确认。")),
        ("warn", both("Waiting for the ruling", "等待裁定"), both("The clock goes on until the centre decides.", "中心裁定前时限继续计算。")),
        ("danger", both("Somebody else has changed this", "其他人刚刚修改过"), both("Your text is kept below. Read the change first.", "您填写的内容保留在下方，请先查看变更。")),
    ]}),
    Example("empty", "teaches the next step", '{% empty title=a text=b icon="inbox" %}{% button c kind="primary" icon="plus" %}{% endempty %}', {"a": both("Nothing to accept", "没有待受理的事项"), "b": both("New requests appear here by themselves. A call you are taking now goes in with the button.", "新来的诉求会自动出现在这里。正在接听的来电，请点下面的按钮登记。"), "c": both("Take a call", "登记来电")}),
    Example("tabs", "panels of this page", '{% include "ui/components/tabs.html" with label=l items=items %}<div id="tab-one" class="tab-target"><p>{{ one }}</p></div><div id="tab-two" class="tab-target"><p>{{ two }}</p></div>', {"l": both("Parts of the request", "事项内容"), "one": both("All that was said and done.", "全部经过。"), "two": both("Two photos.", "两张照片。"), "items": [{"label": both("History", "经过"), "url": "#tab-one", "count": 12}, {"label": both("Files", "附件"), "url": "#tab-two", "count": 2}]}),
    Example("breadcrumb", "two levels", '{% include "ui/components/breadcrumb.html" with items=items %}', {"items": [{"label": both("All requests", "全部事项"), "url": "#a"}, {"label": both("Late", "超期"), "url": "#b"}]}),
    Example("steps", "second of four", '{% include "ui/components/steps.html" with items=items %}', {"items": [{"label": both("What", "什么事"), "state": "done", "url": "#s"}, {"label": both("Where", "在哪里"), "state": "current"}, {"label": both("Photos", "照片"), "state": "upcoming"}, {"label": both("Check", "核对"), "state": "upcoming"}]}),
    Example("disclosure", "folded", '{% disclosure summary=a %}<p>{{ b }}</p>{% enddisclosure %}', {"a": both("Why this deadline", "时限是怎么算的"), "b": both("Five working days from Monday 09:00, one day paused.", "自周一9:00起五个工作日，暂停一日。")}),
    Example("menu", "with words, and icon alone", '<div class="cluster">{% menu label=a %}<a href="#menu">{{ b }}</a><button type="button">{{ c }}</button><hr><button type="button" class="danger">{{ d }}</button>{% endmenu %}{% menu label=e icon="ellipsis" icon_only=True quiet=True side="end" %}<a href="#menu">{{ b }}</a>{% endmenu %}</div>', {"a": both("Export", "导出"), "b": both("Spreadsheet", "电子表格"), "c": both("Print", "打印"), "d": both("Delete view", "删除视图"), "e": both("More", "更多")}),
    Example("skeleton", "lines, and rows", '{% include "ui/components/skeleton.html" with lines="123" %}{% include "ui/components/skeleton.html" with lines="12" rows=True %}'),
    Example("map", "shapes and points", '{% map id="map-1" label=a features=shapes height="short" %}<ul><li>A</li><li>B</li></ul>{% endmap %}', {"a": both("Two areas with two requests", "两个片区和两件诉求")}),
    Example("map", "put a pin", '{% map id="map-2" label=a features=shapes pick=True height="short" lon="113.05" lat="28.21" %}{% endmap %}', {"a": both("Where is it?", "在哪里？")}),
)  # fmt: skip
