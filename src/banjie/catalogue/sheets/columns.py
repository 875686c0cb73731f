"""The columns of the catalogue's sheets and the words in their cells, in Chinese and in English.

A file may use either language, or the keys themselves; what is written uses the language asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from banjie.catalogue.vocabulary import Kind, Level, PublicPlace, every_step
from banjie.core.questions import QuestionType
from banjie.places.levels import Level as AreaLevel
from banjie.platform.tables import header_key


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is the field of the entry, or the step of a time limit. `required`: a file must have it."""

    key: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    required: bool = False

    def title(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh

    @property
    def names(self) -> frozenset[str]:
        return frozenset(header_key(name) for name in (self.key, self.zh, self.en, *self.aliases))


STEP_TITLES: Mapping[str, tuple[str, str]] = {
    "accept": ("受理", "Accept"),
    "dispatch": ("派遣", "Dispatch"),
    "claim": ("签收", "Claim"),
    "handle": ("办理", "Handle"),
    "rule_on_return": ("退回裁定", "Rule on return"),
    "wait_for_reporter": ("等待反映人", "Wait for reporter"),
    "suspend": ("挂起", "Suspend"),
    "review": ("审核", "Review"),
    "close": ("办结", "Close"),
    "follow_up": ("回访", "Follow up"),
    "settle": ("现场处置", "Settle on the spot"),
    "whole": ("全程", "Whole"),
}


def _step_columns() -> tuple[Column, ...]:
    return tuple(Column(step, *STEP_TITLES.get(step, (step, step))) for step in every_step())


SHEETS: Mapping[str, tuple[Column, ...]] = {
    "categories": (
        Column("code", "编码", "Code", ("分类编码", "代码"), required=True),
        Column("parent", "上级编码", "Parent", ("上级", "parent code", "父级编码")),
        Column("name", "名称", "Name", ("分类名称", "分类"), required=True),
        Column("name_en", "英文名称", "English name"),
        Column("description", "说明", "Description"),
        Column("description_en", "英文说明", "English description"),
        Column("initials", "拼音首字母", "Initials", ("首字母", "简拼")),
        Column("keywords", "关键词", "Keywords"),
        Column("default_kind", "默认类型", "Default kind", ("kind", "类型")),
        Column("default_level", "默认等级", "Default level", ("level", "等级")),
        Column("process", "流程", "Process"),
        Column("offered", "居民可选", "Offered to residents"),
        Column("public", "可公开", "Public", ("公开", "publishable")),
        Column("public_place", "公开地点", "Public place", ("公开位置",)),
        Column("sensitive", "敏感", "Sensitive"),
        Column("place_required", "必填地点", "Place required"),
        Column("active", "启用", "In use"),
    ),
    "questions": (
        Column("category", "分类编码", "Category", ("分类",), required=True),
        Column("key", "键", "Key", ("问题键",), required=True),
        Column("label", "问题", "Question", required=True),
        Column("label_en", "英文问题", "English question"),
        Column("type", "类型", "Type", ("题型",), required=True),
        Column("required", "必填", "Required"),
        Column("minimum", "最小", "Minimum", ("最小值",)),
        Column("maximum", "最大", "Maximum", ("最大值",)),
        Column("options", "选项", "Options"),
        Column("options_en", "英文选项", "English options"),
        Column("shown_if", "显示条件", "Shown if"),
    ),
    "targets": (
        Column("category", "分类编码", "Category", ("分类",), required=True),
        Column("level", "等级", "Level", required=True),
        *_step_columns(),
    ),
    "rules": (
        Column("id", "规则编号", "Rule", ("编号", "规则"), required=True),
        Column("category", "分类编码", "Category", ("分类",)),
        Column("area", "区域编码", "Area", ("区域",)),
        Column("kinds", "类型", "Kinds", ("kind",)),
        Column("levels", "等级", "Levels", ("level",)),
        Column("answers", "回答条件", "Answers", ("条件",)),
        Column("unit_role", "单位职责", "Unit role", ("职责",), required=True),
        Column("area_level", "区域层级", "Area level", ("层级",)),
        Column("note", "备注", "Note", ("说明",)),
    ),
}

SHEET_TITLES: Mapping[str, tuple[str, str]] = {
    "categories": ("分类", "Categories"),
    "questions": ("问题", "Questions"),
    "targets": ("时限", "Targets"),
    "rules": ("派单规则", "Rules"),
}

WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "kind": {
        Kind.REPORT: ("上报", "report"),
        Kind.REQUEST: ("求助", "request"),
        Kind.ENQUIRY: ("咨询", "enquiry"),
        Kind.COMPLAINT: ("投诉", "complaint"),
        Kind.SUGGESTION: ("建议", "suggestion"),
        Kind.DISPUTE: ("矛盾纠纷", "dispute"),
    },
    "level": {
        Level.GENERAL: ("一般", "general"),
        Level.ELEVATED: ("较急", "elevated"),
        Level.URGENT: ("紧急", "urgent"),
        Level.CRITICAL: ("特急", "critical"),
    },
    "public_place": {
        PublicPlace.EXACT: ("准确位置", "exact"),
        PublicPlace.NEAR: ("约百米", "near"),
        PublicPlace.AREA: ("仅区域", "area"),
    },
    "process": {"standard": ("标准流程", "standard"), "fast": ("快速流程", "fast")},
    "type": {
        QuestionType.TEXT: ("文本", "text"),
        QuestionType.NUMBER: ("数字", "number"),
        QuestionType.CHOICE: ("单选", "choice"),
        QuestionType.MULTIPLE_CHOICE: ("多选", "multiple_choice"),
        QuestionType.YES_NO: ("是否", "yes_no"),
        QuestionType.DATE: ("日期", "date"),
    },
    "area_level": {
        AreaLevel.PROVINCE: ("省", "province"),
        AreaLevel.PREFECTURE: ("市", "prefecture"),
        AreaLevel.COUNTY: ("县", "county"),
        AreaLevel.TOWNSHIP: ("乡镇", "township"),
        AreaLevel.VILLAGE: ("村居", "village"),
        AreaLevel.GRID: ("网格", "grid"),
        AreaLevel.SUBGRID: ("子网格", "subgrid"),
    },
    "flag": {"yes": ("是", "yes"), "no": ("否", "no")},
}

_READINGS = {
    kind: {word.casefold(): value for value, words in table.items() for word in (value, *words)}
    for kind, table in WORDS.items()
}
_READINGS["flag"] |= {"true": "yes", "1": "yes", "y": "yes", "√": "yes"}
_READINGS["flag"] |= {"false": "no", "0": "no", "n": "no", "×": "no"}


class UnknownWord(ValueError):
    """A cell holds a word that its column does not know."""


def write_word(kind: str, value: str, language: str) -> str:
    words = WORDS[kind].get(value, (value, value))
    return words[1] if language.startswith("en") else words[0]


def read_word(kind: str, text: str) -> str:
    """The value that a word stands for. Raises UnknownWord."""
    try:
        return _READINGS[kind][text.strip().casefold()]
    except KeyError:
        raise UnknownWord(text.strip()) from None


def sheet_named(title: str) -> str | None:
    """The sheet that a title means, in any spelling."""
    key = header_key(title)
    for sheet, titles in SHEET_TITLES.items():
        if key in {header_key(name) for name in (sheet, *titles)}:
            return sheet
    return "rules" if key == "routing" else None


def match_headers(sheet: str, headers: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """The place of each known column, by key, and the headers that no column has."""
    places: dict[str, int] = {}
    unknown: list[str] = []
    for place, header in enumerate(headers):
        key = next((c.key for c in SHEETS[sheet] if header_key(header) in c.names and c.key not in places), None)
        if key is None:
            unknown.append(header)
        else:
            places[key] = place
    return places, unknown
