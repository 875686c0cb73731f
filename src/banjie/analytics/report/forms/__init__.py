"""The forms of a report beside its page: .docx and PDF, from the same words."""

from collections.abc import Callable

from banjie.analytics.report.blocks import Link
from banjie.analytics.report.forms.document import docx
from banjie.analytics.report.forms.printed import pdf

__all__ = ["Address", "docx", "pdf"]

# Where a figure can be looked into, as an address of this installation; "" for places within the report.
type Address = Callable[[Link], str]
