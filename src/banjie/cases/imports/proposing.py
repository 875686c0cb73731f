"""A first mapping for a file: the one remembered for such columns, or a guess by their names and contents. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Final
from zoneinfo import ZoneInfo

from banjie.cases.imports.fields import Field, Shape, shape_of
from banjie.cases.imports.mapping import MappingContent, Source, problems_of
from banjie.cases.imports.naming import slug
from banjie.cases.imports.synonyms import HEADERS
from banjie.platform.tables import Cell, Row, cell_text, columns_by_key, fingerprint, header_key, infer_date_format

_PHONE: Final = re.compile(r"\+?[\d()\s-]{7,20}")
_SURE, _LIKELY, _LEAST = 100, 60, 40
_LONG_TEXT: Final = 15
_SOURCE_LENGTH: Final = 40


class Basis(StrEnum):
    """Where a proposal comes from."""

    REMEMBERED = "remembered"
    SIMILAR = "similar"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Proposal:
    content: MappingContent
    basis: Basis


def propose(
    headers: Sequence[str],
    sample: Sequence[Row],
    *,
    file_name: str,
    time_zone: str,
    remembered: Iterable[MappingContent] = (),
    knows: Callable[[Field, str], bool] = lambda field, word: True,
) -> Proposal:
    """The mapping to show first. What is remembered goes before what is guessed, the latest first.

    `knows` says whether a word means one of our areas: a column of which none does is not proposed as such.
    """
    known = list(remembered)
    mark = fingerprint(headers)
    for content in known:
        if content.fingerprint == mark:
            return Proposal(content, Basis.REMEMBERED)
    fitting = [content for content in known if not problems_of(content, headers) and len(content.columns_used) > 2]
    if fitting:
        closest = max(fitting, key=lambda content: _shared(content, headers))
        if 2 * _shared(closest, headers) > len(headers):
            return Proposal(closest, Basis.SIMILAR)
    found = guess_columns(headers, sample, time_zone)
    area = found.get(Field.AREA)
    if area is not None and not any(knows(Field.AREA, cell_text(row.cells[area])) for row in sample):
        del found[Field.AREA]
    return Proposal(_guess(headers, found, file_name, time_zone), Basis.GUESSED)


def _shared(content: MappingContent, headers: Sequence[str]) -> int:
    return len(columns_by_key(headers).keys() & columns_by_key(content.headers).keys())


def _guess(headers: Sequence[str], found: Mapping[Field, int], file_name: str, time_zone: str) -> MappingContent:
    stem = PurePath(file_name).stem.strip() or "import"
    values: dict[Field, dict[str, str]] = {}
    if Field.IDENTITY in found and _asks_secrecy(headers[found[Field.IDENTITY]]):
        values[Field.IDENTITY] = {"是": "confidential", "否": "open", "yes": "confidential", "no": "open"}
    return MappingContent(
        name=stem[:80],
        source=source_of(stem),
        headers=tuple(headers),
        fields={field: Source(columns=(headers[column],)) for field, column in sorted(found.items())},
        values=values,
        time_zone=time_zone,
    )


def source_of(name: str) -> str:
    """A name for whose records these are, that can stand in a key: "留言 2024-03.xlsx" is "ly"."""
    letters = re.sub(r"\d{2,}", " ", name)
    made = slug(letters).replace("_", "-")[:_SOURCE_LENGTH].strip("-")
    return made or "import"


def guess_columns(headers: Sequence[str], sample: Sequence[Row], time_zone: str) -> dict[Field, int]:
    """For each field the column that most likely holds it; each column for one field."""
    columns = [_Column(header, [row.cells[at] for row in sample], time_zone) for at, header in enumerate(headers)]
    scores = [
        (score, -order, -at, field)
        for order, field in enumerate(Field)
        for at, column in enumerate(columns)
        if (score := column.score(field)) >= _LEAST
    ]
    found: dict[Field, int] = {}
    for _score, _order, at, field in sorted(scores, reverse=True):
        if field not in found and -at not in found.values():
            found[field] = -at
    if not found.keys() & {Field.TITLE, Field.BODY}:
        _longest_text(columns, found)
    return _without_half_points(found)


def _longest_text(columns: Sequence["_Column"], found: dict[Field, int]) -> None:
    free = [
        at
        for at, column in enumerate(columns)
        if at not in found.values() and column.length >= _LONG_TEXT and column.holds_words()
    ]
    if free:
        found[Field.BODY] = max(free, key=lambda at: columns[at].length)


def _without_half_points(found: Mapping[Field, int]) -> dict[Field, int]:
    pair = {Field.LONGITUDE, Field.LATITUDE}
    if len(pair & found.keys()) == 1:
        return {field: at for field, at in found.items() if field not in pair}
    return dict(found)


class _Column:
    """One column as far as its name and its first cells tell."""

    def __init__(self, header: str, cells: Sequence[Cell], time_zone: str) -> None:
        self.key = header_key(header)
        texts = [text for cell in cells if (text := cell_text(cell).strip())]
        self.texts = texts
        self.length = sum(map(len, texts)) / len(texts) if texts else 0.0
        found = infer_date_format(cells, default_tz=ZoneInfo(time_zone))
        # Half of the cells are enough: those that are none are told row by row, instead of the whole column.
        self.is_date = found.read + found.ambiguous >= max(found.unreadable, 1)
        self.is_number = bool(texts) and all(_number(text) for text in texts)
        self.is_unique = len(set(texts)) == len(texts)

    def score(self, field: Field) -> int:
        """How likely the column holds the field: by its name, unless its contents rule it out."""
        by_name = self._by_name(HEADERS[field])
        return by_name if by_name and self._can_hold(field) else 0

    def holds_words(self) -> bool:
        return not self.is_date and not self.is_number

    def _by_name(self, names: Sequence[str]) -> int:
        for rank, name in enumerate(names):
            if self.key == name:
                return _SURE - rank
        within = [rank for rank, name in enumerate(names) if len(name) > 1 and name in self.key]
        # Among names that are part of this one, the sure ones tell more.
        return max(_LIKELY - min(within), _LEAST) if within and not self.key.isascii() else 0

    def _can_hold(self, field: Field) -> bool:
        if not self.texts:
            return True
        match shape_of(field):
            case Shape.MOMENT:
                return self.is_date
            case Shape.NUMBER:
                return self.is_number
            case Shape.POINT:
                return not self.is_number
        if field is Field.KEY:
            return self.is_unique
        if field is Field.CONTACT_PHONE:
            return sum(bool(_PHONE.fullmatch(text)) for text in self.texts) >= 0.5 * len(self.texts)
        if field in {Field.TITLE, Field.BODY, Field.REPLY}:
            return self.holds_words()
        return not self.is_date


def _asks_secrecy(header: str) -> bool:
    key = header_key(header)
    return "保密" in key or "confidential" in key


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
