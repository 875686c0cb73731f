"""Letters to courts and other bodies."""

from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as ALIGN

from banjie.mediation.documents.drawing.sheet import Sheet


def confirmation_application() -> bytes:
    sheet = Sheet("司法确认申请书")
    sheet.head("司法确认申请书")
    sheet.tag("for each in parties")
    sheet.paragraph("申请人：{{ each.described }}")
    sheet.tag("endfor")
    sheet.heading("申请事项")
    sheet.paragraph("请求确认{{ committee }}主持达成的{{ agreement_number }}人民调解协议有效。", indent=True)
    sheet.heading("事实和理由")
    sheet.paragraph(
        "申请人之间{% if kind %}因{{ kind }}{% endif %}发生争议，经{{ committee }}主持调解，"
        "于{{ agreed_on }}自愿达成调解协议。现依照《中华人民共和国人民调解法》第三十三条的规定，共同向贵院申请司法确认。",
        indent=True,
    )
    sheet.paragraph("申请人承诺：", indent=True, together=True)
    for each in (
        "一、出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；",
        "二、协议内容不违反法律、行政法规的强制性规定，不损害国家利益、社会公共利益和他人合法权益；",
        "三、如因协议内容给他人造成损害的，愿意承担相应的法律责任。",
    ):
        sheet.paragraph(each, indent=True, together=each.startswith("三"))
    sheet.paragraph("此致", indent=True, together=True)
    sheet.paragraph("{{ court }}", together=True, after=6)
    sheet.signatures("parties", who="申请人{{ each.name }}（签名、盖章或按指印）：", signature="", day="")
    sheet.paragraph("{{ applied_on }}", align=ALIGN.RIGHT, right=32, before=8)
    _enclosed(sheet, before=14)
    return sheet.made()


def transfer_letter() -> bytes:
    sheet = Sheet("纠纷移送函")
    sheet.head("纠纷移送函", above="{{ committee }}", number="{{ number }}")
    sheet.paragraph("{{ body }}：")
    sheet.paragraph("本会在工作中受理（发现）下列{{ kind }}，现移送你单位处理。", indent=True)
    sheet.heading("当事人")
    sheet.each("each", "parties", "{{ each.place }}：{{ each.described }}")
    sheet.heading("基本情况")
    sheet.paragraph("{{ facts }}", indent=True)
    sheet.heading("移送理由")
    sheet.paragraph("{{ reason }}", indent=True)
    sheet.paragraph(
        "请将处理结果函告本会。{% if committee_phone %}联系电话：{{ committee_phone }}。{% endif %}",
        indent=True,
        together=True,
    )
    _enclosed(sheet, before=8)
    sheet.closing("{{ committee }}", "{{ made_on }}")
    return sheet.made()


def referral_reply() -> bytes:
    sheet = Sheet("委派（委托）调解复函")
    sheet.head("委派（委托）调解复函", above="{{ committee }}", number="{{ number }}")
    sheet.paragraph("{{ body }}：")
    sheet.paragraph(
        "你单位{% if letter_on %}于{{ letter_on }}{% endif %}{% if letter_number %}以{{ letter_number }}函{% endif %}"
        "委派（委托）本会调解{{ kind }}。现将调解情况函复如下：",
        indent=True,
    )
    sheet.heading("当事人")
    sheet.each("each", "parties", "{{ each.place }}：{{ each.described }}")
    sheet.heading("调解情况和结果")
    sheet.paragraph("{{ result }}", indent=True)
    sheet.paragraph(
        "特此函复。{% if committee_phone %}联系电话：{{ committee_phone }}。{% endif %}",
        indent=True,
        before=6,
        together=True,
    )
    _enclosed(sheet, before=8)
    sheet.closing("{{ committee }}", "{{ made_on }}")
    return sheet.made()


def _enclosed(sheet: Sheet, *, before: float) -> None:
    """In a letter it stands between its last words and the seal (GB/T 9704, 7.3.4); under an application at the end."""
    sheet.tag("if enclosures")
    sheet.paragraph("附件：", indent=True, before=before, together=True)
    sheet.tag("for each in enclosures")
    sheet.paragraph(
        "{{ loop.index }}．{{ each.name }}{% if each.copies %}（{{ each.copies }}份）{% endif %}",
        indent=True,
        together=True,
    )
    sheet.tag("endfor")
    sheet.tag("endif")
