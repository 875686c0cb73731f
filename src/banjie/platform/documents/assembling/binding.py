"""Binds leaves into one PDF whose pages are counted through."""

from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate
from typing import Any, Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from banjie.platform.documents.assembling import pages
from banjie.platform.documents.assembling.leaves import CannotAssemble, Instead, Leaf, LeafFault, PageRange, Progress
from banjie.platform.documents.assembling.opening import opened
from banjie.platform.documents.rendering import pdf_with_files

_STAMPS: Final = "platform/documents/templates/stamps.typ"


class Sheaf:
    """Leaves that have been opened, in their order."""

    def __init__(self, leaves: Sequence[tuple[Leaf, PdfReader]], instead: Instead | None = None) -> None:
        self._leaves, self._instead = tuple(leaves), instead
        ends = list(accumulate(len(reader.pages) for _, reader in leaves))
        self.ranges: tuple[PageRange, ...] = tuple(
            PageRange(leaf.key, end - len(reader.pages) + 1, end)
            for (leaf, reader), end in zip(leaves, ends, strict=True)
        )
        self.pages = ends[-1] if ends else 0

    def bind(
        self,
        *,
        stamp: str,
        front: Sequence[Leaf] = (),
        back: Sequence[Leaf] = (),
        title: str = "",
        progress: Progress | None = None,
    ) -> bytes:
        """One PDF: front, leaves, back. Pages of the leaves are stamped with `stamp`, in which {page} and {pages} are
        figures; what stands before and behind is not counted. Raises CannotAssemble."""
        writer = PdfWriter()
        for leaf in front:
            _plain(writer, leaf)
        stamps = self._stamps(stamp)
        page = 0
        for leaf, reader in self._leaves:
            for place, each in enumerate(reader.pages):
                made = self._page(writer, each, leaf)
                box = stamps[page].mediabox
                pages.stamp(made, _form(writer, stamps[page]), width=float(box.width), height=float(box.height))
                pages.kept(writer, made)
                if place == 0 and leaf.title:
                    writer.add_outline_item(title=leaf.title, page_number=made)
                page += 1
                if progress is not None:
                    progress(page, self.pages)
        for leaf in back:
            _plain(writer, leaf)
        if title:
            writer.add_metadata({"/Title": title})
        made_file = BytesIO()
        writer.write(made_file)
        return made_file.getvalue()

    def _page(self, writer: PdfWriter, page: PageObject, leaf: Leaf) -> PageObject:
        """A page; where only this one of its leaf is broken, what says so in its place, so that the count holds."""
        try:
            return _added(writer, page, leaf)
        except CannotAssemble as error:
            if self._instead is None:
                raise
            says = opened(Leaf(leaf.key, self._instead(leaf, error.code)))
            return _added(writer, says.pages[0], leaf)

    def _stamps(self, words: str) -> list[PageObject]:
        if not self.pages:
            return []
        texts = [words.replace("{page}", str(page)).replace("{pages}", str(self.pages)) for page in self._counted()]
        return list(PdfReader(BytesIO(pdf_with_files(_STAMPS, {"texts": texts}, {}))).pages)

    def _counted(self) -> range:
        return range(1, self.pages + 1)


def opened_in_order(leaves: Sequence[Leaf], *, progress: Progress | None, instead: Instead | None) -> Sheaf:
    made = []
    for number, leaf in enumerate(leaves, 1):
        made.append((leaf, _opened(leaf, instead)))
        if progress is not None:
            progress(number, len(leaves))
    return Sheaf(made, instead)


def _opened(leaf: Leaf, instead: Instead | None) -> PdfReader:
    try:
        return opened(leaf)
    except CannotAssemble as error:
        if instead is None:
            raise
        return opened(Leaf(leaf.key, instead(leaf, error.code), leaf.title))


def _form(writer: PdfWriter, stamp: PageObject) -> Any:
    """The stamp as an object of the file. Its fonts are copied once, however many stamps share them."""
    return writer._add_object(pages.as_form(stamp).clone(writer, force_duplicate=False))


def _plain(writer: PdfWriter, leaf: Leaf) -> None:
    for each in opened(leaf).pages:
        pages.kept(writer, _added(writer, each, leaf))


def _added(writer: PdfWriter, page: PageObject, leaf: Leaf) -> PageObject:
    try:
        return pages.added(writer, page)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CannotAssemble(LeafFault.DAMAGED, leaf.key) from error
