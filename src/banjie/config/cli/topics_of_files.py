"""The topics of a spreadsheet of messages, or of the cases; nothing is written."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.timezone import get_default_timezone

from banjie.cases.imports.fields import Field
from banjie.cases.imports.synonyms import HEADERS
from banjie.cases.topics import searching
from banjie.config.cli.console import fail
from banjie.intelligence.likeness.comparing import Matter
from banjie.intelligence.likeness.grams import Words
from banjie.intelligence.likeness.rarity import counted
from banjie.intelligence.topics.finding import Topic, topics_of
from banjie.platform import clock
from banjie.platform.tables import Cell, TableRefused, cell_text, columns_by_key, parse_datetime, read, rows
from banjie.platform.tables.headers import header_key

_FIELDS = (Field.TITLE, Field.BODY, Field.RECEIVED_AT)


def of_cases(*, days: int) -> Sequence[Topic]:
    found, _ids = searching.among(at=clock.now(), window=timedelta(days=days))
    return found


def of_file(path: Path, *, days: int) -> Sequence[Topic]:
    """The last `days` before the newest message of the file. Ends the command where it is no table of messages."""
    try:
        table = read(path, name=path.name).table
        places = _places(table.headers)
        if Field.BODY not in places or Field.RECEIVED_AT not in places:
            fail("The file needs a column with the text and one with the time.")
        every = [_matter(row.cells, places) for row in rows(path, table)]
    except TableRefused as error:
        fail(f"The file cannot be read: {error}")
    told = [(matter, matter.received_at) for matter in every if matter.received_at is not None]
    if not told:
        return ()
    at, window = max(moment for _matter, moment in told), timedelta(days=days)
    matters = [matter for matter, moment in told if moment >= at - window]
    rarity = counted([each.text for each in every])
    return topics_of(matters, [0] * len(matters), rarity, at=at, window=window)


def _places(headers: Sequence[str]) -> Mapping[Field, int]:
    known = columns_by_key(headers)
    found = {
        field: next((known[key] for word in HEADERS[field] if (key := header_key(word)) in known), None)
        for field in _FIELDS
    }
    return {field: place for field, place in found.items() if place is not None}


def _matter(cells: Sequence[Cell], places: Mapping[Field, int]) -> Matter:
    def said(field: Field) -> Cell:
        place = places.get(field)
        return cells[place] if place is not None and place < len(cells) else None

    moment = parse_datetime(said(Field.RECEIVED_AT), default_tz=get_default_timezone())
    text = Words(cell_text(said(Field.TITLE)).strip(), cell_text(said(Field.BODY)).strip())
    return Matter(text, received_at=moment if isinstance(moment, datetime) else None)
