"""The rules at the door: when an account waits, when an address does, how a name is read. Pure."""

import re
import unicodedata
from datetime import timedelta

# Typed on any keyboard and never confusable: "ｌi.na" and "Li.Na" are the same account or none.
USERNAME_PATTERN = r"^[a-z0-9][a-z0-9._-]{1,39}$"

# Four slips are anybody's. From the fifth on, each further failure doubles the wait, up to half an hour:
# long enough that guessing is hopeless, short enough that nobody needs an administrator to get back to work.
FREE_FAILURES = 4
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=30)

# A whole office may share one address, and a Monday morning brings many slips; a guesser brings more.
ADDRESS_WINDOW = timedelta(minutes=10)
ADDRESS_FAILURES = 60

# How long somebody may take between the password and the second factor.
SECOND_FACTOR_WITHIN = timedelta(minutes=5)

# How often at most the record of a session is brought up to date.
SEEN_EVERY = timedelta(minutes=5)

# Longer than the database insists on (migrations/_guards.py), and no longer than a yearly audit needs.
SIGN_INS_KEPT = timedelta(days=400)


def wait_after(failures: int) -> timedelta | None:
    """How long an account waits after so many failures in a row; None: not at all."""
    if failures <= FREE_FAILURES:
        return None
    doublings = min(failures - FREE_FAILURES - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def plain_username(text: str) -> str | None:
    """A username as people type it, in its one form; None where it cannot be one.

    Full-width letters and capitals are the same account.
    """
    plain = unicodedata.normalize("NFKC", text[:100]).strip().casefold()
    return plain if re.fullmatch(USERNAME_PATTERN, plain) else None
