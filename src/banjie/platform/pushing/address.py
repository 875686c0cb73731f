"""Where a browser is reached, as it says itself. Pure."""

from dataclasses import dataclass, field
from typing import Any, Final, Self

from cryptography.hazmat.primitives.asymmetric import ec

from banjie.platform.calling.addresses import Target, target_of
from banjie.platform.pushing import encoding
from banjie.platform.pushing.sealing import CURVE

_AUTH_BYTES: Final = 16


class NotAnAddress(ValueError):
    """What was given is no subscription, or leads where we do not call."""


@dataclass(frozen=True, slots=True)
class BrowserAddress:
    """The endpoint at the service of the browser's maker, and what seals a message for this browser."""

    endpoint: str = field(repr=False)
    public: bytes = field(repr=False)
    auth: bytes = field(repr=False)

    @classmethod
    def read(cls, given: Any) -> Self:
        """A PushSubscription as JSON (Push API section 8). What else it tells is not looked at. Raises NotAnAddress."""
        try:
            endpoint, keys = given["endpoint"], given["keys"]
            made = cls(endpoint, encoding.read(keys["p256dh"]), encoding.read(keys["auth"]))
            made.target()
            ec.EllipticCurvePublicKey.from_encoded_point(CURVE, made.public)
        except (KeyError, TypeError, ValueError) as error:
            raise NotAnAddress(type(error).__name__) from None
        # A point may be written shorter, but not here: what is derived is made of it as it stands.
        if len(made.auth) != _AUTH_BYTES or made.public[:1] != b"\x04":
            raise NotAnAddress("keys")
        return made

    @property
    def written(self) -> dict[str, Any]:
        """As `read` reads it again."""
        keys = {"p256dh": encoding.written(self.public), "auth": encoding.written(self.auth)}
        return {"endpoint": self.endpoint, "keys": keys}

    def target(self) -> Target:
        """Always https, never inside: who names it is a stranger. Raises BadAddress."""
        if not isinstance(self.endpoint, str):
            raise TypeError
        return target_of(self.endpoint, private_allowed=False)
