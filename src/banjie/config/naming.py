"""What this installation calls itself on its pages, in its letters and on what it prints."""

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext


def named(chinese: str, english: str) -> str:
    """The name in the reader's language, as a lazy string; with one given, that one; without any, the product's."""
    return lazy(_named, str)(chinese, english)


def _named(chinese: str, english: str) -> str:
    reads_chinese = (get_language() or "").startswith("zh")
    first, second = (chinese, english) if reads_chinese else (english, chinese)
    return first or second or gettext("Banjie")
