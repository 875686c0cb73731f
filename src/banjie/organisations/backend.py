"""What Django asks about a session: whose it is. Signing in goes through `sign_in` and nowhere else."""

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from .models import Staff


class StaffBackend(BaseBackend):
    def authenticate(self, request: HttpRequest | None, **credentials: object) -> None:
        """Never: this way round there would be no lock-out and no second factor."""
        return

    def get_user(self, user_id: int) -> Staff | None:
        """The account of a session; None, which signs it out, once the account is no longer in use."""
        return Staff.objects.filter(pk=user_id, is_active=True).first()
