"""Many files as one PDF with stamped pages.

sheaf = read([Leaf("agreement", content), …])
sheaf.ranges                                    # on which pages each will stand, before contents are written
sheaf.bind(front=[cover, contents], stamp="第 {page} 页 / 共 {pages} 页")
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from banjie.platform.documents.assembling.leaves import CannotAssemble, Instead, Leaf, LeafFault, PageRange, Progress

if TYPE_CHECKING:
    from banjie.platform.documents.assembling.binding import Sheaf

__all__ = ["CannotAssemble", "Instead", "Leaf", "LeafFault", "PageRange", "Progress", "read"]


def read(leaves: Sequence[Leaf], *, progress: Progress | None = None, instead: Instead | None = None) -> "Sheaf":
    """Opens every leaf and counts its pages. What cannot be bound is bound as `instead` says it; without that, raises
    CannotAssemble, naming the first.
    """
    # What reads PDFs weighs 6 MB in every process, and most never bind anything.
    from banjie.platform.documents.assembling.binding import opened_in_order

    return opened_in_order(leaves, progress=progress, instead=instead)
