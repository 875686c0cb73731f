"""The one text of an agreement that is signed, and its digest. Pure.

Not the words of a page, which change with a translation or a template, but the values behind them: whatever a party
could read differently is in it, and two agreements with the same values have the same text.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import orjson

from .model import Draft, Person, Term

_VERSION: Final = "banjie agreement 1"


def canonical(draft: Draft, people: Sequence[Person]) -> str:
    """JSON with sorted keys. Parties stand in it by their number, with name and side, as they are at this moment."""
    numbers = {person.id: person.number for person in people}
    return orjson.dumps(
        {
            "version": _VERSION,
            "form": draft.form,
            "language": draft.language,
            "parties": [_person(each) for each in sorted(people, key=lambda each: each.number)],
            "facts": _plain(draft.text.facts),
            "performance": _plain(draft.text.performance),
            "others": _plain(draft.text.others),
            "translations": {tag: _plain(text) for tag, text in draft.text.translations.items() if text.strip()},
            "total": None if draft.total is None else f"{draft.total:.2f} {draft.currency}",
            "terms": [_term(each, numbers) for each in draft.terms],
        },
        option=orjson.OPT_SORT_KEYS,
    ).decode()


def digest_of(text: str) -> str:
    """SHA-256 of a canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _person(person: Person) -> dict[str, Any]:
    return {"number": person.number, "side": person.side, "name": _plain(person.name), "kind": person.kind}


def _term(term: Term, numbers: dict[int, int]) -> dict[str, Any]:
    return {
        "kind": term.kind,
        "owed_by": _number(term.owed_by, numbers),
        "owed_to": _number(term.owed_to, numbers),
        "what": _plain(term.what),
        "money": None if term.amount is None else f"{term.amount:.2f} {term.currency}",
        "due": term.due,
        "due_on": term.due_on.isoformat() if term.due == "on_date" and term.due_on else None,
        "condition": _plain(term.condition),
        "how": _plain(term.how),
        "instalment": None if term.group is None else [term.group, term.instalment],
    }


def _number(party_id: int | None, numbers: dict[int, int]) -> int | str | None:
    return None if party_id is None else numbers.get(party_id, f"?{party_id}")


def _plain(text: str) -> str:
    """As one would read it: composed signs, one kind of line end, no space where a line ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
