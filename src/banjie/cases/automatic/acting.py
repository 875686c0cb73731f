"""Notes what models say of new cases, and has rules dispatch those that they may. Called every minute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Left

from banjie.cases.acting import AS_SYSTEM
from banjie.cases.automatic import switching
from banjie.cases.automatic.measuring import rules as all_rules
from banjie.cases.automatic.rules import Proposed, Rule, State, Would, is_for_people, is_sample, rule_for, would
from banjie.cases.commands.change import BadData
from banjie.cases.errors import CaseNotFound, CommandRefused
from banjie.cases.learning.examples import is_sensitive, matter_of
from banjie.cases.models import Case, CaseText, Guess
from banjie.cases.perform import perform
from banjie.cases.reference import Reference, reference
from banjie.cases.suggesting_units import allowed_codes
from banjie.cases.suggesting_words import said_by
from banjie.core.routing import Subject
from banjie.intelligence.classifying.doubting import weighed
from banjie.intelligence.classifying.features import LONGEST_BODY, Words
from banjie.intelligence.classifying.model import Choice
from banjie.intelligence.shelf import queries as shelf
from banjie.intelligence.shelf.queries import Shelved
from banjie.intelligence.units import words_of

_AT_ONCE: Final = 500
_BY_TEXT: Final = (shelf.CATEGORY, shelf.KIND, shelf.LEVEL)
_BACK: Final = timedelta(days=2)
KEPT: Final = timedelta(days=400)
_TEXT_COLUMNS: Final = ("id", "title", "body", "category_path", "received_at")
_UNIT_COLUMNS: Final = (
    *_TEXT_COLUMNS,
    "number",
    "area_path",
    "channel",
    "kind",
    "level",
    "about_unit_id",
    "about_unit_path",
)

type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Noted:
    """How many guesses were noted, and how many cases a rule dispatched."""

    guesses: int
    dispatched: int


def note_new(*, at: datetime) -> Noted:
    """Bears being run twice: what was noted is not noted again, and a case is dispatched once."""
    guesses = sum(_note_texts(purpose, at) for purpose in _BY_TEXT)
    found = _undecided()
    if not found:
        return Noted(guesses, 0)
    rules = all_rules()
    if any(rule.state is State.ON for rule in rules.values()) and switching.call_off(at=at):
        rules = all_rules()
    made = _note_units(found, rules, at)
    return Noted(guesses + len(made), sum(_act(each, rules, at) for each in made if not each.shadow))


def forget_old(*, at: datetime) -> int:
    """Guesses that no report asks for any more."""
    return Guess.objects.filter(at__lt=at - KEPT, acted=False).delete()[0]


def _models(purpose: str) -> list[tuple[Shelved, bool]]:
    """Those that answer, each with whether it does so in the shadow."""
    both = ((shelf.in_use(purpose), False), (shelf.in_shadow(purpose), True))
    return [(kept, shadow) for kept, shadow in both if kept is not None]


def _note_texts(purpose: str, at: datetime) -> int:
    """What is said of new cases by their texts alone: category, kind, level."""
    models = _models(purpose)
    if not models:
        return 0
    last = Guess.objects.filter(purpose=purpose).aggregate(last=Max("case_id"))["last"] or 0
    # Older ones than any model would fill every turn, and no younger one would get one.
    since = max(at - _BACK, min(kept.trained_at for kept, _shadow in models))
    new = Case.objects.filter(id__gt=last, received_at__gte=since, is_open=True).order_by("id")
    rows: list[Row] = list(new.annotate(body=Left("text__body", LONGEST_BODY)).values(*_TEXT_COLUMNS)[:_AT_ONCE])
    made = []
    for kept, shadow in models:
        # What it may have learned from measures nothing.
        fresh = [row for row in rows if row["received_at"] >= kept.trained_at]
        words = [Words(row["title"], row["body"] or "") for row in fresh]
        known = kept.model.vocabulary.known(words).tolist()
        made += [
            _guess(row, purpose, kept, choices, share, at, shadow=shadow)
            for row, choices, share in zip(fresh, _said(kept, purpose, words), known, strict=True)
        ]
    return len(Guess.objects.bulk_create(made, ignore_conflicts=True))


def _said(kept: Shelved, purpose: str, words: Sequence[Words]) -> Sequence[Sequence[Choice]]:
    if purpose != shelf.CATEGORY:
        return [[Choice(code, share)] for code, share in said_by(kept, purpose, words)]
    allowed = {code for code, node in reference().catalogue.nodes.items() if node.active}
    return [each.choices for each in weighed(kept.model, words, top=1, allowed=allowed)]


def _undecided() -> list[Row]:
    """Accepted, with no unit yet, and not noted before."""
    before = Guess.objects.filter(case_id=OuterRef("id"), purpose=shelf.UNIT)
    waiting = Case.objects.filter(state="accepted", lead_unit=None, is_open=True).filter(~Exists(before))
    return list(
        waiting.order_by("id").annotate(body=Left("text__body", LONGEST_BODY)).values(*_UNIT_COLUMNS)[:_AT_ONCE]
    )


def _note_units(rows: Sequence[Row], rules: Mapping[str, Rule], at: datetime) -> list[Guess]:
    look_up, models = reference(), _models(shelf.UNIT)
    answers = dict(CaseText.objects.filter(case_id__in=[row["id"] for row in rows]).values_list("case_id", "answers"))
    made = []
    for row in rows:
        words, allowed = words_of(matter_of(row)), allowed_codes(look_up, row["about_unit_path"])
        for kept, shadow in models:
            # Nothing is dispatched by a text whose parts contradict each other.
            choices = weighed(kept.model, [words], top=1, allowed=allowed, titled=False)[0].choices
            known = float(kept.model.vocabulary.known([words])[0])
            guess = _guess(row, shelf.UNIT, kept, choices, known, at, shadow=shadow)
            made.append(guess if shadow else _weighed(guess, row, answers.get(row["id"], {}), rules, look_up))
        if not models:
            made.append(_weighed(_by_routing_alone(row, at), row, answers.get(row["id"], {}), rules, look_up))
    Guess.objects.bulk_create(made, ignore_conflicts=True)
    return made


def _weighed(
    guess: Guess, row: Row, answers: Mapping[str, Any], rules: Mapping[str, Rule], look_up: Reference
) -> Guess:
    """With what a rule would do, and whether this is one of those that are left to a person unseen."""
    rule = rule_for(row["category_path"], rules)
    found = _would(guess, row, answers, look_up) if rule is not None and rule.state is not State.OFF else Would()
    guess.would, guess.by_routing = found.code, found.by_routing
    guess.untold = bool(found.code) and rule is not None and is_sample(row["number"], rule.every)
    return guess


def _would(guess: Guess, row: Row, answers: Mapping[str, Any], look_up: Reference) -> Would:
    sensitive, about = is_sensitive(row["category_path"], look_up), row["about_unit_id"] is not None
    if is_for_people(level=row["level"], kind=row["kind"], about_unit=about, sensitive=sensitive):
        return Would()
    subject = Subject(row["category_path"], row["area_path"], row["kind"], row["level"], answers)
    routing = look_up.route(subject)
    unit = look_up.unit(routing.unit_id) if routing.unit_id is not None else None
    return would(Proposed(routing, unit.code if unit is not None else "", guess.code, guess.sure))


def _act(guess: Guess, rules: Mapping[str, Rule], at: datetime) -> bool:
    """Dispatches by the rule; leaves it to a person where the case has moved on meanwhile."""
    rule = rule_for(guess.category_path, rules)
    if not guess.would or guess.untold or rule is None or rule.state is not State.ON:
        return False
    unit = reference().units.by_code(guess.would)
    if unit is None:
        return False
    basis = {"automation": rule.category or "*", "by": "routing" if guess.by_routing else "model", "model": guess.model}
    try:
        perform(
            guess.case_id,
            "assign",
            by=AS_SYSTEM,
            at=at,
            data={"lead": unit.id},
            grounds=basis | {"share": round(guess.share, 3)},
        )
    except (CommandRefused, CaseNotFound, BadData):
        return False
    Guess.objects.filter(case_id=guess.case_id, purpose=shelf.UNIT, model=guess.model).update(acted=True)
    return True


def _by_routing_alone(row: Row, at: datetime) -> Guess:
    """Before any model of units was learned, the catalogue's rules can be measured all the same."""
    return Guess(
        case_id=row["id"], purpose=shelf.UNIT, model=0, code="", share=0.0, sure=False, known=0.0,
        category_path=row["category_path"], at=at,
    )  # fmt: skip


def _guess(
    row: Row, purpose: str, kept: Shelved, choices: Sequence[Choice], known: float, at: datetime, *, shadow: bool
) -> Guess:
    best = choices[0] if choices else Choice("", 0.0)
    return Guess(
        case_id=row["id"],
        purpose=purpose,
        model=kept.number,
        code=best.code,
        share=best.share,
        sure=best.share >= kept.model.threshold,
        known=known,
        shadow=shadow,
        category_path=row["category_path"],
        at=at,
    )
