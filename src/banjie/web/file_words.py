"""Why a file was not taken, in words that say what to do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.platform.files import FileProblem, FileRefused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_WHY: Mapping[FileProblem, "StrOrPromise"] = MappingProxyType(
    {
        FileProblem.EMPTY: _("The file is empty."),
        FileProblem.TOO_LARGE: _("The file is too large. Send it in parts, or as a smaller picture."),
        FileProblem.KIND_NOT_ACCEPTED: _("This kind of file is not accepted. Send a picture, PDF or office document."),
        FileProblem.HEIC: _("Pictures in HEIC form cannot be read here. Send them as JPEG."),
        FileProblem.OLD_OFFICE: _("Old office files can hide programs. Save it as docx or xlsx."),
        FileProblem.ARCHIVE: _("Packed files are not accepted. Send what is inside."),
        FileProblem.PROGRAM: _("Programs are not accepted."),
        FileProblem.MARKUP: _("Web pages and drawings that can run scripts are not accepted. Send a picture of it."),
        FileProblem.MACROS: _("The document contains macros. Save it without them."),
        FileProblem.EMBEDDED_PROGRAM: _("The document contains a program. Save it without."),
        FileProblem.REMOTE_PARTS: _("The document loads parts from elsewhere. Save it with everything inside."),
        FileProblem.ACTIVE_PDF: _("The PDF contains scripts or actions. Print it to a new PDF."),
        FileProblem.PDF_WITH_FILES: _("The PDF contains other files. Send them one by one."),
        FileProblem.PROTECTED: _("The file is protected by a password. Send it without."),
        FileProblem.HIDDEN_CONTENT: _("Something is hidden behind the content of this file. Save it anew."),
        FileProblem.DECOMPRESSION_BOMB: _("The file unpacks to an unreasonable size."),
        FileProblem.TOO_MANY_PIXELS: _("The picture is too large. Send it with fewer pixels."),
        FileProblem.TRUNCATED: _("The file has arrived incomplete. Send it again."),
        FileProblem.DAMAGED: _("The file is damaged and cannot be read."),
    }
)


def why(error: FileRefused) -> "StrOrPromise":
    return _WHY[error.code]
