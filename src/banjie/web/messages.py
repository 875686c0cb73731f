"""What a page tells after an action: short, with a tone, shown as a toast."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest

from banjie.platform.files import FileRefused
from banjie.web import file_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def done(request: HttpRequest, text: "StrOrPromise") -> None:
    messages.success(request, str(text))


def problem(request: HttpRequest, text: "StrOrPromise", error: FileRefused | None = None) -> None:
    why = f" {file_words.why(error)}" if error is not None else ""
    messages.error(request, f"{text}{why}")
