"""Draws the templates that are shipped: `bin/build-forms` writes them, a test holds the written ones against this.

What an office then does to its own copy in Word is its own affair; `documents.templates` checks it.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from banjie.mediation.documents.drawing import bilingual, binding, ending, letters, opening, rounds, working

# By the name of the file under templates/, without its ending.
DRAWN: Mapping[str, Callable[[], bytes]] = MappingProxyType(
    {
        "application": opening.application,
        "acceptance_register": opening.acceptance_register,
        "acceptance_notice": opening.acceptance_notice,
        "rights_notice": opening.rights_notice,
        "rights_notice.bilingual": bilingual.rights_notice,
        "address_confirmation": opening.address_confirmation,
        "party_registration": opening.party_registration,
        "investigation_record": working.investigation_record,
        "evidence_list": working.evidence_list,
        "returned_originals": working.returned_originals,
        "session_record": working.session_record,
        "agreement": ending.agreement,
        "agreement.bilingual": bilingual.agreement,
        "oral_agreement_register": ending.oral_agreement_register,
        "failure_notice": ending.failure_notice,
        "failure_notice.bilingual": bilingual.failure_notice,
        "performance_receipt": ending.performance_receipt,
        "follow_up_record": ending.follow_up_record,
        "confirmation_application": letters.confirmation_application,
        "transfer_letter": letters.transfer_letter,
        "referral_reply": letters.referral_reply,
        "file_cover": binding.file_cover,
        "file_contents": binding.file_contents,
        "file_explanation": binding.file_explanation,
        "file_back_cover": binding.file_back_cover,
        "round_minutes": rounds.round_minutes,
    }
)
