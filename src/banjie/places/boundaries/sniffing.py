"""Under which property names a file most likely says what, for a form that asks only to confirm. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from banjie.places.boundaries.options import PropertyNames
from banjie.places.boundaries.reading import decoded

_LOOKED_AT = 200

# In lower case; the first that the file has wins.
_USUAL: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "area_code", "id", "编码", "区域编码", "网格编码", "代码", "bm", "wgbm"),
    "name": ("name", "名称", "区域名称", "网格名称", "mc", "wgmc"),
    "name_en": ("name_en", "name:en", "english", "英文名", "英文名称"),
    "level": ("level", "层级", "级别", "区域级别", "类型", "type", "jb"),
    "parent": ("parent", "parent_code", "上级", "上级编码", "所属编码", "父级编码", "sjbm"),
    "aliases": ("aliases", "alias", "别名", "曾用名"),
}


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`found` are the property names of the file's first features, in their order; `names` the likely ones."""

    found: tuple[str, ...]
    names: PropertyNames


def sniff(content: bytes) -> Sniffed:
    """Never raises for what is in the file; one that cannot be read has no properties."""
    try:
        document = orjson.loads(decoded(content))
    except orjson.JSONDecodeError:
        return Sniffed((), PropertyNames())
    features = document.get("features") if isinstance(document, dict) else None
    found: dict[str, None] = {}
    for feature in features[:_LOOKED_AT] if isinstance(features, list) else []:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            found |= dict.fromkeys(properties)
    lowered = {name.lower(): name for name in reversed(found)}
    likely = {
        meaning: next((lowered[word] for word in usual if word in lowered), "") for meaning, usual in _USUAL.items()
    }
    return Sniffed(tuple(found), PropertyNames(**likely))
