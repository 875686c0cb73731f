"""The form of screening rounds."""

from banjie.mediation.documents.drawing.sheet import XIAOSI, Sheet


def round_minutes() -> bytes:
    sheet = Sheet("矛盾纠纷排查会议记录", size=XIAOSI, line=22)
    sheet.head("矛盾纠纷排查会议记录", above="{{ held_by }}", number="{{ round_number }}")
    sheet.grid(
        [
            ["排查范围", "{{ area }}", "会议日期", "{{ held_on }}"],
            ["主持人", "{{ chair }}", "下次排查", "{% if next_on %}{{ next_on }}{% endif %}"],
            ["参加单位", ("{{ attending }}", 3)],
        ],
        [26, 52, 26, 52],
        height=11,
    )
    sheet.heading("一、基本情况")
    sheet.paragraph("{{ situation }}", indent=True)
    sheet.heading("二、议定事项")
    sheet.listing(
        ["序号", "事项", "列入原因", "处理意见", "责任单位、任务及期限"],
        "each",
        "matters",
        ["{{ loop.index }}", "{{ each.about }}", "{{ each.why }}", "{{ each.decision }}", "{{ each.tasks }}"],
        [15, 45, 26, 23, 47],
        centred=(0,),
        height=11,
    )
    sheet.closing("{{ held_by }}", "{{ held_on }}")
    return sheet.made()
