"""The mail server from one address, as other services are given: `smtp://user:password@host:587`."""

from typing import Any
from urllib.parse import unquote, urlsplit

from banjie.config.environment import BadSetting

# Scheme → its usual port, and how the line is secured.
_SCHEMES = {
    "smtp": (587, {"use_tls": True}),
    "smtps": (465, {"use_ssl": True}),
    "smtp+plain": (25, {}),
}
_TIMEOUT_SECONDS = 15


def mailers(address: str) -> dict[str, Any]:
    """Django's MAILERS for a server; for an empty address one that sends nothing, for `console` one that
    writes letters on the server's own terminal. Raises BadSetting."""
    if not address:
        return {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    if address == "console":
        return {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
    parts = urlsplit(address)
    try:
        port, secured = _SCHEMES[parts.scheme]
        given = parts.port
    except (KeyError, ValueError):
        raise BadSetting(
            "BANJIE_MAIL_SERVER must read smtp://user:password@host:port (or smtps, smtp+plain)."
        ) from None
    if not parts.hostname:
        raise BadSetting("BANJIE_MAIL_SERVER names no host.")
    options: dict[str, Any] = {"host": parts.hostname, "port": given or port, "timeout": _TIMEOUT_SECONDS}
    if parts.username:
        options |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options | secured}}
