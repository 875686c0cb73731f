"""Signatures as a hand might draw them on a screen: the same name gives the same strokes. Pure."""

import random

_STROKES = 4


def drawn(name: str) -> str:
    """SVG path data in the box of `mediation.terms.strokes`."""
    rng = random.Random(name)  # noqa: S311 — a drawing
    path = []
    for number in range(_STROKES):
        x, y = 60 + number * 110, rng.randint(50, 150)
        points = [(x, y)]
        for _ in range(6):
            x, y = x + rng.randint(8, 22), min(185, max(15, y + rng.randint(-45, 45)))
            points.append((x, y))
        path.append("M" + "L".join(f"{across} {down}" for across, down in points))
    return "".join(path)
