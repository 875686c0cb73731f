"""What an example is. The lists of them are data, in the modules beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Example:
    """One state of a component: the template source a page would write, and what it is given."""

    component: str
    title: str
    source: str
    context: Mapping[str, Any] = field(default_factory=dict)
