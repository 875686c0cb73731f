"""The words of a letter: out of HTML without running or fetching anything, and without what it quotes. Pure."""

import re
from html.parser import HTMLParser
from typing import Final

_UNSEEN: Final = {"script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe"}
_BREAKS: Final = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote"}
_VOID: Final = {"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "embed", "source", "track", "wbr"}
_MANY_LINES: Final = re.compile(r"\n{3,}")
_SPACES: Final = re.compile(r"[ \t\xa0\u3000]+")
_LONGEST: Final = 2_000_000
_DEEPEST: Final = 5_000
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
    """What a reader would see, as plain lines."""
    reader = _Reader()
    try:
        reader.feed(html[:_LONGEST])
        reader.close()
    except (AssertionError, ValueError, RecursionError):
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


class _Reader(HTMLParser):
    """Collects what is shown. Quoted letters are marked, so that `own_words` leaves them out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen: list[str] = []
        self._open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")
        if tag in _VOID:
            return
        self._open += 1
        if self._open > _DEEPEST:
            raise ValueError("too deep")
        if self._unseen or tag in _UNSEEN or _hidden(attrs):
            self._unseen.append(tag)
        elif tag == "blockquote" or _quotes(attrs):
            self.parts.append("\n__________\n")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and tag in self._unseen:
            while self._unseen.pop() != tag:
                continue
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # Line ends of the source mean nothing in HTML.
            self.parts.append(re.sub(r"\s+", " ", data))


def _hidden(attrs: list[tuple[str, str | None]]) -> bool:
    for name, value in attrs:
        if name == "hidden":
            return True
        if name == "style" and value and re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", value, re.IGNORECASE):
            return True
    return False


def _quotes(attrs: list[tuple[str, str | None]]) -> bool:
    words = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
    return bool(
        re.search(r"gmail_quote|moz-cite|divRplyFwdMsg|appendonsend|yahoo_quoted|qmQuote|isReplyContent", words)
    )
