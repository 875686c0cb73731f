"""What a language model wrote, ready to be drawn."""

from typing import Any

from banjie.cases.machine_texts import ShownText, Standing, wording


def told(text: ShownText) -> dict[str, Any]:
    """A text with its doubts, or why there is none, in words."""
    return {
        "each": text,
        "waits": text.standing is Standing.WAITING,
        "written": text.standing is Standing.WRITTEN,
        "fault": wording.fault(text.fault) if text.standing is Standing.FAILED else "",
        "doubts": [(wording.DOUBTS[doubt.code], doubt.words) for doubt in text.doubts],
    }
