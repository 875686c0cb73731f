"""Forms with which a dispute comes in."""

from typing import Final

from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as ALIGN

from banjie.mediation.documents.drawing.sheet import SIHAO, WUHAO, XIAOSI, Sheet

# Place, name, paper, telephone and address of a party, one a row.
PARTY_COLUMNS: Final = (15, 36, 43, 27, 35)

# What everybody is told before mediation begins; after articles 3, 19, 22 to 24 and 31 to 33 of the People's
# Mediation Law.
RIGHTS: Final = (
    "一、人民调解不收取任何费用。调解在双方自愿、平等的基础上进行，不违背法律、法规和国家政策。",
    "二、您可以选择或者接受人民调解员；认为调解员与纠纷有利害关系的，可以要求更换。",
    "三、您可以接受调解、拒绝调解，也可以随时要求终止调解。",
    "四、您可以要求调解公开进行或者不公开进行；单独向调解员说明的情况，未经您同意不告知对方。",
    "五、您可以自主表达意愿、自愿达成调解协议，可以委托代理人参加，需要翻译的可以提出。",
    "六、调解不影响您依法通过仲裁、行政、司法等途径维护自己的权利，不得因调解阻止您起诉。",
)
DUTIES: Final = (
    "一、如实陈述纠纷事实，不提供虚假材料。",
    "二、遵守调解现场秩序，尊重人民调解员。",
    "三、尊重对方当事人行使权利，不得采取过激行为使纠纷激化。",
    "四、达成协议的，应当按照约定履行。",
)
AFTER: Final = (
    "经调解达成的协议，自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效，具有法律约束力。"
    "双方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认。"
)


def application() -> bytes:
    sheet = Sheet("人民调解申请书")
    sheet.head("人民调解申请书")
    for word, people in (("申请人", "applicants"), ("被申请人", "respondents")):
        sheet.tag(f"for each in {people}")
        sheet.paragraph(f"{word}：{{{{ each.described }}}}")
        sheet.tag("endfor")
    sheet.heading("纠纷简要情况")
    sheet.paragraph("{{ facts }}", indent=True)
    sheet.heading("申请事项")
    sheet.paragraph("{{ requests }}", indent=True)
    sheet.paragraph(
        "{{ committee }}已将人民调解的有关规定告知申请人。申请人自愿申请调解，请予受理。",
        indent=True,
        before=6,
        together=True,
    )
    sheet.paragraph("此致", indent=True, together=True)
    sheet.paragraph("{{ committee }}", together=True)
    sheet.signing("申请人（签名、盖章或按指印）")
    sheet.paragraph("{{ applied_on }}", align=ALIGN.RIGHT, right=32)
    return sheet.made()


def acceptance_register() -> bytes:
    sheet = Sheet("人民调解受理登记表", size=SIHAO)
    sheet.head("人民调解受理登记表", above="{{ committee }}", number="编号：{{ number }}")
    sheet.grid(
        [
            ["受理日期", "{{ accepted_on }}", "纠纷类型", "{{ kind }}"],
            ["案件来源", ("{{ source }}", 3)],
        ],
        [28, 50, 28, 50],
    )
    _party_rows(sheet)
    sheet.box("纠纷简要情况：", "{{ facts }}", height=62)
    sheet.grid(
        [
            ["调解员", ("{{ mediators }}", 3)],
            ["登记人（签名）", "{{ accepted_by }}", "当事人（签名）", "　"],
            ["备注", ("{{ remarks }}", 3)],
        ],
        [34, 44, 34, 44],
        height=12,
        together=True,
    )
    return sheet.made()


def _party_rows(sheet: Sheet) -> None:
    sheet.listing(
        ["地位", "姓名或名称", "证件号码", "联系电话", "住址或住所"],
        "each",
        "parties",
        [
            "{{ each.place }}",
            "{{ each.name }}{% if each.headed_by %}（负责人：{{ each.headed_by }}）{% endif %}",
            "{{ each.paper }}",
            "{{ each.phone }}",
            "{{ each.address }}",
        ],
        PARTY_COLUMNS,
        size=WUHAO,
    )


def acceptance_notice() -> bytes:
    sheet = Sheet("人民调解受理通知书")
    sheet.head("人民调解受理通知书", above="{{ committee }}", number="{{ number }}")
    sheet.paragraph("{{ addressee }}：")
    sheet.paragraph(
        "你（单位）与对方当事人之间的{{ kind }}，经审查符合受理条件，本会已于{{ accepted_on }}受理。现将有关事项通知如下：",
        indent=True,
    )
    sheet.tag("if mediators")
    sheet.paragraph("一、由{{ mediators }}担任人民调解员。你（单位）可以另行选择，或者说明理由要求更换。", indent=True)
    sheet.tag("else")
    sheet.paragraph("一、你（单位）可以从本会的调解员名册中选择调解员，或者接受本会指定的调解员。", indent=True)
    sheet.tag("endif")
    sheet.tag("if due_on")
    sheet.paragraph("二、调解一般应当在{{ due_on }}前结束；经各方当事人同意，可以延长。", indent=True)
    sheet.tag("else")
    sheet.paragraph("二、调解一般应当自受理之日起三十日内结束；经各方当事人同意，可以延长。", indent=True)
    sheet.tag("endif")
    sheet.paragraph("三、请备齐身份证明和与纠纷有关的材料；委托他人参加的，应当提交授权委托书。", indent=True)
    sheet.paragraph("四、调解自愿、免费、保密。不愿调解的，可以随时告知本会。", indent=True)
    sheet.tag("if place or committee_phone")
    sheet.paragraph(
        "{% if place %}调解地点：{{ place }}。{% endif %}"
        "{% if committee_phone %}联系电话：{{ committee_phone }}。{% endif %}",
        indent=True,
    )
    sheet.tag("endif")
    sheet.paragraph("特此通知。", indent=True, together=True)
    sheet.closing("{{ committee }}", "{{ made_on }}")
    return sheet.made()


def rights_notice() -> bytes:
    sheet = Sheet("人民调解权利义务告知书", size=XIAOSI, line=19.5)
    sheet.head("人民调解权利义务告知书", above="{{ committee }}")
    sheet.paragraph("{{ addressee }}：")
    sheet.paragraph("根据《中华人民共和国人民调解法》，现将您在调解中的权利和义务告知如下：", indent=True)
    sheet.heading("您的权利")
    for each in RIGHTS:
        sheet.paragraph(each, indent=True)
    sheet.heading("您的义务")
    for each in DUTIES:
        sheet.paragraph(each, indent=True)
    sheet.heading("协议的效力")
    sheet.paragraph(AFTER, indent=True)
    sheet.paragraph(
        "{% if mediators %}本纠纷的人民调解员：{{ mediators }}。{% endif %}"
        "{% if committee_phone %}联系电话：{{ committee_phone }}。{% endif %}",
        indent=True,
        after=6,
    )
    sheet.paragraph("以上内容已向我告知，我已了解，自愿接受调解。", indent=True, together=True)
    sheet.signing("被告知人（签名、盖章或按指印）", before=14)
    sheet.paragraph("{{ told_on }}", align=ALIGN.RIGHT, right=28)
    return sheet.made()


def address_confirmation() -> bytes:
    sheet = Sheet("送达地址确认书", size=SIHAO)
    sheet.head("送达地址确认书", above="{{ committee }}")
    sheet.grid(
        [
            ["当事人", ("{{ name }}", 3)],
            ["证件号码", ("{{ paper }}", 3)],
            ["送达地址", ("{{ address }}", 3)],
            ["收件人", "{{ recipient }}", "邮政编码", "{{ postcode }}"],
            ["联系电话", "{{ phone }}", "电子邮箱", "{{ email }}"],
            [
                "电子送达",
                ("{% if electronic %}☑ 同意　□ 不同意{% else %}□ 同意　□ 不同意{% endif %}以电子方式接收调解文书", 3),
            ],
        ],
        [28, 52, 26, 50],
        height=14,
    )
    sheet.box(
        "告知事项：",
        "当事人应当提供真实、准确的送达地址。地址变更的，应当及时告知调解组织。因提供的地址不准确、"
        "变更后未告知或者拒绝签收，致使文书未能实际收到的，由当事人自行承担相应后果。",
        height=48,
    )
    sheet.box(
        "当事人确认：",
        "以上内容由本人提供并核对，准确无误。告知事项已阅知。",
        height=52,
        foot=["当事人（签名、盖章或按指印）：", "{{ made_on }}"],
    )
    return sheet.made()


def party_registration() -> bytes:
    sheet = Sheet("当事人信息登记表", size=XIAOSI, line=20)
    sheet.head("当事人信息登记表", above="{{ committee }}")
    sheet.grid([["纠纷类型", "{{ kind }}", "登记日期", "{{ made_on }}"]], [28, 50, 28, 50])
    sheet.tag("for each in parties")
    sheet.gap(8)
    sheet.tag("if each.organisation")
    _organisation(sheet)
    sheet.tag("else")
    _person(sheet)
    sheet.tag("endif")
    sheet.tag("endfor")
    sheet.gap(8)
    sheet.grid([["登记人", "{{ accepted_by }}"], ["备注", "{{ remarks }}"]], [26, 130], height=10, together=True)
    return sheet.made()


def _person(sheet: Sheet) -> None:
    sheet.grid(
        [
            ["^{{ each.place }}", ("{{ each.name }}", 3), "性别", "{{ each.sex }}"],
            ["出生日期", "{{ each.born }}", "民族", "{{ each.people }}", "职业", "{{ each.occupation }}"],
            ["证件号码", ("{{ each.paper }}", 3), "联系电话", "{{ each.phone }}"],
            ["住址", ("{{ each.address }}", 5)],
            ["代理人等", ("{{ each.represented_by }}", 5)],
        ],
        [26, 39, 16, 23, 22, 30],
        height=9,
        together=True,
    )


def _organisation(sheet: Sheet) -> None:
    """An organisation has no sex, birthday or ethnic group to be left open."""
    sheet.grid(
        [
            ["^{{ each.place }}", ("{{ each.name }}", 3)],
            ["证件号码", "{{ each.paper }}", "联系电话", "{{ each.phone }}"],
            ["住所", ("{{ each.address }}", 3)],
            ["负责人", "{{ each.headed_by }}", "代理人等", "{{ each.represented_by }}"],
        ],
        [26, 52, 22, 56],
        height=9,
        together=True,
    )
