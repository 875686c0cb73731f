"""Makes agreements that bind, as short as a test needs them."""

from datetime import date, timedelta
from decimal import Decimal

from banjie.mediation import agreed
from banjie.mediation.actions.binding import conclude
from banjie.mediation.models import Agreement, Obligation
from banjie.mediation.terms import Draft, Term
from tests.integration.cases.world import AT
from tests.integration.mediation.world import make_begun

TODAY = date(2026, 3, 2)
A_DAY = timedelta(days=1)


def pay(debtor, creditor, amount="1000.00", *, due_on=TODAY + 10 * A_DAY, **more):
    return Term("pay", debtor, creditor, amount=Decimal(amount), due_on=due_on, **more)


def make_agreed(world, terms=None, *, who="township", at=AT, kind=""):
    """A dispute whose agreement binds since `at`: case, parties (A1, B1), ids of the obligations in their order.

    `terms` is a function of the two parties; without one B1 pays A1 a thousand yuan in ten days.
    """
    case_id, parties = make_begun(world, who=who)
    wanted = terms(*parties) if terms else [pay(parties[1], parties[0], what="补偿款")]
    agreement = Agreement(dispute_id=case_id, number=1, made_at=at)
    agreement.sealed = agreed.sealed_words(agreement, Draft(terms=wanted), ())
    agreement.save()
    Obligation.objects.bulk_create(agreed.obligation_row(agreement, n, term) for n, term in enumerate(wanted, 1))
    Agreement.objects.filter(id=agreement.id).update(state="binding", binding_at=at)
    conclude(case_id, by=world.acting(who, at), at=at)
    return case_id, parties, list(Obligation.objects.filter(agreement=agreement).values_list("id", flat=True))
