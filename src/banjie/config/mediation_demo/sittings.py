"""Sessions: planned, held with minutes, adjourned, called off, under way."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from banjie.config.mediation_demo.moves import moment, moment_of
from banjie.config.mediation_demo.playing import Play, verb
from banjie.config.mediation_demo.reading import Step
from banjie.config.mediation_demo.strokes import drawn
from banjie.mediation.actions import sessions
from banjie.mediation.queries.sessions import session_page
from banjie.mediation.sessions import reading
from banjie.mediation.sessions.people import Part, Who
from banjie.mediation.sessions.times import Span

_NAMES = UUID("0c1b3bd2-3a5b-4f63-9a33-0d7d6b6f1f02")
_MINUTE = timedelta(minutes=1)
_HEADINGS = {"o": "opening", "s": "statements", "p": "points", "f": "offers", "r": "result"}
_OPENING = {
    "zh-hans": "已告知各方依法享有的权利和承担的义务，询问是否申请回避，各方均表示清楚，不申请回避。",
    "en": "Everybody was told their rights and duties and asked whether they object to a mediator. Nobody does.",
}
# Those beside a party who come instead of it, and those who come with it.
_INSTEAD = ("elected", "representative", "lawyer")


@verb()
def meet(play: Play, step: Step, at: datetime) -> None:
    """A session from invitation to signed minutes: with whom, where; its lines under it."""
    play.takes_over(step)
    _propose(play, step, at)
    hold(play, step, at)


@verb()
def hold(play: Play, step: Step, at: datetime) -> None:
    """The session that was arranged last is held."""
    _begin(play, step, at)
    adjourned = next((line for line in step.lines if line[0].startswith("adjourn ")), None)
    over = at + 45 * _MINUTE
    if adjourned is not None:
        starts, _ = moment(play, adjourned[0].split()[1:])
        following = Span(starts, starts + timedelta(hours=2))
        made = sessions.adjourn(play.case_id, play.session, reason=adjourned[1], to=following, by=play.acting, at=over)
        _sign(play, step, over + _MINUTE)
        play.session = made
    else:
        sessions.end(play.case_id, play.session, by=play.acting, at=over)
        _sign(play, step, over + _MINUTE)


@verb()
def hold_open(play: Play, step: Step, at: datetime) -> None:
    """A session begins, and goes on."""
    _propose(play, step, at)
    _begin(play, step, at)


@verb()
def planned(play: Play, step: Step, at: datetime) -> None:
    """With whom, when, where: agreed on already."""
    kind, *rest = step.arguments
    starts, place = moment(play, list(rest))
    _arrange(play, kind, [starts], place, at, settled=True)


@verb()
def proposed(play: Play, step: Step, at: datetime) -> None:
    kind, *rest = step.arguments
    times: list[datetime] = []
    while (found := moment_of(play, rest)) is not None:
        starts, rest = found
        times.append(starts)
    _arrange(play, kind, times, rest, at, settled=False)


@verb()
def suits(play: Play, step: Step, at: datetime) -> None:
    """Which of the proposed times suits a party: whose, its number, yes or no."""
    place, number, answer = step.arguments
    offered = _offered(play)
    sessions.answer_times(
        play.case_id,
        play.session,
        who=Who(Part.PARTY, play.parties[place]),
        suits={offered[int(number) - 1]: answer == "yes"},
        by=play.acting,
        at=at,
    )


@verb()
def other_time(play: Play, step: Step, at: datetime) -> None:
    who = Who(Part.PARTY, play.parties[step.arguments[0]])
    sessions.ask_other_time(play.case_id, play.session, who=who, reason=step.text(), by=play.acting, at=at)


@verb()
def call_off(play: Play, step: Step, at: datetime) -> None:
    sessions.cancel(play.case_id, play.session, reason=step.text(), by=play.acting, at=at)


def _offered(play: Play) -> list[int]:
    """The ids of the times that are offered, the earliest first."""
    page = session_page(reading.panel(play.case_id), play.session, at=play.stage.at)
    return [each.id for each in sorted(page.times, key=lambda each: each.weighed.span)]


def _propose(play: Play, step: Step, at: datetime) -> None:
    kind, *place = [each for each in step.arguments if each not in play.stage.staff]
    _arrange(play, kind, [at], place, at - 30 * _MINUTE, settled=True)


def _arrange(play: Play, kind: str, times: list[datetime], place: list[str], at: datetime, *, settled: bool) -> None:
    """`kind` is joint, or the letter of the side with which it is held alone."""
    alone = kind if len(kind) == 1 else ""
    play.session = sessions.propose(
        play.case_id,
        kind="separate" if alone else kind,
        side=alone,
        times=[Span(each, each + timedelta(hours=2)) for each in times],
        place=" ".join(place),
        settled=settled,
        by=play.acting,
        at=at,
    )


def _begin(play: Play, step: Step, at: datetime) -> None:
    sessions.start(play.case_id, play.session, by=play.acting, at=at)
    came, represented = _came(play, step)
    sessions.note_attendance(
        play.case_id, play.session, came=came, represented_by=represented, by=play.acting, at=at + _MINUTE
    )
    drafts = list(_drafts(play, step))
    sessions.write_lines(play.case_id, play.session, drafts=drafts, by=play.acting, at=at + 30 * _MINUTE)


def _came(play: Play, step: Step) -> tuple[dict[Who, str], dict[Who, int]]:
    """Everybody of the session's side, or of all; `absent B1` in a line keeps somebody away."""
    away = {word for line in step.lines if line[0].startswith("absent ") for word in line[0].split()[1:]}
    side = step.arguments[0] if step.arguments and len(step.arguments[0]) == 1 else ""
    came: dict[Who, str] = {}
    instead: dict[Who, int] = {}
    for place, party in play.parties.items():
        if side and place[0] != side:
            continue
        who = Who(Part.PARTY, party)
        speaks = next((made for role, made in play.beside[place] if role in _INSTEAD), None)
        came[who] = "absent" if place in away else "represented" if speaks is not None else "present"
        if came[who] == "represented" and speaks is not None:
            instead[who] = speaks
        came |= {Who(Part.COMPANION, made): "present" for role, made in play.beside[place] if role not in _INSTEAD}
    return came, instead


def _drafts(play: Play, step: Step) -> Iterator[sessions.Draft]:
    mediator = f"seat-{play.seats[play.by]}"
    lines = [("o", mediator, _OPENING[play.told.language])]
    for line in step.lines:
        mark, _, rest = line[0].partition(" ")
        if mark in _HEADINGS:
            place, _, text = rest.partition(" ")
            lines.append((mark, mediator if place == "M" else f"party-{play.parties[place]}", text))
    for position, (mark, speaker, text) in enumerate(lines, 1):
        key = uuid5(_NAMES, f"{play.told.ref}/{play.session}/{position}")
        yield sessions.Draft(key, 0, position, _HEADINGS[mark], speaker, text)


def _sign(play: Play, step: Step, at: datetime) -> None:
    """Read back; where the file is to be whole, also signed by everybody who came, and locked."""
    play.held[play.session] = "\n".join(line[0].removeprefix("r M ") for line in step.lines if line[0].startswith("r "))
    seen = sessions.read_back(play.case_id, play.session, by=play.acting, at=at)
    if not play.told.ends:
        return
    came, represented = _came(play, step)
    there = [Who(Part.SEAT, seat) for seat in play.seats.values()]
    for who, how in came.items():
        if how != "absent":
            there.append(Who(Part.COMPANION, represented[who]) if who in represented else who)
    for who in there:
        sessions.sign(
            play.case_id, play.session, who=who, seen=seen, strokes=drawn(str(who)), by=play.acting, at=at + _MINUTE
        )
    sessions.lock(play.case_id, play.session, by=play.acting, at=at + 2 * _MINUTE)
