"""The list of examples. They are files: templates/ui/gallery/examples/<component>.html, in which a line
`--- title` begins each state; below it stands what a page would write, and that is what is rendered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "templates" / "ui" / "gallery" / "examples"
ORDER = (
    *("icon", "button", "badge", "lamp", "relative_time", "deadline"),
    *("table", "pagination", "filter_chips", "search", "empty", "skeleton"),
    *("field", "fieldset", "error_summary", "combobox", "file_picker", "map", "chart"),
    *("dialog", "toasts", "callout", "menu", "disclosure"),
    *("timeline", "timeline_entry", "facts", "fact", "receipt", "tabs", "breadcrumb", "steps"),
)
"""Components as the gallery shows them: what lists, forms, answers and pages are made of."""


class BadExampleFile(ValueError):
    """An example file that does not begin with `--- title`."""


@dataclass(frozen=True, slots=True)
class Example:
    """One state of a component: its name, and the template source a page would write."""

    component: str
    title: str
    source: str


def examples_of(component: str) -> tuple[Example, ...]:
    """The examples in a component's file. Raises FileNotFoundError when there is none."""
    text = (FOLDER / f"{component}.html").read_text(encoding="utf-8")
    before, *parts = re.split(r"^--- (.+)$", text, flags=re.MULTILINE)
    if before.strip() or not parts:
        raise BadExampleFile(component)
    return tuple(
        Example(component, title.strip(), source.strip()) for title, source in zip(parts[::2], parts[1::2], strict=True)
    )
