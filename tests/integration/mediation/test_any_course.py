"""Random parties and commands: a dispute never comes to a point from which nothing leads on, nor tells a name."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from banjie.cases import actions as cases
from banjie.cases import queries as case_queries
from banjie.cases.errors import CommandRefused
from banjie.core.workflow import shipped
from banjie.mediation import actions
from banjie.mediation.details import Details
from banjie.mediation.errors import BadEntry, DisputeNotFound
from banjie.mediation.models import Dispute, Seat
from banjie.mediation.queries import dispute_file
from tests.integration.cases.world import AT
from tests.integration.mediation.world import make_dispute

# Nobody's name: found again, it must have leaked.
CANARY = "钱小七"
REFUSED = (CommandRefused, BadEntry, DisputeNotFound, LookupError)
STAFF = st.sampled_from(["village", "township", "second", "county", "township_head", "county_head", "dispatcher"])
PROCESS = shipped()["mediation-1"]


class AnyCourse(RuleBasedStateMachine):
    """Each rule tries one thing in the name of somebody; being refused is an answer, too."""

    world = None

    @initialize()
    def begin(self):
        self.case_id = make_dispute(self.world)
        self.now = AT
        self.parties = []
        self.seats = []

    def _try(self, act):
        self.now += timedelta(hours=3)
        try:
            return act()
        except REFUSED:
            return None

    @rule(who=STAFF)
    def claim(self, who):
        self._try(lambda: cases.perform(self.case_id, "claim", by=self.world.acting(who, self.now), at=self.now))

    @rule(who=STAFF, side=st.sampled_from("AB"), number=st.integers(1, 4), minor=st.booleans())
    def enter_party(self, who, side, number, minor):
        details = Details(name=f"{CANARY}{number}")
        made = self._try(
            lambda: actions.add_party(
                self.case_id, side=side, details=details, minor=minor, by=self.world.acting(who, self.now), at=self.now
            )
        )
        self.parties += [made] if made else []

    @rule(who=STAFF, pick=st.integers(0, 9), answer=st.sampled_from(["given", "given", "refused", "withdrawn"]))
    def say(self, who, pick, answer):
        if self.parties:
            party = self.parties[pick % len(self.parties)]
            self._try(
                lambda: actions.record_consent(
                    self.case_id,
                    party,
                    to="mediation",
                    answer=answer,
                    how="orally",
                    told_rights=True,
                    by=self.world.acting(who, self.now),
                    at=self.now,
                )
            )

    @rule(who=STAFF, mediator=st.sampled_from(["village", "township", "second", "county"]), chair=st.booleans())
    def take_seat(self, who, mediator, chair):
        made = self._try(
            lambda: actions.seat(
                self.case_id,
                self.world.mediators[mediator],
                chair=chair,
                by=self.world.acting(who, self.now),
                at=self.now,
            )
        )
        self.seats += [made] if made else []

    @rule(who=STAFF)
    def declare(self, who):
        self._try(lambda: actions.declare_no_tie(self.case_id, by=self.world.acting(who, self.now), at=self.now))

    @rule(who=STAFF)
    def start(self, who):
        self._try(lambda: actions.begin(self.case_id, by=self.world.acting(who, self.now), at=self.now))

    @rule(who=STAFF, up=st.booleans())
    def step(self, who, up):
        act = actions.go_up if up else actions.come_back
        self._try(lambda: act(self.case_id, reason=CANARY, by=self.world.acting(who, self.now), at=self.now))

    @rule(who=STAFF)
    def step_aside(self, who):
        self._try(lambda: actions.recuse(self.case_id, reason="亲属", by=self.world.acting(who, self.now), at=self.now))

    @rule(who=STAFF, ending=st.sampled_from(["no_agreement", "absent", "agreed"]))
    def end(self, who, ending):
        self._try(
            lambda: actions.end_without(self.case_id, ending=ending, by=self.world.acting(who, self.now), at=self.now)
        )

    @invariant()
    def something_leads_on(self):
        case = case_queries.brief(self.case_id, self.world.acting("dispatcher"))
        state = PROCESS.states[case.state]
        ways = [key for key, command in PROCESS.commands.items() if case.state in command.sources]
        assert state.final or ways
        if state.open:
            assert case.lead_unit_id or case.state in {"received", "accepted"}
            assert case.step_due_at is not None

    @invariant()
    def the_rows_agree_with_the_case(self):
        dispute = Dispute.objects.filter(case_id=self.case_id).first()
        if dispute is None:
            return
        case = case_queries.brief(self.case_id, self.world.acting("dispatcher"))
        assert (case.state == "failed") == bool(dispute.ending)
        assert dispute.stays.filter(ended_at=None).count() == (0 if dispute.ending else 1)
        assert not Seat.objects.filter(dispute=dispute, left_at=None).exclude(rung=dispute.rung).exists()

    @invariant()
    def no_name_is_told(self):
        for who in ("dispatcher", "auditor", "supervisor"):
            told = case_queries.case_file(self.case_id, by=self.world.acting(who), at=self.now)
            assert CANARY not in str(told)
        seen = dispute_file(self.case_id, self.world.acting("auditor").viewer, at=self.now)
        assert CANARY not in str(seen.sides)


@pytest.mark.slow
def test_no_course_strands_a_dispute_or_tells_a_name(mediation):
    AnyCourse.world = mediation
    run_state_machine_as_test(
        AnyCourse,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
