"""Texts that a round keeps: cleaned, and refused where they are about a private person."""

from banjie.mediation.errors import BadEntry
from banjie.mediation.rounds.private_persons import Mark, marks
from banjie.platform.tables.text import clean_text


class AboutAPerson(BadEntry):
    """The text is about a private person, which a round is not; `found` says what was read so."""

    def __init__(self, field: str, found: tuple[Mark, ...]) -> None:
        super().__init__("about_a_person", field)
        self.found = found


def checked(text: str, field: str, *, limit: int) -> str:
    """The text as it is kept. Raises AboutAPerson; BadEntry for an empty one."""
    kept = clean_text(text, limit=limit).text.strip()
    if not kept:
        raise BadEntry("text_missing", field)
    # The whole text is looked at, not only what would be kept of it.
    if found := marks(text):
        raise AboutAPerson(field, found)
    return kept
