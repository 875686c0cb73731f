"""Word files as PDF, without any office program: read by python-docx, set by Typst.

Shown are paragraphs, characters, lists, tables, pictures in the line, headers, footers and page numbers. Whatever else
a file holds is named in what comes back, so that nobody signs a page from which something is missing.
"""

from banjie.platform.documents.fonts import Chosen
from banjie.platform.documents.printing.unshown import Printed, Unshown, UnshownKind

__all__ = ["Printed", "Unshown", "UnshownKind", "print_docx"]


def print_docx(content: bytes, *, title: str = "", language: str = "zh", fonts: Chosen | None = None) -> Printed:
    """The file as PDF. The same file and fonts give the same bytes.

    Raises TemplateBroken for what is no .docx, DocumentFault where Typst cannot set it.
    """
    # As in `filling`: most processes never read a Word file.
    from banjie.platform.documents.printing.printed import printed

    return printed(content, title=title, language=language, fonts=fonts)
