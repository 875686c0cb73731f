"""Agreements from the first word to the last signature."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from banjie.config.mediation_demo.playing import Play, day_of, money, verb
from banjie.config.mediation_demo.reading import Step
from banjie.config.mediation_demo.strokes import drawn
from banjie.mediation import actions
from banjie.mediation.queries import agreement as agreement_view
from banjie.mediation.terms import Draft, Every, Slot, Term, Text, days_of, parts_of

_MINUTE = timedelta(minutes=1)
# A sum in equal parts, or so many times the same.
_PARTS = re.compile(r"(\d+(?:\.\d+)?)([/*])(\d+)")
_DUE = {"=": "at_signing", "?": "on_condition", "~": "lasting"}


@verb("agree", "amend")
def agree(play: Play, step: Step, at: datetime) -> None:
    """Written, read out and signed by everybody; it binds by the last signature."""
    readout(play, step, at)
    _open(play, at)
    digest = _sign(play, at + 20 * _MINUTE)
    if digest:
        raise ValueError("the agreement does not bind")


@verb()
def draft(play: Play, step: Step, at: datetime) -> None:
    """As it is written so far: its form, what it comes to; the facts, how it is performed, what else."""
    play.takes_over(step)
    form, *rest = [each for each in step.arguments if each not in play.stage.staff]
    total = next((money(each) for each in rest if re.fullmatch(r"[\d.]+", each)), None)
    text = Text(step.text(), step.text(1), step.text(2), _translations(play, step))
    terms = list(_terms(play, step, at))
    play.disputed = step.text()
    language, currency = play.told.language, _currency(play)
    play.agreement = actions.draft_agreement(play.case_id, form=form, language=language, by=play.acting, at=at)
    written = Draft(form, language, text, terms, total, currency)
    actions.write_agreement(play.case_id, play.agreement, draft=written, by=play.acting, at=at)


@verb()
def readout(play: Play, step: Step, at: datetime) -> None:
    """Somebody has looked at what gives pause, and it was read out to everybody."""
    draft(play, step, at)
    acting = play.acting
    assert acting.viewer is not None
    shown = agreement_view(play.case_id, play.agreement, acting.viewer, at=at)
    if shown.waiting:
        keys = [each.key for each in shown.waiting]
        actions.let_stand(play.case_id, play.agreement, keys=keys, by=acting, at=at)
    actions.read_out(play.case_id, play.agreement, by=acting, at=at + 10 * _MINUTE)


@verb()
def signing(play: Play, step: Step, at: datetime) -> None:
    """Some have signed: the parties named."""
    readout(play, step, at)
    _open(play, at)
    view = _view(play, at)
    named = {play.parties[each] for each in step.arguments if each in play.parties}
    wanted = [each.slot for each in view.slots if each.slot.party_id in named]
    for slot in wanted:
        actions.sign(
            play.case_id,
            play.agreement,
            slot=slot,
            digest=view.digest,
            drawn=drawn(slot.key),
            identity="card",
            by=play.acting,
            at=at + 20 * _MINUTE,
        )


@verb()
def abandon(play: Play, step: Step, at: datetime) -> None:
    actions.abandon_agreement(play.case_id, play.agreement, by=play.acting, at=at)


@verb()
def copies(play: Play, step: Step, at: datetime) -> None:
    """Everybody is handed a copy."""
    for party in play.parties.values():
        actions.hand_copy(play.case_id, play.agreement, copy_for="party", party_id=party, by=play.acting, at=at)
    actions.hand_copy(play.case_id, play.agreement, copy_for="committee", by=play.acting, at=at)


def _open(play: Play, at: datetime) -> None:
    actions.open_signing(play.case_id, play.agreement, by=play.acting, at=at + 12 * _MINUTE)


def _sign(play: Play, at: datetime) -> bool:
    """Everybody signs one paper, or says yes. Returns whether somebody is still missing."""
    view = _view(play, at)
    if view.draft.form == "oral":
        done = False
        for each in view.slots:
            companion = _companion(play, each.slot)
            assert each.slot.party_id is not None
            done = actions.confirm_orally(
                play.case_id,
                play.agreement,
                party_id=each.slot.party_id,
                companion_id=companion,
                digest=view.digest,
                identity="card",
                by=play.acting,
                at=at,
            )
        return not done
    places = [(each.slot, _companion(play, each.slot)) for each in view.slots]
    return not actions.sign_on_paper(
        play.case_id,
        play.agreement,
        places=places,
        scan=play.stage.paper,
        digest=view.digest,
        identity="card",
        signed_at=at,
        by=play.acting,
        at=at + _MINUTE,
    )


def _companion(play: Play, slot: Slot) -> int | None:
    """Who signs for a party: whoever stands beside it with the power to."""
    if slot.party_id is None or slot.companion_id is not None:
        return slot.companion_id
    place = next(place for place, party in play.parties.items() if party == slot.party_id)
    powers = {each.name: each.authority for each in play.entered(place).beside}
    may = [authority in {"special", "by_law"} for authority in powers.values()]
    beside = [made for _, made in play.beside[place]]
    return next((made for made, holds in zip(beside, may, strict=True) if holds), None)


def _view(play: Play, at: datetime):  # type: ignore[no-untyped-def]
    acting = play.acting
    assert acting.viewer is not None
    return agreement_view(play.case_id, play.agreement, acting.viewer, at=at)


def _currency(play: Play) -> str:
    return "USD" if play.told.language == "en" else "CNY"


def _translations(play: Play, step: Step) -> dict[str, str]:
    return {line[0].split()[1]: line[1] for line in step.lines if line[0].startswith("translation ")}


def _terms(play: Play, step: Step, at: datetime) -> Iterator[Term]:
    group = 0
    for line in step.lines:
        kind, debtor, *rest = line[0].split()
        if kind == "translation":
            continue
        creditor, rest = (rest[0], rest[1:]) if re.fullmatch(r"[A-D]\d|-", rest[0]) else ("-", rest)
        amount, due, *every = rest if len(rest) > 1 else ["-", *rest]
        common = {
            "kind": kind,
            "owed_by": play.parties[debtor],
            "owed_to": play.parties.get(creditor),
            "what": line[1],
            "condition": line[2] if len(line) > 2 else "",
            "currency": _currency(play),
        }
        parts = _PARTS.fullmatch(amount)
        group += parts is not None
        for number, (part, day) in enumerate(_dues(amount, due, every, at), 1):
            yield Term(
                **common,  # type: ignore[arg-type]
                amount=part,
                due=_DUE.get(due, "on_date"),
                due_on=day,
                group=group if parts else None,
                instalment=number if parts else None,
                of_total=_total(parts) if parts else None,
            )


def _dues(amount: str, due: str, every: list[str], at: datetime) -> Iterator[tuple[Decimal | None, date | None]]:
    first = day_of(at, int(due)) if due not in _DUE else None
    parts = _PARTS.fullmatch(amount)
    if parts is None or first is None:
        yield (None if amount == "-" else money(amount)), first
        return
    count = int(parts[3])
    yield from zip(parts_of(_total(parts), count), days_of(first, count, Every(every[0])), strict=True)


def _total(parts: re.Match[str]) -> Decimal:
    return money(parts[1]) * (int(parts[3]) if parts[2] == "*" else 1)
