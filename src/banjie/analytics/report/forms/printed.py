"""A report as PDF."""

from collections.abc import Callable
from typing import Any, Final

from banjie.analytics.report.blocks import Link
from banjie.analytics.report.worded import Drawing, Grid, Head, Prose, Run, Title, Worded, WordedBlock
from banjie.platform import documents

_TEMPLATE: Final = "analytics/report/forms/report.typ"


def pdf(worded: Worded, *, address: Callable[[Link], str]) -> bytes:
    """The same words give the same bytes, as long as the machine has the same fonts."""
    data = {
        "title": worded.title,
        "below": list(worded.below),
        "blocks": [_block(each, address) for each in worded.blocks],
        "issuer": worded.issuer,
        "dated": worded.dated,
        "signature": [list(each) for each in worded.signature],
    }
    return documents.pdf(_TEMPLATE, data, language=worded.language)


def _block(block: WordedBlock, address: Callable[[Link], str]) -> dict[str, Any]:
    match block:
        case Title():
            return {"kind": block.kind, "text": block.text}
        case Prose():
            return {"kind": block.kind, "number": block.number, "runs": [_run(each, address) for each in block.runs]}
        case Drawing():
            return {"kind": block.kind, "svg": block.svg, "caption": block.caption, "alt": block.caption}
        case Grid():
            return {
                "kind": block.kind,
                "caption": block.caption,
                "head": [_head(each) for each in block.head],
                "rows": [[_run(cell, address) for cell in row] for row in block.rows],
                "total": block.total,
                "more": block.more,
            }


def _head(head: Head) -> dict[str, str]:
    width = "tight" if head.number or head.tight else "wide" if head.wide else "name"
    return {"text": head.text, "width": width, "align": "right" if head.number else "left"}


def _run(run: Run, address: Callable[[Link], str]) -> list[dict[str, str]]:
    return [{"text": each.text, "url": address(each.link) if each.link is not None else ""} for each in run]
