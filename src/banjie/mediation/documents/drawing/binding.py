"""The sheets that make papers a file: cover, contents, explanation, back cover."""

from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as ALIGN

from banjie.mediation.documents.drawing.sheet import ERHAO, SANHAO, SIHAO, SONG, Sheet


def file_cover() -> bytes:
    sheet = Sheet("卷宗封面", footer=False)
    sheet.gap(40)
    sheet.paragraph("{{ committee }}", size=ERHAO, font=SONG, align=ALIGN.CENTER, line=44)
    sheet.paragraph("人民调解卷宗", size=36, font=SONG, bold=True, align=ALIGN.CENTER, line=64, before=16, after=44)
    sheet.blanks(
        [
            ("卷　　名", "{{ file_title }}"),
            ("年　　度", "{{ year }}"),
            ("卷　　号", "{{ file_number }}"),
            ("调 解 员", "{{ mediators }}"),
            ("受理日期", "{{ accepted_on }}"),
            ("结束日期", "{{ ended_on }}"),
            ("调解结果", "{{ outcome }}"),
            ("立 卷 人", "{{ filed_by }}"),
            ("立卷日期", "{{ filed_on }}"),
            ("保管期限", "{{ kept_for }}"),
            ("页　　数", "{{ pages }}"),
            ("备　　注", "{{ remarks }}"),
        ],
        label=36,
        line=12.5,
    )
    return sheet.made()


def file_contents() -> bytes:
    sheet = Sheet("卷内目录", size=SIHAO, footer=False)
    sheet.head("卷内目录", number="卷号：{{ file_number }}")
    sheet.listing(
        ["序号", "文件名称", "页号", "备注"],
        "each",
        "entries",
        ["{{ loop.index }}", "{{ each.name }}", "{{ each.pages }}", "{{ each.remarks }}"],
        [16, 88, 24, 28],
        centred=(0, 2),
        height=10,
    )
    return sheet.made()


def file_explanation() -> bytes:
    sheet = Sheet("卷宗情况说明", size=SANHAO, footer=False)
    sheet.head("卷宗情况说明", above="{{ committee }}")
    sheet.paragraph("{{ explanation }}", indent=True)
    sheet.gap(36)
    sheet.paragraph("立卷人：{{ filed_by }}", align=ALIGN.RIGHT, right=32, together=True)
    sheet.tag("if checked_by")
    sheet.paragraph("检查人：{{ checked_by }}", align=ALIGN.RIGHT, right=32, together=True)
    sheet.tag("endif")
    sheet.paragraph("{{ filed_on }}", align=ALIGN.RIGHT, right=32)
    return sheet.made()


def file_back_cover() -> bytes:
    sheet = Sheet("卷宗封底", footer=False)
    sheet.gap(300)
    sheet.blanks(
        [
            ("卷　　号", "{{ file_number }}"),
            ("本卷页数", "共{{ pages }}页"),
            ("立 卷 人", "{{ filed_by }}"),
            ("检 查 人", "{{ checked_by }}"),
            ("立卷日期", "{{ filed_on }}"),
            ("备　　注", "{{ remarks }}"),
        ],
        label=36,
        line=12.5,
    )
    sheet.paragraph("{{ committee }}", align=ALIGN.CENTER, before=40)
    return sheet.made()
