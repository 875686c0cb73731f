"""What can be set of an endpoint, declared by each channel: the form, its check and the page are made of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type SettingKind = Literal["text", "long", "number", "flag", "choice", "secret", "json"]
type Faults = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """One field. A "secret" is sealed, never shown again, and kept where it is left empty.

    `example` stands in an empty form, to be changed; `default` is what holds where nothing is said.
    `may_hold_secrets`: people put a key into it, so its values stand on no record.
    """

    name: str
    label: "StrOrPromise"
    kind: SettingKind = "text"
    hint: "StrOrPromise" = ""
    required: bool = False
    default: Any = ""
    choices: Sequence[tuple[str, "StrOrPromise"]] = ()
    most: int = 500
    example: Any = None
    may_hold_secrets: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """A kind of endpoint: what is set, whether other systems call an address of it, whether a client stands behind it.

    `check` is given all values and returns a code by field for what does not hold (worded in `wording`).
    """

    settings: Sequence[Setting]
    check: Callable[[Mapping[str, Any]], Faults] = lambda _values: {}
    has_address: bool = False
    has_client: bool = False
    makes: str = ""

    @property
    def withheld(self) -> frozenset[str]:
        """Of what the record tells only that it changed: secrets, what may hold some, and whole documents."""
        kept_out = {"secret", "json"}
        named = (each.name for each in self.settings if each.kind in kept_out or each.may_hold_secrets)
        return frozenset(named) | ({self.makes} if self.makes else frozenset()) | {"secret_address"}

    @property
    def secret_names(self) -> frozenset[str]:
        return frozenset(each.name for each in self.settings if each.kind == "secret")
