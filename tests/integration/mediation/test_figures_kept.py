"""Figures that are kept are always those that the tables themselves would give, whoever counts and whatever changed."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import IntegrityError, transaction

from banjie.cases.models import Case
from banjie.mediation.figures import Counts, Filters, counted, keeping, period_of
from banjie.mediation.models import (
    Agreement,
    Confirmation,
    Dispute,
    FigureDue,
    FigureEntry,
    Keeping,
    Obligation,
    Party,
    RegisterEntry,
    RungStay,
)
from banjie.organisations.models import Staff
from banjie.organisations.permissions import Viewer
from banjie.organisations.queries import viewer_for
from tests.integration.cases.world import AT
from tests.integration.mediation.counted_slowly import counted_slowly
from tests.integration.mediation.register.test_bringing_registers_in import AGREED, FAILED, bring, write
from tests.integration.mediation.world import MediationWorld, make_mediation_world
from tests.integration.organisations.factories import make_staff

pytestmark = pytest.mark.django_db(transaction=True)

# What the rows say lies in these.
PERIODS: Final = ("2024", "2024-11")
KINDS: Final = ("neighbours", "wages", "medical", "")
TRACKS: Final = ("people", "administrative", "judicial")
ENDINGS: Final = ("agreed", "no_agreement", "not_mediable", "refused")
ROWS: Final = 24


@pytest.fixture
def mediation(transactional_db: None, tmp_path: Path) -> MediationWorld:
    world = make_mediation_world()
    rows = [(str(number), *(AGREED if number % 3 else FAILED)[1:]) for number in range(1, ROWS + 1)]
    bring(write(tmp_path, *rows))
    make_staff("watcher", "supervisor", world.committees["village"])
    return world


def viewers(world: MediationWorld) -> Sequence[Viewer]:
    """Over the county, over a village, over committees; and somebody who counts nothing."""
    people = [world.base.staff["supervisor"], world.base.staff["intake"], Staff.objects.get(username="watcher")]
    people += [world.people[f"{each}_head"] for each in ("county", "township", "village")]
    return [viewer_for(each, AT) for each in people]


def plain(counts: Counts) -> tuple[Any, ...]:
    """Everything that pages, forms and publications are made of."""
    return (
        {(each.kind, each.track, each.ending): each.tally for each in counts.groups},
        list(counts.rungs),
        counts.by_column(),
        counts.total(),
    )


def compare(world: MediationWorld) -> None:
    every = [Filters(), Filters(track="judicial"), Filters(unit_path=world.committees["township"].path)]
    for viewer in viewers(world):
        for key in PERIODS:
            period = period_of(key)
            assert period is not None
            for filters in every:
                slowly = counted_slowly(viewer, period, filters)
                assert plain(counted(viewer, period, filters)) == plain(slowly), (viewer.name, key, filters)


class Changing:
    """Changes rows at random, straight in the tables: whoever corrects an old dispute, and however."""

    def __init__(self, world: MediationWorld, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)
        self.ids = list(Dispute.objects.values_list("case_id", flat=True))
        self.began = datetime(2024, 10, 1, tzinfo=UTC)

    def one(self) -> None:
        change: Callable[[int], object] = self.random.choice(
            [self.dispute, self.place, self.state, self.stay, self.told, self.agreement, self.keeping, self.court]
        )
        try:
            with transaction.atomic():
                change(self.random.choice(self.ids))
        except IntegrityError:
            # What the tables refuse is no change.
            return

    def moment(self) -> datetime:
        return self.began + timedelta(hours=self.random.randrange(24 * 120))

    def dispute(self, case_id: int) -> None:
        at, pick = self.moment(), self.random.choice
        over = pick([True, True, False])
        Dispute.objects.filter(case_id=case_id).update(
            kind=pick(KINDS),
            track=pick(TRACKS),
            opened_at=at,
            ended_at=at + timedelta(hours=self.random.randrange(1500)) if over else None,
            ending=pick(ENDINGS) if over else "",
            agreed=pick([None, Decimal("12.34"), Decimal(70_000)]),
            currency=pick(["CNY", "CNY", "USD"]),
            brought_by=pick(["application", "offer", "entrusted"]),
            earlier_id=pick([None, pick(self.ids)]),
            court_stage="",
        )

    def place(self, case_id: int) -> None:
        unit = self.world.committees[self.random.choice(["county", "township", "village"])]
        area = self.random.choice([self.world.base.county, *self.world.base.townships])
        Case.objects.filter(id=case_id).update(
            lead_unit=unit, lead_unit_path=unit.path, area_path=self.random.choice([area.path, ""])
        )

    def state(self, case_id: int) -> None:
        Case.objects.filter(id=case_id).update(state=self.random.choice(["finished", "performing", "unsettled"]))

    def stay(self, case_id: int) -> None:
        at, pick = self.moment(), self.random.choice
        if self.random.random() < 0.3:
            RungStay.objects.filter(dispute_id=case_id).delete()
        values = {"track": pick(TRACKS), "key": pick(["village", "township", "county"]), "began_at": at}
        RungStay.objects.filter(dispute_id=case_id).update(**values)
        RungStay.objects.create(
            dispute_id=case_id,
            rung=0,
            ended_at=at + timedelta(hours=self.random.randrange(900)),
            how=pick(["agreed", "up", "back", "without"]),
            **values,
        )

    def told(self, case_id: int) -> None:
        pick = self.random.choice
        if self.random.random() < 0.3:
            RegisterEntry.objects.filter(dispute_id=case_id).delete()
        RegisterEntry.objects.filter(dispute_id=case_id).update(
            form=pick(["written", "oral", ""]),
            performed=pick(["kept", "partly", "broken", ""]),
            confirmed=pick([True, False]),
        )

    def agreement(self, case_id: int) -> None:
        pick = self.random.choice
        made = Agreement.objects.filter(dispute_id=case_id).count()
        values = {"state": pick(["draft", "binding"]), "form": pick(["written", "oral"])}
        Agreement.objects.filter(dispute_id=case_id).update(**values)
        Agreement.objects.create(dispute_id=case_id, number=made + 1, made_at=self.moment(), **values)

    def keeping(self, case_id: int) -> None:
        state = self.random.choice(["due", "broken", "in_court", "kept"])
        found = Obligation.objects.filter(agreement__dispute_id=case_id).first()
        agreement = Agreement.objects.filter(dispute_id=case_id).first()
        party = Party.objects.filter(dispute_id=case_id).first()
        if found is None and agreement is not None and party is not None:
            found = Obligation.objects.create(agreement=agreement, number=1, kind="pay", owed_by=party)
        if found is not None:
            at = self.moment()
            Keeping.objects.update_or_create(obligation=found, defaults={"state": state, "changed_at": at})

    def court(self, case_id: int) -> None:
        at, agreement = self.moment(), Agreement.objects.filter(dispute_id=case_id).first()
        state = self.random.choice(["confirmed", "received", "refused"])
        if agreement is not None:
            Confirmation.objects.update_or_create(
                agreement=agreement,
                defaults={"state": state, "last_day": at.date(), "began_at": at, "court": "法院", "ground": "party"},
            )


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_is_what_the_tables_say(mediation: MediationWorld, seed: int) -> None:
    changing = Changing(mediation, seed)
    for turn in range(5):
        for _ in range(20):
            changing.one()
        compare(mediation)
        if turn % 2:
            assert keeping.keep_up()
            assert not FigureDue.objects.exists()
            assert list(keeping.differing()) == []


def test_nothing_is_found_anew_where_nothing_that_counts_has_changed(mediation: MediationWorld) -> None:
    while keeping.keep_up():
        continue
    case_id = Case.objects.filter(state="unsettled").values_list("id", flat=True)[0]
    Dispute.objects.filter(case_id=case_id).update(version=9, people=3, claimed=Decimal(5))
    Case.objects.filter(id=case_id).update(title="改过的标题", state="performing")
    RungStay.objects.filter(dispute_id=case_id).update(reason="另有原因")
    assert not FigureDue.objects.exists()


def test_a_change_shows_at_once_and_one_that_was_taken_back_does_not(mediation: MediationWorld) -> None:
    viewer = viewers(mediation)[0]
    period = period_of("2024")
    assert period is not None
    keeping.keep_up()
    before = counted(viewer, period).total()
    dispute = Dispute.objects.filter(ending="agreed").first()
    assert dispute is not None
    with transaction.atomic():
        Dispute.objects.filter(case_id=dispute.case_id).update(agreed=Decimal("1.00"))
        assert counted(viewer, period).total().amount == before.amount - Decimal(34_999)
        transaction.set_rollback(True)
    assert counted(viewer, period).total() == before
    Dispute.objects.filter(case_id=dispute.case_id).update(agreed=Decimal("1.00"))
    assert counted(viewer, period).total().amount == before.amount - Decimal(34_999)
    assert keeping.keep_up() == 1
    assert counted(viewer, period).total().amount == before.amount - Decimal(34_999)


def test_a_unit_that_is_put_under_another_takes_its_disputes_along(mediation: MediationWorld) -> None:
    keeping.keep_up()
    village, township = mediation.committees["village"], mediation.committees["township"]
    Case.objects.filter(id__in=Dispute.objects.values("case_id")[:5]).update(
        lead_unit=village, lead_unit_path=township.path
    )
    assert FigureDue.objects.values("dispute_id").distinct().count() == 5
    compare(mediation)


def test_what_is_kept_wrongly_is_found_and_put_right(mediation: MediationWorld) -> None:
    keeping.keep_up()
    wrong = FigureEntry.objects.filter(what="ended").first()
    gone = FigureEntry.objects.exclude(dispute_id=wrong.dispute_id if wrong else 0).first()
    assert wrong is not None
    assert gone is not None
    FigureEntry.objects.filter(id=wrong.id).update(signs=0)
    FigureEntry.objects.filter(id=gone.id).delete()
    FigureEntry.objects.create(dispute_id=10**9, what="received", at=gone.at, of_track="people", track="people")
    expected = sorted({wrong.dispute_id, gone.dispute_id, 10**9})
    assert list(keeping.differing()) == expected
    assert keeping.look_over() == 3
    assert keeping.keep_up() == 3
    assert list(keeping.differing()) == []
    compare(mediation)


def test_many_that_come_at_once_are_kept_some_at_a_time(
    mediation: MediationWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 7)
    turns = 0
    while keeping.keep_up():
        turns += 1
        if turns == 2:
            compare(mediation)
    assert turns > 3
    assert FigureEntry.objects.filter(what="ended").count() == ROWS
    assert list(keeping.differing()) == []
