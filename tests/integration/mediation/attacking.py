"""Reads everything that the product gives out, as somebody who should not learn a thing, and looks for that thing.

A leak of what one side said apart is a sentence (a canary) that turns up where it must not. `Attack` knows the ways
out: pages and answers of the interface for a client, direct addresses, the database in the clear, letters, logs, jobs,
timelines, searches, exports and documents. Other parts of mediation add their own pages to `Attack.own_pages`.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlsplit

import openpyxl
from django.core import mail as outbox_of
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pypdf import PdfReader

# Tables whose text cannot hold anything of a dispute, and would only be slow to read.
_DULL = ("django_migrations", "django_content_type", "auth_permission")
_ZIPPED = (b"PK\x03\x04",)
MOST_PAGES = 30


@dataclass
class Attack:
    """`canaries` must not be found. `ids` are tried in addresses that take a number, `texts` in those with words."""

    canaries: tuple[str, ...]
    ids: tuple[int, ...]
    texts: tuple[str, ...] = ()
    found: list[str] = field(default_factory=list)

    def look(self, where: str, text: str) -> None:
        """Notes every canary in a text, also where it is escaped as HTML, JSON or an address."""
        plain = text + _unescaped(text)
        self.found += [f"{where}: {canary}" for canary in self.canaries if canary in plain]

    def answer(self, where: str, response: HttpResponse) -> None:
        """Status line, headers and content, whatever it is packed in."""
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        self.look(f"{where} headers", headers)
        content = b"".join(response) if response.streaming else response.content
        self.look(where, readable(content))

    def crawl(self, client: Client, starts: Iterable[str]) -> set[str]:
        """Follows every link of every page that the client may open. Returns what it opened."""
        waiting, opened = list(starts), set[str]()
        while waiting and len(opened) < MOST_PAGES:
            address = waiting.pop(0)
            if address in opened:
                continue
            opened.add(address)
            response = client.get(address)
            self.answer(f"GET {address}", response)
            waiting += [each for each in _links(response) if each not in opened]
        return opened

    def guess(self, client: Client, *, only: str = "", reads_only: bool = False) -> int:
        """Every address of the product with the ids that an attacker tries, by every method that shows something.

        Returns how many were asked.
        """
        asked = 0
        for address in self.addresses(only):
            asked += 1
            self.answer(f"GET {address}", client.get(address))
            if reads_only:
                continue
            self.answer(f"HEAD {address}", client.head(address))
            conditional = {"HTTP_IF_NONE_MATCH": "*", "HTTP_RANGE": "bytes=0-9999"}
            self.answer(f"conditional {address}", client.get(address, **conditional))
            posted = client.post(address, {"text": "x", "reason": "x", "who": self.texts[0] if self.texts else "x"})
            self.answer(f"POST {address}", posted)
        return asked

    def addresses(self, only: str = "") -> Iterator[str]:
        """Every pattern of the product, filled with the ids and words to try."""
        for pattern in sorted(set(_patterns(get_resolver()))):
            if only in pattern:
                yield from self._filled(pattern)

    def database(self) -> None:
        """Every row of every table in the clear, as whoever stole a copy of the database would read it."""
        with connection.cursor() as cursor:
            tables = [each for each in connection.introspection.table_names(cursor) if each not in _DULL]
            for table in tables:
                cursor.execute(f'SELECT row_to_json(each)::text FROM "{table}" AS each')
                for (row,) in cursor.fetchall():
                    self.look(f"table {table}", row + _from_hex(row))

    def letters(self) -> None:
        for letter in outbox_of.outbox:
            self.look(f"letter to {letter.to}", f"{letter.subject}\n{letter.body}\n{letter.message().as_string()}")
            for each in letter.attachments:
                self.look(f"enclosed for {letter.to}", str(each))

    @contextmanager
    def logs(self) -> Iterator[None]:
        """Everything that is logged meanwhile, at the finest level, with tracebacks."""
        handler = _Keeping()
        root = logging.getLogger()
        level, disabled = root.level, logging.root.manager.disable
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        logging.disable(logging.NOTSET)
        try:
            yield
        finally:
            root.removeHandler(handler)
            root.setLevel(level)
            logging.disable(disabled)
        for line in handler.lines:
            self.look("log", line)

    def holds(self) -> None:
        """Fails, naming every place at which something leaked."""
        assert not self.found, "\n".join(sorted(set(self.found)))

    def _filled(self, pattern: str) -> Iterator[str]:
        names = re.findall(r"<(?:(\w+):)?(\w+)>", pattern)
        if not names:
            yield pattern
            return
        kinds = [kind or "str" for kind, _name in names]
        for values in _combined([self._tried(kind) for kind in kinds]):
            address = pattern
            for value in values:
                address = re.sub(r"<[^>]+>", lambda _match, chosen=value: str(chosen), address, count=1)
            yield address

    def _tried(self, kind: str) -> tuple[object, ...]:
        return self.ids if kind == "int" else self.texts or ("x",)


class _Keeping(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def readable(content: bytes) -> str:
    """What somebody would read in it: the text of pages, spreadsheets, Word files and PDFs."""
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if content.startswith(_ZIPPED):
        return _unpacked(content)
    return content.decode("utf-8", "replace")


def _unpacked(content: bytes) -> str:
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as packed:
        parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
        if "xl/workbook.xml" in packed.namelist():
            book = openpyxl.load_workbook(BytesIO(content), read_only=True)
            parts += [str(row) for sheet in book for row in sheet.iter_rows(values_only=True)]
    return "\n".join(parts)


def _unescaped(text: str) -> str:
    """What is written as \\uXXXX, as &#NNN; or percent-encoded, in characters."""
    from html import unescape
    from urllib.parse import unquote

    spelled = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return unescape(spelled) + unquote(text)


def _from_hex(row: str) -> str:
    r"""What `bytea` columns hold, shown as \x…, read as text."""
    parts = re.findall(r"\\\\x([0-9a-f]+)", row)
    return "".join(bytes.fromhex(part[: len(part) // 2 * 2]).decode("utf-8", "ignore") for part in parts)


def _links(response: HttpResponse) -> list[str]:
    if "html" not in response.get("Content-Type", ""):
        return []
    text = response.content.decode("utf-8", "replace")
    found = re.findall(r'(?:href|hx-get|data-preview|src|data-find)="([^"#]+)', text)
    local = [each.replace("&amp;", "&") for each in found]
    return [
        each for each in local if not urlsplit(each).netloc and each.startswith("/") and not each.startswith("/static")
    ]


def _patterns(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    for each in resolver.url_patterns:
        here = before + str(each.pattern).removeprefix("^")
        if isinstance(each, URLResolver):
            yield from _patterns(each, here)
        elif isinstance(each, URLPattern) and "(" not in here:
            yield here


def _combined(choices: list[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Every combination for one or two values; beyond that each value in turn, so that it stays in bounds."""
    from itertools import product

    if len(choices) <= 2:
        yield from product(*choices)
        return
    for first, *rest in product(*(choices[:2])):
        for place in range(max(len(each) for each in choices[2:])):
            yield (first, *rest, *(each[place % len(each)] for each in choices[2:]))
