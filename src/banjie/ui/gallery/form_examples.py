"""Examples: what forms are made of."""

from __future__ import annotations

from .example import Example
from .words import both

FORM_EXAMPLES: tuple[Example, ...] = (
    Example(
        "field", "written by hand: plain, with hint, with error, optional",
        '<div class="stack">{% field label=a for_id="f1" %}<input id="f1" name="f1">{% endfield %}'
        '{% field label=b for_id="f2" hint=hint optional=True %}<input id="f2" name="f2" aria-describedby="f2_helptext">{% endfield %}'
        '{% field label=c for_id="f3" error=wrong %}<input id="f3" name="f3" value="1390000" aria-invalid="true" aria-describedby="f3_error">{% endfield %}'
        '{% field label=d for_id="f4" %}<input id="f4" name="f4" value="QH-2026-000128" readonly>{% endfield %}</div>',
        {
            "a": both("Name of the place", "地点名称"), "b": both("Phone", "联系电话"), "c": both("Phone", "联系电话"), "d": both("Number", "编号"),
            "hint": both("Only used to tell you the result.", "只用于告知结果。"),
            "wrong": both("A mobile number has 11 digits. This one has 7.", "手机号应为11位，现在是7位。"),
        },
    ),
    Example("field", "of a Django form, every widget", '<form data-draft="gallery-sample" method="post" action="#field">{{ form }}</form>'),
    Example("field", "of a Django form that was refused", '<div class="stack">{{ wrong_form.title.as_field_group }}{{ wrong_form.seen_on.as_field_group }}</div>'),
    Example(
        "fieldset", "fields that belong together",
        '{% fieldset legend=a hint=b %}{% field label=c for_id="g1" %}<input id="g1" name="g1">{% endfield %}{% endfieldset %}',
        {"a": both("Who is asking", "来电人"), "b": both("Kept apart, encrypted, and forgotten on schedule.", "单独加密保存，到期删除。"), "c": both("Surname", "称呼")},
    ),
    Example("error_summary", "after a refusal", '{% include "ui/components/error_summary.html" with form=wrong_form still=True %}'),
    Example(
        "combobox", "inline options; initials count (try ldbl)",
        '{% field label=a for_id="c1" %}{% include "ui/components/combobox.html" with id="c1" name="c1" options=options %}{% endfield %}',
        {"a": both("Category", "分类")},
    ),
    Example(
        "combobox", "options from the server",
        '{% url "ui:gallery-options" as source %}{% field label=a for_id="c2" %}{% include "ui/components/combobox.html" with id="c2" name="c2" url=source value="13" shown=b %}{% endfield %}',
        {"a": both("Category", "分类"), "b": both("Noise at night", "夜间噪音")},
    ),
    Example(
        "dialog", "before what cannot be undone",
        '{% button a kind="danger" data_dialog_open="d1" %}{% dialog id="d1" title=b %}<p>{{ c }}</p><form method="dialog" class="form-actions">{% button d type="submit" %}{% button a kind="danger" type="submit" %}</form>{% enddialog %}',
        {"a": both("Erase the contact", "删除联系方式"), "b": both("Erase this contact for good?", "永久删除这个联系方式？"), "c": both("Nobody will be able to call back. The request itself stays.", "删除后将无法回电，事项本身保留。"), "d": both("Keep it", "保留")},
    ),
    Example(
        "dialog", "asked by hx-confirm",
        '{% url "ui:gallery-fragment" as target %}{% button a hx_get=target hx_confirm=b data_confirm_yes=a hx_swap="none" %}',
        {"a": both("Withdraw", "撤回"), "b": both("Withdraw this request?", "撤回这件诉求？")},
    ),
    Example(
        "toasts", "three tones",
        '<div class="stack stack-tight">{% for tone, words in toasts %}<div class="toast toast-{{ tone }}">{% if tone == "good" %}{% icon "circle-check" %}{% elif tone == "danger" %}{% icon "circle-alert" %}{% else %}{% icon "info" %}{% endif %}<span class="toast-text">{{ words }}</span>{% if tone == "good" %}{% button undo kind="quiet" small=True %}{% endif %}</div>{% endfor %}</div>',
        {"undo": both("Undo", "撤销"), "toasts": [("good", both("Passed on to Parks.", "已转办至园林绿化中心。")), ("neutral", both("A new request has come in.", "来了一件新诉求。")), ("danger", both("No connection. What you typed is kept.", "网络断开，已填写的内容还在。"))]},
    ),
)  # fmt: skip
