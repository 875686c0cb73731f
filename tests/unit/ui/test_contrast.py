"""Contrast of every pair of colours the components use, computed from the tokens (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

CSS = Path("src/banjie/ui/static/ui/css")
GROUNDS = ("paper", "surface", "raised", "sunken")
SOFT = ("accent", "good", "warn", "danger")

# What stands on what. 4.5 for words, 3 for shapes and the edges of what is filled in.
WORDS = [
    *((text, ground) for text in ("ink", "ink-2", "ink-3") for ground in GROUNDS),
    *((f"{tone}-text", ground) for tone in SOFT for ground in GROUNDS),
    *((f"{tone}-text", f"{tone}-soft") for tone in SOFT),
    *((text, f"{tone}-soft") for text in ("ink", "ink-2", "ink-3") for tone in SOFT),
    *((f"{tone}-text", "accent-soft") for tone in SOFT),
    ("on-accent", "accent-fill"),
    ("on-accent", "accent-fill-hover"),
    ("on-danger", "danger-fill"),
    ("on-danger", "danger-fill-hover"),
]
SHAPES = [
    *((f"{tone}-fill", ground) for tone in SOFT for ground in ("paper", "surface", "raised", "accent-soft")),
    *(("line", ground) for ground in ("paper", "surface", "raised")),
]


def _blocks() -> list[dict[str, str]]:
    """The declarations of tokens.css: light, dark by the system's wish, dark by the person's."""
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r"\{([^{}]*--paper[^{}]*)\}", text)
    return [dict(re.findall(r"--([\w-]+): ([^;]+);", block)) for block in blocks]


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground_they_stand_on(theme: int) -> None:
    tokens = _blocks()[theme]
    weak = {f"{a} on {b}": _contrast(tokens[a], tokens[b]) for a, b in WORDS}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_shapes_and_edges_of_controls_stand_out(theme: int) -> None:
    tokens = _blocks()[theme]
    weak = {f"{a} on {b}": _contrast(tokens[a], tokens[b]) for a, b in SHAPES}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 3} == {}


def test_the_dark_theme_is_the_same_whoever_asks_for_it() -> None:
    _light, by_system, by_person = _blocks()
    assert by_system == by_person


def test_both_themes_name_the_same_tokens() -> None:
    light, dark, _again = _blocks()
    assert light.keys() == dark.keys()


def test_components_take_every_colour_from_the_tokens() -> None:
    loose = {
        str(sheet.relative_to(CSS)): found
        for folder in ("components", "frames")
        for sheet in sorted((CSS / folder).glob("*.css"))
        if (found := re.findall(r"#[0-9a-f]{3,8}\b|\bhsl\(", sheet.read_text(encoding="utf-8")))
    }
    assert loose == {}


def test_every_token_that_is_used_exists() -> None:
    sheets = "\n".join(sheet.read_text(encoding="utf-8") for sheet in CSS.rglob("*.css"))
    declared = set(re.findall(r"(--[\w-]+):", sheets))
    used = set(re.findall(r"var\((--[\w-]+)\)", sheets))
    assert used - declared == set()


def test_app_css_imports_every_component_once() -> None:
    imported = re.findall(r'@import url\("([^"]+)"\)', (CSS / "app.css").read_text(encoding="utf-8"))
    files = {str(p.relative_to(CSS)) for p in CSS.rglob("*.css")} - {
        "app.css",
        "map.css",
        "map_library.css",
        "components/map.css",
        "components/heat.css",
    }
    assert sorted(imported) == sorted(files)
