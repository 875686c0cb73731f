"""Summaries and drafts by a language model, if the jurisdiction runs one: asked for by a person, masked before,
checked and marked after, deciding nothing. Everything else works without it.
"""

from banjie.cases.machine_texts.asking import ANSWERING, Account, TextRefused, ask_for_text
from banjie.cases.machine_texts.endpoint import endpoint
from banjie.cases.machine_texts.forgetting import forget_old
from banjie.cases.machine_texts.marking import drafted_with
from banjie.cases.machine_texts.reading import ShownText, Standing, latest, offered, shown_text
from banjie.cases.machine_texts.rules import MOST_AN_HOUR, Refused
from banjie.intelligence.drafting.prompts import Purpose

__all__ = [
    "ANSWERING",
    "MOST_AN_HOUR",
    "Account",
    "Purpose",
    "Refused",
    "ShownText",
    "Standing",
    "TextRefused",
    "ask_for_text",
    "drafted_with",
    "endpoint",
    "forget_old",
    "latest",
    "offered",
    "shown_text",
]
