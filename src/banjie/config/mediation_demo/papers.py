"""The papers of a whole file: made of what is on record, or brought in as a scan; and the file closed."""

from datetime import datetime

from banjie.config.mediation_demo.playing import Play, verb
from banjie.config.mediation_demo.reading import Step
from banjie.mediation import actions
from banjie.mediation.queries.sources import About

_SCANNED = {"authorisation": "授权委托书", "performance": "履行凭证"}


@verb()
def papers(play: Play, step: Step, at: datetime) -> None:
    """Every form that its file asks for, and the scans that go with it; with `all` the record of every session, else
    of the last.
    """
    _make(play, "acceptance_register", at)
    _make(play, "party_registration", at)
    for party in play.parties.values():
        _make(play, "rights_notice", at, About(party_id=party))
    *before, last = play.held.items()
    for session, result in before if "all" in step.arguments else ():
        _make(play, "session_record", at, About(other_id=session), result=result)
    _make(play, "session_record", at, About(other_id=last[0]), result=last[1])
    if play.exhibits:
        _make(play, "evidence_list", at)
    if play.agreement:
        _make(play, "agreement", at, disputed=play.disputed)
    else:
        for party in play.parties.values():
            _make(play, "failure_notice", at, About(party_id=party))
    for slot, title in _SCANNED.items():
        if slot == "authorisation" or play.agreement:
            _bring(play, slot, title, at)


@verb()
def close(play: Play, step: Step, at: datetime) -> None:
    actions.close_file(play.case_id, by=play.acting, at=at)


def _make(play: Play, form: str, at: datetime, about: About | None = None, **typed: str) -> None:
    actions.make_document(play.case_id, form, about=about, typed=typed, by=play.acting, at=at)


def _bring(play: Play, slot: str, title: str, at: datetime) -> None:
    content = play.stage.scan_content
    actions.add_paper(play.case_id, slot=slot, title=title, content=content, name=f"{title}.png", by=play.acting, at=at)
