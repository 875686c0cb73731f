"""The forms of a report beside its page: .docx and PDF, from the same words."""

from collections.abc import Callable

from banjie.analytics.report.blocks import Link
from banjie.analytics.report.forms.printed import pdf
from banjie.analytics.report.worded import Worded

__all__ = ["Address", "docx", "pdf"]

# Where a figure can be looked into, as an address of this installation; "" for places within the report.
type Address = Callable[[Link], str]


def docx(worded: Worded, *, address: Address) -> bytes:
    """The same words give the same bytes."""
    # What writes Word files weighs 4 MB in every process, and most never write one.
    from banjie.analytics.report.forms.document import written

    return written(worded, address=address)
