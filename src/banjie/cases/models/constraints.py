"""Conditions that several tables share."""

from django.db.models import CheckConstraint, Q


def together(name: str, first: str, second: str) -> CheckConstraint:
    """Two columns of which neither is set without the other."""
    neither = Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    both = Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    return CheckConstraint(condition=neither | both, name=name)
