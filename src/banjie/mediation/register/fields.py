"""What a column of a register can become, and what offices call it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Field(StrEnum):
    """In the order in which a person meets them on the page."""

    NUMBER = "number"
    KIND = "kind"
    SUMMARY = "summary"
    PARTIES = "parties"
    SIDE_A = "side_a"
    SIDE_B = "side_b"
    PEOPLE = "people"
    PLACE = "place"
    AREA = "area"
    RECEIVED = "received"
    ENDED = "ended"
    DAYS = "days"
    OUTCOME = "outcome"
    FORM = "form"
    CLAIMED = "claimed"
    AGREED = "agreed"
    PERFORMED = "performed"
    CONFIRMED = "confirmed"
    TRACK = "track"
    BROUGHT_BY = "brought_by"
    COMMITTEE = "committee"
    MEDIATOR = "mediator"


# Fields whose words must mean something of ours; what a person says they mean is remembered with the mapping.
CHOICES: Final = (
    Field.KIND,
    Field.AREA,
    Field.OUTCOME,
    Field.FORM,
    Field.PERFORMED,
    Field.CONFIRMED,
    Field.TRACK,
    Field.BROUGHT_BY,
    Field.COMMITTEE,
)
DAYS_OF: Final = (Field.RECEIVED, Field.ENDED)
SUMS: Final = (Field.CLAIMED, Field.AGREED)
PERSONAL: Final = frozenset({Field.PARTIES, Field.SIDE_A, Field.SIDE_B})

TITLES: Final[Mapping[Field, "StrOrPromise"]] = {
    Field.NUMBER: _("Number in the register"),
    Field.KIND: _("Type of dispute"),
    Field.SUMMARY: _("What it was about"),
    Field.PARTIES: _("Both sides in one cell"),
    Field.SIDE_A: _("Side that applied"),
    Field.SIDE_B: _("Other side"),
    Field.PEOPLE: _("How many people"),
    Field.PLACE: _("Place"),
    Field.AREA: _("Area"),
    Field.RECEIVED: _("Taken in on"),
    Field.ENDED: _("Ended on"),
    Field.DAYS: _("Days it took"),
    Field.OUTCOME: _("Outcome"),
    Field.FORM: _("Written or oral agreement"),
    Field.CLAIMED: _("Sum in dispute"),
    Field.AGREED: _("Sum agreed"),
    Field.PERFORMED: _("Whether it was kept"),
    Field.CONFIRMED: _("Confirmed by a court"),
    Field.TRACK: _("Kind of mediation"),
    Field.BROUGHT_BY: _("How it came to mediation"),
    Field.COMMITTEE: pgettext_lazy("mediation", "Committee"),
    Field.MEDIATOR: _("Mediator"),
}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Compared by `header_key`; the surest come first.
HEADERS: Final[Mapping[Field, tuple[str, ...]]] = {
    Field.NUMBER: _words("登记编号 案件编号 纠纷编号 卷宗号 案号 编号 登记号 协议编号 序号 number no id caseno"),
    Field.KIND: _words("纠纷类型 纠纷类别 案件类型 矛盾类型 类型 类别 案由 disputetype type kind"),
    Field.SUMMARY: _words(
        "纠纷简要情况 纠纷简况 简要案情 案情简介 基本情况 纠纷情况 主要内容 纠纷事由 事由 纠纷内容 案情 内容 "
        "summary description"
    ),
    Field.PARTIES: _words("当事人 双方当事人 当事人姓名 纠纷当事人 当事双方 当事人双方 parties names"),
    Field.SIDE_A: _words("申请人 甲方 当事人甲 申请方 当事人一 原告 甲方当事人 applicant partya claimant"),
    Field.SIDE_B: _words("被申请人 乙方 当事人乙 被申请方 当事人二 被告 对方当事人 乙方当事人 respondent partyb"),
    Field.PEOPLE: _words("涉及人数 当事人数 涉案人数 人数 people persons"),
    Field.PLACE: _words("纠纷发生地 发生地点 纠纷地点 地点 地址 住址 place address location"),
    Field.AREA: _words("所属村居 所属社区 村居 社区 所属乡镇 乡镇 镇街 辖区 区域 area township village"),
    Field.RECEIVED: _words(
        "受理日期 受理时间 登记日期 登记时间 申请日期 申请时间 收案日期 立案日期 发生时间 日期 received receivedon date"
    ),
    Field.ENDED: _words(
        "结案日期 办结日期 调结日期 调解日期 调解时间 协议日期 达成协议日期 签订日期 结案时间 办结时间 "
        "ended closed closedon agreedon"
    ),
    Field.DAYS: _words("办理天数 用时 调解天数 办案天数 天数 时长 days duration"),
    Field.OUTCOME: _words(
        "调解结果 处理结果 结果 调处结果 调解情况 办理结果 是否成功 是否调解成功 处理情况 outcome result"
    ),
    Field.FORM: _words("协议形式 协议类型 协议方式 agreementform form"),
    Field.CLAIMED: _words("涉案金额 涉及金额 争议金额 诉求金额 标的额 标的 涉案标的 claimed amountclaimed"),
    Field.AGREED: _words("协议金额 协议涉及金额 调解金额 赔偿金额 达成金额 履行金额 金额 amount agreed amountagreed"),
    Field.PERFORMED: _words("履行情况 是否履行 协议履行情况 履行 performance performed kept"),
    Field.CONFIRMED: _words("司法确认 是否司法确认 司法确认情况 confirmed confirmation"),
    Field.TRACK: _words("调解方式 调解种类 调解类型 调解类别 track mediationtype"),
    Field.BROUGHT_BY: _words("案件来源 纠纷来源 来源 受理方式 受理来源 source origin"),
    Field.COMMITTEE: _words("调解组织 调委会 调解委员会 人民调解委员会 承办单位 调解单位 单位 committee unit"),
    Field.MEDIATOR: _words("调解员 调解人 人民调解员 承办人 主持调解员 mediator"),
}

# Words for the values that are ours alone. Outcomes are read by `outcomes`, types by `kinds`.
VALUES: Final[Mapping[Field, Mapping[str, tuple[str, ...]]]] = {
    Field.FORM: {
        "written": _words("书面 书面协议 协议书 书面调解协议 制作协议书 written"),
        "oral": _words("口头 口头协议 口头达成 口头调解 口头登记 oral"),
        "": _words("无 未达成 不涉及 none"),
    },
    Field.PERFORMED: {
        "kept": _words("已履行 履行 是 履行完毕 全部履行 当场履行 即时履行 即时兑现 已兑现 完全履行 yes kept y"),
        "partly": _words("部分履行 分期履行 履行中 正在履行 partly"),
        "broken": _words("未履行 不履行 拒不履行 反悔 否 没有履行 no broken n"),
        "": _words("无 不涉及 未知 不详 unknown"),
    },
    Field.CONFIRMED: {
        "yes": _words("是 已确认 有 已司法确认 确认有效 司法确认 yes y"),
        "no": _words("否 未确认 无 没有 不需要 未申请 不予确认 驳回 no n"),
    },
    Field.TRACK: {
        "people": _words("人民调解 民调 人调 人民 群众调解 people"),
        "administrative": _words("行政调解 行政 部门调解 治安调解 交警调解 劳动调解 administrative"),
        "judicial.before_filing": _words("诉前调解 诉前 诉前委派 委派调解 诉调对接 before_filing"),
        "judicial.after_filing": _words("立案后调解 司法调解 法院调解 诉讼调解 司法 judicial after_filing"),
        "judicial.in_trial": _words("诉中调解 诉中 审理中调解 诉中委托 委托调解 in_trial"),
    },
    Field.BROUGHT_BY: {
        "application": _words("申请 依申请 当事人申请 申请调解 依当事人申请 来访 来电 当事人来访 application"),
        "offer": _words("主动 主动调解 依职权 排查发现 排查 主动排查 调委会主动调解 网格上报 offer"),
        "entrusted": _words(
            "委托 移送 委托移送 接受委托移送 接受委托 移交 转办 法院委托 法院委派 公安移送 派出所移送 派出所委托 "
            "信访转办 "
            "上级交办 entrusted"
        ),
    },
}
