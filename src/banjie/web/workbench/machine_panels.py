"""What stands beside a case and beside an answer where a language model is set up; nothing where there is none."""

from typing import Any

from banjie.cases import machine_texts
from banjie.cases.machine_texts import ANSWERING, Purpose
from banjie.cases.queries import CaseFile
from banjie.platform import clock
from banjie.web.workbench import machine_words


def beside_case(file: CaseFile) -> dict[str, Any]:
    """The newest summary, and whether one can be asked for."""
    if Purpose.SUMMARY not in machine_texts.offered(file):
        return {"may_summarise": False, "summary": None}
    found = machine_texts.latest(file, Purpose.SUMMARY, at=clock.now())
    return {"may_summarise": True, "summary": machine_words.told(found) if found is not None else None}


def beside_answer(file: CaseFile, command: str) -> dict[str, Any]:
    """Whether a draft can be asked for where an answer is written."""
    return {"may_draft": command in ANSWERING and Purpose.REPLY in machine_texts.offered(file), "draft": None}
