"""What is proposed and released: the words for the public, checked at the edge."""

from typing import Annotated, Final

from django.utils.translation import gettext_noop as _
from pydantic import AfterValidator, Field, StringConstraints

from banjie.cases.commands.fields import Payload, Prose, Short
from banjie.cases.publishing.rules import ConcernKind
from banjie.platform.tables.text import clean_text

NOTE: Final = 500
_Long = Annotated[str, AfterValidator(lambda text: clean_text(text).text), StringConstraints(max_length=5_000)]


class PublicWords(Payload):
    """A case as strangers are to read it. `photos` are ids of its attachments, `reply` what is shown of the answer."""

    title: Short = Field(title=_("Title for the public"))
    text: Annotated[_Long, StringConstraints(min_length=1)] = Field(title=_("Text for the public"))
    photos: tuple[Annotated[int, Field(gt=0)], ...] = Field((), title=_("Photos"), max_length=12)
    reply: _Long = Field("", title=_("Reply for the public"))


class Objection(Payload):
    """What a stranger says of a case that is shown. Nothing is kept of who it was."""

    kind: ConcernKind = Field(title=_("What is wrong with it?"))
    note: Annotated[str, AfterValidator(lambda text: clean_text(text).text), StringConstraints(max_length=NOTE)] = (
        Field("", title=_("What exactly?"))
    )


class Why(Payload):
    reason: Prose = Field(title=_("Reason"))
