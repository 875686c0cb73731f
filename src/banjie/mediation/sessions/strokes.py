"""A signature drawn with a finger or a mouse, as SVG path data: checked strictly, since it is shown again. Pure."""

import re
from typing import Final

# What the page draws on: strokes of `M x y L x y …`, whole numbers, in this box.
WIDTH: Final = 600
HEIGHT: Final = 200
LONGEST: Final = 20_000
# Less than this is a slip of the finger.
_FEWEST_POINTS: Final = 8
_PATH: Final = re.compile(r"(?:M\d{1,4} \d{1,4}(?:L\d{1,4} \d{1,4})*)+")
_POINT: Final = re.compile(r"(\d{1,4}) (\d{1,4})")


def problem(path: str) -> str | None:
    """Why strokes cannot be a signature: a code, or None."""
    if len(path) > LONGEST:
        return "strokes_too_long"
    if not _PATH.fullmatch(path):
        return "strokes_unreadable"
    points = [(int(x), int(y)) for x, y in _POINT.findall(path)]
    if any(x > WIDTH or y > HEIGHT for x, y in points):
        return "strokes_unreadable"
    spread = (
        max(x for x, _ in points) - min(x for x, _ in points) + max(y for _, y in points) - min(y for _, y in points)
    )
    return "strokes_too_few" if len(points) < _FEWEST_POINTS or spread < WIDTH // 20 else None
