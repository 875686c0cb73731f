"""The words for evidence, points, offers and agreements; `wording` puts them with the others."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.mediation.models import (
    AgreementForm,
    AgreementState,
    CopyFor,
    Due,
    EvidenceDoubt,
    EvidenceForm,
    EvidenceKind,
    EvidenceSays,
    IdentityBy,
    ObligationKind,
    OfferStanding,
    PointStanding,
    SignedAs,
    SignedHow,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

CHOICES: Mapping[str, Words] = MappingProxyType(
    {
        "agreement_form": dict(AgreementForm.choices),
        "agreement_state": dict(AgreementState.choices),
        "copy_for": dict(CopyFor.choices),
        "due": dict(Due.choices),
        "evidence_doubt": dict(EvidenceDoubt.choices),
        "evidence_form": dict(EvidenceForm.choices),
        "evidence_kind": dict(EvidenceKind.choices),
        "evidence_says": dict(EvidenceSays.choices),
        "identity": dict(IdentityBy.choices),
        "obligation_kind": dict(ObligationKind.choices),
        "offer_standing": dict(OfferStanding.choices),
        "point_standing": dict(PointStanding.choices),
        "signed_as": dict(SignedAs.choices),
        "signed_how": dict(SignedHow.choices),
    }
)

PROBLEMS: Words = MappingProxyType(
    {
        "agreement_in_the_making": _("An agreement is being written already. Go on with that one."),
        "agreement_not_now": _("Agreements are made while mediation lasts, or to replace one that is being kept."),
        "agreement_unknown": _("This agreement can no longer be changed, or there is none."),
        "all_signed": _("Somebody still has to sign."),
        "amount_not_positive": _("An amount is more than nothing."),
        "amount_too_fine": _("An amount has two places behind the point."),
        "amount_too_large": _("This amount is too large to be kept here."),
        "answer_unknown": _("Say whether the side acknowledges it or disputes it."),
        "authority_not_special": _(
            "This representative may speak for the party, but not settle. Add an authority that says so, "
            "or let the party sign itself."
        ),
        "authority_over": _("The authority of this representative has run out."),
        "currency_unknown": _("Write the currency as three letters, such as CNY."),
        "doubt_missing": _("Say what of it is disputed, and why."),
        "due_unknown": _("Say by when."),
        "elected_sign": _("This party is many. Those whom they elected sign for it."),
        "evidence_answered": _("Another side has answered to this already, so it stays as it is. Enter a new item."),
        "evidence_not_theirs": _("A side does not answer to what it handed in itself."),
        "evidence_unknown": _("There is no such item on the register."),
        "form_unknown": _("Choose whether it is written or oral."),
        "identity_unchecked": _("Check who it is, and say how you did."),
        "kind_unknown": _("Choose what kind it is."),
        "leave_missing": _("Ask the side first. Tick that it allows this."),
        "minor_signs_alone": _("For a minor the guardian signs."),
        "name_missing": _("Say what it is called."),
        "nobody_signed": _("Tick who signed on this paper."),
        "not_a_party": _("Only parties of this dispute can owe or get something here."),
        "not_in_mediation": _("This is not the time for it: the dispute is not before the mediators."),
        "not_yours": _("Only a mediator who sits in this dispute does this."),
        "nothing_to_return": _("This is no original, or it has gone back already."),
        "offer_empty": _("Say what is offered: a sum, or words."),
        "offer_not_theirs": _("A side does not answer its own offer."),
        "offer_unknown": _("This offer is no longer open, or there is none."),
        "oral_is_said": _("An oral agreement is not signed. Record that the party said yes."),
        "owed_by_missing": _("Say who owes this."),
        "own_name_only": _("Every mediator signs with their own name, from their own post."),
        "pages_unlikely": _("Give the number of pages, from 1 to 2,000."),
        "point_unknown": _("There is no such point any more."),
        "replied_already": _("This side has answered this offer already."),
        "seal_on_paper": _("The seal is put on the printed copy. Add the scan of it."),
        "shown_already": _("Every side knows of this already."),
        "shows_missing": _("Say what it is to show."),
        "signature_unknown": _("There is no such signature to check any more."),
        "signed_already": _("This place has been signed already."),
        "signed_before_text": _("Nobody can have signed before this text was read out."),
        "slot_unknown": _("There is no such place under this agreement any more. Look at who signs now."),
        "sound": _("Something is still missing or does not add up. Mend what is marked first."),
        "standing_unknown": _("Say whether the point is agreed or in dispute."),
        "successor_binds": _("An agreement has force until a new one has been signed by everybody."),
        "taker_missing": _("Say who took it back."),
        "text_missing": _("Say what it is about."),
        "text_unchanged": _("The agreement has changed since it was read out. Read it out again before anybody signs."),
        "too_long": _("This is too long for one line of an agreement."),
        "too_many_terms": _("So many lines are no longer one agreement."),
        "warnings_answered": _("Look at each warning first: mend the sentence, or let it stand."),
        "written_is_signed": _("A written agreement is signed, on paper or on a screen."),
        "wrong_state": _("As the agreement stands now, this is not the next step."),
    }
)

# What the checker finds. Placeholders are the data of a finding.
FINDINGS: Words = MappingProxyType(
    {
        "amount_beside_the_point": _("Money for this is unusual. Is the amount meant?"),
        "amount_missing": _("Say how much."),
        "amount_not_positive": PROBLEMS["amount_not_positive"],
        "amount_too_fine": PROBLEMS["amount_too_fine"],
        "amount_too_large": PROBLEMS["amount_too_large"],
        "cannot_be_agreed": _("“%(word)s”: %(reason)s (%(law)s)"),
        "condition_missing": _("Say what has to happen first."),
        "currency_unknown": PROBLEMS["currency_unknown"],
        "due_far": _("This is more than %(years)s years away. Is the year right?"),
        "due_in_past": _("This day is over. Choose one that can still be kept."),
        "due_missing": _("Say by which day."),
        "due_on_holiday": _("Not a working day. It is still in time on %(next)s (Civil Code, article 203)."),
        "due_unknown": PROBLEMS["due_unknown"],
        "elected_need_leave": _(
            "Those elected by %(party)s may settle only with the leave of those they speak for "
            "(Civil Procedure Law, article 56). Is it on file?"
        ),
        "facts_missing": _("Say what the dispute is about: the main facts, and what was disputed."),
        "instalments_days_out_of_order": _("Each instalment is due after the one before."),
        "instalments_differ": _("The instalments come to %(sum)s, and %(stated)s is owed."),
        "instalments_in_currencies": _("The instalments of one debt are in one currency."),
        "instalments_of_others": _("The instalments of one debt have one debtor and one creditor."),
        "instalments_out_of_order": _("An instalment of this debt is missing, or out of order."),
        "kind_unknown": PROBLEMS["kind_unknown"],
        "language_not_read": _(
            "%(party)s does not read the language of this agreement. Add a translation, or an interpreter."
        ),
        "lasting_needs_dates": _("Money and things are handed over by a day, or in instalments."),
        "minor_without_guardian": _("%(party)s is a minor. The guardian has to take part and sign."),
        "more_than_claimed": _("This is more than was claimed: %(sum)s instead of %(claimed)s."),
        "no_terms": _("Nothing is agreed yet. Add who does what, and by when."),
        "nobody_elected": _("%(party)s stands for many. Enter those whom they elected."),
        "not_a_party": PROBLEMS["not_a_party"],
        "one_side_only": _("An agreement takes two sides."),
        "one_sided": _("Only side %(side)s has to do something. Does everybody want it so?"),
        "owed_by_missing": PROBLEMS["owed_by_missing"],
        "owed_to_itself": _("Nobody owes anything to themselves."),
        "owed_within_side": _("Both are on side %(side)s. Is it meant so?"),
        "read_by_interpreter": _("%(party)s reads another language. The interpreter reads it out; the record says so."),
        "said_twice": _("This is the same as line %(first)s."),
        "several_currencies": _("The sums are in several currencies: %(currencies)s."),
        "sum_differs": _("The obligations come to %(sum)s, and the total says %(stated)s."),
        "too_long": PROBLEMS["too_long"],
        "too_many_terms": PROBLEMS["too_many_terms"],
        "vague": _("“%(word)s”: %(reason)s"),
        "what_missing": _("Say what is to be done."),
    }
)
