"""What is known of a party or a companion: sealed in its row, checked at the edge."""

import re
from typing import Annotated, Any, Literal

import orjson
from django.utils.translation import gettext_noop as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from banjie.platform import crypto
from banjie.platform.tables.text import clean_text

_Line = Annotated[str, AfterValidator(lambda text: clean_text(text).text), StringConstraints(max_length=200)]
_LONGEST_NAME = 120
_SPACES = re.compile(r"[\s·•.．]+")


class Details(BaseModel):
    """A person's or an organisation's particulars, as the forms of mediation ask for them."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Annotated[_Line, StringConstraints(min_length=1, max_length=_LONGEST_NAME)] = Field(title=_("Name"))
    paper_kind: Literal["", "identity_card", "passport", "credit_code", "other"] = Field("", title=_("Kind of paper"))
    paper_number: Annotated[_Line, StringConstraints(max_length=40)] = Field("", title=_("Number of the paper"))
    sex: Literal["", "female", "male"] = Field("", title=_("Sex"))
    born: Annotated[_Line, StringConstraints(max_length=20)] = Field("", title=_("Date of birth"))
    people: Annotated[_Line, StringConstraints(max_length=30)] = Field("", title=_("Ethnic group"))
    occupation: _Line = Field("", title=_("Occupation or post"))
    headed_by: Annotated[_Line, StringConstraints(max_length=80)] = Field("", title=_("Head of the organisation"))
    phone: Annotated[_Line, StringConstraints(max_length=40)] = Field("", title=_("Telephone"))
    email: Annotated[_Line, StringConstraints(max_length=120)] = Field("", title=_("E-mail"))
    address: _Line = Field("", title=_("Address"))
    relation: Annotated[_Line, StringConstraints(max_length=80)] = Field("", title=_("Relation to the party"))


def seal(details: Details, *, bound_to: str) -> bytes:
    plain = orjson.dumps(details.model_dump(exclude_defaults=True)).decode()
    return crypto.encrypt(plain, bound_to=bound_to)


def seal_name(name: str, *, bound_to: str) -> bytes:
    """As `seal` does it for somebody of whom nothing but the name is known: in a register there are many. Raises
    ValueError for what is no name.
    """
    plain = clean_text(name.strip()).text
    if not 0 < len(plain) <= _LONGEST_NAME:
        raise ValueError("the name is empty or too long")
    return crypto.encrypt(orjson.dumps({"name": plain}).decode(), bound_to=bound_to)


def opened(sealed: bytes | memoryview | None, *, bound_to: str) -> Details | None:
    """The particulars; None once they have been erased."""
    if sealed is None:
        return None
    content: dict[str, Any] = crypto.decrypt_json(bytes(sealed), bound_to=bound_to)
    return Details.model_validate(content)


def party_binding(party_id: int) -> str:
    return f"dispute-party:{party_id}"


def companion_binding(companion_id: int) -> str:
    return f"dispute-companion:{companion_id}"


def same_person(one: Details, other: Details) -> bool:
    """Whether two entries of one dispute are the same person or organisation, however they are spelled.

    The paper decides where both have one; else the name together with nothing that speaks against it.
    """
    if one.paper_number and other.paper_number:
        return folded(one.paper_number) == folded(other.paper_number)
    if folded(one.name) != folded(other.name):
        return False
    return not (one.phone and other.phone and folded(one.phone) != folded(other.phone))


def folded(text: str) -> str:
    """A name or number without what spelling adds to it: for comparing within one dispute."""
    return _SPACES.sub("", clean_text(text).text).casefold().replace("（", "(").replace("）", ")")
