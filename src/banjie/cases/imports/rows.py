"""A row of a file to a draft of a case, by a mapping. Pure, and made for millions of rows.

Everything that a mapping says is worked out once, in `RowReader`; what is left for a row is a few look-ups.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Final

from banjie.cases.imports.cells import Cells, TextOf, text_of
from banjie.cases.imports.choices import Choices
from banjie.cases.imports.choosing import Chooser
from banjie.cases.imports.faults import Caution, FaultCode, RefusedRow, RowFault
from banjie.cases.imports.fields import CONTACT, LONGEST, Field
from banjie.cases.imports.mapping import LEAVE_OUT, MappingContent
from banjie.cases.imports.moments import Moments, PastReader
from banjie.cases.imports.positions import PositionReader
from banjie.cases.intake.draft import Draft, Through
from banjie.platform.tables import Row, clean_text, columns_by_key, header_key

_TITLE: Final = 200
_KEY: Final = 70
_CONTACT_KEYS: Final = {
    Field.CONTACT_NAME: "name",
    Field.CONTACT_PHONE: "phone",
    Field.CONTACT_EMAIL: "email",
    Field.CONTACT_ADDRESS: "address",
}


class Skipped(Enum):
    """Why a row gives neither draft nor fault."""

    LEFT_OUT = "left_out"


class RowReader:
    """Reads the rows of one table by one mapping. `cautions` counts what was changed on the way."""

    def __init__(
        self,
        content: MappingContent,
        headers: Sequence[str],
        choices: Choices,
        *,
        at: datetime,
        day_first: Mapping[Field, bool | None] | None = None,
    ) -> None:
        places = columns_by_key(headers)
        self.cautions: Counter[tuple[str, str]] = Counter()
        self.content = content
        self._at = at
        self._faults: list[RowFault] = []
        self._texts = {field: text_of(source, places) for field, source in content.fields.items()}
        self._chooser = Chooser(content, choices, self._texts, self._faults)
        moments = Moments(content, places, day_first or {}, self._faults, self.cautions)
        self._moments = moments
        self._past = PastReader(moments, self._chooser, self._text, self._faults, tells=content.tells_history)
        self._position = PositionReader(content, self._texts, self._faults)
        self._extras = [(header, places[header_key(header) or header]) for header in content.extras]
        self._key_columns = [place for _, place in sorted(places.items())]
        self._contact = [(_CONTACT_KEYS[field], field) for field in CONTACT if field in self._texts]
        self._through = Through(content.through)

    def read(self, row: Row) -> Draft | RefusedRow | Skipped:
        """The draft of a row; or everything that is wrong with it; or that the mapping leaves it out."""
        cells = row.cells
        faults = self._faults
        faults.clear()
        if row.problem is not None:
            return RefusedRow(row.number, (RowFault("", str(row.problem)),))
        status = self._chooser.of(Field.STATUS, cells)
        if status == LEAVE_OUT or (self._chooser.may_leave_out and self._chooser.leaves_out(cells)):
            return Skipped.LEFT_OUT
        draft = self._draft(cells, status)
        return RefusedRow(row.number, tuple(faults), draft) if faults else draft

    def _draft(self, cells: Cells, status: str | None) -> Draft:
        of = self._chooser.of
        title, body = self._words(cells)
        received_at = self._moments.received(cells) or self._at
        longitude, latitude = self._position.of(cells)
        identity = of(Field.IDENTITY, cells) or "open"
        draft = Draft(
            title,
            body,
            of(Field.CHANNEL, cells) or "spreadsheet",
            received_at,
            of(Field.KIND, cells),
            of(Field.CATEGORY, cells),
            of(Field.LEVEL, cells),
        )
        draft.place_text = self._text(Field.PLACE_TEXT, cells)
        draft.longitude, draft.latitude = longitude, latitude
        draft.area = of(Field.AREA, cells)
        draft.identity = identity
        draft.submission_key, draft.imported = self._origin(cells)
        draft.past = self._past.of(cells, received_at, status)
        draft.note = "" if draft.past is not None else self._text(Field.NOTE, cells)
        if draft.past is None and draft.category is not None:
            draft.through = self._through
        if self._contact:
            draft.contact = self._contact_of(cells, identity)
        return draft

    def _words(self, cells: Cells) -> tuple[str, str]:
        """Title and body; a row with only one of them has it as its body. Nothing is cut."""
        title, body = self._raw(Field.TITLE, cells), self._raw(Field.BODY, cells)
        limit = LONGEST[Field.BODY]
        if len(title) + len(body) > limit:
            self._faults.append(RowFault(Field.BODY, FaultCode.TEXT_TOO_LONG, str(limit)))
            return "", ""
        title, body = self._clean(Field.TITLE, title), self._clean(Field.BODY, body)
        if len(title) > _TITLE or "\n" in title:
            title, body = "", f"{title}\n{body}" if body else title
        if not body:
            if not title:
                self._faults.append(RowFault(Field.BODY, FaultCode.TEXT_MISSING))
            body = title
        return title, body

    def _raw(self, field: Field, cells: Cells) -> str:
        taken: TextOf | None = self._texts.get(field)
        return taken(cells) if taken is not None else ""

    def _text(self, field: Field, cells: Cells) -> str:
        """The clean text of a field that has a limit; a longer one is a fault, never cut."""
        taken = self._texts.get(field)
        if taken is None:
            return ""
        text = taken(cells)
        limit = LONGEST[field]
        if len(text) > limit:
            self._faults.append(RowFault(field, FaultCode.TEXT_TOO_LONG, str(limit)))
            return ""
        return self._clean(field, text)

    def _clean(self, field: Field, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        cleaned = clean_text(text)
        if cleaned.problems:
            self.cautions[field, Caution.CHARACTERS_REMOVED] += 1
        return cleaned.text.strip()

    def _contact_of(self, cells: Cells, identity: str) -> dict[str, str] | None:
        contact = {key: text for key, field in self._contact if (text := self._text(field, cells))}
        if contact and identity == "anonymous":
            # Who asks not to be known is not kept, even where the office that sends the file did.
            self.cautions[Field.IDENTITY, Caution.CONTACT_LEFT_OUT] += 1
            return None
        return contact or None

    def _origin(self, cells: Cells) -> tuple[str, dict[str, object]]:
        """The key that makes a row safe to bring in twice, and what is kept of where it comes from."""
        source = self.content.source
        imported: dict[str, object] = {"source": source}
        if Field.KEY in self._texts:
            key = self._clean(Field.KEY, self._raw(Field.KEY, cells))
            if not key:
                self._faults.append(RowFault(Field.KEY, FaultCode.KEY_MISSING))
            imported["key"] = key[:_KEY]
            mark = key if len(key) <= _KEY and not key.startswith("#") else _digest(key)
        else:
            mark = _digest("\x1f".join(str(cells[column]) for column in self._key_columns))
        if self._extras:
            kept = {header: text for header, at in self._extras if (text := _kept(cells[at]))}
            if kept:
                imported["columns"] = kept
        return f"import:{source}:{mark}", imported


def _digest(text: str) -> str:
    return "#" + hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def _kept(cell: object) -> str:
    text = str(cell).strip() if cell is not None else ""
    return text if text.isascii() and text.isprintable() else clean_text(text, limit=500).text
