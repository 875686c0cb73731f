"""The figures of mediation that offices send: counted over a period, reckoned by `rates`, laid out as is customary.

The layout follows what justice bureaus publish month by month (for instance Huangshi, Hubei, August 2016:
http://sfj.huangshi.gov.cn/xxgk_17/gknr/qt/sjfb/2019nyq/202102/t20210204_763413.html): disputes taken in and
settled, how they came (applied for, offered, entrusted), the sum of agreements, by type of dispute. What such forms
also ask of "petitions prevented" is not counted here: to petition is a right.
"""

from .counting import Filters, counted
from .period import Period, period_of
from .rates import Mean, Rate
from .suppression import hidden_cells
from .tallies import Counts, RungCounts, Tally

__all__ = [
    "Counts",
    "Filters",
    "Mean",
    "Period",
    "Rate",
    "RungCounts",
    "Tally",
    "counted",
    "hidden_cells",
    "period_of",
]
