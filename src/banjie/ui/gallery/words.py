"""Sample words for the gallery, in both languages. They belong to no page, so they stay out of locale/."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language


def _chosen(english: str, chinese: str) -> str:
    return chinese if (get_language() or "").startswith("zh") else english


both = lazy(_chosen, str)
"""`both("Lamp out", "路灯不亮")`: the words in the language in force when they are shown."""

_ENGLISH_AND_CHINESE = """
accept | Accept | 受理
all_said | All that was said and done. | 说过的话、做过的事都在这里。
all_shown | All 7 shown | 共7件
answer_missing | The answer is still missing. | 还没有填写答复。
area | Area | 区域
assign | Assign to Urban Management | 派遣到城市管理局
assigned | Assigned to Parks | 派遣到园林绿化中心
assisting | Assisting | 协办
attached | has attachments | 有附件
branch | A branch hangs over the bus stop and may fall. | 公交站上方有一根树枝快掉下来了，麻烦尽快处理。
by_hour | Received by the hour | 按小时收到
by_phone | Came in by phone | 电话受理
calls | Calls | 来电
came | A new request has come in. | 来了一件新诉求。
came_in | Came in | 受理时间
category | Category | 分类
changed | Somebody else has just changed this | 其他人刚刚修改过
changed_text | Your text is kept below. Read the change first. | 您填写的内容保留在下方，请先查看变更。
chosen | Chosen: | 已选
close | Close | 办结
decline | Decline | 不予受理
delete_view | Delete view | 删除视图
dispatch | Waiting to be dispatched | 待派遣
done | Done | 已办结
download | Download | 下载
draft_back | What you had typed before is back. | 已恢复您上次填写的内容。
due_soon | Due soon | 临期
elevated | Elevated | 较急
erase | Erase the contact | 删除联系方式
erase_question | Erase this contact for good? | 永久删除这个联系方式？
erase_text | Nobody will be able to call back. The request itself stays. | 删除后将无法回电，事项本身保留。
export | Export | 导出
facts | Facts | 要素
fifty_shown | 50 shown, most urgent first | 显示50件，紧急的在前
five_days | Five working days from Monday 09:00, one day paused. | 自周一9:00起五个工作日，暂停一日。
foot | No account needed. In danger of life call 110, 119 or 120. | 无需注册。遇到生命危险请直接拨打110、119或120。
gate | River View Gardens, north gate, building 12 | 河景花园北门12号楼
grid | North Gate, grid 12 | 北门街道·12网格
happened | What has happened | 办理经过
in_hand | In hand | 办理中
in_time | In time | 正常
keep | Keep it | 保留
lamp_out | Street lamp out | 路灯不亮
late | Late | 超期
later | Save and go on later | 先保存，稍后再填
leave | Leave for later | 稍后再说
left | Left | 剩余
letter | The letter | 来函
li_wen | Li Wen | 李文
lists | Lists | 列表
mine | Mine | 我的
more | More | 更多
most_raised | Raised most | 反映最多
name | Staff number | 工号
next | Continue | 继续
noise | Noise at night | 夜间噪音
nothing | Nothing waits for you | 没有等您处理的事项
nothing_text | What needs you appears here by itself. | 需要您处理的事项会自动出现在这里，紧急的在前。
number | Number | 编号
offline | No connection. What you typed is kept. | 网络断开，已填写的内容还在。
parks | Parks | 园林绿化中心
parts | Parts of the request | 事项内容
pass_on | Pass on | 转办
passed_on | Passed on to Parks. | 已转办至园林绿化中心。
password | Password | 密码
phone | Phone | 联系电话
phone_hint | Only used to tell you the result. | 只用于告知结果。
phone_wrong | A mobile number has 11 digits. This one has 7. | 手机号应为11位，现在是7位。
photos | Photos | 照片
place | Place | 地点
place_hint | For example: east gate of No. 3 school, by the bus stop | 例如：三中东门公交站旁
print | Print | 打印
queue | My work | 我的待办
requests | Requests | 事项
resting | Resting | 暂停
return | Return | 退回
return_reason | The tree stands on the school's own ground. | 该树位于校园围墙内，由学校自行养护，不属于本单位职责。
returned | Returned | 已退回
road | North Gate Road, school to bridge | 北门路，学校至大桥段
ruling | Waiting for the ruling | 等待裁定
ruling_text | The clock goes on until the centre decides. | 中心裁定前时限继续计算。
search | Number, title or place | 编号、标题或地点
second_list | Pages, second list | 翻页（第二个列表）
shown | most urgent first | 紧急的在前
shown_as_is | Shown to the resident as it stands. | 将原样展示给群众。
sign_in | Sign in | 登录
site | Qinghe Centre | 青禾办结
solved | Solved | 已解决
solved_share | Said to be solved | 反映人认为已解决
solved_text | The resident confirmed it by phone. | 已电话回访确认。
spreadsheet | Spreadsheet | 电子表格
surname | Surname | 称呼
suspend | Suspend | 挂起
take_call | Take a call | 登记来电
track | Look up a matter | 查进度
two_areas | Two areas with two requests | 两个片区和两件诉求
two_photos | Two photos. | 两张照片。
under_order | Under order | 督办
undo | Undo | 撤销
unit | Unit | 单位
urban | Urban Management | 城市管理局
waiting | Waiting | 待签收
where | Where is it? | 在哪里？
where_lead | Name the place as people call it, or put the pin on the map. | 写出大家都知道的叫法，或者在地图上点一下。
who | Who is asking | 来电人
who_hint | Kept apart, encrypted, and forgotten on schedule. | 单独加密保存，到期删除。
why | Lighting on county roads, North Gate: rule 14. | 县道照明、北门街道：现行目录第14条规则。
why_deadline | Why this deadline | 时限是怎么算的
withdraw | Withdraw | 撤回
withdraw_question | Withdraw this request? | 撤回这件诉求？
"""

WORDS: Mapping[str, Any] = {
    key: both(english, chinese)
    for key, english, chinese in (line.split(" | ") for line in _ENGLISH_AND_CHINESE.strip().splitlines())
} | {
    "said": both(
        "Since Monday none of the lamps between the school and the bridge has come on. Old people go home "
        "that way from the market, and somebody fell yesterday.",
        "从周一开始，学校到大桥这一段的路灯全都不亮。老人买菜回家要走这条路，昨天已经有人摔了一跤，希望尽快修一下。",
    ),
    "post": both("Duty dispatcher, county centre", "县中心·值班派遣员"),
}
"""Words by key, for `{{ w.key }}` in examples and sample pages."""
