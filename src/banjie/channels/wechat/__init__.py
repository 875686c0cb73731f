"""A WeChat official account: callbacks, a short conversation that becomes a matter, menu and messages out.

By what WeChat publishes: developers.weixin.qq.com/doc/offiaccount (接入指南, 接收普通消息, 接收事件推送,
被动回复用户消息, 消息加解密说明, 获取稳定版接口调用凭据, 模板消息, 订阅通知, 客服消息, 自定义菜单).
"""
