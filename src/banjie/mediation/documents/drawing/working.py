"""Forms of the work itself: what was asked, said and handed in."""

from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as ALIGN

from banjie.mediation.documents.drawing.sheet import SIHAO, WUHAO, XIAOSI, Sheet


def investigation_record() -> bytes:
    sheet = Sheet("人民调解调查记录", size=SIHAO, line=26)
    sheet.head("人民调解调查记录", above="{{ committee }}")
    sheet.blanks(
        [
            ("纠纷类型：", "{{ kind }}"),
            ("时　　间：", "{{ began_at }}{% if closed_at %}至{{ closed_at|clock }}{% endif %}"),
            ("地　　点：", "{{ place }}"),
            ("参 加 人：", "{{ present }}"),
            ("调 查 人：", "{{ investigators }}"),
            ("记 录 人：", "{{ recorder }}"),
        ],
        label=30,
        line=9.5,
    )
    sheet.tag("for each in asked")
    sheet.paragraph("被调查人：{{ each.described }}", before=6)
    sheet.tag("endfor")
    sheet.heading("调查内容")
    sheet.paragraph("{{ words }}", indent=True)
    sheet.paragraph("以上记录已向被调查人宣读或者交其阅读，核对无误。", indent=True, before=6, after=4, together=True)
    sheet.signatures()
    return sheet.made()


def session_record() -> bytes:
    sheet = Sheet("人民调解记录", size=SIHAO, line=26)
    sheet.head("人民调解记录", above="{{ committee }}")
    sheet.blanks(
        [
            ("纠纷类型：", "{{ kind }}{% if session_number %}（第{{ session_number }}次调解）{% endif %}"),
            ("时　　间：", "{{ began_at }}{% if closed_at %}至{{ closed_at|clock }}{% endif %}"),
            ("地　　点：", "{{ place }}"),
            ("方　　式：", "{{ manner }}"),
            ("调 解 员：", "{{ mediators }}"),
            ("记 录 人：", "{{ recorder }}"),
            ("其他人员：", "{{ present }}"),
        ],
        label=32,
        line=9.5,
    )
    sheet.tag("for each in parties")
    sheet.paragraph("{{ each.place }}：{{ each.described }}", before=4)
    sheet.tag("endfor")
    sheet.tag("if rights_told")
    sheet.paragraph("调解前，已将当事人在人民调解中的权利和义务告知各方当事人，各方均表示了解。", indent=True, before=4)
    sheet.tag("endif")
    sheet.heading("调解记录")
    sheet.paragraph("{{ words }}", indent=True)
    sheet.heading("调解结果")
    sheet.paragraph("{{ result }}", indent=True)
    sheet.paragraph("以上记录已向在场人员宣读或者交其阅读，核对无误。", indent=True, before=6, after=4, together=True)
    sheet.signatures()
    return sheet.made()


def evidence_list() -> bytes:
    sheet = Sheet("证据材料清单", size=XIAOSI, line=20)
    sheet.head("证据材料清单", above="{{ committee }}")
    sheet.paragraph("纠纷类型：{{ kind }}", after=4)
    sheet.listing(
        ["序号", "材料名称", "种类", "提交人", "证明内容", "对方意见", "份数", "页数"],
        "each",
        "exhibits",
        [
            "{{ loop.index }}",
            "{{ each.name }}",
            "{{ each.kind }}",
            "{{ each.from_whom }}",
            "{{ each.purpose }}",
            "{{ each.answer }}",
            "{{ each.copies }}",
            "{{ each.pages }}",
        ],
        [12, 35, 15, 17, 29, 24, 12, 12],
        centred=(0, 2, 3, 6, 7),
        size=WUHAO,
    )
    sheet.tag("if remarks")
    sheet.paragraph("备注：{{ remarks }}", before=6)
    sheet.tag("endif")
    sheet.sign_here("提交人（签名、盖章或按指印）", "接收人{{ taken_by }}（签名）", before=14)
    sheet.paragraph("{{ made_on }}", align=ALIGN.RIGHT, before=8, right=5)
    return sheet.made()


def returned_originals() -> bytes:
    sheet = Sheet("证据原件退还收据", size=SIHAO)
    sheet.head("证据原件退还收据", above="{{ committee }}")
    sheet.paragraph("下列原件经核对与留存的复印件一致，现已退还领取人：", indent=True, after=6)
    sheet.listing(
        ["序号", "材料名称", "份数", "页数"],
        "each",
        "exhibits",
        ["{{ loop.index }}", "{{ each.name }}", "{{ each.copies }}", "{{ each.pages }}"],
        [16, 96, 22, 22],
        centred=(0, 2, 3),
    )
    sheet.tag("if remarks")
    sheet.paragraph("备注：{{ remarks }}", before=6)
    sheet.tag("endif")
    sheet.sign_here("领取人{{ receiver }}（签名、盖章或按指印）", "经办人（签名）", day="", before=14)
    sheet.paragraph("{{ returned_on }}", align=ALIGN.RIGHT, before=8, right=5)
    return sheet.made()
