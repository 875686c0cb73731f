"""The words for the codes of mediation, in one place for pages, API and documents."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banjie.mediation import session_wording, wording_agreements, wording_keeping
from banjie.mediation.models import (
    Authority,
    BroughtBy,
    CommitteeKind,
    CompanionRole,
    ConsentAnswer,
    ConsentTo,
    CourtStage,
    Ending,
    HandedOver,
    HowEnded,
    LadderStep,
    MediatorKind,
    PartyKind,
    ReferralBody,
    SaidHow,
    TieKind,
    Track,
    WhyJoined,
    WhyLeft,
)
from banjie.platform.numbers import numbers

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

CHOICES: Mapping[str, Words] = MappingProxyType(
    {
        "answer": dict(ConsentAnswer.choices),
        "authority": dict(Authority.choices),
        "body": dict(ReferralBody.choices),
        "brought_by": dict(BroughtBy.choices),
        "committee_kind": dict(CommitteeKind.choices),
        "companion_role": dict(CompanionRole.choices),
        "court_stage": dict(CourtStage.choices),
        "ending": dict(Ending.choices),
        "handed_over": dict(HandedOver.choices),
        "how": dict(SaidHow.choices),
        "how_ended": dict(HowEnded.choices) | {HowEnded.AGREED: _("With an agreement")},
        "ladder_step": dict(LadderStep.choices),
        "mediator_kind": dict(MediatorKind.choices),
        "party_kind": dict(PartyKind.choices),
        "tie": dict(TieKind.choices),
        "to": dict(ConsentTo.choices),
        "track": dict(Track.choices),
        "why_joined": dict(WhyJoined.choices),
        "why_left": dict(WhyLeft.choices),
        **session_wording.CHOICES,
        **wording_keeping.CHOICES,
        **wording_agreements.CHOICES,
    }
)


def other_ways() -> Mapping[str, "StrOrPromise"]:
    """Where the parties can turn when mediation has ended without an agreement."""
    aid = numbers().call("legal_aid")
    return {
        "court": _("Bring an action in the People's Court"),
        "arbitration": _("Ask for arbitration, where it was agreed or the law gives it, as in labour disputes"),
        "administrative": _("Turn to the authority in charge"),
        "legal_aid": _("Ask for legal aid: %(number)s, free of charge") % {"number": aid}
        if aid
        else _("Ask for legal aid"),
    }


# Why a party cannot take part as it is.
UNHEARD: Words = MappingProxyType(
    {
        "minor_alone": _("A minor cannot take part alone. Enter the guardian."),
        "nobody_elected": _("So many people are spoken for by those whom they elected. Enter them."),
    }
)

PROBLEMS: Words = MappingProxyType(
    {
        "access_unknown": _("This code is not in force any more."),
        "absence_unknown": _("This absence is no longer on the list."),
        "area_unknown": _("There is no such area. Type a part of its name and choose one."),
        "at_once_out_of_range": _("Enter how many disputes at a time, from 1 to 99."),
        "counter_unknown": _("There is no such kind of number."),
        "document_unknown": _("This document is no longer the one in force."),
        "document_unset": _("The document could not be set as PDF. Tell whoever looks after the system."),
        "field_missing": _("A field that the form must show is empty. Fill it in."),
        "file_empty": _("There is no paper to put in the file yet."),
        "form_unknown": _("There is no such form."),
        "paper_kind": _("Send a PDF or a picture. Word files are printed or signed first."),
        "paper_unknown": _("This paper is no longer in the file."),
        "party_needed": _("Choose the party for whom it is."),
        "pattern_braces": _("A brace is left open or closed in the pattern."),
        "pattern_no_number": _("The pattern must hold {number}."),
        "pattern_no_year": _("The pattern must hold {year}: counting begins anew every year."),
        "pattern_places": _("Places stand behind number alone, from 1 to 6, as in {number:3}."),
        "pattern_too_long": _("The pattern is too long."),
        "pattern_unknown_name": _("In a pattern stand only {year}, {committee} and {number}."),
        "session_unknown": _("There is no such session."),
        "slot_unknown": _("Choose where the paper stands in the file."),
        "template_broken": _("The template of this form does not hold. Whoever sets mediation up sees why."),
        "title_missing": _("Say what the paper is."),
        "version_unknown": _("There is no such version of the template."),
        "answer_missing": _("Say of at least one time whether it suits you."),
        "authority_not_on_file": _("Whoever may settle for a party needs a written authority. Add it."),
        "chair_missing": _("Choose who of the panel is in the chair."),
        "committee_missing": _("The dispute lies with no committee yet, so the paper cannot be numbered."),
        "committee_unknown": _("This unit is not a committee yet."),
        "companion_on_both_sides": _("This person takes part on another side already."),
        "companion_unknown": _("There is nobody like this beside the party any more."),
        "companion_without_authority": _("Only somebody with an authority that holds today gets a code."),
        "court_stage_needed": _("Say at which stage the court entrusts the dispute."),
        "dispute_over": _("This dispute is over. Its parties stay as they were."),
        "earlier_unknown": _("There is no earlier dispute with this number."),
        "elected_by_nobody": _("Say how many people elected this representative."),
        "ending_unknown": _("Choose how mediation ended."),
        "in_future": _("This time lies in the future."),
        "joined_why": _("Choose why the other committee joins."),
        "ladder_after_begin": _(
            "Mediation has begun; the ladder stays. Move the dispute to another committee instead."
        ),
        "ladder_changed_meanwhile": _(
            "Somebody else has changed this ladder meanwhile. Look at it as it is now, then change it again."
        ),
        "ladder_in_use": _("Disputes go by this ladder, or did. It cannot be removed; offer it no longer instead."),
        "ladder_last": _("It is the last ladder of its track on offer. Offer another one first."),
        "ladder_offered": _("This ladder is on offer as it is."),
        "ladder_retired": _("This ladder is no longer offered."),
        "ladder_track_stays": _("The track of a ladder stays as it is. Add another ladder."),
        "ladder_unknown": _("There is no such ladder."),
        "may_not_sit_on_rung": _("Mediators of this kind do not sit on this rung."),
        "mediator_away": _("This mediator is away today."),
        "mediator_elsewhere": _("This person mediates for another committee already. Its head releases them first."),
        "mediator_unknown": _("There is no such mediator, or they no longer mediate."),
        "minor_needs_guardian": _("A minor gets no code. Make the paper for the guardian."),
        "no_committee_on_rung": _("No committee serves this place on that rung. Choose another committee."),
        "not_asked": _("This is not asked any more. Read again where the matter stands."),
        "objection_unknown": _("This objection has been ruled on already."),
        "objection_waits": _("This party has objected already; nobody has decided on it yet."),
        "other_committee": _("This mediator belongs to another committee. Set up a joint panel with it first."),
        "own_objection": _("The objection is to yourself. Somebody else must rule on it."),
        "own_unit_is_party": _("The mediator’s own unit is a party."),
        "party_in_mediation": _("Mediation has begun with this party. It can only withdraw its consent."),
        "party_on_both_sides": _("This person or organisation is on the other side already."),
        "party_twice": _("This person or organisation is on this side already."),
        "party_unknown": _("This party no longer takes part."),
        "question_unknown": _("This question is not put to the parties."),
        "reason_missing": _("Say why."),
        "referral_unknown": _("This letter has been answered already."),
        "report_before_letter": _("The report cannot be due before the letter was written."),
        "report_missing": _("Say what became of the dispute."),
        "rights_not_told": _("Tell the party its rights and duties first, and tick that you did."),
        "rung_in_use": _("Disputes are on a rung that would go. Keep the rung until they have left it."),
        "seat_unknown": _("This seat is empty."),
        "short_name_missing": _("Enter the short name by which papers are numbered."),
        "side_unknown": _("Choose a side from A to H."),
        "signs_in_the_room": _("Those elected sign for this party, in the room."),
        "sits_already": _("This mediator sits already."),
        "staff_unknown": _("There is no such person, or the account is no longer in use."),
        "stepped_aside_before": _("This mediator stepped aside in this dispute, or an objection was upheld."),
        "term_ends_before": _("The term ends before it begins."),
        "term_over": _("The mediator's term has not begun or is over."),
        "tie_declared": _("This mediator has declared a tie in this dispute."),
        "tie_unknown": _("Choose the kind of tie."),
        "too_few_for_comment": _("There are no figures for this year to comment on."),
        "unit_complained_of": _("The matter complains about this unit, so it cannot mediate."),
        "unit_unknown": _("There is no such unit, or it is no longer in use."),
        "until_not_later": _("Choose a later day."),
        **session_wording.PROBLEMS,
        **wording_keeping.PROBLEMS,
        **wording_agreements.PROBLEMS,
    }
)


# What is wrong with a ladder, said where it is.
LADDER_PROBLEMS: Words = MappingProxyType(
    {
        "bad_key": _("Small Latin letters, digits and underscores only."),
        "bad_time": _("Write a time as in 30 days or 20 working days."),
        "missing": _("Enter this."),
        "no_rung": _("A ladder has at least one rung."),
        "rung_twice": _("Two rungs are called the same."),
        "time_not_days": _("A rung lasts whole days, at least one."),
        "too_many_rungs": _("A ladder has at most eight rungs."),
        "unknown_level": _("There is no such level."),
        "unknown_mediators": _("There are no such mediators."),
        "unknown_track": _("Choose a track."),
    }
)
