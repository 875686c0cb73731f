"""The page that stands in a bundle for what is no page: what it is, by what it is known again, where it is kept.

In the language that is active: a file of the dispute is in Chinese, a bundle in the language of who takes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from banjie.mediation.models import EvidenceForm
from banjie.platform import files
from banjie.platform.documents import DocumentFault, pdf
from banjie.platform.documents.assembling import LeafFault
from banjie.platform.documents.filling import TemplateBroken
from banjie.platform.documents.printing import print_docx
from banjie.platform.files import FileGroup, FileKind, FileMissing, FileRefused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_TEMPLATE: Final = "mediation/documents/stand_in.typ"
_KB: Final = 1024


class Unbound(StrEnum):
    """Why a file is not bound in as it is, beside what is wrong with a PDF or a picture (`LeafFault`)."""

    RECORDING = "recording"
    NO_PAGES = "no_pages"
    MISSING = "missing"
    UNPRINTED = "unprinted"


_WHY: Final[Mapping[str, "StrOrPromise"]] = MappingProxyType(
    {
        Unbound.RECORDING: gettext_lazy("This is a recording. It cannot be printed; this page stands for it."),
        Unbound.NO_PAGES: gettext_lazy("This file has no pages to be printed; this page stands for it."),
        Unbound.MISSING: gettext_lazy("The file is not in the store any more. It must be handed in again."),
        Unbound.UNPRINTED: gettext_lazy("This document could not be set for printing; this page stands for it."),
        LeafFault.PROTECTED: gettext_lazy("The file opens only with a password, so its pages could not be bound in."),
        LeafFault.DAMAGED: gettext_lazy("The file is damaged, so its pages could not be bound in."),
        LeafFault.EMPTY: gettext_lazy("The file has no page."),
        LeafFault.TOO_LONG: gettext_lazy("The file has more pages than can be bound in."),
        LeafFault.KIND: gettext_lazy("The file is neither a PDF nor a picture, so it could not be bound in."),
    }
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the store that goes into a bundle. `kept` says where its original is, as a sentence."""

    title: str
    digest: str
    name: str
    kept: str = ""


def content_of(stored: Stored) -> bytes:
    """The file as a PDF or a picture that can be bound in, or the page that stands for it."""
    try:
        with files.open(stored.digest) as kept:
            content = bytes(kept.read())
    except FileMissing:
        return sheet(stored, Unbound.MISSING)
    kind = _kind(content)
    if kind is FileKind.PDF or (kind is not None and kind.group is FileGroup.IMAGE):
        return content
    if kind is FileKind.DOCX:
        try:
            return print_docx(content).content
        except (DocumentFault, TemplateBroken, ValueError, KeyError):
            return sheet(stored, Unbound.UNPRINTED, content)
    if kind is not None and kind.group in {FileGroup.AUDIO, FileGroup.VIDEO}:
        return sheet(stored, Unbound.RECORDING, content)
    return sheet(stored, LeafFault.DAMAGED if kind is None else Unbound.NO_PAGES, content)


def sheet(stored: Stored, why: str, content: bytes | None = None) -> bytes:
    """One page, as PDF. `content` is read from the store where it is not given and still there."""
    if content is None and why != Unbound.MISSING:
        try:
            with files.open(stored.digest) as kept:
                content = bytes(kept.read())
        except FileMissing:
            content = None
    data = {
        "title": _("In place of a paper"),
        "why": str(_WHY[why]),
        "facts": _facts(stored, content),
        "how": _("Whether a file is the one meant here shows by its SHA-256: the same file always has the same."),
    }
    return pdf(_TEMPLATE, data, language=get_language() or "zh-hans")


def _facts(stored: Stored, content: bytes | None) -> list[tuple[str, str]]:
    kind = _kind(content) if content is not None else None
    facts = [(pgettext("paper", "Name"), stored.title), (_("File name"), stored.name)]
    if kind is not None:
        facts.append((_("Format"), f"{_kind_words(kind)} ({kind.value.upper()})"))
    if content is not None:
        if kind is not None and (lasts := files.seconds(content, kind)) is not None:
            facts.append((pgettext("recording", "Length"), length_words(lasts)))
        facts.append((pgettext("file", "Size"), size_words(len(content))))
    facts += [("SHA-256", _grouped(stored.digest)), (_("Where the original is"), stored.kept)]
    return [(word, value) for word, value in facts if value]


def kept_with_committee() -> str:
    return _("On paper, in the file that the committee keeps.")


def kept_evidence(form: str, returned_on: date | None, number: str) -> str:
    """Where the original of an item of evidence is, and the file itself; `number` is of the case or its file."""
    if returned_on is not None:
        original = _("The original was given back on %(day)s.") % {"day": date_format(returned_on, "DATE_FORMAT")}
    elif form == EvidenceForm.ORIGINAL:
        original = _("The committee keeps the original.")
    else:
        original = _("The original stayed with whoever handed it in.")
    said = _("%(original)s The file itself is in the electronic file %(number)s.")
    return said % {"original": original, "number": number}


def length_words(seconds: int) -> str:
    """Hours, minutes and seconds as a recorder shows them."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}"


def size_words(size: int) -> str:
    """To the byte, since it must be told from another file; in megabytes beside, since people read those."""
    exact = _("%(n)s bytes") % {"n": f"{size:,}"}
    return f"{size / _KB / _KB:.1f} MB ({exact})"


def _kind(content: bytes) -> FileKind | None:
    try:
        return files.sniff(content)
    except FileRefused:
        # A PDF that could no longer be taken in is still to be opened, or named for what is wrong with it.
        return FileKind.PDF if content.startswith(b"%PDF-") else None


def _kind_words(kind: FileKind) -> str:
    match kind.group:
        case FileGroup.AUDIO:
            return _("sound")
        case FileGroup.VIDEO:
            return _("film")
        case FileGroup.IMAGE:
            return _("picture")
        case _:
            return pgettext("file", "document")


def _grouped(digest: str) -> str:
    """In groups of eight, so that two people can compare it."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
