"""Short text messages to a telephone. Which service carries them is the installation's choice."""

import sys
from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Texting(Protocol):
    """A service that carries text messages: any class without arguments that can do this."""

    def send(self, *, to: str, text: str) -> None:
        """Hands one message over. Raises OSError where that fails."""


class ConsoleTexting:
    """Writes messages on the server's own terminal, for trying things out: whoever reads there reads the message."""

    def send(self, *, to: str, text: str) -> None:
        sys.stdout.write(f"--- text message to {to}\n{text}\n---\n")
        sys.stdout.flush()


def can_send() -> bool:
    """Whether a service is set up."""
    return bool(settings.BANJIE_TEXTING)


def send(*, to: str, text: str) -> None:
    """Hands one message to the service. Raises OSError where that fails."""
    _service(settings.BANJIE_TEXTING).send(to=to, text=text)


@lru_cache(maxsize=2)
def _service(chosen: str) -> Texting:
    made: Texting = import_string("banjie.platform.texting.ConsoleTexting" if chosen == "console" else chosen)()
    return made
