"""Sample words for the gallery, in both languages."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import get_language


def _chosen(english: str, chinese: str) -> str:
    return chinese if (get_language() or "").startswith("zh") else english


both = lazy(_chosen, str)
"""`both("Lamp out", "路灯不亮")`: the words in the language in force when they are shown."""
