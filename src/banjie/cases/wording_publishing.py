"""The words for showing cases to the public; part of `cases.wording`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Words = Mapping[str, "StrOrPromise"]

ACTS: Words = {
    "agree_public": _("Agree to have it shown"),
    "keep_private": _("No longer show it"),
    "propose_public": _("Propose for the public"),
    "publish": _("Show it publicly"),
    "refuse_public": _("Do not show it"),
    "take_back": _("Take it back"),
    "withhold_public": _("Hide it until it is read again"),
}

HAPPENED: Words = {
    "agree_public": _("The reporter agreed to have it shown"),
    "keep_private": _("The reporter no longer wishes it to be shown"),
    "propose_public": _("Proposed for the public"),
    "publish": _("Shown publicly"),
    "refuse_public": _("Not shown to the public"),
    "take_back": _("Taken back from the public"),
    "withhold_public": _("Hidden until it is read again"),
}

REFUSALS: Words = {
    "public_confidential": _("Its reporter wishes to be known to the centre only. Such a matter is not shown."),
    "public_never_about_units": _("It complains about a unit, which would read it here. Such a matter is never shown."),
    "public_never_disputes": _("Mediation is confidential. A dispute is never shown."),
    "public_not_agreed": _("Its reporter has not agreed to have it shown."),
    "public_not_classified": _("It has no category yet, which decides whether it may be shown."),
    "public_not_category": _("Matters of this category are not shown publicly."),
    "public_not_followed": _("It was declined, withdrawn or merged: there is nothing to follow."),
}

PROBLEMS: Words = {
    "photo_unknown": _("This photo is not one that the reporter sent or may see."),
    "private_number": _("There is a number, an account or an e-mail address of somebody in it. Leave it out."),
}

FINDINGS: Words = {
    "account": _("An account by which somebody is reached"),
    "bank": _("A bank card or account"),
    "door": _("A door"),
    "email": _("An e-mail address"),
    "identity": _("An identity number"),
    "landline": _("A landline number"),
    "name": _("Perhaps a person"),
    "official": _("Somebody in office"),
    "passport": _("A passport or permit"),
    "phone": _("A telephone number"),
    "plate": _("A number plate"),
}

STANDINGS: Words = {
    "proposed": _("Proposed"),
    "released": _("Shown now"),
    "refused": _("Not shown"),
    "taken_back": _("Taken back"),
    "withheld": _("Hidden until it is read again"),
}

CONCERNS: Words = {
    "personal": _("It shows who somebody is, where they live or how to reach them"),
    "insult": _("It insults or threatens somebody"),
    "untrue": _("It is not true"),
    "advert": _("It is an advertisement"),
    "other": _("Something else"),
}

PILES: Words = {
    "concerns": _("Objected to"),
    "new": _("Not read yet"),
    "proposed": _("Proposed"),
    "reply": _("Answered since"),
    "released": _("Shown now"),
}

PLACES: Words = {
    "exact": _("The very spot is shown."),
    "near": _("The place is shown to some hundred metres."),
    "area": _("Only the area is shown, no point."),
}
