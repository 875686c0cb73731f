"""Which addresses may be called from here. Pure.

A subscriber names an address, and we call it from inside: it must not lead to what only we can reach. The judgement
is on the number that is connected to, never on the name: a name may be given another number between two looks.
"""

import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

_LONGEST: Final = 500
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAT64: Final = ipaddress.ip_network("64:ff9b:1::/48")
_PORTS: Final = {"https": 443, "http": 80}


class Fault(StrEnum):
    MALFORMED = "malformed"
    NOT_HTTPS = "not_https"
    HAS_CREDENTIALS = "has_credentials"
    PRIVATE = "private"


class BadAddress(ValueError):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart; `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str, *, private_allowed: bool) -> Target:
    """Raises BadAddress. Plain http only where private networks are allowed, as on one's own premises."""
    if len(url) > _LONGEST or any(ord(sign) <= 32 or ord(sign) > 126 for sign in url) or "\\" in url:
        raise BadAddress(Fault.MALFORMED)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadAddress(Fault.MALFORMED) from None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _PORTS or not host or parts.fragment or port == 0:
        raise BadAddress(Fault.MALFORMED)
    if parts.username is not None or parts.password is not None:
        raise BadAddress(Fault.HAS_CREDENTIALS)
    if parts.scheme != "https" and not private_allowed:
        raise BadAddress(Fault.NOT_HTTPS)
    if not private_allowed and _names_inside(host):
        raise BadAddress(Fault.PRIVATE)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], path)


def server_in(url: str) -> str:
    """The part of an address that names the server, as https://hooks.example.cn; the rest may be somebody's secret."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def may_connect(number: str, *, private_allowed: bool) -> bool:
    """Whether an IP address may be connected to.

    Never the machine's own link (169.254 and fe80 are where clouds keep their secrets), multicast or the unspecified.
    """
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    address = _within(address)
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    return private_allowed or address.is_global


def _within(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address that an IPv6 one stands for, where it does (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64 or address in _LOCAL_NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour or address


def _names_inside(host: str) -> bool:
    """What says by its very name that it lies inside, or is a number that does."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return not may_connect(host, private_allowed=False)
