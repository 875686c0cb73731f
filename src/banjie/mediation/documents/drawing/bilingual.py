"""Forms with an English companion, for a party who does not read Chinese. The Chinese is what counts in law."""

from typing import Final

from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as ALIGN

from banjie.mediation.documents.drawing.opening import AFTER, DUTIES, RIGHTS
from banjie.mediation.documents.drawing.sheet import SIHAO, XIAOSI, Sheet

_RIGHTS: Final = (
    "1. Mediation is free of charge, voluntary and between equals, and keeps to laws, regulations and state policy.",
    "2. You may choose a mediator or accept one. If a mediator has an interest in the dispute, you may ask for another.",
    "3. You may accept mediation, refuse it, or ask for it to end at any time.",
    "4. You may ask for mediation in public or in private. What you tell the mediator alone is not passed on to the "
    "other side without your consent.",
    "5. You may say freely what you want, agree of your own will, be represented, and ask for an interpreter.",
    "6. Mediation takes nothing from your right to arbitration, to the authorities or to the court; nobody may keep "
    "you from bringing an action because of it.",
)
_DUTIES: Final = (
    "1. State the facts truthfully and hand in nothing false.",
    "2. Keep order where mediation takes place, and respect the mediator.",
    "3. Respect the other party's use of its rights, and do nothing that makes the dispute worse.",
    "4. Keep what you have agreed to.",
)
_AFTER: Final = (
    "An agreement binds from the day on which the parties have signed, sealed or fingerprinted it, the mediator has "
    "signed it and the committee has put its seal to it. Within thirty days from then the parties may together ask the "
    "People's Court to confirm it."
)
_COUNTS: Final = "English translation for information. The Chinese text alone has legal force."


def rights_notice() -> bytes:
    sheet = Sheet("人民调解权利义务告知书", size=XIAOSI, line=20)
    sheet.head("人民调解权利义务告知书", above="{{ committee }}", english="Notice of Rights and Duties in Mediation")
    sheet.paragraph("{{ addressee }}：")
    sheet.paragraph("根据《中华人民共和国人民调解法》，现将您在调解中的权利和义务告知如下：", indent=True)
    sheet.paragraph("Under the People's Mediation Law of the People's Republic of China you are told the following.")
    for word, english, chinese_lines, english_lines in (
        ("您的权利", "Your rights", RIGHTS, _RIGHTS),
        ("您的义务", "Your duties", DUTIES, _DUTIES),
        ("协议的效力", "What an agreement is worth", (AFTER,), (_AFTER,)),
    ):
        sheet.heading(f"{word}　{english}")
        for chinese, translated in zip(chinese_lines, english_lines, strict=True):
            sheet.paragraph(chinese, indent=True)
            sheet.paragraph(translated, after=3)
    sheet.paragraph(
        "{% if mediators %}人民调解员 Mediator：{{ mediators }}　{% endif %}"
        "{% if committee_phone %}电话 Telephone：{{ committee_phone }}{% endif %}"
    )
    sheet.paragraph("{% if committee_en %}{{ committee_en }}. {% endif %}" + _COUNTS, after=6)
    sheet.paragraph("以上内容已向我告知，我已了解，自愿接受调解。", indent=True, together=True)
    sheet.paragraph(
        "I have been told the above, have understood it, and accept mediation of my own will.", together=True
    )
    sheet.signing("签名 Signature", before=14)
    sheet.paragraph("{{ told_on }}（{{ told_on|english_day }}）", align=ALIGN.RIGHT)
    return sheet.made()


def agreement() -> bytes:
    sheet = Sheet("人民调解协议书", size=SIHAO, line=24)
    sheet.head(
        "人民调解协议书", above="{{ committee }}", english="Mediation Agreement", number="编号 No.：{{ number }}"
    )
    sheet.tag("for each in parties")
    sheet.paragraph("{{ each.place }}：{{ each.described }}")
    sheet.paragraph("{{ each.place_en }}: {{ each.described_en }}", size=XIAOSI, line=20, after=4)
    sheet.tag("endfor")
    sheet.paragraph("纠纷类型 Type of dispute：{{ kind }}{% if kind_en %}（{{ kind_en }}）{% endif %}")
    for word, english, name in (
        ("纠纷主要事实", "Facts", "facts"),
        ("争议事项", "What was in dispute", "disputed"),
    ):
        sheet.heading(f"{word}　{english}")
        sheet.paragraph(f"{{{{ {name} }}}}", indent=True)
        _translated(sheet, f"{name}_en")
    sheet.heading("协议内容　What the parties agreed of their own will")
    sheet.tag("for each in terms")
    sheet.paragraph("{{ loop.index }}．{{ each.text }}", indent=True)
    sheet.paragraph("{{ loop.index }}. {{ each.text_en }}", size=XIAOSI, line=20, after=4)
    sheet.tag("endfor")
    sheet.heading("履行方式、地点、期限　How, where and by when it is kept")
    sheet.paragraph("{{ performance }}", indent=True)
    _translated(sheet, "performance_en")
    sheet.paragraph(
        "本协议一式{{ copies }}份，各方当事人各执一份，人民调解委员会留存一份，具有同等效力。"
        "本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。",
        indent=True,
        together=True,
    )
    sheet.paragraph(
        "Made in {{ copies|english_count }} copies of equal force, one for each party and one for the committee"
        "{% if committee_en %} ({{ committee_en }}){% endif %}. It takes effect on the day on which the parties and the "
        "mediator have signed it and the committee has sealed it. " + _COUNTS,
        size=XIAOSI,
        line=20,
        after=6,
        together=True,
    )
    sheet.signatures(who="{{ each.role }}（签名、盖章或按指印 Signature）：")
    sheet.paragraph("人民调解员 Mediator：{{ mediators }}", before=8, together=True)
    sheet.paragraph("记录人 Recorder：{{ recorder }}", together=True)
    sheet.closing("{{ committee }}", "{{ made_on }}")
    return sheet.made()


def failure_notice() -> bytes:
    sheet = Sheet("人民调解终止告知书", size=SIHAO, line=24)
    sheet.head(
        "人民调解终止告知书", above="{{ committee }}", english="Notice that Mediation Has Ended", number="{{ number }}"
    )
    sheet.paragraph("{{ addressee }}：")
    sheet.paragraph(
        "你（单位）与对方当事人之间的{{ kind }}，{% if begun_on %}本会自{{ begun_on }}起进行调解，{% endif %}"
        "因{{ ending }}，调解已于{{ ended_on }}终止。",
        indent=True,
    )
    sheet.paragraph(
        "Mediation of the dispute between you and the other party ({{ kind_en }}) ended on {{ ended_on|english_day }}"
        "{% if ending_en %}: {{ ending_en }}{% endif %}.",
        size=XIAOSI,
        line=20,
    )
    sheet.tag("if reason")
    sheet.paragraph("{{ reason }}", indent=True)
    sheet.tag("endif")
    sheet.paragraph("调解终止不影响你（单位）的权利。你（单位）可以依法通过下列途径解决：", indent=True, before=6)
    sheet.paragraph("Your rights are not affected. You have these other lawful ways:", size=XIAOSI, line=20)
    sheet.tag("for each in ways")
    sheet.paragraph("{{ loop.index }}．{{ each.text }}；", indent=True)
    sheet.paragraph("{{ loop.index }}. {{ each.text_en }};", size=XIAOSI, line=20)
    sheet.tag("endfor")
    sheet.paragraph("请注意有关诉讼时效和仲裁时效的规定。特此告知。", indent=True, before=6, together=True)
    sheet.paragraph(
        "Mind the time limits for actions and arbitration. {% if committee_en %}{{ committee_en }}. {% endif %}"
        + _COUNTS,
        size=XIAOSI,
        line=20,
        together=True,
    )
    sheet.tag("if mediators")
    sheet.paragraph("人民调解员 Mediator：{{ mediators }}", before=10, together=True)
    sheet.tag("endif")
    sheet.closing("{{ committee }}", "{{ made_on }}")
    return sheet.made()


def _translated(sheet: Sheet, field: str) -> None:
    """Nothing, not even a line left empty, where nobody has written a translation."""
    sheet.tag(f"if {field}")
    sheet.paragraph(f"{{{{ {field} }}}}", size=XIAOSI, line=20, after=4)
    sheet.tag("endif")
