"""Word files as PDF, without any office program: read by python-docx, set by Typst.

Shown are paragraphs, characters, lists, tables, pictures in the line, headers, footers and page numbers. Whatever else
a file holds is named in what comes back, so that nobody signs a page from which something is missing.
"""

from banjie.platform.documents.printing.printed import Printed, print_docx
from banjie.platform.documents.printing.unshown import Unshown, UnshownKind

__all__ = ["Printed", "Unshown", "UnshownKind", "print_docx"]
