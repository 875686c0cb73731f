"""A small mapping, a few things of ours, and rows to read by them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from banjie.cases.imports.choices import Choices
from banjie.cases.imports.faults import RefusedRow
from banjie.cases.imports.fields import Field
from banjie.cases.imports.mapping import MappingContent, Source
from banjie.cases.imports.rows import RowReader
from banjie.cases.intake.draft import Draft
from banjie.catalogue.content import CategoryEntry
from banjie.catalogue.tree import grow
from banjie.organisations.tree import UnitRef
from banjie.places.levels import Level
from banjie.places.refs import AreaRef
from banjie.platform.tables import Cell, Row

AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)

_CATEGORIES = [
    ("public", "", "市政设施", "Public works"),
    ("lamp", "public", "路灯", "Street lamps"),
    ("road", "public", "道路", "Roads"),
    ("noise", "", "噪音", "Noise"),
    ("noise_night", "noise", "夜间施工", "Night work"),
]


def categories() -> Sequence[Any]:
    entries = [
        CategoryEntry(code=code, parent=parent, name=name, name_en=english, process="standard")
        for code, parent, name, english in _CATEGORIES
    ]
    ids = {code: number for number, (code, *_) in enumerate(_CATEGORIES, 1)}
    return list(grow(entries, ids).values())


def unit(unit_id: int, code: str, name: str, *, active: bool = True) -> UnitRef:
    return UnitRef(
        unit_id, code, name, "", "department", "county", code, None, 1, "qh", "青禾县", frozenset(), "", active
    )


def choices() -> Choices:
    units = [unit(7, "cg", "城管局"), unit(8, "zj", "住建局")]
    areas = [
        AreaRef(1, "qh", "青禾县", Level.COUNTY, "qh"),
        AreaRef(2, "liulin", "柳林镇", Level.TOWNSHIP, "qh.liulin"),
    ]
    return Choices(categories(), units, areas)


def mapping(fields: Mapping[Field, str | Source], headers: Sequence[str] = (), **options: Any) -> MappingContent:
    """A mapping with one column a field, or a whole source."""
    sources = {field: Source(columns=(said,)) if isinstance(said, str) else said for field, said in fields.items()}
    named = dict.fromkeys(column for source in sources.values() for column in source.all_columns)
    return MappingContent(
        name="test", source=options.pop("source", "test"), headers=tuple(headers or named), fields=sources, **options
    )


def reader(content: MappingContent, **options: Any) -> RowReader:
    return RowReader(content, content.headers, choices(), at=AT, **options)


def read(content: MappingContent, *cells: Cell, **options: Any) -> Any:
    """What one row becomes."""
    return reader(content, **options).read(Row(2, list(cells)))


def drafted(content: MappingContent, *cells: Cell, **options: Any) -> Draft:
    found = read(content, *cells, **options)
    assert isinstance(found, Draft), found
    return found


def faults(content: MappingContent, *cells: Cell, **options: Any) -> set[tuple[str, str]]:
    """(field, code) of everything wrong with one row."""
    found = read(content, *cells, **options)
    assert isinstance(found, RefusedRow), found
    return {(fault.field, fault.code) for fault in found.faults}
