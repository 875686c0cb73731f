"""A small catalogue that has one of everything; tests change what they are about."""

from typing import Any

from banjie.catalogue.content import CatalogueContent, read
from banjie.catalogue.vocabulary import every_step

LAMPS = {"key": "lamps", "label": "几盏？", "type": "number", "required": True, "minimum": 1, "maximum": 200}
POLE = {
    "key": "pole",
    "label": "灯杆编号",
    "label_en": "Post number",
    "type": "text",
    "shown_if": [{"question": "lamps", "operator": "at_most", "values": ["2"]}],
}
COVER = {
    "key": "owner",
    "label": "井盖上写的什么？",
    "type": "choice",
    "options": [{"key": "power", "label": "电力", "label_en": "Power"}, {"key": "water", "label": "自来水"}],
}

CATEGORIES = [
    {"code": "UM", "name": "城市管理", "name_en": "Urban management", "process": "standard", "public": True},
    {"code": "UM03", "parent": "UM", "name": "路灯照明", "name_en": "Street lighting", "place_required": True},
    {
        "code": "UM0301",
        "parent": "UM03",
        "name": "路灯不亮",
        "name_en": "Street lamp out",
        "description": "单盏或连片不亮",
        "keywords": ["黑灯"],
        "process": "fast",
        "questions": [LAMPS, POLE],
    },
    {"code": "UM0303", "parent": "UM03", "name": "增设路灯", "default_kind": "suggestion", "public": False},
    {"code": "UM05", "parent": "UM", "name": "市政设施"},
    {"code": "UM0501", "parent": "UM05", "name": "井盖缺失", "default_level": "elevated", "questions": [COVER]},
    {"code": "DP", "name": "矛盾纠纷", "process": "standard", "default_kind": "dispute", "sensitive": True},
]

TARGETS = [
    *({"step": step, "target": "2wd"} for step in every_step()),
    {"level": "urgent", "step": "handle", "target": "24h"},
    {"category": "UM", "level": "general", "step": "handle", "target": "5wd"},
    {"category": "UM03", "step": "handle", "target": "3wd"},
    {"category": "UM0301", "level": "urgent", "step": "handle", "target": "4h"},
]

RULES = [
    {
        "id": "cover_power",
        "category": "UM0501",
        "answers": [{"question": "owner", "operator": "is", "values": ["power"]}],
        "unit_role": "power_supply",
        "area_level": "county",
    },
    {"id": "lamps_town", "category": "UM03", "area": "QH01", "unit_role": "street_lighting", "area_level": "county"},
    {"id": "lamps", "category": "UM03", "unit_role": "urban_management", "area_level": "township", "note": "乡镇"},
    {
        "id": "hard",
        "category": "DP",
        "kinds": ["dispute"],
        "levels": ["urgent", "critical"],
        "unit_role": "mediation_centre",
    },
]


def document(**sheets: Any) -> dict[str, Any]:
    return {"categories": CATEGORIES, "targets": TARGETS, "rules": RULES} | sheets


def content(**sheets: Any) -> CatalogueContent:
    return read(document(**sheets))


def changed(entries: list[dict[str, Any]], key: str, **values: Any) -> list[dict[str, Any]]:
    """The entries with the one named `key` altered."""
    return [entry | values if key in (entry.get("code"), entry.get("id")) else entry for entry in entries]
