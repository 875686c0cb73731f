"""Many files as one PDF with stamped pages.

sheaf = read([Leaf("agreement", content), …])
sheaf.ranges                                    # on which pages each will stand, before contents are written
sheaf.bind(front=[cover, contents], stamp="第 {page} 页 / 共 {pages} 页")
"""

from banjie.platform.documents.assembling.binding import Sheaf, read
from banjie.platform.documents.assembling.leaves import CannotAssemble, Instead, Leaf, LeafFault, PageRange, Progress

__all__ = ["CannotAssemble", "Instead", "Leaf", "LeafFault", "PageRange", "Progress", "Sheaf", "read"]
