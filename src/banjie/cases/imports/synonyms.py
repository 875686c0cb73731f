"""Words that offices use for our fields and for the closed sets of values, in Chinese and English.

Compared by `header_key`: half-width, lower case, without spaces and marks. In each list the surest come
first; a header that merely contains one of them is a weaker sign than one that is it.
"""

from collections.abc import Mapping
from typing import Final

from banjie.cases.imports.fields import Field


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


HEADERS: Final[Mapping[Field, tuple[str, ...]]] = {
    Field.KEY: _words(
        "工单编号 工单号 事项编号 案件编号 案件号 诉求编号 留言编号 流水号 受理编号 编号 序号 caseenquiryid "
        "uniquekey servicerequestid requestid caseid casenumber ticketid id"
    ),
    Field.TITLE: _words("标题 主题 留言主题 事项标题 工单标题 诉求标题 事件标题 题目 casetitle title subject summary"),
    Field.BODY: _words(
        "内容 留言详情 诉求内容 事项内容 问题描述 事件描述 详细描述 反映内容 投诉内容 工单内容 具体内容 "
        "情况说明 详情 描述 description details body content complaint message"
    ),
    Field.CATEGORY: _words(
        "三级分类 事项分类 问题分类 事件类型 诉求类别 事项类别 分类 类别 二级分类 一级分类 类型 category "
        "servicename requesttype complainttype type"
    ),
    Field.KIND: _words("诉求类型 诉求性质 工单类型 性质 kind naturerequest"),
    Field.LEVEL: _words("紧急程度 紧急级别 等级 级别 优先级 priority urgency severity level"),
    Field.CHANNEL: _words(
        "来源渠道 诉求来源 受理渠道 信息来源 来源 渠道 opendatachanneltype methodreceived channel source origin"
    ),
    Field.PLACE_TEXT: _words(
        "事发地址 事发地点 发生地点 详细地址 问题地址 诉求地址 地点 地址 位置 location incidentaddress "
        "address place streetaddress"
    ),
    Field.AREA: _words(
        "所属网格 网格 所属社区 社区 村居 所属街道 镇街 街道 乡镇 所属区域 区域 辖区 areacode area district "
        "neighborhood neighbourhood"
    ),
    Field.LONGITUDE: _words("经度 东经 lng lon longitude x坐标 x"),
    Field.LATITUDE: _words("纬度 北纬 lat latitude y坐标 y"),
    Field.POINT: _words("经纬度 坐标 gps坐标 coordinates coordinate latlng lnglat point geom"),
    Field.RECEIVED_AT: _words(
        "受理时间 来电时间 诉求时间 留言时间 上报时间 登记时间 接收时间 发生时间 提交时间 创建时间 日期 "
        "opendt createddate requesteddatetime receivedat opened openedat created date"
    ),
    Field.CONTACT_NAME: _words(
        "诉求人 来电人 反映人 投诉人 联系人 申请人 当事人姓名 姓名 contactname reportername callername "
        "reporter customer"
    ),
    Field.CONTACT_PHONE: _words(
        "联系电话 来电号码 联系方式 手机号码 手机号 电话号码 手机 电话 phone telephone mobile contactphone phonenumber"
    ),
    Field.CONTACT_EMAIL: _words("电子邮箱 邮箱 电子邮件 email mail"),
    Field.CONTACT_ADDRESS: _words("联系地址 住址 家庭住址 通讯地址 contactaddress homeaddress"),
    Field.IDENTITY: _words("是否匿名 是否保密 保密要求 匿名 anonymous confidential"),
    Field.STATUS: _words("办理状态 办结状态 处理状态 工单状态 案件状态 当前状态 是否办结 状态 casestatus status state"),
    Field.LEAD_UNIT: _words(
        "主办单位 承办单位 办理单位 责任单位 处置部门 处理部门 责任部门 承办部门 转办单位 部门 department "
        "agencyname agency responsibleagency leadunit owner"
    ),
    Field.ACCEPTED_AT: _words("立案时间 派单时间 受理日期 acceptedat acknowledgedat"),
    Field.DUE_AT: _words(
        "办理期限 办结期限 截止时间 截止日期 到期时间 要求办结时间 应办结时间 时限 targetdt duedate deadline "
        "expecteddatetime dueat target"
    ),
    Field.REPLIED_AT: _words("答复时间 回复时间 反馈时间 答复日期 repliedat replydate answeredat"),
    Field.REPLY: _words(
        "答复意见 答复内容 回复内容 办理结果 处理结果 反馈内容 办结意见 处置结果 办理情况 "
        "resolutiondescription reply resolution response answer"
    ),
    Field.CLOSED_AT: _words(
        "办结时间 办结日期 结案时间 完成时间 处理完成时间 关闭时间 closeddt closeddate closedat resolvedat "
        "completedat closed"
    ),
    Field.NOTE: _words("备注 内部备注 说明 remarks remark note notes comment"),
}

VALUES: Final[Mapping[Field, Mapping[str, tuple[str, ...]]]] = {
    Field.KIND: {
        "report": _words("上报 事件 网格上报 举报 incident problem"),
        "request": _words("求助 求决 申请 服务 service servicerequest help"),
        "enquiry": _words("咨询 询问 inquiry question information"),
        "complaint": _words("投诉 complain"),
        "suggestion": _words("建议 意见建议 意见 表扬 感谢 idea feedback praise"),
        "dispute": _words("矛盾纠纷 纠纷 调解 conflict"),
    },
    Field.LEVEL: {
        "general": _words("一般 普通 正常 低 平件 四级 normal low standard routine"),
        "elevated": _words("较急 重要 中 三级 medium elevated important"),
        "urgent": _words("紧急 急 加急 急件 高 二级 high urgent"),
        "critical": _words("特急 特别紧急 重大 一级 critical emergency immediate"),
    },
    Field.CHANNEL: {
        "hotline": _words("热线 电话 来电 12345热线 12345 市长热线 phone call telephone constituentcall"),
        "counter": _words("窗口 来访 现场 大厅 来信 信访 walkin counter visit letter mail"),
        "web": _words(
            "网站 网络 网上 门户网站 网上留言 app 手机app online web website mobile internet selfservice "
            "citizensconnectapp twitter"
        ),
        "field": _words("网格员 网格 巡查 巡查上报 网格上报 field employee employeegenerated inspector"),
        "wechat": _words("微信 公众号 微信公众号 小程序 wechat"),
        "email": _words("邮件 邮箱 电子邮件 email emailed"),
        "sms": _words("短信 短消息 手机短信 sms textmessage"),
        "api": _words("接口 系统对接 平台推送 integration maximointegration api system"),
        "spreadsheet": _words("表格 导入 批量导入 excel spreadsheet import"),
    },
    Field.IDENTITY: {
        "open": _words("公开 实名 否 不匿名 不保密 no n false 0"),
        "confidential": _words("保密 要求保密 confidential secret"),
        "anonymous": _words("匿名 是 anonymous yes y true 1"),
    },
    Field.STATUS: {
        "open": _words(
            "办理中 处理中 受理中 进行中 未办结 待办 待处理 待受理 待派单 已派单 已受理 未完成 超期未办 否 "
            "inprogress assigned pending started new opened no false"
        ),
        "closed": _words(
            "已办结 办结 按期办结 超期办结 已结案 结案 已完成 完成 已关闭 已归档 归档 已答复 已回复 已处理 是 "
            "resolved completed done finished settled yes true"
        ),
        "leave_out": _words("已删除 作废 已作废 草稿 测试 deleted cancelled canceled draft void"),
    },
}
