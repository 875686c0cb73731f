"""What each command does, one pure function a command. Clocks are not here: they follow from the states."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from banjie.cases.commands.change import Change, Context
from banjie.cases.commands.changes import handling, holding_to, sending, taking_in

CHANGES: Mapping[str, Callable[[Context, Any], Change]] = MappingProxyType(
    {**taking_in.CHANGES, **sending.CHANGES, **handling.CHANGES, **holding_to.CHANGES}
)
