"""The Jinja that fills templates: sandboxed, nothing undefined, and with no more than a form needs."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from jinja2 import StrictUndefined
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment

_FILTERS: Final = ("default", "first", "join", "last", "length", "lower", "trim", "upper")
_TESTS: Final = ("defined", "none")


def made_environment(
    filters: Mapping[str, Callable[..., Any]], *, shown: Callable[[Any], Any] | None = None
) -> ImmutableSandboxedEnvironment:
    """`shown` turns a value into what is printed for it."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=shown)
    environment.globals.clear()
    environment.filters = {**{name: FILTERS[name] for name in _FILTERS}, **filters}
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    return environment
