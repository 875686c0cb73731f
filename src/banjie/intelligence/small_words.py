"""English words that say nothing of what a text is about, folded to lower case."""

from typing import Final

_WORDS: Final = """
the a an and or of to in on at is are was were be been it its this that for with as by from not no we our you your i my
they their he she has have had will would can could do does did there here so if but which who what when where why how
please thank thanks dear
"""
ENGLISH: Final = frozenset(_WORDS.split())
