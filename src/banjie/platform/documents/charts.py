"""Small charts as SVG: lines over time, bars over names. Pure; the same values give the same drawing.

Colours stand as attributes, so that a document prints them; a page may give its own by the classes. Every series has
a word in the legend, and lines differ in their dashes as well as in colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

WIDTH: Final = 640
_FONTS: Final = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, Noto Sans SC, sans-serif"
_INK, _FAINT = "#333333", "#d0d0d0"
_COLOURS: Final = ("#0f6e6e", "#b8741a")
_DASHES: Final = ("", ' stroke-dasharray="6 4"')
_LEFT, _RIGHT, _TOP = 48, 16, 40
_PLOT_HEIGHT: Final = 160
_BAR, _GAP, _NAMES = 9, 10, 150
_LONGEST_NAME: Final = 11
_MOST_LABELS: Final = 10


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart shows: `series` are pairs of a word and one value for each label, none negative."""

    key: str
    title: str
    description: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[int]]]


def lines(drawn: Drawn) -> str:
    """One line a series over evenly spaced labels."""
    top, bottom = _ceiling(drawn), _TOP + _PLOT_HEIGHT
    step = (WIDTH - _LEFT - _RIGHT) / max(len(drawn.labels) - 1, 1)
    parts = [_legend(drawn), *_rules(top, bottom)]
    every = -(-len(drawn.labels) // _MOST_LABELS)
    for place, label in enumerate(drawn.labels):
        if place % every == 0:
            parts.append(_text(_LEFT + place * step, bottom + 18, label, anchor="middle"))
    for number, (_word, values) in enumerate(drawn.series):
        points = [(_LEFT + place * step, bottom - value / top * _PLOT_HEIGHT) for place, value in enumerate(values)]
        parts.append(_line(number, points))
    return _svg(drawn, bottom + 30, parts)


def bars(drawn: Drawn) -> str:
    """A bar a series beside each name, the value at its end; names run from left to right in a column of their own."""
    top = _ceiling(drawn)
    room = WIDTH - _NAMES - _RIGHT - 40
    height = len(drawn.series) * _BAR + _GAP
    parts = [_legend(drawn)]
    for place, label in enumerate(drawn.labels):
        y = _TOP + place * height
        parts.append(_text(_NAMES - 8, y + len(drawn.series) * _BAR / 2 + 4, _short(label), anchor="end"))
        for number, (_word, values) in enumerate(drawn.series):
            parts += _bar(number, y + number * _BAR, values[place], values[place] / top * room)
    return _svg(drawn, _TOP + len(drawn.labels) * height + 8, parts)


def _ceiling(drawn: Drawn) -> int:
    """A round number at or above everything, and above nought."""
    most = max((value for _word, values in drawn.series for value in values), default=0)
    step = 1
    while step * 4 < most:
        step = step * 2 if str(step)[0] in "15" else step // 2 * 5
    return step * 4


def _rules(top: int, bottom: int) -> list[str]:
    parts = []
    for quarter in range(5):
        y = bottom - quarter * _PLOT_HEIGHT / 4
        parts.append(
            f'<line class="chart-rule" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:g}" y2="{y:g}" stroke="{_FAINT}"/>'
        )
        parts.append(_text(_LEFT - 8, y + 4, str(top * quarter // 4), anchor="end"))
    return parts


def _line(number: int, points: Sequence[tuple[float, float]]) -> str:
    colour, look = _COLOURS[number], f"chart-{number + 1}"
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    stroke = f'fill="none" stroke="{colour}" stroke-width="2"{_DASHES[number]}'
    dot = '<circle class="chart-dot {}" cx="{:.1f}" cy="{:.1f}" r="2.5" fill="{}"/>'
    dots = "".join(dot.format(look, x, y, colour) for x, y in points)
    return f'<polyline class="chart-line {look}" points="{path}" {stroke}/>{dots}'


def _bar(number: int, y: float, value: int, length: float) -> list[str]:
    size = f'x="{_NAMES}" y="{y:g}" height="{_BAR - 1}" width="{length:.1f}"'
    shape = f'<rect class="chart-bar chart-{number + 1}" {size} fill="{_COLOURS[number]}"/>'
    return [shape, _text(_NAMES + length + 5, y + _BAR - 1, str(value), size=10)]


def _legend(drawn: Drawn) -> str:
    parts, x = [], float(_LEFT)
    for number, (word, _values) in enumerate(drawn.series):
        look = f'class="chart-line chart-{number + 1}" stroke="{_COLOURS[number]}" stroke-width="3"'
        parts.append(f'<line {look} x1="{x:g}" x2="{x + 22:g}" y1="14" y2="14"{_DASHES[number]}/>')
        parts.append(_text(x + 28, 18, word))
        x += 60 + sum(13 if ord(each) > 0x2E7F else 7 for each in word)
    return "".join(parts)


def _text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 12) -> str:
    return (
        f'<text class="chart-text" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{_INK}">'
        f"{escape(words)}</text>"
    )


def _short(name: str) -> str:
    wide = sum(1 if ord(each) > 0x2E7F else 0.55 for each in name)
    if wide <= _LONGEST_NAME:
        return name
    kept, room = "", _LONGEST_NAME - 1.0
    for each in name:
        room -= 1 if ord(each) > 0x2E7F else 0.55
        if room < 0:
            break
        kept += each
    return f"{kept}…"


def _svg(drawn: Drawn, height: float, parts: Sequence[str]) -> str:
    title, description = f"{drawn.key}-title", f"{drawn.key}-desc"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" '
        f'height="{height:g}" role="img" aria-labelledby="{title} {description}" font-family="{_FONTS}">'
        f'<title id="{title}">{escape(drawn.title)}</title><desc id="{description}">{escape(drawn.description)}</desc>'
        f"{''.join(parts)}</svg>"
    )
