"""Holds a template against the fields of its form and names every fault at once, with the paragraph it stands in."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import nsmap, qn
from jinja2 import Environment
from lxml import etree

from banjie.platform.documents.filling import expressions
from banjie.platform.documents.filling.environment import made_environment
from banjie.platform.documents.filling.expressions import Complaint
from banjie.platform.documents.filling.faults import FaultCode, Place, TemplateBroken, TemplateFault, beginning
from banjie.platform.documents.filling.paragraphs import Found, opened, paragraphs, parts, table_of
from banjie.platform.documents.filling.shapes import Shape

_TAG: Final = re.compile(
    r"\{\{(?P<print>(?:p|tr|tc|r)(?=\s))?(?P<expression>(?:(?!\}\}|\{\{|\{%).)*)\}\}"
    r"|\{%(?P<sort>(?:p|tr|tc|r)(?=\s))?(?P<statement>(?:(?!%\}|\{\{|\{%).)*)%\}"
    r"|\{#(?:(?!#\}).)*#\}"
    r"|(?P<open>\{\{|\{%|\{#)|(?P<close>\}\}|%\}|#\})",
    re.DOTALL,
)
_STATEMENT: Final = re.compile(r"\s*(?P<word>\w+)\b\s*(?P<rest>.*?)\s*", re.DOTALL)
# Word makes these of straight ones while people type.
_QUOTES: Final = str.maketrans("“”‘’", "\"\"''")
_BRACES: Final = re.compile(r"\{\{|\{%|\{#")
# What an input method makes of braces; nothing would be filled in there.
_FULL_WIDTH: Final = re.compile(r"｛\s*[｛{%％]|\{[｛％]")
_MARKED: Final = re.compile(r"\{[{%#｛％]|[}%#]\}|｛\s*[｛{%％]|\{$|^\}")
_NOT_TEXT: Final = etree.XPath(".//@* | .//text()[not(parent::w:t)]", namespaces={"w": nsmap["w"]})
_PROPERTIES: Final = ("author", "comments", "identifier", "language", "subject", "title")


@dataclass(slots=True)
class _Block:
    word: str
    sort: str
    tag: str
    at: Found
    scope: Shape


@dataclass(slots=True)
class _Reading:
    """What is known while reading one part from its beginning to its end."""

    environment: Environment
    scope: Shape
    used: set[str]
    faults: list[TemplateFault] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)

    def fault(self, at: Found, code: FaultCode, what: str, instead: str = "") -> None:
        self.faults.append(TemplateFault(code, what.strip(), at.place, at.number, beginning(at.text), instead))

    def complain(self, at: Found, complaint: Complaint | None) -> None:
        if complaint is not None:
            self.fault(at, complaint.code, complaint.what, complaint.instead)


def faults_of(
    content: bytes, shape: Shape, *, required: Collection[str], filters: Mapping[str, Callable[..., Any]] | None
) -> tuple[TemplateFault, ...]:
    try:
        document = opened(content)
        used: set[str] = set()
        faults = _outside_the_text(document)
        counted: dict[Place, int] = {}
        for place, root in parts(document):
            faults += _part(place, root, shape, made_environment(filters or {}), used, counted)
    except TemplateBroken as broken:
        return broken.faults
    faults += [TemplateFault(FaultCode.FIELD_MISSING, each) for each in sorted(set(required) - used)]
    return tuple(faults)


def _part(
    place: Place, root: Any, shape: Shape, environment: Environment, used: set[str], counted: dict[Place, int]
) -> list[TemplateFault]:
    reading = _Reading(environment, shape, used)
    for found in paragraphs(root, place, after=counted.get(place, 0)):
        counted[place] = found.number
        if _MARKED.search(found.text):
            _paragraph(reading, found)
    for block in reading.blocks:
        reading.fault(block.at, FaultCode.UNCLOSED_BLOCK, block.tag)
    return reading.faults + [TemplateFault(FaultCode.OUTSIDE_THE_TEXT, each, place) for each in _in_attributes(root)]


def _paragraph(reading: _Reading, found: Found) -> None:
    for match in _FULL_WIDTH.finditer(found.text):
        reading.fault(found, FaultCode.FULL_WIDTH, found.text[match.start() : match.start() + 20])
    depth = len(reading.blocks)
    for match in _TAG.finditer(found.text):
        if match["open"]:
            # Word's own paragraph ends it, whatever follows.
            reading.fault(found, FaultCode.UNCLOSED_TAG, found.text[match.start() : match.start() + 40])
        elif match["close"]:
            reading.fault(found, FaultCode.STRAY_END, match["close"])
        elif match["expression"] is not None:
            _printed(reading, found, match)
        elif match["statement"] is not None:
            _statement(reading, found, match)
    _close_inline(reading, found, depth)
    # docxtpl would join these with a brace of the next paragraph, and tear both.
    if found.text.endswith("{"):
        reading.fault(found, FaultCode.UNCLOSED_TAG, "{")
    if found.text.startswith("}"):
        reading.fault(found, FaultCode.STRAY_END, "}")


def _close_inline(reading: _Reading, found: Found, depth: int) -> None:
    """Blocks of plain tags end in the paragraph where they begin; others would tear paragraphs apart."""
    while len(reading.blocks) > depth and reading.blocks[-1].sort in {"", "r"}:
        block = reading.blocks.pop()
        reading.scope = block.scope
        reading.fault(found, FaultCode.CROSSES_PARAGRAPHS, block.tag)


def _printed(reading: _Reading, found: Found, match: re.Match[str]) -> None:
    expression = match["expression"].translate(_QUOTES)
    if (match["print"] or "") not in {"", "r"} or expression[:1] in "-+" or expression[-1:] in "-+":
        reading.fault(found, FaultCode.NOT_ALLOWED, match[0])
        return
    reading.complain(found, expressions.printed(expression, reading.scope, reading.environment, reading.used))


def _statement(reading: _Reading, found: Found, match: re.Match[str]) -> None:
    text = match["statement"].translate(_QUOTES)
    parsed = _STATEMENT.fullmatch(text)
    if parsed is None:
        reading.fault(found, FaultCode.NOT_ALLOWED if text[:1] in {"-", "+"} else FaultCode.SYNTAX, match[0])
        return
    sort, word, rest = match["sort"] or "", parsed["word"], parsed["rest"]
    if sort and ("%" in text or "}" in text):
        reading.fault(found, FaultCode.NOT_ALLOWED, match[0])
    _alone(reading, found, sort, match[0])
    match word:
        case "if":
            reading.complain(found, expressions.condition(rest, reading.scope, reading.environment, reading.used))
            reading.blocks.append(_Block(word, sort, match[0], found, reading.scope))
        case "for":
            _for(reading, found, sort, match[0], rest)
        case "elif" | "else":
            if word == "elif":
                reading.complain(found, expressions.condition(rest, reading.scope, reading.environment, reading.used))
            _inside(reading, found, word, sort, match[0])
        case "endif" | "endfor":
            if _inside(reading, found, word, sort, match[0]):
                reading.scope = reading.blocks.pop().scope
        case _:
            reading.fault(found, FaultCode.NOT_ALLOWED, match[0])


def _for(reading: _Reading, found: Found, sort: str, tag: str, rest: str) -> None:
    brought, complaint = expressions.loop(rest, reading.scope, reading.environment, reading.used)
    reading.complain(found, complaint)
    reading.blocks.append(_Block("for", sort, tag, found, reading.scope))
    if brought is not None:
        reading.scope = {**reading.scope, brought.name: brought.each, "loop": expressions.LOOP}


def _inside(reading: _Reading, found: Found, word: str, sort: str, tag: str) -> bool:
    """Whether a tag belongs to the block that is open; complains if not. A misplaced end still ends its block."""
    block = reading.blocks[-1] if reading.blocks else None
    fits = {"endif": {"if"}, "endfor": {"for"}, "elif": {"if"}, "else": {"if", "for"}}[word]
    if block is None or block.word not in fits:
        reading.fault(found, FaultCode.UNOPENED_BLOCK, tag)
        return False
    if block.sort != sort:
        reading.fault(found, FaultCode.MIXED_TAGS, tag)
    elif _elsewhere(block, found):
        reading.fault(found, FaultCode.CROSSES_PLACES, block.tag)
    return True


def _elsewhere(block: _Block, found: Found) -> bool:
    match block.sort:
        case "p":
            return block.at.container is not found.container
        case "tr":
            return table_of(block.at.element) is not table_of(found.element)
        case "tc":
            return block.at.row is not found.row
        case _:
            return False


def _alone(reading: _Reading, found: Found, sort: str, tag: str) -> None:
    """A tag for a whole paragraph, row or cell takes all of it away with itself."""
    if sort in {"tr", "tc"} and found.row is None:
        reading.fault(found, FaultCode.OUTSIDE_A_TABLE, tag)
    elif sort == "p":
        beside = found.text
    elif sort == "tr":
        beside = _text_in(found.row)
    elif sort == "tc":
        beside = _text_in(found.cell)
    else:
        return
    if sort in {"p", "tr", "tc"} and (sort == "p" or found.row is not None) and beside.strip() != tag:
        reading.fault(found, FaultCode.TEXT_BESIDE, tag)


def _text_in(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def _in_attributes(root: Any) -> Iterator[str]:
    """Tags in descriptions of pictures, in deleted text and wherever else no text stands."""
    yield from (str(each)[:40] for each in _NOT_TEXT(root) if _BRACES.search(each))


def _outside_the_text(document: Document) -> list[TemplateFault]:
    values = (getattr(document.core_properties, each) or "" for each in _PROPERTIES)
    return [TemplateFault(FaultCode.OUTSIDE_THE_TEXT, each[:40]) for each in values if _BRACES.search(each)]
