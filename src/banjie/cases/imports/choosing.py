"""Cells to choices, by what the mapping says and what is known. Every distinct word is looked up once."""

from collections.abc import Mapping
from typing import Final

from banjie.cases.imports.cells import Cells, TextOf
from banjie.cases.imports.choices import Choices
from banjie.cases.imports.faults import FaultCode, RowFault
from banjie.cases.imports.fields import CHOICES, Field
from banjie.cases.imports.mapping import EMPTY, LEAVE_OUT, MappingContent, Unknown
from banjie.organisations.tree import UnitRef
from banjie.platform.tables import header_key

# A column with more words than this is no list of choices; they are then looked up each time.
_REMEMBERED: Final = 20_000


class Chooser:
    """Reads the fields that hold one of ours. A word without meaning is a fault, unless the mapping lets it be."""

    def __init__(
        self,
        content: MappingContent,
        choices: Choices,
        texts: Mapping[Field, TextOf],
        faults: list[RowFault],
    ) -> None:
        self._choices = choices
        self._faults = faults
        self._missing = content.missing
        self._texts = {field: texts[field] for field in CHOICES if field in texts}
        self._said = {
            field: {header_key(word): code for word, code in words.items()} for field, words in content.values.items()
        }
        self._lenient = {field for field, what in content.unknown.items() if what is Unknown.LEAVE_EMPTY}
        self._known: dict[Field, dict[str, str | None]] = {field: {} for field in self._texts}
        self._leaving_out = [
            field for field, words in content.values.items() if LEAVE_OUT in words.values() and field in self._texts
        ]

    def of(self, field: Field, cells: Cells) -> str | None:
        """The code that a row has for a field, None for none."""
        text_of = self._texts.get(field)
        if text_of is None:
            return None
        word = text_of(cells)
        if not word:
            return None
        known = self._known[field]
        try:
            code = known[word]
        except KeyError:
            code = self.meaning(field, word)
            if len(known) < _REMEMBERED:
                known[word] = code
        if code is None:
            self._faults.append(RowFault(field, FaultCode.VALUE_UNKNOWN, word[:200]))
        return code or None

    @property
    def may_leave_out(self) -> bool:
        """Whether there is any word for which the mapping leaves rows out."""
        return bool(self._leaving_out)

    def leaves_out(self, cells: Cells) -> bool:
        """Whether the mapping leaves the row out for a word it holds."""
        return any(self.meaning(field, self._texts[field](cells)) == LEAVE_OUT for field in self._leaving_out)

    def meaning(self, field: Field, word: str) -> str | None:
        """The code that a word stands for; EMPTY or LEAVE_OUT where the mapping says so; None if unknown."""
        code = self._said.get(field, {}).get(header_key(word))
        if code is not None and (code in {EMPTY, LEAVE_OUT} or self._choices.has(field, code)):
            return code
        found = self._choices.find(field, word, self._missing)
        if found is None and field in self._lenient:
            return EMPTY
        return found

    def unit(self, cells: Cells) -> UnitRef | None:
        code = self.of(Field.LEAD_UNIT, cells)
        return self._choices.unit(code) if code else None
