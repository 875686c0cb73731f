"""What a command screen shows of an area: figures as values, and the drawing they stand on."""

from banjie.analytics.screen.content import Content, Course, Day, Part, UnitPart, gathered
from banjie.analytics.screen.drawing import Drawing, Shape, drawing_of
from banjie.analytics.screen.keeping import figures_of, forget

__all__ = [
    "Content",
    "Course",
    "Day",
    "Drawing",
    "Part",
    "Shape",
    "UnitPart",
    "drawing_of",
    "figures_of",
    "forget",
    "gathered",
]
