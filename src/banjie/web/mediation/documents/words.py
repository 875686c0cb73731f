"""Words for what templates, patterns and files may lack."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from banjie.platform.documents.filling import FaultCode, TemplateFault
from banjie.platform.documents.filling.faults import Place

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_FAULTS: Mapping[FaultCode, "StrOrPromise"] = MappingProxyType(
    {
        FaultCode.NOT_A_DOCUMENT: gettext_lazy("This is no Word file (.docx), or it is damaged."),
        FaultCode.TOO_LARGE: gettext_lazy("The file is too long for a form."),
        FaultCode.UNCLOSED_TAG: gettext_lazy("“%(what)s” is opened and not closed in its paragraph."),
        FaultCode.STRAY_END: gettext_lazy("“%(what)s” closes what was not opened in this paragraph."),
        FaultCode.FULL_WIDTH: gettext_lazy("“%(what)s” has full-width braces. Type { } with the input method off."),
        FaultCode.SYNTAX: gettext_lazy("“%(what)s” cannot be understood."),
        FaultCode.UNKNOWN_FIELD: gettext_lazy("The form has no field “%(what)s”."),
        FaultCode.UNKNOWN_FILTER: gettext_lazy("There is no way of writing called “%(what)s”."),
        FaultCode.NOT_ALLOWED: gettext_lazy("“%(what)s” is not allowed in a template."),
        FaultCode.NOT_A_LIST: gettext_lazy("“%(what)s” is no list that could be gone through."),
        FaultCode.NEEDS_A_LOOP: gettext_lazy("“%(what)s” is a list. Go through it line by line."),
        FaultCode.UNCLOSED_BLOCK: gettext_lazy("“%(what)s” is never ended."),
        FaultCode.UNOPENED_BLOCK: gettext_lazy("“%(what)s” ends what was not begun."),
        FaultCode.CROSSES_PARAGRAPHS: gettext_lazy(
            "“%(what)s” must end in its own paragraph. Over several paragraphs write {%%p … %%} in lines of their own."
        ),
        FaultCode.CROSSES_PLACES: gettext_lazy("“%(what)s” begins and ends in different cells or tables."),
        FaultCode.MIXED_TAGS: gettext_lazy("“%(what)s” ends another sort of block than was begun."),
        FaultCode.OUTSIDE_A_TABLE: gettext_lazy("“%(what)s” stands outside of a table."),
        FaultCode.TEXT_BESIDE: gettext_lazy("Beside “%(what)s” stands other text, which would be lost."),
        FaultCode.OUTSIDE_THE_TEXT: gettext_lazy(
            "“%(what)s” stands in a title, a comment or deleted text. Accept all changes and take it out."
        ),
        FaultCode.FIELD_MISSING: gettext_lazy("The form must show the field “%(what)s”, and the template does not."),
        FaultCode.VALUE_MISSING: gettext_lazy("Nothing was given for the field “%(what)s”."),
        FaultCode.CANNOT_FILL: gettext_lazy("It cannot be filled: %(what)s"),
    }
)
_PLACES: Mapping[Place, "StrOrPromise"] = MappingProxyType(
    {
        Place.BODY: gettext_lazy("Paragraph %(number)s"),
        Place.HEADER: gettext_lazy("Header, paragraph %(number)s"),
        Place.FOOTER: gettext_lazy("Footer, paragraph %(number)s"),
        Place.NOTES: gettext_lazy("Footnotes, paragraph %(number)s"),
    }
)
_BINDINGS: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "protected": gettext_lazy("“%(what)s” is protected by a password. Bring it in without."),
        "damaged": gettext_lazy("“%(what)s” is damaged. Bring it in again."),
        "empty": gettext_lazy("“%(what)s” has no pages."),
        "too_long": gettext_lazy("“%(what)s” has too many pages."),
        "kind": gettext_lazy("“%(what)s” is neither a PDF nor a picture."),
        "missing": gettext_lazy("A paper is missing from the store. Tell whoever looks after the system."),
        "template_broken": gettext_lazy("The template of the cover or contents does not hold: %(what)s"),
    }
)
COUNTERS: Mapping[str, "StrOrPromise"] = MappingProxyType(
    {
        "acceptance": gettext_lazy("Register of acceptance"),
        "notice": gettext_lazy("Notices of acceptance"),
        "agreement": gettext_lazy("Agreements"),
        "oral": gettext_lazy("Oral agreements"),
        "failure": gettext_lazy("Notices of failure"),
        "letter": gettext_lazy("Letters"),
        "file": gettext_lazy("Files"),
    }
)


def fault(found: TemplateFault) -> str:
    """What is wrong, and what was probably meant."""
    said = str(_FAULTS[found.code]) % {"what": found.what}
    return said + (_(" Was “%(field)s” meant?") % {"field": found.instead} if found.instead else "")


def place(found: TemplateFault) -> str:
    """Where it is wrong, "" for the file as a whole."""
    return str(_PLACES[found.place]) % {"number": found.paragraph} if found.paragraph else ""


def binding(code: str, about: str) -> str:
    return str(_BINDINGS[code]) % {"what": about}
