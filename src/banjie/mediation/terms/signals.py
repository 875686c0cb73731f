"""Words in an agreement after which a mediator looks again. Pure; nothing here refuses anything."""

from collections.abc import Iterator

from .findings import Finding, warning
from .limits import folded, signals
from .model import Draft, Setting

_PASSAGES = ("what", "condition", "how")


def about_words(draft: Draft, setting: Setting) -> Iterator[Finding]:
    """The facts are told, not agreed: what stands there is left alone."""
    for row, term in enumerate(draft.terms):
        for field in _PASSAGES:
            yield from _in(getattr(term, field), row, field, setting.kind)
    for field in ("performance", "others"):
        yield from _in(getattr(draft.text, field), None, field, setting.kind)


def _in(text: str, row: int | None, field: str, kind: str) -> Iterator[Finding]:
    if not text.strip():
        return
    plain = folded(text)
    for signal in signals():
        if signal.kinds and kind not in signal.kinds:
            continue
        code = "vague" if signal.vague else "cannot_be_agreed"
        for word in dict.fromkeys(signal.found_in(plain)):
            yield warning(code, plain, row, field, limit=signal.code, word=word)
