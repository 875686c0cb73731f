"""What became of the disputes in which somebody sat, said only where the numbers can carry it. Pure.

A figure is for its mediator and the head of their committee. There is no list of mediators by figures.
"""

from .figures import Figures, Tally, figures
from .rates import LEAST, interval, like_for_like

__all__ = ["LEAST", "Figures", "Tally", "figures", "interval", "like_for_like"]
