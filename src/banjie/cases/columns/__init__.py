"""All cases as columns of numbers in memory, for counting many at once: the map, its bars of time, its areas.

Lists and pages read rows and never this. What may be seen here is what `cases.visibility` says, over columns;
a test keeps the two equal. Why, and what it costs: docs/adr/0010-cases-as-columns.md.
"""

from banjie.cases.columns.holding import STAMP, columns, warm
from banjie.cases.columns.seeing import seen
from banjie.cases.columns.table import Columns, Flag, Mask

__all__ = ["STAMP", "Columns", "Flag", "Mask", "columns", "seen", "warm"]
