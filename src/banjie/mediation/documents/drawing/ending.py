"""Forms with which mediation ends, and those of what follows."""

from banjie.mediation.documents.drawing.opening import PARTY_COLUMNS
from banjie.mediation.documents.drawing.sheet import SIHAO, WUHAO, Sheet

_OPINION_HEIGHT = 26


def agreement() -> bytes:
    sheet = Sheet("人民调解协议书")
    sheet.head("人民调解协议书", above="{{ committee }}", number="编号：{{ number }}")
    sheet.tag("for each in parties")
    sheet.paragraph("{{ each.place }}：{{ each.described }}")
    sheet.tag("endfor")
    sheet.paragraph("纠纷类型：{{ kind }}")
    sheet.heading("纠纷主要事实")
    sheet.paragraph("{{ facts }}", indent=True)
    sheet.heading("争议事项")
    sheet.paragraph("{{ disputed }}", indent=True)
    sheet.heading("协议内容")
    sheet.paragraph("经调解，各方当事人自愿达成如下协议：", indent=True, together=True)
    sheet.each("each", "terms", "{{ loop.index }}．{{ each.text }}")
    sheet.heading("履行方式、地点、期限")
    sheet.paragraph("{{ performance }}", indent=True)
    sheet.paragraph(
        "本协议一式{{ copies }}份，各方当事人各执一份，人民调解委员会留存一份，具有同等效力。"
        "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。",
        indent=True,
        before=6,
        after=6,
        together=True,
    )
    sheet.signatures()
    sheet.paragraph("人民调解员：{{ mediators }}", before=10, together=True)
    sheet.paragraph("记录人：{{ recorder }}", together=True)
    sheet.closing("{{ committee }}", "{{ made_on }}")
    return sheet.made()


def oral_agreement_register() -> bytes:
    sheet = Sheet("人民调解口头协议登记表", size=SIHAO)
    sheet.head("人民调解口头协议登记表", above="{{ committee }}", number="编号：{{ number }}")
    sheet.grid([["纠纷类型", "{{ kind }}", "达成日期", "{{ agreed_on }}"]], [28, 50, 28, 50])
    sheet.listing(
        ["地位", "姓名或名称", "证件号码", "联系电话", "住址或住所"],
        "each",
        "parties",
        ["{{ each.place }}", "{{ each.name }}", "{{ each.paper }}", "{{ each.phone }}", "{{ each.address }}"],
        PARTY_COLUMNS,
        size=WUHAO,
    )
    sheet.box("纠纷主要事实：", "{{ facts }}", height=34)
    sheet.box("协议内容：", "{%p for each in terms %}", "{{ loop.index }}．{{ each.text }}", "{%p endfor %}", height=40)
    sheet.box("履行方式、期限：", "{{ performance }}", height=20)
    sheet.grid(
        [
            ["调解员（签名）", "{{ mediators }}", "记录人（签名）", "{{ recorder }}"],
            ["备注", ("{{ remarks }}", 3)],
        ],
        [34, 44, 34, 44],
        height=10,
        together=True,
    )
    return sheet.made()


def failure_notice() -> bytes:
    sheet = Sheet("人民调解终止告知书")
    sheet.head("人民调解终止告知书", above="{{ committee }}", number="{{ number }}")
    sheet.paragraph("{{ addressee }}：")
    sheet.paragraph(
        "你（单位）与对方当事人之间的{{ kind }}，{% if begun_on %}本会自{{ begun_on }}起进行调解，{% endif %}"
        "因{{ ending }}，调解已于{{ ended_on }}终止。",
        indent=True,
    )
    sheet.tag("if reason")
    sheet.paragraph("{{ reason }}", indent=True)
    sheet.tag("endif")
    sheet.paragraph("调解终止不影响你（单位）的权利。你（单位）可以依法通过下列途径解决：", indent=True, together=True)
    sheet.each("each", "ways", "{{ loop.index }}．{{ each.text }}；")
    sheet.paragraph("请注意有关诉讼时效和仲裁时效的规定。特此告知。", indent=True, together=True)
    sheet.tag("if mediators")
    sheet.paragraph("人民调解员：{{ mediators }}", before=12, together=True)
    sheet.tag("endif")
    sheet.closing("{{ committee }}", "{{ made_on }}")
    return sheet.made()


def performance_receipt() -> bytes:
    sheet = Sheet("履行凭证", size=SIHAO)
    sheet.head("履行凭证", above="{{ committee }}")
    sheet.grid(
        [
            ["协议编号", "{{ agreement_number }}", "履行日期", "{{ received_on }}"],
            ["履行人", "{{ payer }}", "接受履行人", "{{ payee }}"],
            ["履行内容", ("{{ performed }}", 3)],
            ["金额（大写）", ("{{ amount|capitals }}", 3)],
            ["金额（小写）", "{{ amount|yuan }}", "尚欠金额", "{{ remaining|yuan }}"],
            ["备注", ("{{ remarks }}", 3)],
        ],
        [32, 54, 27, 43],
        height=14,
    )
    sheet.sign_here("履行人（签名、盖章或按指印）", "接受履行人（签名、盖章或按指印）", "人民调解员（签名）", before=20)
    return sheet.made()


def follow_up_record() -> bytes:
    sheet = Sheet("人民调解回访记录", size=SIHAO)
    sheet.head("人民调解回访记录", above="{{ committee }}")
    sheet.grid(
        [
            ["协议编号", "{{ agreement_number }}", "纠纷类型", "{{ kind }}"],
            ["被回访人", "{{ visited }}", "回访方式", "{{ manner }}"],
            ["回访时间", "{{ visited_at }}", "回访人", "{{ visitors }}"],
        ],
        [26, 60, 26, 44],
        height=12,
    )
    sheet.tag("if parties")
    sheet.listing(
        ["地位", "姓名或名称", "联系电话", "住址或住所"],
        "each",
        "parties",
        ["{{ each.place }}", "{{ each.name }}", "{{ each.phone }}", "{{ each.address }}"],
        [20, 52, 32, 52],
        size=WUHAO,
    )
    sheet.tag("endif")
    sheet.box("协议履行及回访情况：", "{{ finding }}", height=50)
    sheet.box("当事人意见：", "{{ opinion }}", height=_OPINION_HEIGHT)
    sheet.gap(10)
    sheet.signatures()
    sheet.sign_here("回访人（签名）")
    return sheet.made()
