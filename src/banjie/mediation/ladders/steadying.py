"""Keeping ladders and the disputes on them from changing at the same time."""

from django.db import connection

_LOCK = "hashtext('mediation.ladders')"


def hold_still() -> None:
    """Until the end of the transaction, no ladder changes. Whoever writes to a dispute counts rungs by position."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock_shared({_LOCK})")


def change_alone() -> None:
    """Waits for all who hold still, and keeps others waiting, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({_LOCK})")
