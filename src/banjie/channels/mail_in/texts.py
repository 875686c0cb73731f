"""The words of a letter: out of HTML without running or fetching anything, and without what it quotes. Pure."""

import re
from collections.abc import Mapping
from typing import Final

from banjie.platform.tables.text import clean_text

_UNSEEN: Final = {"script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe"}
_BREAKS: Final = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote"}
_MANY_LINES: Final = re.compile(r"\n{3,}")
_SPACES: Final = re.compile(r"[ \t\xa0\u3000]+")
_LONGEST: Final = 2_000_000
_LINE_ENDS: Final = re.compile(r"\s+")
_HIDES: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_QUOTES: Final = re.compile(
    r"gmail_quote|moz-cite|divRplyFwdMsg|appendonsend|yahoo_quoted|qmQuote|isReplyContent", re.IGNORECASE
)
# Where what somebody wrote before begins: as the programs that people use here write it.
_QUOTED: Final = (
    re.compile(r"^\s*-{2,}\s*(?:original message|原始邮件|原邮件|ursprüngliche nachricht)\s*-*\s*$", re.IGNORECASE),
    re.compile(r"^\s*-{3,}\s*(?:forwarded message|转发邮件信息|转发的邮件)\s*-*\s*$", re.IGNORECASE),
    re.compile(r"^\s*_{10,}\s*$"),
    re.compile(r"^\s*(?:on|am|le)\b.{5,200}(?:wrote|schrieb|a écrit)\s*[:：]\s*$", re.IGNORECASE),
    re.compile(r"^\s*(?:在|于)?\s*\d{4}\s*[-年/.]\s*\d{1,2}.{0,150}(?:写道|寫道|wrote)\s*[:：]?\s*$"),
    re.compile(r"^\s*.{0,80}<[^<>\s]+@[^<>\s]+>\s*(?:于|在).{0,80}(?:写道|寫道)\s*[:：]?\s*$"),
)
_HEADING: Final = re.compile(r"^\s*(?:from|发件人|寄件者|von)\s*[:：]", re.IGNORECASE)
_HEADING_NEXT: Final = re.compile(
    r"^\s*(?:sent|date|to|发送时间|日期|时间|收件人|gesendet|subject|主题)\s*[:：]", re.IGNORECASE
)
_SIGNATURE: Final = re.compile(r"^\s*(?:--\s?|—{2,}|(?:发自|来自)我的.{1,20}|sent from my .{1,30})\s*$", re.IGNORECASE)


def from_html(html: str) -> str:
    """What a reader would see, as plain lines.

    Read by libxml2, which takes time by the length, whatever is in it; the standard library's parser takes the square
    of it for tags that never end.
    """
    # 1 MB in every process, and few ever read one.
    from lxml import etree

    reader = _Reader()
    parser = etree.HTMLParser(target=reader, no_network=True, recover=True, huge_tree=False, encoding="utf-8")
    try:
        parser.feed(clean_text(html[:_LONGEST]).text.encode())
        parser.close()
    except (etree.LxmlError, ValueError, AssertionError):
        # What was read until it broke is still what somebody wrote.
        pass
    return tidy("".join(reader.parts))


def tidy(text: str) -> str:
    lines = [_SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


def own_words(text: str) -> str:
    """Without quoted lines, without the letter that it answers, without a signature."""
    kept: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _begins_quoted(lines, number) or (_SIGNATURE.match(line) and any(each.strip() for each in kept)):
            break
        if not line.lstrip().startswith((">", "＞")):
            kept.append(line)
    return tidy("\n".join(kept))


def _begins_quoted(lines: list[str], number: int) -> bool:
    line = lines[number][:400]
    if any(each.match(line) for each in _QUOTED):
        return True
    after = lines[number + 1 : number + 3]
    # "On … " and "… wrote:" are often broken over two lines.
    if after and re.match(r"^\s*(?:on\b|在|于)", line, re.IGNORECASE):
        joined = f"{line} {after[0][:300]}"
        if any(each.match(joined) for each in _QUOTED):
            return True
    return bool(_HEADING.match(line)) and any(_HEADING_NEXT.match(each[:400]) for each in after)


class _Reader:
    """Collects what is shown. Quoted letters are marked, so that `own_words` leaves them out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._unseen = 0

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")
        if self._unseen or tag in _UNSEEN or _hidden(attrs):
            self._unseen += 1
        elif tag == "blockquote" or _quotes(attrs):
            self.parts.append("\n__________\n")

    def end(self, tag: str) -> None:
        self._unseen = max(self._unseen - 1, 0)
        if tag in _BREAKS:
            self.parts.append("\n")

    def data(self, data: str) -> None:
        if not self._unseen:
            # Line ends of the source mean nothing in HTML.
            self.parts.append(_LINE_ENDS.sub(" ", data))

    def comment(self, _text: str) -> None:
        return

    def close(self) -> None:
        return


def _hidden(attrs: Mapping[str, str]) -> bool:
    return "hidden" in attrs or bool(_HIDES.search(attrs.get("style", "")))


def _quotes(attrs: Mapping[str, str]) -> bool:
    return bool(_QUOTES.search(f"{attrs.get('class', '')} {attrs.get('id', '')}"))
