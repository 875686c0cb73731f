"""Documents that people print, sign and send: PDF from Typst templates, and pictures of charts.

`pdf` is all that most need; see `templates/office.typ` for what a template may use.
"""

from banjie.platform.documents.rendering import DocumentFault, pdf, picture

__all__ = ["DocumentFault", "pdf", "picture"]
