"""Whether those who take part can agree to this: they read it, they are heard, both give or take something. Pure."""

from collections.abc import Iterator, Sequence

from .findings import Finding, error, note, warning
from .model import Draft, Person, Setting

COLLECTIVE_FROM = 10


def about_people(draft: Draft, setting: Setting) -> Iterator[Finding]:
    if len({person.side for person in setting.people}) < 2:
        yield error("one_side_only", field="parties")
    for person in setting.people:
        if person.minor and not _has(person, "guardian"):
            yield error("minor_without_guardian", field="parties", party=person.label)
        if person.stands_for >= COLLECTIVE_FROM and not _has(person, "elected"):
            yield error("nobody_elected", field="parties", party=person.label)
        yield from _elected(person)
        yield from _language(draft, person)
    if draft.form == "written" and not draft.text.facts.strip():
        yield error("facts_missing", field="facts")
    yield from _one_sided(draft, setting.people)


def same_language(one: str, other: str) -> bool:
    """Whoever reads one script of Chinese makes out the other."""
    return one.casefold().split("-")[0] == other.casefold().split("-")[0]


def _language(draft: Draft, person: Person) -> Iterator[Finding]:
    known = [draft.language, *(tag for tag, text in draft.text.translations.items() if text.strip())]
    if any(same_language(person.reads, tag) for tag in known):
        return
    if _has(person, "interpreter"):
        yield note("read_by_interpreter", field="language", party=person.label)
    else:
        yield error("language_not_read", field="language", party=person.label, language=person.reads)


def _one_sided(draft: Draft, people: Sequence[Person]) -> Iterator[Finding]:
    """An agreement in which one side gives everything is lawful, but somebody should have asked."""
    sides = {person.id: person.side for person in people}
    giving = {sides[term.owed_by] for term in draft.terms if term.owed_by in sides}
    if len(giving) == 1 and len(set(sides.values())) > 1:
        side = next(iter(giving))
        yield warning("one_sided", (side, tuple(draft.terms)), field="terms", side=side)


def _elected(person: Person) -> Iterator[Finding]:
    """Those elected settle only with the leave of those they speak for (Civil Procedure Law, article 56)."""
    without = [each.id for each in person.beside if each.role == "elected" and each.authority != "special"]
    if person.stands_for >= COLLECTIVE_FROM and without:
        yield warning("elected_need_leave", (person.id, tuple(without)), field="parties", party=person.label)


def _has(person: Person, role: str) -> bool:
    return any(each.role == role for each in person.beside)
