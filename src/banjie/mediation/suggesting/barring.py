"""What keeps a mediator from a dispute altogether. Pure: values in, codes out, of `wording.PROBLEMS`."""

from banjie.organisations.permissions import inside

from .asked import Asked, Candidate

# Those who left a dispute for these reasons do not come back to it.
_FOR_GOOD = frozenset({"recused", "objected"})


def barred(asked: Asked, candidate: Candidate) -> str:
    """Why somebody cannot sit; "" if nothing keeps them."""
    return next((code for code, holds in _bars(asked, candidate) if holds), "")


def _bars(asked: Asked, candidate: Candidate) -> tuple[tuple[str, bool], ...]:
    """Ties first: of several reasons, whoever reads it should learn the one that will not pass."""
    return (
        ("sits_already", candidate.sits),
        ("tie_declared", candidate.tied),
        ("stepped_aside_before", bool(candidate.left_because & _FOR_GOOD)),
        ("unit_complained_of", _within(candidate.unit_path, asked.about_unit_path)),
        ("own_unit_is_party", candidate.unit_path in asked.party_units),
        ("mediator_unknown", not candidate.active),
        ("term_over", not candidate.in_term(asked.on)),
        ("may_not_sit_on_rung", bool(asked.rung_kinds) and candidate.kind not in asked.rung_kinds),
        ("mediator_away", candidate.away_on(asked.on)),
    )


def _within(path: str, above: str) -> bool:
    return bool(above) and inside(path, above)
